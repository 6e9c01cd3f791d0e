import DemarcheAnswers
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Testing

@Suite("What another project coded beside what was coded here")
struct DatasetTests {
  private let setting: Setting

  init() throws { setting = try worldSetting() }

  /// Three imported acts of AAA on BBB, in two reports, and three that were coded here; one report names no source.
  private func fill(_ ledger: Ledger, _ run: RunID) throws {
    let (friendly, hostile) = (try #require(setting.types.first), try #require(setting.types.last))
    try ledger.put("r1", by: "A Wire", hostile, quad: 4, run: run)
    try ledger.put("r2", by: nil, hostile, quad: 4, on: "2016-01-01", run: run)
    try ledger.put("r3", by: "C Wire", friendly, quad: 1, on: "2016-02-02", run: run)
    try imported("77", by: "A Wire (AEWS)", hostile, 4, ["2015-08-09", "2015-08-09"], in: ledger)
    try imported("78", by: "Stranger (AEWS)", friendly, 1, ["2016-02-02"], in: ledger)
  }

  private func imported(
    _ story: String, by source: String, _ type: String, _ quad: Int, _ days: [String], in ledger: Ledger
  ) throws {
    let run = try ledger.beginRun(.import, version: "0.1.0", codebook: "test", data: "sha256:0")
    let report = Report(id: "aews:\(story)", text: "", published: days.first, source: source)
    let events = days.enumerated().map { index, day in
      Event(
        id: "ev_\(story)\(index)", report: report.id, sentence: 1, incident: "in_\(story)\(index)", date: day,
        datePrecision: .day, published: day, event: type, quad: quad, score: quad > 2 ? -5 : 5,
        actor: [Participant(text: "Arnland", start: 0, end: 0, code: "AAA")],
        recipient: [Participant(text: "Bostria", start: 0, end: 0, code: "BBB")],
        trigger: Mention(text: "", start: 0, end: 0), rule: "import/aews", by: .imported)
    }
    _ = try ledger.add(CodedReport(report, events: events, acts: []), run: run)
  }

  private func incidents(_ source: String, _ ledger: Ledger) throws -> [Int] {
    let question = try RelationQuestion(
      setting.party("AAA"), setting.party("BBB"), by: .year, sources: [SourceChoice.read("source", source)])
    let answer = try RelationAnswer(question, ledger, setting, SourceChoice(of: ledger, setting))
    return answer.relation.rows.map(\.all.incidents)
  }

  @Test(
    "dataset=NAME counts the imported alone, dataset=none what was coded here, reports without a source included"
  )
  func series() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      #expect(try incidents("dataset=AEWS", ledger) == [2, 1])
      #expect(try incidents("dataset=none", ledger) == [1, 2])
      #expect(try incidents("dataset=none,ownership=state", ledger) == [1])
    }
  }

  @Test("The imported are held against the own coding, year by year")
  func comparison() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let question = try RelationQuestion(setting.party("AAA"), setting.party("BBB"), by: .year)
      for second in ["dataset=none", "rest"] {
        let answer = try ComparisonAnswer(
          question, "dataset=AEWS", with: second, ledger, setting, SourceChoice(of: ledger, setting))
        #expect(answer.overlap == 0)
        #expect(answer.comparison.rows.map(\.first.all.incidents) == [2, 1], "\(second)")
        #expect(answer.comparison.rows.map(\.second.all.incidents) == [1, 2], "\(second)")
        #expect(answer.comparison.rows.map(\.first.all.reports) == [1, 1])
      }
    }
  }

  @Test("An outlet's reports and those that a dataset took from it are two sources")
  func sources() throws {
    try withWorldLedger { ledger, run in
      try fill(ledger, run)
      let answer = try SourcesAnswer(ledger, setting, SourceChoice(of: ledger, setting))
      #expect(
        Set(answer.rows.map(\.name)) == ["A Wire", "A Wire (AEWS)", "C Wire", "Stranger (AEWS)", nil])
    }
  }
}
