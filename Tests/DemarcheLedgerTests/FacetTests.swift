import CSQLite
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import Testing

/// Three reports: two of the Alandia Post, one without a source.
private func withEvents(_ body: (Ledger, String) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let ledger = try Ledger(path: "\(folder)/l.db")
    let run = try ledger.testRun()
    _ = try ledger.ingest(
      report("r1", "Alandia met Borland."),
      events: [
        event("e1", in: "r1", date: "2015-07-02"),
        event("e2", in: "r1", "ASSAULT", date: "2015-07-30", quad: 4, score: -9, aux: [.historical]),
      ], run: run)
    _ = try ledger.ingest(
      report("r2", "Borland struck Alandia's port."),
      events: [
        event(
          "e3", in: "r2", "ASSAULT", date: "2016-01-01", quad: 4, score: -9, actor: [who("BBB"), who("BBB")],
          recipient: [])
      ], run: run)
    _ = try ledger.ingest(
      report("r3", "It is said.", published: nil, source: nil),
      events: [event("e4", in: "r3", aux: [.hypothetical])],
      run: run)
    try body(ledger, "\(folder)/l.db")
  }
}

@Suite struct `What the events of a filter are` {
  private func told(_ counts: [EventFacets.Count]) -> [String] { counts.map { "\($0.value) \($0.events)" } }

  @Test func `is counted by type, quad, parties, source, mark and confidence`() throws {
    try withEvents { ledger, _ throws in
      let facets = try ledger.facets(matching: EventFilter())
      #expect(!facets.isEstimate)
      #expect(facets.events == 4)
      #expect(told(facets.types) == ["ASSAULT 2", "CONSULT 2"])
      #expect(told(facets.quads) == ["1 2", "4 2"])
      #expect(told(facets.actors) == ["AAA 3", "BBB 1"])
      #expect(told(facets.recipients) == ["BBB 3"])
      #expect(told(facets.sources) == ["Alandia Post 3"])
      #expect(told(facets.marks) == ["historical 1", "hypothetical 1"])
      #expect(told(facets.confidences).suffix(3) == ["0.7 4", "0.8 0", "0.9 0"])
    }
  }

  @Test func `is counted by period, and what has no day apart`() throws {
    try withEvents { ledger, _ throws in
      let facets = try ledger.facets(matching: EventFilter(newestFirst: true, limit: 1))
      // The fourth has neither a day nor a day of its report: the event's own publication counts.
      #expect(
        facets.counts(by: .month).map { "\($0.period) \($0.count)" } == [
          "2015-07 2", "2015-08 1", "2016-01 1",
        ])
      #expect(facets.counts(by: .year).map(\.count).reduce(0, +) + facets.undated == facets.events)
    }
  }

  @Test func `is counted of those alone that fit, each once`() throws {
    try withEvents { ledger, _ throws in
      for (filter, events) in [
        (EventFilter(actor: Party(code: "BBB")), 1), (EventFilter(types: ["ASSAULT"]), 2),
        (EventFilter(pair: .init(Party(code: "AAA"), Party(code: "BBB"))), 3),
        (EventFilter(text: "struck"), 1),
        (EventFilter(text: "nowhere"), 0), (EventFilter(types: ["AID"]), 0),
      ] {
        #expect(try ledger.facets(matching: filter).events == events)
        #expect(try ledger.count(matching: filter) == events)
        #expect(try ledger.count(matching: filter, upTo: 2) == min(2, events))
      }
    }
  }
}

@Suite struct `What is left out` {
  typealias Exclusion = EventFilter.Exclusion

  @Test(arguments: [
    (Exclusion(types: ["ASSAULT"]), ["e1", "e4"]), (Exclusion(types: ["AID"]), ["e1", "e2", "e3", "e4"]),
    (Exclusion(quads: [1]), ["e2", "e3"]), (Exclusion(sources: ["Alandia Post"]), ["e4"]),
    (Exclusion(actors: ["BBB"]), ["e1", "e2", "e4"]),
    (Exclusion(actors: ["AAA", "BBB"]), []), (Exclusion(recipients: ["BBB"]), ["e3"]),
    (Exclusion(text: "struck"), ["e1", "e2", "e4"]),
    (Exclusion(text: "struck \"is said\""), ["e1", "e2"]), (Exclusion(text: "!!"), ["e1", "e2", "e3", "e4"]),
  ])
  func `is of a type, a quad, an outlet, a party, or holds a word`(exclusion: Exclusion, left: [String])
    throws
  {
    try withEvents { ledger, _ throws in
      let filter = EventFilter(exclusion: exclusion)
      #expect(try ledger.events(matching: filter).map(\.id).sorted() == left)
      #expect(try ledger.count(matching: filter) == left.count)
    }
  }

  @Test func `goes with what is asked for`() throws {
    try withEvents { ledger, _ throws in
      var filter = EventFilter(text: "Alandia", exclusion: Exclusion(text: "struck"))
      #expect(try ledger.events(matching: filter).map(\.id).sorted() == ["e1", "e2"])
      filter = EventFilter(
        pair: .init(Party(code: "AAA"), Party(code: "BBB")), exclusion: Exclusion(quads: [4]))
      #expect(try ledger.events(matching: filter).map(\.id).sorted() == ["e1", "e4"])
    }
  }
}

@Suite struct `Words that are looked for` {
  @Test(arguments: [
    ("\"", 0), ("\"\"", 0), ("\"\u{301}", 0), ("a\" b\" c", 0), ("-", 0), ("Alandia*", 2), ("NEAR(met)", 0),
    ("met OR struck", 0),
  ])
  func `are words, whatever signs they hold`(text: String, events: Int) throws {
    try withEvents { ledger, _ throws in
      let found = try ledger.count(matching: EventFilter(text: text))
      #expect(found == (text == "Alandia*" ? 3 : events))
    }
  }
}

@Suite struct `The question to the view of events` {
  /// The ids that SQLite finds by itself.
  private func ids(_ sql: String, _ path: String) throws -> [String] {
    var database: OpaquePointer?
    try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
    defer { sqlite3_close(database) }
    var statement: OpaquePointer?
    try #require(sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, "\(sql)")
    defer { sqlite3_finalize(statement) }
    var ids: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      ids.append(String(cString: sqlite3_column_text(statement, 0)))
    }
    return ids
  }

  @Test func `finds what the ledger finds`() throws {
    try withEvents { ledger, path throws in
      let pair = EventFilter.Pair(Party(code: "AAA"), Party(code: "BBB"))
      let filters = [
        EventFilter(), EventFilter(actor: Party(code: "AAA"), types: ["ASSAULT"]),
        EventFilter(pair: pair, quads: [1]),
        EventFilter(from: Day(iso: "2015-07-10"), until: Day(iso: "2016", end: true)),
        EventFilter(sources: ["Alandia Post"]),
        EventFilter(report: "r1", text: "\"met Borland\""), EventFilter(including: [.historical]),
        EventFilter(
          excluding: [.hypothetical, .negation],
          exclusion: .init(sources: ["It's"], actors: ["BBB"], text: "said")),
        EventFilter(country: "AAA", rule: "test/rule", confidence: 0.5),
        EventFilter(recipient: Party(code: "O'X")),
      ]
      for filter in filters {
        let (sql, unsaid) = filter.listSQL
        #expect(unsaid.isEmpty)
        let count = try ledger.count(matching: filter)
        #expect(try ids(sql, path).count == count, "\(sql)")
      }
    }
  }

  @Test func `says what the view does not tell`() {
    let filter = EventFilter(actor: Party(code: "AAA", sector: "MIL"), speaker: "BBB", place: "Port Alan")
    #expect(filter.listSQL.unsaid == ["sector MIL", "speaker", "place"])
  }
}

@Suite struct `Pairs, tallied` {
  @Test func `have the numbers that evidence gives`() throws {
    try withEvents { ledger, _ throws in
      let types = ["CONSULT", "ASSAULT"]
      let quads = QuadLabels(names: [1: "talk", 4: "strife"], conflict: [4], materialConflict: [4])
      let rows = try ledger.pairTallies(types: types, matching: EventFilter())
      let row = try #require(rows.first { $0.a == "AAA" && $0.b == "BBB" })
      let relation = try ledger.relation(
        between: Party(code: "AAA"), and: Party(code: "BBB"), by: .year, types: types, quads: quads)
      let all = relation.total.all
      #expect(row.incidents == all.incidents)
      #expect(row.incidentsByQuad == all.incidentsByQuad)
      #expect(row.reports == all.reports)
      #expect(row.texts == all.texts)
      #expect(row.aToB == relation.total.aToB.incidents)
      #expect(row.scoreMean == all.scoreMean)
    }
  }

  @Test func `are those of a day, a type, a party or some outlets alone`() throws {
    try withEvents { ledger, _ throws in
      func incidents(_ filter: EventFilter, by outlets: Set<Int>? = nil) throws -> Int {
        try ledger.pairTallies(types: ["CONSULT", "ASSAULT"], matching: filter, by: outlets).reduce(0) {
          $0 + $1.incidents
        }
      }
      #expect(try incidents(EventFilter()) == 2)
      #expect(try incidents(EventFilter(types: ["ASSAULT"])) == 1)
      #expect(try incidents(EventFilter(until: Day(iso: "2015-07-10"))) == 1)
      #expect(try incidents(EventFilter(participant: Party(code: "BBB"))) == 2)
      #expect(try incidents(EventFilter(participant: Party(code: "CCC"))) == 0)
      #expect(try incidents(EventFilter(), by: [0]) == 0)
    }
  }
}
