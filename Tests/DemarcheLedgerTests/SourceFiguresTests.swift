import DemarcheEvents
import DemarcheLedger
import Testing

@Suite("What the ledger holds of each source")
struct SourceFiguresTests {
  /// The key of a source by its name.
  private func key(_ name: String, _ ledger: Ledger) throws -> Int {
    try #require(try ledger.sourceNames().first { $0.value == name }?.key)
  }

  @Test(
    "Acts count once for each source, what nobody else tells is told apart, and what is denied counts as no act"
  )
  func incidents() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      for (n, source) in [(1, "A"), (2, "B")] {
        _ = try ledger.ingest(
          report("r\(n)", source: source),
          events: [event("e\(n)", in: "r\(n)", incident: "in_\(n)", date: "2015-08-07")], run: run)
      }
      try ledger.decide(.join, "e1", "e2")
      _ = try ledger.ingest(
        report("r3", source: "B"),
        events: [
          event("e3", in: "r3", "ASSAULT", incident: "in_3", date: "2015-08-09", quad: 4),
          event("e4", in: "r3", "ASSAULT", incident: "in_3", date: "2015-08-09", quad: 4, at: 30),
          event("e5", in: "r3", "AID", incident: "in_5", quad: 2, aux: [.negation]),
        ], run: run)
      let found = try ledger.sourceFigures()
      let (a, b) = (try #require(found[key("A", ledger)]), try #require(found[key("B", ledger)]))
      #expect(a.reports == 1 && a.events == 1 && a.incidents == 1 && a.alone == 0)
      #expect(b.reports == 2 && b.events == 4 && b.incidents == 2 && b.alone == 1)
      #expect(b.incidentsByQuad == [1: 1, 4: 1])
      #expect(a.medianDelay == 2 && a.dated == 1)
      #expect(b.medianDelay == 0 && b.dated == 3)
    }
  }

  @Test("Names of one outlet count as one")
  func merged() throws {
    try withLedger { ledger, run throws in
      for (n, name) in ["A", "A online", "B"].enumerated() {
        _ = try ledger.ingest(
          report("r\(n)", source: name), events: [event("e\(n)", in: "r\(n)", incident: "in_\(n)")], run: run)
      }
      let (a, online) = (try key("A", ledger), try key("A online", ledger))
      let found = try ledger.sourceFigures { $0 == online ? a : $0 }
      #expect(found[online] == nil)
      #expect(found[a]?.reports == 2 && found[a]?.incidents == 2 && found[a]?.alone == 2)
    }
  }

  @Test("Reports without source and without day count too")
  func nameless() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(report("r1", published: nil, source: nil), events: [], run: run)
      _ = try ledger.ingest(report("r2", published: nil, source: "A"), events: [], run: run)
      let found = try ledger.sourceFigures()
      #expect(found[0]?.reports == 1)
      #expect(found[try key("A", ledger)]?.reports == 1)
      #expect(found.values.allSatisfy { $0.medianDelay == nil && $0.incidents == 0 })
    }
  }

  @Test("The whole grouping comes page by page: each act with its incident and the first copy of its text")
  func map() throws {
    try withLedger { ledger, run throws in
      for n in 1...3 {
        _ = try ledger.ingest(
          report("r\(n)", "Other words, number \(n)."),
          events: [
            event("e\(n)a", in: "r\(n)", incident: "in_\(n)1"),
            event("e\(n)b", in: "r\(n)", incident: "in_\(n)2", at: 30),
          ], run: run)
      }
      let first = try ledger.placedActs(after: 0, limit: 4)
      let rest = try ledger.placedActs(after: first.last?.key ?? 0, limit: 4)
      #expect((first + rest).map(\.report) == ["r1", "r1", "r2", "r2", "r3", "r3"])
      #expect((first + rest).allSatisfy { $0.act == $0.incident && $0.firstCopy == $0.report })
      #expect(Set((first + rest).map(\.incident)).count == 6)
    }
  }
}
