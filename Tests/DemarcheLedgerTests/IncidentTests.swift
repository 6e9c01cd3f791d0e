import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Testing

/// Five reports: three on one meeting, one on a meeting in another town, one on a strike.
private let reports: [(id: String, events: [Event])] = [
  ("r1", [event("ev_1", in: "r1", incident: "in_0000000000000001", date: "2015-08-01")]),
  ("r2", [event("ev_2", in: "r2", incident: "in_0000000000000002", date: "2015-08-01")]),
  (
    "r3",
    [
      event("ev_3", in: "r3", incident: "in_0000000000000003", date: "2015-08-01"),
      event("ev_3b", in: "r3", sentence: 2, incident: "in_0000000000000003", date: "2015-08-01", at: 40),
    ]
  ),
  (
    "r4",
    [event("ev_4", in: "r4", incident: "in_0000000000000004", date: "2015-08-01", place: "Borland City")]
  ),
  (
    "r5",
    [
      event(
        "ev_5", in: "r5", "ASSAULT", incident: "in_0000000000000005", date: "2015-08-01", quad: 4, score: -9)
    ]
  ),
]

private func fill(_ ledger: Ledger, _ run: RunID, _ ids: [String]) throws {
  for id in ids {
    let events = try #require(reports.first { $0.id == id }).events
    _ = try ledger.ingest(report(id), events: events, run: run)
  }
}

/// The incidents as sets of reports, each with its lines.
private func parts(_ ledger: Ledger) throws -> [[String]] {
  var parts: [[String]] = []
  try ledger.forEachIncident(matching: EventFilter()) { incident, _ throws(LedgerError) in
    parts.append(incident.events.map(\.id).sorted())
    return true
  }
  return parts.sorted { $0[0] < $1[0] }
}

private let ids = reports.map(\.id)
private let joined = [["ev_1", "ev_2", "ev_3", "ev_3b"], ["ev_4"], ["ev_5"]]

@Suite("Incidents across reports")
struct IncidentTests {
  @Test("Reports of one act are one incident, in whatever order they came in")
  func order() throws {
    for turn in 0..<20 {
      // Every rotation, forwards and backwards.
      var order = Array(ids[(turn % 5)...] + ids[..<(turn % 5)])
      if turn % 2 == 1 { order.reverse() }
      try withLedger(isJoining: true) { ledger, run throws in
        try fill(ledger, run, order)
        #expect(try parts(ledger) == joined)
        let counts = try ledger.counts()
        #expect((counts.reports, counts.events, counts.incidents) == (5, 6, 3))
        #expect(
          Set(try ledger.events(matching: EventFilter(incident: "in_0000000000000002")).map(\.incident)) == [
            "in_0000000000000001"
          ])
        try ledger.check()
      }
    }
  }

  @Test("An incident tells its reports, its texts, why they are joined and how surely")
  func told() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      try fill(ledger, run, ids)
      let incident = try #require(try ledger.incident(id: "ev_2"))
      #expect(incident.id == "in_0000000000000001")
      #expect(incident.reports == ["r1", "r2", "r3"])
      #expect(incident.texts >= 1 && incident.texts <= 3)
      // Of three links, two hold three acts together.
      #expect(incident.joins.count == 2)
      #expect(incident.joins.allSatisfy { !$0.why.isEmpty })
      #expect(incident.confidence > 0.5 && incident.confidence < 1)
      let alone = try #require(try ledger.incident(id: "in_0000000000000005"))
      #expect(alone.joins.isEmpty && alone.confidence == 0.75)
      #expect(try ledger.incident(id: "in_0000000000000009") == nil)
    }
  }

  @Test("What a person joins or splits stays so: after a new coding, and whoever comes in later")
  func decisions() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      try fill(ledger, run, ["r1", "r3", "r4", "r5"])
      try ledger.decide(
        .split, "ev_1", "ev_3", person: "a", reason: "two meetings", made: "2020-01-01T00:00:00Z")
      try ledger.decide(.join, "ev_4", "ev_5")
      #expect(try parts(ledger) == [["ev_1"], ["ev_3", "ev_3b"], ["ev_4", "ev_5"]])
      #expect(try ledger.incident(id: "in_0000000000000004")?.joins.map(\.why) == ["a person's decision"])
      let again = CodedReport(
        report("r1"),
        events: [event("ev_1new", in: "r1", incident: "in_000000000000000a", date: "2015-08-01")])
      try ledger.replaceEvents(with: again, run: run)
      #expect(try parts(ledger) == [["ev_1new"], ["ev_3", "ev_3b"], ["ev_4", "ev_5"]])
      // The link with r2 is as sure on either side; it goes to one of them, never to both.
      try fill(ledger, run, ["r2"])
      let all = try parts(ledger)
      #expect(all.count == 3 && !all.contains { $0.contains("ev_1new") && $0.contains("ev_3") })
      #expect(try ledger.joinAll() == 0)
      #expect(try parts(ledger) == all)
      let kept = try ledger.decisions()
      #expect(kept.map(\.kind) == [.split, .join])
      #expect(kept[0].person == "a" && kept[0].reason == "two meetings" && kept.allSatisfy(\.isInForce))
      try ledger.check()
    }
  }

  @Test("A decision taken back leaves things as they were; the last one on two events counts")
  func undone() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      try fill(ledger, run, ids)
      try ledger.decide(.split, "ev_1", "ev_2")
      try ledger.decide(.join, "ev_2", "ev_1")
      #expect(try ledger.decisions().map(\.kind) == [.join])
      #expect(try parts(ledger) == joined)
      try ledger.decide(.split, "ev_3", "ev_3b")
      #expect(try parts(ledger).contains { $0 == ["ev_3b"] } || parts(ledger).contains { $0 == ["ev_3"] })
      for decision in try ledger.decisions() { #expect(try ledger.withdraw(decision: decision.number)) }
      #expect(try parts(ledger) == joined)
      #expect(try !ledger.withdraw(decision: 99))
      let error = #expect(throws: LedgerError.self) { try ledger.decide(.join, "ev_1", "ev_9") }
      #expect(error?.kind == .refused)
    }
  }

  @Test("A forgotten report leaves its incident, whose rest stays together as far as it holds")
  func forgotten() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      try fill(ledger, run, ids)
      #expect(try ledger.forget(report: "r1"))
      #expect(try parts(ledger) == [["ev_2", "ev_3", "ev_3b"], ["ev_4"], ["ev_5"]])
      #expect(try ledger.incident(id: "in_0000000000000003")?.id == "in_0000000000000002")
      try ledger.check()
    }
  }

  @Test("Pages of incidents join without a seam, and none comes twice")
  func pages() throws {
    try withLedger(isJoining: true) { ledger, run throws in
      try fill(ledger, run, ids)
      var filter = EventFilter(limit: 1)
      var paged: [String] = []
      while true {
        var last: EventCursor?
        try ledger.forEachIncident(matching: filter) { incident, cursor throws(LedgerError) in
          paged.append(incident.id)
          last = cursor
          return true
        }
        if last == nil { break }
        filter.after = last
      }
      #expect(paged.sorted() == ["in_0000000000000001", "in_0000000000000004", "in_0000000000000005"])
    }
  }
}
