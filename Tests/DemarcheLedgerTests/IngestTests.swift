import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Testing

@Suite("Ingesting")
struct IngestTests {
  @Test("The same report twice is stored once")
  func idempotent() throws {
    try withLedger { ledger, run throws in
      let report = report("r1")
      #expect(try !ledger.contains(report))
      #expect(try ledger.ingest(report, events: [event("e1", in: "r1")], run: run) == .added)
      #expect(try ledger.contains(report))
      #expect(
        try ledger.ingest(report, events: [event("e1", in: "r1")], run: run) == .alreadyKnown(id: "r1"))
      #expect(try ledger.counts().events == 1)
      #expect(try ledger.counts().reports == 1)
    }
  }

  @Test("The same content under another id is known under the first")
  func otherID() throws {
    try withLedger { ledger, run throws in
      var copy = report("r1")
      _ = try ledger.ingest(copy, events: [], run: run)
      copy.id = "r2"
      copy.url = "https://elsewhere.example"
      #expect(try ledger.ingest(copy, events: [], run: run) == .alreadyKnown(id: "r1"))
      #expect(try ledger.report(id: "r2") == nil)
    }
  }

  @Test("The same id with other text is a new version, which then counts alone")
  func newVersion() throws {
    try withLedger { ledger, run throws in
      let (first, second) = (report("r1"), report("r1", "Alandia struck Borland."))
      _ = try ledger.ingest(first, events: [event("e1", in: "r1"), event("e2", in: "r1")], run: run)
      #expect(
        try ledger.ingest(second, events: [event("e1", in: "r1", "ASSAULT")], run: run) == .newVersion(2))
      #expect(try ledger.report(id: "r1") == second)
      #expect(try ledger.report(id: "r1", version: 1) == first)
      #expect(try ledger.events().map(\.event) == ["ASSAULT"])
      #expect(try ledger.events(matching: EventFilter(report: "r1", allVersions: true)).count == 3)
      #expect(try ledger.event(id: "e1")?.event == "ASSAULT")
      #expect(try ledger.event(id: "e2") != nil)
      #expect(try ledger.counts().reports == 1)
    }
  }

  @Test("An event that cannot be stored leaves neither report nor events")
  func atomic() throws {
    try withLedger { ledger, run throws in
      let report = report("r1")
      let wrong = [
        [event("e1", in: "r1"), event("", in: "r1")],
        [event("e1", in: "r1"), event("e1", in: "r1")],
        [event("e1", in: "r1"), event("e2", in: "r9")],
        [event("e1", in: "r1", score: .nan)],
      ]
      for events in wrong {
        let error = #expect(throws: LedgerError.self) {
          try ledger.ingest(report, events: events, run: run)
        }
        #expect(error?.kind == .refused)
        #expect(try !ledger.contains(report))
        #expect(try ledger.counts() == LedgerCounts())
      }
      #expect(try ledger.run(run)?.reports == 0)
      #expect(try ledger.ingest(report, events: [event("e1", in: "r1")], run: run) == .added)
    }
  }

  @Test("An unknown run is refused, with the statement and a way out")
  func unknownRun() throws {
    try withLedger { ledger, _ throws in
      let error = #expect(throws: LedgerError.self) {
        try ledger.ingest(report("r1"), events: [], run: RunID(99))
      }
      #expect(error?.sql?.contains("INSERT INTO reports") == true)
      #expect(error?.code != 0)
      #expect(error?.help.isEmpty == false)
      #expect(throws: LedgerError.self) { try ledger.finishRun(RunID(99), rejected: 0) }
    }
  }

  @Test("In one transaction a report can fail by itself, or all with it")
  func transaction() throws {
    try withLedger { ledger, run throws in
      try ledger.transaction { () throws(LedgerError) in
        _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
        do throws(LedgerError) {
          _ = try ledger.ingest(report("r2"), events: [event("", in: "r2")], run: run)
          Issue.record("an event without an id was stored")
        } catch {
          #expect(error.kind == .refused)
        }
      }
      #expect(try ledger.events().map(\.id) == ["e1"])
      #expect(throws: LedgerError.self) {
        try ledger.transaction { () throws(LedgerError) in
          _ = try ledger.ingest(report("r3"), events: [event("e3", in: "r3")], run: run)
          _ = try ledger.ingest(report("r4"), events: [event("", in: "r4")], run: run)
        }
      }
      #expect(try ledger.counts().reports == 1)
    }
  }

  @Test("A run counts what went in")
  func runs() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
      _ = try ledger.ingest(report("r1"), events: [], run: run)
      try ledger.finishRun(run, rejected: 3, finished: "2020-01-01T00:01:00Z")
      let stored = try #require(try ledger.run(run))
      #expect((stored.reports, stored.known, stored.events, stored.rejected) == (1, 1, 1, 3))
      #expect(stored.finished == "2020-01-01T00:01:00Z")
      let second = try ledger.beginRun(version: "0.1.0", codebook: "test", data: "")
      #expect(try ledger.runs().map(\.id) == [second, run])
      #expect(try ledger.run(second)?.started.count == 20)
    }
  }

  @Test("A new coding takes the place of the old events; a forgotten report takes its own along")
  func replaceAndForget() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
      try ledger.replaceEvents(with: CodedReport(report("r1"), events: [event("e2", in: "r1")]), run: run)
      #expect(try ledger.events().map(\.id) == ["e2"])
      #expect(throws: LedgerError.self) {
        try ledger.replaceEvents(with: CodedReport(report("r9"), events: []), run: run)
      }
      #expect(try ledger.forget(report: "r1"))
      #expect(try !ledger.forget(report: "r1"))
      #expect(try ledger.counts() == LedgerCounts())
      #expect(try !ledger.contains(report("r1")))
      #expect(try ledger.count(matching: EventFilter(text: "Alandia")) == 0)
      try ledger.check()
    }
  }

  @Test("Without its text a report keeps its events, and its words are not found")
  func withoutText() throws {
    try withLedger { ledger, run throws in
      let coded = CodedReport(
        report("r1"), events: [event("e1", in: "r1")],
        sentences: [CodedReport.Sentence(field: .text, number: 1, start: 0, end: 24)])
      #expect(try ledger.ingest(coded, run: run, keepingText: false) == .added)
      #expect(try ledger.report(id: "r1")?.text == "")
      #expect(try ledger.report(id: "r1")?.title == nil)
      #expect(try ledger.contains(report("r1")))
      #expect(try ledger.events().map(\.id) == ["e1"])
      #expect(try ledger.events(matching: EventFilter(text: "Alandia")).isEmpty)
    }
  }

  @Test("What became no report is kept with its run, and why")
  func failures() throws {
    try withLedger { ledger, run throws in
      let failure = Failure(report: "a.jsonl", line: 3, error: "no text", help: "give one")
      try ledger.record(failure, run: run)
      #expect(try ledger.failures(of: run) == [failure])
      #expect(try ledger.failures(of: RunID(9)).isEmpty)
    }
  }

  @Test("A hash of content keeps absent, empty and shifted parts apart")
  func contentHash() {
    let reports = [
      Report(id: "1", title: nil, text: "ab"), Report(id: "1", title: "", text: "ab"),
      Report(id: "1", title: "a", text: "b"), Report(id: "1", text: "ab", published: "2015-08-09"),
      Report(id: "1", text: "ab", source: "2015-08-09"),
    ]
    #expect(Set(reports.map(\.contentHash)).count == reports.count)
    #expect(Report(id: "2", text: "ab").contentHash == reports[0].contentHash)
  }
}
