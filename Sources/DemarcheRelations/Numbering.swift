/// Gives the distinct keys that it meets the numbers 0, 1, 2 … in the order met.
///
/// So that what belongs to a key stands in an array.
struct Numbering {
  private var numbers: [Int: Int32] = [:]
  /// The keys by number.
  private(set) var keys: [Int] = []

  var count: Int { keys.count }

  mutating func number(of key: Int) -> Int32 {
    if let number = numbers[key] { return number }
    let number = Int32(keys.count)
    numbers[key] = number
    keys.append(key)
    return number
  }
}

/// Counts the distinct ones among numbered things; a new round of counting costs nothing.
struct Distinct {
  private var lastRound: [Int32]
  private var round: Int32 = 0
  /// The distinct things of this round.
  private(set) var count = 0

  init(_ things: Int) { lastRound = [Int32](repeating: 0, count: things) }

  mutating func begin() {
    round += 1
    count = 0
  }

  /// Counts a thing; false when it was counted in this round already.
  @discardableResult
  mutating func insert(_ number: Int32) -> Bool {
    if lastRound[Int(number)] == round { return false }
    lastRound[Int(number)] = round
    count += 1
    return true
  }
}
