import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Two groups of sources side by side")
struct ComparisonTests {
  /// So many incidents of conflict and of help in a month.
  private func lines(_ months: [(conflict: Int, help: Int)]) -> [Evidence] {
    var lines: [Evidence] = []
    for (month, counts) in months.enumerated() {
      for n in 0..<(counts.conflict + counts.help) {
        let id = month * 1000 + n
        lines.append(line(id, report: id, quad: n < counts.conflict ? 4 : 1, on: "2015-0\(month + 1)-10"))
      }
    }
    return lines
  }

  private func coverage(_ reports: Int, months: Int = 3) -> Coverage {
    Coverage(
      .month,
      (1...months).compactMap { month in
        Period(iso: "2015-0\(month)").map { ($0, Coverage.Row(reports: reports, sources: 3)) }
      })
  }

  private func comparison(_ first: [Evidence], _ second: [Evidence]) -> Comparison {
    Comparison("one", relation(first), coverage(1000), with: "other", relation(second), coverage(500))
  }

  @Test("The same mix is no difference, and the ratio is one of rates")
  func same() throws {
    let half = lines([(10, 10), (10, 10), (10, 10)])
    let found = comparison(half, half)
    #expect(found.firstRate == 20 && found.secondRate == 40 && found.ratio == 0.5)
    #expect(try #require(found.mixP) > 0.9)
    #expect(found.rows.allSatisfy { !$0.differs && $0.p > 0.9 && $0.ratio == 0.5 })
    #expect(
      found.summary(try english())
        == "one: 60 incidents, 20.0 for 1,000 of its reports; other: 60 incidents, 40.0; 0.50 times as many. "
        + "The mix of kinds does not differ significantly between them (G-test, p 1.000). "
        + "In no period does the share of conflict differ significantly (Fisher's exact test, Holm's correction, 5 %)."
    )
  }

  @Test("Where one tells mostly of conflict and the other of help, the months are named")
  func different() throws {
    let found = comparison(lines([(10, 10), (19, 1), (10, 10)]), lines([(10, 10), (4, 16), (9, 11)]))
    #expect(found.rows.map(\.differs) == [false, true, false])
    #expect(try #require(found.mixP) < 0.05)
    let text = found.summary(try english())
    #expect(text.contains("In 1 period the share of conflict differs: 2015-02"))
    #expect(text.contains("35 % of the incidents of one are words of help, 62 % of those of other"))
  }

  @Test("Little is not tested")
  func little() throws {
    let found = comparison(lines([(4, 0)]), lines([(0, 30)]))
    #expect(found.mixP == nil && found.rows.allSatisfy { !$0.differs })
    #expect(found.summary(try english()).hasSuffix("Too few incidents to compare the two groups."))
    #expect(
      comparison([], lines([(0, 3)])).summary(try english())
        == "Only other reports anything between Aland and Borland: 3 incidents.")
    #expect(
      comparison([], []).summary(try english())
        == "Neither group reports anything between Aland and Borland.")
  }

  @Test("Groups that are alike differ seldom: in fewer than one comparison of twenty")
  func falseAlarms() throws {
    var (mixes, periods) = (0, 0)
    for seed in 1...200 {
      var random = Seeded(seed)
      func months() -> [(conflict: Int, help: Int)] {
        (0..<3).map { _ in (random.count(mean: 12), random.count(mean: 20)) }
      }
      let found = comparison(lines(months()), lines(months()))
      if try #require(found.mixP) <= Comparison.level { mixes += 1 }
      if found.rows.contains(where: \.differs) { periods += 1 }
    }
    #expect(mixes <= 16, "\(mixes) of 200")
    #expect(periods <= 12, "\(periods) of 200")
  }
}
