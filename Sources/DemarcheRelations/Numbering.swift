/// Gives the distinct keys that it meets the numbers 0, 1, 2 … in the order met.
///
/// So that what belongs to a key stands in an array. A table of open places, at most half full, so that a look-up of
/// a store's small keys costs a multiplication and mostly one visit.
struct Numbering {
  /// The keys by number.
  private(set) var keys: [Int] = []
  /// Numbers by place; -1 is free.
  private var places = [Int32](repeating: -1, count: 64)
  private var shift = 58

  var count: Int { keys.count }

  mutating func number(of key: Int) -> Int32 {
    var place = start(key)
    while places[place] >= 0 {
      if keys[Int(places[place])] == key { return places[place] }
      place = (place + 1) & (places.count - 1)
    }
    let number = Int32(keys.count)
    keys.append(key)
    places[place] = number
    if keys.count * 2 > places.count { grow() }
    return number
  }

  /// Where a key is looked for first: the upper bits of its product with the golden ratio (Knuth, "The Art of Computer
  /// Programming" 3, 6.4).
  private func start(_ key: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: Int64(key)) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    shift -= 1
    for (number, key) in keys.enumerated() {
      var place = start(key)
      while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(number)
    }
  }
}
