import DemarcheAnswers
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import Testing

@Suite("Two groups of sources on one pair of a ledger")
struct ComparisonAnswerTests {
  private let setting: Setting

  init() throws { setting = try worldSetting() }

  private var types: [String] { setting.types }

  private func question(_ from: String? = nil) throws -> RelationQuestion {
    try RelationQuestion(
      setting.party("AAA"), setting.party("BBB"), by: .year, from: from.flatMap { Day(iso: $0) })
  }

  /// Seven reports: three of the wire of AAA, two of its rival, one of a blog, one of nobody.
  private func fill(_ ledger: Ledger, _ run: RunID) throws {
    let (friendly, hostile) = (try #require(types.first), try #require(types.last))
    try ledger.put("r1", by: "A Wire", hostile, quad: 4, run: run)
    try ledger.put("r2", by: "AWIRE", hostile, quad: 4, on: "2016-01-01", run: run)
    try ledger.put("r3", by: "A Wire", friendly, quad: 1, on: "2016-01-02", run: run)
    try ledger.put("r4", by: "C Wire", friendly, quad: 1, run: run)
    try ledger.put("r5", by: "C Wire", friendly, quad: 1, on: "2016-05-05", run: run)
    try ledger.put("r6", by: "A blog, of sorts", friendly, quad: 1, run: run)
    try ledger.put("r7", by: nil, friendly, quad: 1, run: run)
    try ledger.put("r8", by: "C Wire", friendly, quad: 1, run: run, aux: [.negation])
  }

  @Test("The sources of the pair are counted by outlet, without what is only denied")
  func sources() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let found = try PairSources(
        question(), ledger, setting, SourceChoice(of: ledger, setting))
      #expect(found.sources.map(\.name) == ["A Wire", "C Wire", "A blog, of sorts"])
      #expect(found.sources.map(\.reports) == [3, 2, 1])
      #expect(found.unnamed == 1 && found.obstacle == nil)
      #expect(found.days == Day(iso: "2015-08-09").flatMap { a in Day(iso: "2016-05-05").map { a...$0 } })
      let late = try PairSources(
        question("2016"), ledger, setting, SourceChoice(of: ledger, setting))
      #expect(late.sources.map(\.reports) == [2, 1])
    }
  }

  @Test("Groups have names that a sentence can hold")
  func labels() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let found = try PairSources(question(), ledger, setting, SourceChoice(of: ledger, setting))
      let name = try #require(setting.name(of: "AAA"))
      #expect(found.label("ownership=state,country=AAA", setting) == "state outlets of \(name)")
      #expect(found.label("ownership=private", setting) == "private outlets")
      #expect(found.label("kind=agency", setting) == "sources of the kind agency")
      #expect(found.label("CWIRE", setting) == "C Wire")
      #expect(found.label("rest", setting) == "all others")
      #expect(found.label("ownership=public", setting) == "ownership=public")
    }
  }

  @Test("The summary speaks of the groups by their names, and sources in both are told")
  func answer() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let choice = try SourceChoice(of: ledger, setting)
      let apart = try ComparisonAnswer(
        question(), "ownership=state", with: "rest", ledger, setting, choice,
        labels: ("state outlets", "all others"))
      #expect(apart.overlap == 0)
      #expect(apart.summary.hasPrefix("state outlets: 3 incidents"))
      #expect(apart.comparison.onlyFirst.count == 3 && apart.comparison.onlySecond.count == 3)
      let overlapping = try ComparisonAnswer(
        question(), "ownership=state", with: "kind=agency", ledger, setting, choice)
      // Two names of one outlet are two sources of the ledger.
      #expect(overlapping.overlap == 2)
      #expect(overlapping.comparison.shared.count == 3)
      #expect(overlapping.comparison.shared.allSatisfy { $0.agreement == .same })
    }
  }

  @Test("A group without a source is refused with the way out")
  func refused() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let choice = try SourceChoice(of: ledger, setting)
      let error = #expect(throws: QuestionError.self) {
        try ComparisonAnswer(question(), "ownership=party", with: "rest", ledger, setting, choice)
      }
      #expect(error?.help?.contains("A Wire") == true)
    }
  }

  @Test("The table of sources counts names of one outlet as one, with what is known of it")
  func table() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let answer = try SourcesAnswer(ledger, setting, SourceChoice(of: ledger, setting))
      #expect(answer.rows.map(\.name) == ["A Wire", "C Wire", nil, "A blog, of sorts"])
      #expect(answer.rows.map(\.figures.reports) == [3, 3, 1, 1])
      let wire = try #require(answer.rows.first)
      #expect(wire.names == ["A Wire", "AWIRE"] && wire.outlet?.ownership == "state")
      #expect(wire.outlet?.evidence == "t" && wire.country == setting.name(of: "AAA"))
      #expect(wire.shareAlone == 1 && wire.figures.medianDelay == 0)
      #expect(answer.rows[1].figures.incidents == 2 && answer.rows[1].figures.events == 3)
    }
  }
}
