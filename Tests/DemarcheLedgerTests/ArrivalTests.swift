import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import Testing

@Suite("What came in, by day and source")
struct ArrivalTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test("Each day of a source tells reports, near copies, events and reports without any")
  func counts() throws {
    try withLedger { ledger, run throws in
      let long =
        "The foreign ministers of Alandia and Borland met on Monday in Port Alan to speak about fishing in the strait and signed a treaty."
      _ = try ledger.ingest(
        report("r1", published: "2015-08-09"), events: [event("e1", in: "r1"), event("e2", in: "r1")],
        run: run)
      _ = try ledger.ingest(
        report("r2", "Nothing at all.", published: "2015-08-09T10:00:00Z"), events: [], run: run)
      _ = try ledger.ingest(
        report("r3", long, published: "2015-08-09", source: "B"), events: [event("e3", in: "r3")], run: run)
      _ = try ledger.ingest(
        report("r4", long, published: "2015-08-11", source: "B"), events: [event("e4", in: "r4")], run: run)
      _ = try ledger.ingest(report("r5", published: nil, source: nil), events: [], run: run)
      let names = try ledger.sourceNames()
      let found = try ledger.arrivals(from: day("2015-08-09"), until: day("2015-08-10"))
      #expect(found.map { names[$0.source] } == ["Alandia Post", "B"])
      #expect(found.map(\.reports) == [2, 1])
      #expect(found.map(\.events) == [2, 1])
      #expect(found.map(\.silent) == [1, 0])
      #expect(found.map(\.squares) == [4, 1])
      #expect(found.map(\.lastRun) == [run, run])
      #expect(try ledger.publishedDays() == day("2015-08-09")...day("2015-08-11"))
      #expect(try ledger.publishedDay(after: day("2015-08-09")) == day("2015-08-11"))
      let undated = try ledger.undatedArrivals()
      #expect(undated.map(\.source) == [0] && undated.map(\.day) == [nil])
      let dated = try ledger.datedReports()
      #expect(dated.keys.sorted().map { dated[$0] } == [2, 2])
    }
  }

  @Test("What is superseded counts no more")
  func superseded() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
      _ = try ledger.ingest(
        report("r1", "Alandia left.", published: "2015-08-12"), events: [], run: run)
      let found = try ledger.arrivals(from: day("2015-08-01"), until: day("2015-08-31"))
      #expect(found.map(\.day) == [try day("2015-08-12")])
      #expect(found.map(\.events) == [0])
      #expect(try ledger.publishedDays() == day("2015-08-12")...day("2015-08-12"))
    }
  }

  @Test("A ledger without a report has no days")
  func empty() throws {
    try withLedger { ledger, _ throws in
      #expect(try ledger.publishedDays() == nil)
      #expect(try ledger.sourceFigures().isEmpty)
    }
  }

  @Test("What a feed gave comes back as it was kept, and what an earlier release kept is still read")
  func feeds() throws {
    try withLedger { ledger, _ throws in
      let kept = KeptFeed(
        url: "https://b.example/rss", etag: "\"1\"", next: 1_000_900, failures: 2, looked: 1_000_000,
        answered: 999_000, outcome: .rateLimited, reports: 3, error: "the server answers 429")
      try ledger.keep(kept.json.line, ofFeed: "https://b.example/old")
      try ledger.keep(
        "{\"url\":\"https://a.example/rss\",\"etag\":null,\"modified\":null,\"next\":null,\"failures\":1}",
        ofFeed: "https://a.example/rss")
      try ledger.keep("no state", ofFeed: "https://c.example/rss")
      let feeds = try ledger.feeds()
      #expect(feeds.map(\.watched) == ["https://a.example/rss", "https://b.example/old"])
      #expect(feeds.last?.feed == kept)
      #expect(feeds.first?.feed == KeptFeed(url: "https://a.example/rss", next: nil, failures: 1))
    }
  }

  @Test("The failures of a run come page by page, and are counted by what was wrong")
  func failures() throws {
    try withLedger { ledger, run throws in
      for n in 1...5 {
        try ledger.record(
          Failure(report: "f\(n)", line: n, error: n == 3 ? "no text" : "no date", help: "look"), run: run)
      }
      let first = try ledger.failures(of: run, after: 0, limit: 3)
      #expect(first.map(\.failure.report) == ["f1", "f2", "f3"])
      let rest = try ledger.failures(of: run, after: first.last?.number ?? 0, limit: 3)
      #expect(rest.map(\.failure.line) == [4, 5])
      let counts = try ledger.failureCounts(of: run, limit: 5)
      #expect(counts.map(\.error) == ["no date", "no text"] && counts.map(\.count) == [4, 1])
    }
  }

  @Test("Runs are listed from the last backwards, page by page")
  func runs() throws {
    try withLedger { ledger, run throws in
      let second = try ledger.beginRun(
        .recode, version: "0.1.0", codebook: "test", data: "sha256:1", process: "process 7 on host a")
      #expect(try ledger.runs(limit: 1).map(\.id) == [second])
      #expect(try ledger.runs(before: second, limit: 5).map(\.id) == [run])
      #expect(try ledger.run(second)?.process == "process 7 on host a")
    }
  }
}
