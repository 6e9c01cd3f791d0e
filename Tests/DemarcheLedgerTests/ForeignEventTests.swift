import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Testing

@Suite("Events of other projects in the ledger")
struct ForeignEventTests {
  private func story(_ ids: [String], _ report: String = "icews:77", source: String = "Wire (ICEWS)")
    -> CodedReport
  {
    CodedReport(
      Report(id: report, text: "", published: "2018-06-01", source: source),
      events: ids.map { id in
        Event(
          id: id, report: report, sentence: 1, incident: "in_\(id)", date: "2018-06-01", datePrecision: .day,
          event: "CONSULT", quad: 1, score: 2.5,
          actor: [
            Participant(text: "A", start: 0, end: 0, code: "AAA"),
            Participant(text: "B", start: 0, end: 0, code: "BBB"),
          ], trigger: Mention(text: "", start: 0, end: 0), rule: "import/icews", by: .imported)
      }, acts: [])
  }

  @Test("Rows of a story that come later are added to it, and what is there stays")
  func later() throws {
    try withLedger { ledger, _ in
      let run = try ledger.beginRun(.import, version: "1", codebook: "c", data: "d")
      #expect(try ledger.add(story(["ev_1", "ev_2"]), run: run) == 2)
      #expect(try ledger.add(story(["ev_2", "ev_3"]), run: run) == 1)
      let counts = try ledger.counts()
      #expect(counts.reports == 1 && counts.events == 3 && counts.incidents == 3)
      #expect(try ledger.run(run)?.events == 3)
      #expect(try ledger.event(id: "ev_1")?.by == .imported)
    }
  }

  @Test("The same file again adds nothing, and an id that stands twice counts once")
  func again() throws {
    try withLedger { ledger, _ in
      let run = try ledger.beginRun(.import, version: "1", codebook: "c", data: "d")
      #expect(try ledger.add(story(["ev_1", "ev_2", "ev_1"]), run: run) == 2)
      #expect(try ledger.add(story(["ev_1", "ev_2"]), run: run) == 0)
      #expect(try ledger.run(run)?.known == 1)
      #expect(try ledger.counts().events == 2)
    }
  }

  @Test("Reports without a text are told apart by their ids")
  func hashes() throws {
    try withLedger { ledger, _ in
      let run = try ledger.beginRun(.import, version: "1", codebook: "c", data: "d")
      #expect(try ledger.add(story(["ev_1"], "icews:1"), run: run) == 1)
      #expect(try ledger.add(story(["ev_2"], "icews:2"), run: run) == 1)
      let counts = try ledger.counts()
      #expect(counts.reports == 2 && counts.texts == 2)
    }
    #expect(Report(id: "a", text: "x").contentHash == Report(id: "b", text: "x").contentHash)
    #expect(Report(id: "a", text: "").contentHash != Report(id: "b", text: "").contentHash)
  }

  @Test("Acts of other projects are joined to none, since they have no words")
  func notJoined() throws {
    try withLedger { ledger, _ in
      let run = try ledger.beginRun(.import, version: "1", codebook: "c", data: "d")
      _ = try ledger.add(story(["ev_1"], "icews:1"), run: run)
      _ = try ledger.add(story(["ev_2"], "icews:2"), run: run)
      #expect(try ledger.counts().incidents == 2)
    }
  }
}
