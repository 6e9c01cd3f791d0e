/// The different texts of a column, in the order in which they first stand there.
struct TextDictionary {
  private(set) var texts = Texts()
  /// The place in the dictionary of each value; 0 for one that is unknown.
  private(set) var places: [Int32] = []

  /// Nil when a dictionary would not pay: it has no text, more than `limit` bytes, or more than half as many
  /// texts as it stands for.
  init?(_ values: Texts, known: Bits, limit: Int) {
    places.reserveCapacity(values.count)
    var table = Slots()
    var standsFor = 0
    for value in 0..<values.count {
      guard known[value] else {
        places.append(0)
        continue
      }
      standsFor += 1
      let place = table.place(of: values, value, in: &texts)
      if texts.bytes.count + 4 * texts.count > limit { return nil }
      places.append(place)
    }
    if texts.count == 0 || texts.count * 2 > standsFor { return nil }
  }

  /// How many bits a place takes; at least 1, as readers expect.
  var width: Int { max(1, Int.bitWidth - (texts.count - 1).leadingZeroBitCount) }
}

/// Where the texts of a dictionary are, by the hash of their bytes (open addressing, linear probing).
///
/// The hash has no secret, so that the same column takes the same time everywhere; it never shows in a file.
private struct Slots {
  /// The place in the dictionary, or -1.
  private var places = [Int32](repeating: -1, count: 256)
  private var hashes = [UInt64](repeating: 0, count: 256)

  /// The place of a text, which is added when it is new.
  mutating func place(of values: Texts, _ value: Int, in texts: inout Texts) -> Int32 {
    let bytes = values.bytes[values.range(value)]
    let hash = Slots.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[slot] >= 0 {
      if hashes[slot] == hash, texts.bytes[texts.range(Int(places[slot]))] == bytes { return places[slot] }
      slot = (slot + 1) & (places.count - 1)
    }
    let place = Int32(texts.count)
    texts.append(utf8: bytes)
    (places[slot], hashes[slot]) = (place, hash)
    if texts.count * 2 > places.count { grow() }
    return place
  }

  private mutating func grow() {
    let (oldPlaces, oldHashes) = (places, hashes)
    places = [Int32](repeating: -1, count: oldPlaces.count * 2)
    hashes = [UInt64](repeating: 0, count: oldPlaces.count * 2)
    for (place, hash) in zip(oldPlaces, oldHashes) where place >= 0 {
      var slot = Int(truncatingIfNeeded: hash) & (places.count - 1)
      while places[slot] >= 0 { slot = (slot + 1) & (places.count - 1) }
      (places[slot], hashes[slot]) = (place, hash)
    }
  }

  /// FNV-1a, its bits mixed once more, since the low ones choose the slot.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ hash >> 32
  }
}
