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
