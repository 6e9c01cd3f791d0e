public import DemarcheEvents
import DemarcheJSON
public import DemarcheRelations
public import DemarcheText

/// Which events of a ledger are wanted; nil asks for all.
public struct EventFilter: Sendable {
  public var actor: String?
  public var recipient: String?
  /// Two codes that both take part, in either role.
  public var pair: (String, String)?
  public var event: String?
  public var quad: Int?
  /// ISO 8601 days, both inclusive; an event without a date counts by its report's.
  public var from: String?
  public var until: String?
  public var source: String?
  public var report: String?
  /// Whether denied events are wanted too.
  public var negated = false
  public var limit: Int?

  public init() {}

  /// The condition in SQL with its values.
  var condition: (sql: String, values: [Connection.Value]) {
    var parts: [String] = []
    var values: [Connection.Value] = []
    func add(_ sql: String, _ value: String?) {
      guard let value else { return }
      parts.append(sql)
      values.append(.text(value))
    }
    let takesPart = "EXISTS (SELECT 1 FROM participants p WHERE p.event = e.id AND p.code = ?"
    add("\(takesPart) AND p.role = 'actor')", actor)
    add("\(takesPart) AND p.role = 'recipient')", recipient)
    add("\(takesPart))", pair?.0)
    add("\(takesPart))", pair?.1)
    add("e.event = ?", event)
    add("e.day >= ?", from)
    add("e.day <= ?", until)
    add("r.source = ?", source)
    add("r.id = ?", report)
    if let quad {
      parts.append("e.quad = ?")
      values.append(.init(quad))
    }
    if !negated { parts.append("e.aux NOT LIKE '%negation%'") }
    return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), values)
  }
}

extension Ledger {
  /// The events of a filter in order of day, report and sentence; `body` returns false to end.
  ///
  /// - Cost: one row is held at a time.
  public func events(matching filter: EventFilter, _ body: (Event, _ source: String?) -> Bool) throws(LedgerError) {
    let (condition, values) = filter.condition
    let sql = """
      SELECT e.record, r.source FROM events e JOIN reports r ON r.number = e.report WHERE \(condition)
      ORDER BY e.day, r.number, e.sentence, e.id\(filter.limit.map { " LIMIT \($0)" } ?? "")
      """
    var broken: String?
    try connection.run(sql, values) { row in
      guard let record = row.text(0), let json = try? JSON.read(record), let event = Event(json: json) else {
        broken = row.text(0)
        return false
      }
      return body(event, row.text(1))
    }
    if let broken {
      throw LedgerError(
        path: path, message: "a record that is none: \(broken.prefix(80))",
        help: "the ledger was changed by another program; ingest the reports anew")
    }
  }

  /// The event whose id starts so, when there is just one or the id is whole.
  public func event(idPrefix: String) throws(LedgerError) -> Event? {
    var found: [Event] = []
    let safe = idPrefix.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    try connection.run("SELECT record FROM events WHERE id >= ? AND id < ? LIMIT 2", [.text(safe), .text(safe + "~")]) { row in
      if let record = row.text(0), let json = try? JSON.read(record), let event = Event(json: json) { found.append(event) }
      return true
    }
    return found.count == 1 ? found[0] : found.first { $0.id == idPrefix }
  }

  /// The id of the first event in time; nil for an empty ledger.
  public func firstEventID() throws(LedgerError) -> String? {
    var found: String?
    var filter = EventFilter()
    filter.limit = 1
    try events(matching: filter) { event, _ in
      found = event.id
      return false
    }
    return found
  }

  /// The latest report of an id.
  public func report(id: String) throws(LedgerError) -> Report? {
    var found: Report?
    let sql = """
      SELECT title, text, published, source, url, language, author, wrapped FROM reports WHERE id = ?
      ORDER BY number DESC LIMIT 1
      """
    try connection.run(sql, [.text(id)]) { row in
      found = Report(
        id: id, title: row.text(0), text: row.text(1) ?? "", published: row.text(2), source: row.text(3),
        url: row.text(4), language: row.text(5), author: row.text(6), isWrapped: row.int(7) == 1)
      return false
    }
    return found
  }

  /// The evidence between two parties, as a relation counts it.
  public func evidence(
    between a: Party, and b: Party, from: String? = nil, until: String? = nil, source: String? = nil
  ) throws(LedgerError) -> [Evidence] {
    var filter = EventFilter()
    filter.pair = (a.code, b.code)
    filter.from = from
    filter.until = until
    filter.source = source
    filter.negated = true
    var evidence: [Evidence] = []
    try events(matching: filter) { event, source in
      if let line = Evidence(event, source: source, between: a, and: b) { evidence.append(line) }
      return true
    }
    return evidence
  }

  /// The outlets of the ledger with how many reports each has, the largest first.
  public func sources() throws(LedgerError) -> [(source: String?, reports: Int)] {
    var found: [(source: String?, reports: Int)] = []
    try connection.run("SELECT source, count(*) FROM reports GROUP BY source ORDER BY 2 DESC, 1") { row in
      found.append((row.text(0), row.int(1)))
      return true
    }
    return found
  }
}
