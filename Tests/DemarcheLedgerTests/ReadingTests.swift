import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Testing

private let types = ["CONSULT", "ACCUSE", "COERCE", "ASSAULT"]
private let quads = QuadLabels(names: [4: "material conflict"], conflict: [4], materialConflict: [4])

/// Four reports on Alandia (AAA), Borland (BBB) and Corvia (CCC), put in out of order.
private func withExample(_ body: (Ledger) throws -> Void) throws {
  let both = [who("AAA"), who("BBB")]
  try withLedger { ledger, run throws in
    _ = try ledger.ingest(
      report("r3", source: "Borland Times"),
      events: [
        event("strike", in: "r3", "ASSAULT", incident: "i1", date: "2015-12-31", quad: 4, score: -9),
        event(
          "reply", in: "r3", "ASSAULT", sentence: 2, date: "2016-01-01", quad: 4, score: -9,
          actor: [who("BBB", ["MIL"])], recipient: [who("AAA", ["GOV", "MIL"])]),
      ], run: run)
    _ = try ledger.ingest(
      report("r2"),
      events: [
        event("meeting", in: "r2", sentence: 2, date: "2015-07-02", actor: both, recipient: []),
        event("headline", in: "r2", date: "2015-07-02", field: .title, actor: both.reversed(), recipient: []),
        event("again", in: "r2", "ASSAULT", incident: "i1", date: "2015-12-31", quad: 4, score: -8),
      ], run: run)
    _ = try ledger.ingest(
      report("r1"),
      events: [
        event("denied", in: "r1", sentence: 1, date: "2015-07-02", aux: [.negation]),
        event("undated", in: "r1", sentence: 2),
        event("old", in: "r1", sentence: 3, aux: [.historical]),
        event("other", in: "r1", sentence: 4, recipient: [who("CCC")]),
        event("allies", in: "r1", sentence: 5, actor: both, recipient: [who("CCC")]),
      ], run: run)
    _ = try ledger.ingest(report("r0", source: nil), events: [], run: run)
    try body(ledger)
  }
}

@Suite("Reading")
struct ReadingTests {
  private let a = Party(code: "AAA")
  private let b = Party(code: "BBB")

  @Test("Events come by date, report and sentence, the title before the text, the undated last")
  func order() throws {
    try withExample { ledger throws in
      #expect(
        try ledger.events().map(\.id) == [
          "denied", "headline", "meeting", "undated", "other", "allies", "again", "strike", "reply", "old",
        ])
    }
  }

  @Test("Each filter takes what it names")
  func filters() throws {
    try withExample { ledger throws in
      func ids(_ filter: EventFilter) throws -> Set<String> {
        let events = try ledger.events(matching: filter)
        #expect(try ledger.count(matching: filter) == events.count)
        return Set(events.map(\.id))
      }
      #expect(try ids(EventFilter(actor: b)) == ["reply", "meeting", "headline", "allies"])
      #expect(try ids(EventFilter(recipient: a)) == ["reply"])
      #expect(try ids(EventFilter(participant: Party(code: "CCC"))) == ["other", "allies"])
      #expect(try ids(EventFilter(actor: Party(code: "BBB", sector: "MIL"))) == ["reply"])
      #expect(try ids(EventFilter(recipient: Party(code: "AAA", sector: "MIL"))) == ["reply"])
      #expect(try ids(EventFilter(types: ["ASSAULT"])) == ["strike", "reply", "again"])
      #expect(try ids(EventFilter(types: ["ASSAULT", "CONSULT"])).count == 10)
      #expect(try ids(EventFilter(quad: 4)) == ["strike", "reply", "again"])
      #expect(try ids(EventFilter(from: Day(iso: "2015-12-31"))) == ["strike", "reply", "again"])
      #expect(
        try ids(EventFilter(from: Day(iso: "2015-08"), until: Day(iso: "2015-12-31")))
          == ["undated", "other", "allies", "strike", "again"])
      #expect(try ids(EventFilter(source: "Borland Times")) == ["strike", "reply"])
      #expect(try ids(EventFilter(report: "r2")) == ["meeting", "headline", "again"])
      #expect(try ids(EventFilter(incident: "i1")) == ["strike", "again"])
      #expect(try !ids(EventFilter(excluding: [.negation, .historical])).contains("denied"))
      #expect(try ids(EventFilter(actor: a, quad: 4, source: "Alandia Post")) == ["again"])
      #expect(try ids(EventFilter(source: "' OR 1 --")) == [])
    }
  }

  @Test("A pair is found in both directions and together, but not as allies against a third")
  func pair() throws {
    try withExample { ledger throws in
      for pair in [EventFilter.Pair(a, b), EventFilter.Pair(b, a)] {
        let ids = try ledger.events(matching: EventFilter(pair: pair)).map(\.id)
        #expect(ids == ["denied", "headline", "meeting", "undated", "again", "strike", "reply", "old"])
      }
    }
  }

  @Test("A limit and an offset cut pages that join without a seam")
  func pages() throws {
    try withExample { ledger throws in
      let all = try ledger.events().map(\.id)
      var paged: [String] = []
      for offset in stride(from: 0, to: 12, by: 3) {
        paged += try ledger.events(matching: EventFilter(limit: 3, offset: offset)).map(\.id)
      }
      #expect(paged == all)
      #expect(try ledger.events(matching: EventFilter(limit: 0)).isEmpty)
      #expect(try ledger.events(matching: EventFilter(limit: nil)).count == 10)
    }
  }

  @Test("A stream stops when told, and the ledger can be asked in the midst of it")
  func streaming() throws {
    try withExample { ledger throws in
      var seen: [String] = []
      try ledger.forEachEvent(matching: EventFilter()) { event throws(LedgerError) in
        seen.append(try ledger.report(id: event.report)?.id ?? "none")
        let inside = try ledger.events()
        #expect(inside.count == 10)
        return seen.count < 2
      }
      #expect(seen == ["r1", "r2"])
    }
  }

  @Test("An event is found by the start of its id, when only one starts so")
  func prefix() throws {
    try withExample { ledger throws in
      #expect(try ledger.event(idPrefix: "str")?.id == "strike")
      #expect(try ledger.event(idPrefix: "o") == nil)
      #expect(try ledger.event(idPrefix: "old")?.id == "old")
      #expect(try ledger.event(idPrefix: "x") == nil)
      #expect(try ledger.event(idPrefix: "%") == nil)
    }
  }

  @Test("Counts tell reports, events, incidents, sources and types")
  func counts() throws {
    try withExample { ledger throws in
      let counts = try ledger.counts()
      #expect((counts.reports, counts.events, counts.incidents, counts.sources) == (4, 10, 9, 2))
      #expect(counts.byType.map(\.event) == ["CONSULT", "ASSAULT"])
      #expect(counts.byType.map(\.count) == [7, 3])
    }
  }

  @Test("The evidence from columns has the directions of whole events, and equal numbers for equal things")
  func evidence() throws {
    try withExample { ledger throws in
      for (x, y) in [(a, b), (b, a), (a, a), (a, Party(code: "BBB", sector: "MIL"))] {
        var found: [String] = []
        try ledger.forEachEvidence(between: x, and: y, types: types) { line throws(LedgerError) in
          let event = try ledger.event(key: line.event)
          found.append("\(event?.id ?? "") \(line.direction) \(line.day?.iso ?? "")")
          return true
        }
        var expected: [String] = []
        for event in try ledger.events() {
          if let direction = Direction(of: event, between: x, and: y) {
            expected.append("\(event.id) \(direction) \(PlacedDay(of: event).day?.iso ?? "")")
          }
        }
        #expect(found == expected)
      }
    }
  }

  @Test("A relation counts by week over the turn of the year, and narrows by a filter")
  func relation() throws {
    try withExample { ledger throws in
      let relation = try ledger.relation(
        between: a, and: b, by: .week, types: types, quads: quads,
        matching: EventFilter(from: Day(iso: "2015-12")))
      #expect(relation.rows.map { $0.period?.description } == ["2015-W53"])
      #expect(relation.total.aToB.incidents == 1 && relation.total.aToB.evidence == 2)
      #expect(relation.total.bToA.incidents == 1)
      #expect(relation.total.all.scoreSum == -17.5)
      #expect(relation.total.materialConflictShare == 1)
      let whole = try ledger.relation(between: a, and: b, by: .year, types: types, quads: quads)
      #expect(whole.total.all.negated == 1)
      #expect(whole.undated == 1)
      #expect(whole.total.datedByPublication == 1)
      let one = try ledger.relation(
        between: a, and: b, by: .day, types: types, quads: quads,
        matching: EventFilter(source: "Borland Times"))
      #expect(one.sources.count == 1 && one.total.reportsWithoutSource == 0)
    }
  }
}
