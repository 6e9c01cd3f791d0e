import DemarcheRelations
import Testing

@Suite("How many of the counted incidents are right")
struct PrecisionTests {
  private let precision = MeasuredPrecision([
    "MEET": .init(right: 90, of: 100), "STRIKE": .init(right: 5, of: 10),
  ])

  private func estimate(_ lines: [Evidence]) -> MeasuredPrecision.Estimate {
    precision.right(among: relation(lines).total.all, types: types)
  }

  @Test("The two numbers come back from rounded percentages")
  func figure() throws {
    let figure = try #require(MeasuredPrecision.Figure(precision: 75.6, recall: 86.1, there: 36))
    #expect(figure == .init(right: 31, of: 41))
    #expect(MeasuredPrecision.Figure(precision: 0, recall: 0, there: 36) == nil)
    #expect(MeasuredPrecision.Figure(precision: 80, recall: 80, there: 0) == nil)
  }

  @Test("The expected number is the mean of the posterior")
  func expected() {
    let found = estimate((0..<10).map { line($0) })
    // Jeffreys' prior: (90 + 0.5) / (100 + 1).
    #expect(abs(found.expected - 10 * 90.5 / 101) < 1e-9)
    #expect(found.counted == 10 && found.unmeasured == 0)
    #expect(found.low == 7 && found.high == 10)
  }

  @Test("One incident is right or not")
  func one() {
    let found = estimate([line(1, quad: 4)])
    #expect(found.low == 0 && found.high == 1)
  }

  @Test("A type that was not measured is said and not guessed")
  func unmeasured() {
    let found = estimate([line(1), line(2, quad: 3), line(3, quad: 3)])
    #expect(found.counted == 1 && found.unmeasured == 2)
  }

  @Test("A type that was measured on little leaves a wide interval, however much is counted")
  func wide() {
    let well = estimate((0..<1000).map { line($0) })
    let little = estimate((0..<1000).map { line($0, quad: 4) })
    #expect(well.high - well.low < 130)
    #expect(little.high - little.low > 450)
    #expect(little.low > 150 && little.high < 850)
  }

  @Test("The two ways of summing agree where one takes over from the other")
  func agree() {
    let exact = estimate((0..<200).map { line($0, quad: $0 % 2 == 0 ? 1 : 4) })
    let normal = estimate((0..<202).map { line($0, quad: $0 % 2 == 0 ? 1 : 4) })
    #expect(abs(exact.low - normal.low) <= 5)
    #expect(abs(exact.high - normal.high) <= 5)
  }
}
