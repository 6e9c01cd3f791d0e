/// Hashes at the place that each gives or behind it: whether one is there is a probe.
///
/// Nine of ten that are asked for are no members; a bit for each of `bits` low bits of a hash, which stay in the
/// nearest cache, tells most of them.
///
/// - Invariant: at most half full; 0 marks an empty place and is never a member.
struct HashSet: Sendable {
  private let places: [UInt64]
  private let filter: [UInt64]

  private static let bits: UInt64 = 1 << 17

  init(_ hashes: [UInt64]) {
    var size = 16
    while size < hashes.count * 2 { size *= 2 }
    var places = [UInt64](repeating: 0, count: size)
    var filter = [UInt64](repeating: 0, count: Int(HashSet.bits / 64))
    for hash in hashes where hash != 0 {
      var at = Int(truncatingIfNeeded: hash >> 32) & (size - 1)
      while places[at] != 0, places[at] != hash { at = (at + 1) & (size - 1) }
      places[at] = hash
      let bit = hash & (HashSet.bits - 1)
      filter[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    self.places = places
    self.filter = filter
  }

  func contains(_ hash: UInt64) -> Bool {
    let bit = hash & (HashSet.bits - 1)
    if filter[Int(bit >> 6)] >> (bit & 63) & 1 == 0 { return false }
    let mask = places.count - 1
    var at = Int(truncatingIfNeeded: hash >> 32) & mask
    while places[at] != 0 {
      if places[at] == hash { return true }
      at = (at + 1) & mask
    }
    return false
  }

  /// The hash of a text behind another, eight bytes at a time; one of the program's own run, kept nowhere.
  ///
  /// The multiplier and the shifts are those of splitmix64.
  @inline(__always)
  static func hash(_ text: String, behind start: UInt64) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      // The length counts, so that "ab" and "c" are not "a" and "bc".
      var hash = start ^ UInt64(truncatingIfNeeded: bytes.count)
      var at = 0
      while at < bytes.count {
        var part: UInt64 = 0
        if at + 8 <= bytes.count {
          part = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        } else {
          for byte in bytes[at...] { part = part << 8 | UInt64(byte) }
        }
        hash = (hash ^ part) &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 29
        at += 8
      }
      hash = hash &* 0x94D0_49BB_1331_11EB
      return hash ^ hash >> 31
    }
  }
}
