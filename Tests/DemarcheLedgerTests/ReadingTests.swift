import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Testing

private let quads = QuadLabels(
  names: [1: "verbal cooperation", 4: "material conflict"], conflict: [4], materialConflict: [4])
private let types = ["CONSULT", "ASSAULT"]

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
        event("denied", in: "r1", sentence: 1, date: "2015-07-02", aux: [.negation], speaker: "AAA"),
        event("undated", in: "r1", sentence: 2),
        event("old", in: "r1", sentence: 3, aux: [.historical]),
        event("other", in: "r1", sentence: 4, recipient: [who("CCC")], speaker: nil, named: "the miners"),
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
      #expect(try ids(EventFilter(quads: [4])) == ["strike", "reply", "again"])
      #expect(try ids(EventFilter(from: Day(iso: "2015-12-31"))) == ["strike", "reply", "again"])
      #expect(
        try ids(EventFilter(from: Day(iso: "2015-08"), until: Day(iso: "2015-12-31")))
          == ["undated", "other", "allies", "strike", "again"])
      #expect(try ids(EventFilter(sources: ["Borland Times"])) == ["strike", "reply"])
      #expect(try ids(EventFilter(report: "r2")) == ["meeting", "headline", "again"])
      #expect(try ids(EventFilter(incident: "i1")) == ["strike", "again"])
      #expect(try ids(EventFilter(speaker: "AAA")) == ["denied"])
      #expect(try ids(EventFilter(speaker: "the miners")) == ["other"])
      #expect(try ids(EventFilter(actor: a, speaker: "AAA")) == ["denied"])
      #expect(try ids(EventFilter(country: "AAA")).count == 10)
      #expect(try ids(EventFilter(country: "BBB")) == [])
      #expect(try ids(EventFilter(place: "Port Alan")).count == 10)
      #expect(try ids(EventFilter(rule: "test/rule")).count == 10)
      #expect(try ids(EventFilter(rule: "test/none")) == [])
      #expect(try ids(EventFilter(confidence: 0.8)) == [])
      #expect(try ids(EventFilter(including: [.historical])) == ["old"])
      #expect(try ids(EventFilter(text: "r2 met")) == ["meeting", "headline", "again"])
      #expect(try ids(EventFilter(text: "\"met Borland\"")).count == 10)
      #expect(try ids(EventFilter(text: "\"Borland met\"")) == [])
      #expect(try ids(EventFilter(text: "\" OR ) NEAR(")) == [])
      #expect(
        try ids(EventFilter(pair: EventFilter.Pair(a, b), rule: "test/rule", text: "r3")) == [
          "strike", "reply",
        ])
      #expect(try !ids(EventFilter(excluding: [.negation, .historical])).contains("denied"))
      #expect(try ids(EventFilter(actor: a, quads: [4], sources: ["Alandia Post"])) == ["again"])
      #expect(try ids(EventFilter(sources: ["' OR 1 --"])) == [])
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

  @Test("Pages join without a seam, also where reports come in between")
  func pages() throws {
    try withExample { ledger throws in
      let filters = [
        EventFilter(), EventFilter(actor: a), EventFilter(pair: EventFilter.Pair(a, b)),
        EventFilter(types: ["ASSAULT"]),
        EventFilter(text: "met"),
      ]
      for var filter in filters {
        let all = try ledger.events(matching: filter).map(\.id)
        var paged: [String] = []
        filter.limit = 3
        repeat {
          let page = try ledger.page(matching: filter)
          paged += page.events.map(\.id)
          filter.after = page.next
          // A cursor survives being written down.
          if let next = page.next { #expect(EventCursor("\(next)") == next) }
        } while filter.after != nil
        #expect(paged == all)
      }
      var filter = EventFilter(limit: 3)
      filter.after = try ledger.page(matching: filter).next
      let run = try ledger.testRun()
      _ = try ledger.ingest(
        report("r00"), events: [event("early", in: "r00", date: "2001-01-01")], run: run)
      #expect(try ledger.page(matching: filter).events.map(\.id) == ["undated", "other", "allies"])
      #expect(try ledger.events(matching: EventFilter(limit: 0)).isEmpty)
      #expect(EventCursor("7") == nil)
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
    try withLedger { ledger, run throws in
      let ids = ["ev_8f2c000000000001", "ev_8f2d000000000001", "ev_012300000000000a", "own id"]
      _ = try ledger.ingest(report("r1"), events: ids.map { event($0, in: "r1") }, run: run)
      #expect(try ledger.event(idPrefix: "ev_8f2c")?.id == ids[0])
      #expect(try ledger.event(idPrefix: "ev_8f2") == nil)
      #expect(try ledger.event(idPrefix: "ev_0")?.id == ids[2])
      for id in ids { #expect(try ledger.event(idPrefix: id)?.id == id) }
      for other in ["ev_", "ev_9", "%", "", "own"] { #expect(try ledger.event(idPrefix: other) == nil) }
    }
  }

  @Test("Counts tell reports, events, incidents, sources and types")
  func counts() throws {
    try withExample { ledger throws in
      let counts = try ledger.counts()
      #expect((counts.reports, counts.events, counts.incidents, counts.sources) == (4, 10, 10, 2))
      #expect(counts.byType.map(\.event) == ["CONSULT", "ASSAULT"])
      #expect(counts.byType.map(\.count) == [7, 3])
    }
  }

  @Test("The evidence from rows of pairs has the directions of whole events")
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
        #expect(found.sorted() == expected.sorted())
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
      // Two reports tell of the strike, and nothing here joins them.
      #expect(relation.total.aToB.incidents == 2 && relation.total.aToB.evidence == 2)
      #expect(relation.total.bToA.incidents == 1)
      #expect(relation.total.all.scoreSum == -26)
      #expect(relation.total.materialConflictShare == 1)
      let whole = try ledger.relation(between: a, and: b, by: .year, types: types, quads: quads)
      #expect(whole.total.all.negated == 1)
      #expect(whole.undated == 1)
      #expect(whole.total.datedByPublication == 1)
      let one = try ledger.relation(
        between: a, and: b, by: .day, types: types, quads: quads,
        matching: EventFilter(sources: ["Borland Times"]))
      #expect(one.sources.count == 1 && one.total.reportsWithoutSource == 0)
      // A filter that asks more than the rows of pairs can say opens the events.
      let ruled = try ledger.relation(
        between: a, and: b, by: .year, types: types, quads: quads,
        matching: EventFilter(rule: "test/rule", text: "r3"))
      #expect(ruled.total.all.evidence == 2)
    }
  }

  @Test("All pairs, or those of one party, come with the lines that each pair alone has")
  func pairs() throws {
    try withExample { ledger throws in
      func lines(_ filter: EventFilter = EventFilter()) throws -> Set<String> {
        var lines: Set<String> = []
        try ledger.forEachPair(types: types, matching: filter) { a, b, line throws(LedgerError) in
          let isNew = lines.insert("\(a) \(b) \(line.event) \(line.direction)").inserted
          #expect(isNew)
          return true
        }
        return lines
      }
      let all = try lines()
      #expect(all.count == 11)
      for code in ["AAA", "BBB", "CCC"] {
        let own = try lines(EventFilter(participant: Party(code: code)))
        #expect(own == all.filter { $0.contains(code) })
      }
      #expect(try lines(EventFilter(from: Day(iso: "2015-12"), sources: ["Borland Times"])).count == 2)
    }
  }

  @Test("Coverage counts reports and sources by their day of publication")
  func coverage() throws {
    try withExample { ledger throws in
      for unit in Period.Unit.allCases {
        let day = try #require(Day(iso: "2015-08-09"))
        let read = try ledger.coverage(by: unit)[Period(unit, containing: day)]
        #expect((read.reports, read.sources) == (4, 2))
      }
      #expect(try ledger.forget(report: "r3"))
      let day = try #require(Day(iso: "2015-08-09"))
      let read = try ledger.coverage(by: .year)[Period(.year, containing: day)]
      #expect((read.reports, read.sources) == (3, 1))
    }
  }
}
