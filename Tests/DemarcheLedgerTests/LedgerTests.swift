import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Glibc
import Testing

@Suite struct `The ledger` {
  /// A file of its own for a test, gone when it ends.
  final class Place {
    let path: String

    init() throws {
      var template = Array("/tmp/demarche-ledger-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
      try #require(mkdtemp(&template) != nil)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/l.db"
    }

    deinit {
      for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
      rmdir(path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
    }
  }

  static func report(_ id: String, _ text: String = "Aaland met Beland.", published: String? = "2015-06-15") -> Report {
    Report(id: id, text: text, published: published, source: "Wire")
  }

  static func event(
    _ id: String, _ report: String, actor: [String], recipient: [String] = [], type: String = "CONSULT", quad: Int = 1,
    date: String? = "2015-06-14", aux: [Auxiliary] = []
  ) -> Event {
    func participants(_ codes: [String]) -> [Participant] {
      codes.map { Participant(text: $0, start: 0, end: 1, code: $0) }
    }
    return Event(
      id: id, report: report, sentence: 1, incident: "in_\(id)", date: date, datePrecision: date == nil ? .unknown : .day,
      published: "2015-06-15", event: type, quad: quad, score: 1, aux: aux, actor: participants(actor),
      recipient: participants(recipient), trigger: Mention(text: "met", start: 1, end: 2), rule: "r")
  }

  static let info = Ledger.RunInfo(version: "0", codebook: "c", data: "d", started: "2015-06-15T00:00:00Z")

  private func ids(_ ledger: Ledger, _ change: (inout EventFilter) -> Void) throws -> [String] {
    var filter = EventFilter()
    change(&filter)
    var found: [String] = []
    try ledger.events(matching: filter) { event, _ in
      found.append(event.id)
      return true
    }
    return found
  }

  @Test func `stores a report once, whatever it is asked`() throws {
    let place = try Place()
    let ledger = try Ledger(path: place.path)
    let run = try ledger.begin(Self.info)
    let report = Self.report("r1")
    #expect(try ledger.ingest(report, events: [Self.event("ev_1", "r1", actor: ["AAA", "BBB"])], run: run) == .added)
    #expect(try ledger.ingest(report, events: [Self.event("ev_1", "r1", actor: ["AAA", "BBB"])], run: run) == .known)
    #expect(try ledger.ingest(Self.report("other name"), events: [], run: run) == .known)
    #expect(try ledger.ingest(Self.report("r1", "Other words."), events: [], run: run) == .newVersion)
    #expect(try ledger.counts() == Ledger.Counts(reports: 2, events: 1, incidents: 1, runs: 1))
  }

  @Test func `keeps neither report nor events when one event cannot be stored`() throws {
    let place = try Place()
    let ledger = try Ledger(path: place.path)
    let run = try ledger.begin(Self.info)
    let twice = [Self.event("ev_1", "r1", actor: ["AAA"]), Self.event("ev_1", "r1", actor: ["AAA"])]
    #expect(throws: LedgerError.self) { try ledger.ingest(Self.report("r1"), events: twice, run: run) }
    #expect(try ledger.counts().reports == 0)
    #expect(try ledger.counts().events == 0)
  }

  @Test func `opens again with what it held`() throws {
    let place = try Place()
    let event = Self.event("ev_1", "r1", actor: ["AAA"], recipient: ["BBB"])
    do {
      let ledger = try Ledger(path: place.path)
      _ = try ledger.ingest(Self.report("r1"), events: [event], run: try ledger.begin(Self.info))
    }
    let ledger = try Ledger(path: place.path)
    #expect(try ledger.event(idPrefix: "ev_1") == event)
    #expect(try ledger.report(id: "r1") == Self.report("r1"))
    #expect(try ledger.contains(Self.report("r1")))
  }

  @Test func `is read while another writes`() throws {
    let place = try Place()
    let writer = try Ledger(path: place.path)
    let run = try writer.begin(Self.info)
    let reader = try Ledger(path: place.path)
    _ = try writer.ingest(Self.report("r1"), events: [Self.event("ev_1", "r1", actor: ["AAA"])], run: run)
    #expect(try reader.counts().events == 1)
  }

  @Test func `refuses what is no ledger, or a newer one, and says what to do`() throws {
    let place = try Place()
    let file = fopen(place.path, "w")
    fputs("this is a text and certainly no database, whatever its name says", file)
    fclose(file)
    do {
      _ = try Ledger(path: place.path)
      Issue.record("opened")
    } catch { #expect("\(error)".contains("no ledger or a damaged one")) }
    #expect(throws: LedgerError.self) { try Ledger(path: "/nowhere/l.db") }
  }

  @Test func `finds events by their sides, types and days`() throws {
    let place = try Place()
    let ledger = try Ledger(path: place.path)
    let run = try ledger.begin(Self.info)
    let events = [
      Self.event("ev_1", "r1", actor: ["AAA"], recipient: ["BBB"], date: "2014-01-01"),
      Self.event("ev_2", "r1", actor: ["BBB"], recipient: ["AAA"], type: "ASSAULT", quad: 4, date: nil),
      Self.event("ev_3", "r1", actor: ["AAA", "BBB"], date: "2015-03-01"),
      Self.event("ev_4", "r1", actor: ["CCC"], recipient: ["AAA"], date: "2016-01-01", aux: [.negation]),
    ]
    _ = try ledger.ingest(Self.report("r1"), events: events, run: run)
    #expect(try ids(ledger) { _ in } == ["ev_1", "ev_3", "ev_2"])
    #expect(try ids(ledger) { $0.negated = true } == ["ev_1", "ev_3", "ev_2", "ev_4"])
    #expect(try ids(ledger) { $0.pair = ("BBB", "AAA") } == ["ev_1", "ev_3", "ev_2"])
    #expect(try ids(ledger) { $0.actor = "BBB" } == ["ev_3", "ev_2"])
    #expect(try ids(ledger) { $0.recipient = "BBB" } == ["ev_1"])
    #expect(try ids(ledger) { $0.quad = 4 } == ["ev_2"])
    #expect(try ids(ledger) { $0.event = "ASSAULT" } == ["ev_2"])
    #expect(try ids(ledger) { $0.from = "2015-03-01"; $0.until = "2015-03-31" } == ["ev_3"])
    #expect(try ids(ledger) { $0.source = "Other" } == [])
    #expect(try ids(ledger) { $0.limit = 2 } == ["ev_1", "ev_3"])
  }

  @Test func `gives the evidence of a relation with its directions`() throws {
    let place = try Place()
    let ledger = try Ledger(path: place.path)
    let events = [
      Self.event("ev_1", "r1", actor: ["AAA"], recipient: ["BBB"]),
      Self.event("ev_2", "r1", actor: ["AAA", "BBB"]), Self.event("ev_3", "r1", actor: ["AAA"], recipient: ["CCC"]),
    ]
    _ = try ledger.ingest(Self.report("r1"), events: events, run: try ledger.begin(Self.info))
    let evidence = try ledger.evidence(between: Party(code: "AAA"), and: Party(code: "BBB"))
    #expect(evidence.map(\.direction) == [.aToB, .mutual])
    #expect(evidence.map(\.source) == ["Wire", "Wire"])
  }
}
