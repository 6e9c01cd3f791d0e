import DemarcheJSON
import DemarcheRelations

public import DemarcheEvents
public import DemarcheText

/// How much a ledger holds; older versions of reports and their events are not counted.
public struct LedgerCounts: Hashable, Sendable {
  public struct TypeCount: Hashable, Sendable {
    public var event: String
    public var count: Int
  }

  public var reports = 0
  public var events = 0
  /// Distinct incidents; an event without one counts as one.
  public var incidents = 0
  public var sources = 0
  /// Most frequent first, then by name.
  public var byType: [TypeCount] = []

  /// Counts of an empty ledger.
  public init() {}
}

extension Ledger {
  /// Gives the events of a filter to `body` one at a time, until it returns false.
  ///
  /// In the order of date, report, sentence; events without a day come last.
  ///
  /// - Cost: memory for one event, and SQLite's for the order.
  public func forEachEvent(
    matching filter: EventFilter, _ body: (Event) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let query = EventQuery(filter)
    let sql = """
      SELECT e.id, e.record \(EventQuery.tables) \(query.condition) \(EventQuery.order) LIMIT ? OFFSET ?
      """
    // A limit below zero is none, to SQLite.
    let bounds: [SQLValue] = [.int(filter.limit.map { max(0, $0) } ?? -1), .int(max(0, filter.offset))]
    try connection.each(sql, query.values + bounds) { row throws(LedgerError) in
      try body(event(row, sql))
    }
  }

  /// The events of a filter, at most its limit of them, in the order of date, report, sentence.
  public func events(matching filter: EventFilter = EventFilter()) throws(LedgerError) -> [Event] {
    var events: [Event] = []
    try forEachEvent(matching: filter) { event throws(LedgerError) in
      events.append(event)
      return true
    }
    return events
  }

  /// How many events a filter takes; its limit and offset are not applied.
  public func count(matching filter: EventFilter) throws(LedgerError) -> Int {
    let query = EventQuery(filter)
    return try connection.first(
      "SELECT count(*) \(EventQuery.tables) \(query.condition)", query.values
    ) { row throws(LedgerError) in row.int(0) } ?? 0
  }

  /// The event with that id, of the newest version of its report that has it; nil without any.
  public func event(id: String) throws(LedgerError) -> Event? {
    let sql = """
      SELECT e.id, e.record FROM events e JOIN reports r ON r.key = e.report
      WHERE e.id = ? ORDER BY r.version DESC, e.key LIMIT 1
      """
    return try connection.first(sql, [.text(id)]) { row throws(LedgerError) in try event(row, sql) }
  }

  /// The event whose id starts so; nil when there is none or more than one.
  public func event(idPrefix: String) throws(LedgerError) -> Event? {
    let sql = "SELECT DISTINCT e.id FROM events e WHERE e.id >= ?1 AND e.id < ?1 || '~' LIMIT 2"
    var ids: [String] = []
    try connection.each(sql, [.text(idPrefix)]) { row throws(LedgerError) in
      ids.append(row.text(0))
      return true
    }
    return ids.count == 1 ? try event(id: ids[0]) : try event(id: idPrefix)
  }

  /// A report, as it counts now or in one of its versions (from 1); nil without any.
  public func report(id: String, version: Int? = nil) throws(LedgerError) -> Report? {
    try connection.first(
      """
      SELECT r.id, r.title, r.text, r.published, s.name, r.url, r.language, r.author, r.wrapped
      FROM reports r LEFT JOIN sources s ON s.id = r.source
      WHERE r.id = ?1 AND (r.version = ?2 OR (?2 IS NULL AND r.current))
      """, [.text(id), SQLValue(version)]
    ) { row throws(LedgerError) in
      Report(
        id: row.text(0), title: row.optionalText(1), text: row.text(2), published: row.optionalText(3),
        source: row.optionalText(4), url: row.optionalText(5), language: row.optionalText(6),
        author: row.optionalText(7), isWrapped: row.bool(8))
    }
  }

  /// How many reports, events, incidents and sources there are, and the events by type.
  ///
  /// - Cost: reads every event's columns.
  public func counts() throws(LedgerError) -> LedgerCounts {
    let current = "FROM events e JOIN reports r ON r.key = e.report WHERE r.current"
    var counts = LedgerCounts()
    try connection.each(
      "SELECT e.event, count(*) AS n \(current) GROUP BY e.event ORDER BY n DESC, e.event"
    ) { row throws(LedgerError) in
      counts.byType.append(LedgerCounts.TypeCount(event: row.text(0), count: row.int(1)))
      return true
    }
    counts.events = counts.byType.reduce(0) { $0 + $1.count }
    let sql = """
      SELECT (SELECT count(*) FROM reports WHERE current),
        (SELECT count(DISTINCT source) FROM reports WHERE current),
        (SELECT count(DISTINCT iif(e.incident = '', 'e ' || e.id, 'i ' || e.incident)) \(current))
      """
    try connection.each(sql) { row throws(LedgerError) in
      counts.reports = row.int(0)
      counts.sources = row.int(1)
      counts.incidents = row.int(2)
      return false
    }
    return counts
  }

  /// Opens a record; the first column is its id, the second its JSON.
  private func event(_ row: borrowing Row, _ sql: String) throws(LedgerError) -> Event {
    let id = row.text(0)
    let json: JSON
    do {
      json = try JSON.read(row.text(1))
    } catch {
      throw LedgerError(
        kind: .damaged, file: file, message: "the record of event \(id) is no JSON: \(error)", sql: sql)
    }
    guard let event = Event(json: json) else {
      throw LedgerError(
        kind: .damaged, file: file, message: "the record of event \(id) is not of schema \(Event.schema)",
        sql: sql)
    }
    return event
  }
}
