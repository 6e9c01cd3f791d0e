package import DemarcheData

/// Finds a small number by the hash of what it stands for, in mapped slots of eight bytes.
///
/// The lower bits of a slot hold the number plus 1, the others mark the hash; 0 is empty.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct NumberTable: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  private let slots: UnsafePointer<UInt64>
  private let mask: Int
  /// The bits of a slot that hold its number plus 1.
  private let numberMask: UInt64

  /// Opens the slots of a section; a number is less than `count` and takes `bits` bits.
  package init(
    _ reader: ModelFile.Reader, _ section: ModelFile.SectionName, bits: UInt64, count: Int
  ) throws(DataFileError) {
    let numberMask = NumberTable.numberMask(bits)
    let slots = try reader.values(section, as: UInt64.self)
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0, slots.contains(0),
      slots.allSatisfy({ $0 & numberMask <= UInt64(count) })
    else { throw reader.fault("the table of \(section) is broken") }
    self.slots = base
    mask = slots.count - 1
    self.numberMask = numberMask
  }

  /// The number of a hash; nil when the table lacks it.
  @inline(__always)
  package func number(of hash: UInt64) -> Int? {
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at] != 0 {
      if (slots[at] ^ hash) & ~numberMask == 0 {
        return Int(truncatingIfNeeded: slots[at] & numberMask) - 1
      }
      at = (at + 1) & mask
    }
    return nil
  }

  private static func numberMask(_ bits: UInt64) -> UInt64 { (1 << bits) - 1 }

  /// Lays out hashes with their numbers for a model file; those that come first are found soonest.
  package static func layOut(_ entries: [(hash: UInt64, number: Int)], bits: UInt64) -> [UInt64] {
    var size = 16
    while size * 2 < entries.count * 3 { size *= 2 }
    let numberMask = numberMask(bits)
    var slots = [UInt64](repeating: 0, count: size)
    for entry in entries {
      var at = Int(truncatingIfNeeded: entry.hash) & (size - 1)
      while slots[at] != 0 { at = (at + 1) & (size - 1) }
      slots[at] = entry.hash & ~numberMask | UInt64(entry.number + 1)
    }
    return slots
  }
}
