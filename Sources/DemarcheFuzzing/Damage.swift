/// Bytes that a stranger wants changed in a file too large to be an input itself.
///
/// Each six bytes of an input are one change: a section, a place in it (three bytes, the least first), how, and what.
struct Damage {
  struct Change: Hashable {
    var section: Int
    var offset: Int
    /// 0 sets a byte, 1 flips one bit of it, 2 sets eight bytes to all ones, 3 sets eight bytes to zero.
    var kind: UInt8
    var value: UInt8
  }

  let changes: [Change]

  init(changes: [Change]) { self.changes = changes }

  init(_ bytes: [UInt8]) {
    var changes: [Change] = []
    var at = 0
    while at + 6 <= bytes.count {
      var offset = 0
      for i in 0..<3 { offset |= Int(bytes[at + 1 + i]) << (8 * i) }
      changes.append(
        Change(section: Int(bytes[at]), offset: offset, kind: bytes[at + 4] & 3, value: bytes[at + 5]))
      at += 6
    }
    self.changes = changes
  }

  /// Makes the changes, the sections being these stretches of the bytes.
  ///
  /// - Returns: what stood there, to put it back with ``undo(_:in:)``.
  func apply(to bytes: UnsafeMutableRawBufferPointer, sections: [Range<Int>]) -> [(at: Int, old: UInt8)] {
    var undone: [(at: Int, old: UInt8)] = []
    for change in changes {
      let section = sections[change.section % sections.count]
      if section.isEmpty { continue }
      let start = section.lowerBound + change.offset % section.count
      let width = change.kind < 2 ? 1 : 8
      for at in start..<min(start + width, bytes.count) {
        undone.append((at, bytes[at]))
        switch change.kind {
        case 0: bytes[at] = change.value
        case 1: bytes[at] ^= 1 << (change.value & 7)
        case 2: bytes[at] = 0xFF
        default: bytes[at] = 0
        }
      }
    }
    return undone
  }

  static func undo(_ undone: [(at: Int, old: UInt8)], in bytes: UnsafeMutableRawBufferPointer) {
    for (at, old) in undone.reversed() { bytes[at] = old }
  }
}
