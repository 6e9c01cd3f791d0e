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
  /// Distinct texts: near copies count once.
  public var texts = 0
  public var events = 0
  /// Distinct incidents, across reports.
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
  /// In the order of date, report, sentence; events without a day come last. An event's `incident` is the one across reports.
  ///
  /// - Cost: memory for one event; SQLite's for the order of one day, or of all where words are asked for.
  public func forEachEvent(
    matching filter: EventFilter, _ body: (Event) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    try forEachPlacedEvent(matching: filter) { event, _ throws(LedgerError) in try body(event) }
  }

  /// Some events of a filter, and where the next page begins.
  ///
  /// - Cost: that of the page, not of those before it.
  public func page(matching filter: EventFilter) throws(LedgerError) -> EventPage {
    var page = EventPage(events: [], next: nil)
    var filter = filter
    let limit = filter.limit
    filter.limit = limit.map { $0 + 1 }
    var last: EventCursor?
    try forEachPlacedEvent(matching: filter) { event, cursor throws(LedgerError) in
      if let limit, page.events.count == limit {
        page.next = last
        return false
      }
      page.events.append(event)
      last = cursor()
      return true
    }
    return page
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

  func forEachPlacedEvent(
    matching filter: EventFilter, _ body: (Event, () -> EventCursor) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let query = try EventQuery(filter, in: self)
    if query.isEmpty { return }
    var left = filter.limit ?? .max
    if left <= 0 { return }
    var last = 0
    var isWanted = true
    let select = """
      SELECT e.key, e.id, rec.record, coalesce(first.id, 0), r.id, r.version, e.field, e.sentence, e.position, e.day,
        e.current
      \(query.tables) CROSS JOIN records rec ON rec.event = e.key CROSS JOIN acts own ON own.key = e.act
      LEFT JOIN acts first ON first.key = own.incident
      """
    for year in query.years.map({ $0.map(Optional.some) }) ?? [nil] where isWanted {
      let sql = "\(select) \(query.condition)\(year == nil ? "" : " AND d.year = ?") \(query.order)"
      try connection.each(sql, query.values + (year.map { [.int($0)] } ?? [])) { row throws(LedgerError) in
        // An actor named twice leads to the same event twice, one behind the other.
        if row.int(0) == last { return true }
        last = row.int(0)
        var event = try opened(row, 2, named: "\(row.int(1))")
        if row.bool(10) { event.incident = incident(row.int(3), event.incident) }
        isWanted = try body(event) {
          EventCursor(
            day: row.int(9), report: row.text(4), version: row.int(5), field: row.int(6),
            sentence: row.int(7),
            position: row.int(8))
        }
        left -= 1
        if left == 0 { isWanted = false }
        return isWanted
      }
    }
  }

  /// The records of a report's current version as they were coded, each with the incident inside the report.
  public func records(ofReport id: String) throws(LedgerError) -> [Event] {
    var events: [Event] = []
    let sql = """
      SELECT rec.record, e.id FROM reports r JOIN events e ON e.report = r.key JOIN records rec ON rec.event = e.key
      WHERE r.id = ? AND r.current ORDER BY e.position
      """
    try connection.each(sql, [.text(id)]) { row throws(LedgerError) in
      events.append(try opened(row, 0, named: "\(row.int(1))"))
      return true
    }
    return events
  }

  /// The id of an incident from the number of its first act; the record's own where that is the first act, whatever its form.
  private func incident(_ number: Int, _ own: String) -> String {
    HashedID(own).number == number ? own : Ledger.incidentID(number)
  }

  static func incidentID(_ number: Int) -> String {
    let digits = String(UInt(bitPattern: number), radix: 16)
    return "in_" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// How many events a filter takes; its limit and cursor are not applied.
  ///
  /// - Parameter most: where to stop; nil counts all.
  public func count(matching filter: EventFilter, upTo most: Int? = nil) throws(LedgerError) -> Int {
    var filter = filter
    filter.after = nil
    let query = try EventQuery(filter, in: self)
    if query.isEmpty { return 0 }
    var count = 0
    for year in query.years.map({ $0.map(Optional.some) }) ?? [nil] {
      let rows = "\(query.tables) \(query.condition)\(year == nil ? "" : " AND d.year = ?")"
      let sql =
        most.map { "SELECT count(*) FROM (SELECT DISTINCT e.key \(rows) LIMIT \(max(0, $0 - count)))" }
        ?? "SELECT count(DISTINCT e.key) \(rows)"
      count +=
        try connection.first(sql, query.values + (year.map { [.int($0)] } ?? [])) {
          row throws(LedgerError) in row.int(0)
        } ?? 0
    }
    return count
  }

  /// The event with that id, of the newest version of its report that has it; nil without any.
  public func event(id: String) throws(LedgerError) -> Event? {
    try events(from: HashedID(id).number, until: HashedID(id).number) { $0.id == id }.first
  }

  /// The event whose id starts so; nil when there is none or more than one.
  public func event(idPrefix: String) throws(LedgerError) -> Event? {
    if let event = try event(id: idPrefix) { return event }
    guard let range = HashedID.range(prefix: idPrefix) else { return nil }
    let found = try events(from: range.lowerBound, until: range.upperBound) { $0.id.hasPrefix(idPrefix) }
    return Set(found.map(\.id)).count == 1 ? found.first : nil
  }

  private func events(
    from: Int, until: Int, where fits: (Event) -> Bool
  ) throws(LedgerError) -> [Event] {
    let sql = """
      SELECT rec.record, coalesce(first.id, 0), e.current, e.id
      FROM events e INDEXED BY events_by_id JOIN reports r ON r.key = e.report JOIN records rec ON rec.event = e.key
        JOIN acts own ON own.key = e.act LEFT JOIN acts first ON first.key = own.incident
      WHERE e.id BETWEEN ? AND ? ORDER BY r.version DESC, e.key
      """
    var found: [Event] = []
    try connection.each(sql, [.int(from), .int(until)]) { row throws(LedgerError) in
      var event = try opened(row, 0, named: "\(row.int(3))")
      guard fits(event) else { return true }
      if row.bool(2) { event.incident = incident(row.int(1), event.incident) }
      found.append(event)
      // Two different ones are enough to know that there is more than one.
      return Set(found.map(\.id)).count < 2
    }
    return found
  }

  /// A report, as it counts now or in one of its versions (from 1); nil without any.
  ///
  /// Its text is empty where the ledger keeps none, and where it is not asked for.
  public func report(id: String, version: Int? = nil, withText: Bool = true) throws(LedgerError) -> Report? {
    try connection.first(
      """
      SELECT r.id, r.title, CASE WHEN ?3 THEN r.text END, r.published, s.name, r.url, r.language, r.author, r.wrapped
      FROM reports r LEFT JOIN sources s ON s.id = r.source
      WHERE r.id = ?1 AND (r.version = ?2 OR (?2 IS NULL AND r.current))
      """, [.text(id), SQLValue(version), .int(withText ? 1 : 0)]
    ) { row throws(LedgerError) in Report(row) }
  }

  /// Gives the current reports to `body` one at a time in the order they came in, until it returns false.
  ///
  /// - Parameter run: only those that a run added; nil gives all.
  public func forEachReport(
    ofRun run: RunID? = nil, _ body: (Report) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    // A page of keys at a time: whoever is given a report may change it.
    var last = 0
    while true {
      let sql = """
        SELECT r.id, r.title, r.text, r.published, s.name, r.url, r.language, r.author, r.wrapped, r.key
        FROM reports r LEFT JOIN sources s ON s.id = r.source
        WHERE r.key > ? AND r.current AND (?2 IS NULL OR r.run = ?2) ORDER BY r.key LIMIT 64
        """
      var reports: [Report] = []
      try connection.each(sql, [.int(last), SQLValue(run?.number)]) { row throws(LedgerError) in
        reports.append(Report(row))
        last = row.int(9)
        return true
      }
      if reports.isEmpty { return }
      for report in reports where try !body(report) { return }
    }
  }

  /// The reports that are near copies of one, itself among them, the first published first.
  public func copies(ofReport id: String) throws(LedgerError) -> [String] {
    var ids: [String] = []
    let sql = """
      SELECT id FROM reports WHERE current AND copies = (SELECT copies FROM reports WHERE id = ? AND current)
      ORDER BY day, id
      """
    try connection.each(sql, [.text(id)]) { row throws(LedgerError) in
      ids.append(row.text(0))
      return true
    }
    return ids
  }

  /// How many reports, texts, events, incidents and sources there are, and the events by type.
  ///
  /// - Cost: reads an index of the events and one of the acts.
  public func counts() throws(LedgerError) -> LedgerCounts {
    var counts = LedgerCounts()
    let types = """
      SELECT t.event, c.n FROM (SELECT type, count(*) AS n FROM events INDEXED BY events_by_type WHERE current
        GROUP BY type) c JOIN types t ON t.id = c.type ORDER BY c.n DESC, t.event
      """
    try connection.each(types) { row throws(LedgerError) in
      counts.byType.append(LedgerCounts.TypeCount(event: row.text(0), count: row.int(1)))
      return true
    }
    counts.events = counts.byType.reduce(0) { $0 + $1.count }
    let sql = """
      SELECT (SELECT count(*) FROM reports WHERE current),
        (SELECT count(DISTINCT copies) FROM reports WHERE current),
        (SELECT count(DISTINCT source) FROM reports WHERE current),
        (SELECT count(DISTINCT incident) FROM acts)
      """
    try connection.each(sql) { row throws(LedgerError) in
      counts.reports = row.int(0)
      counts.texts = row.int(1)
      counts.sources = row.int(2)
      counts.incidents = row.int(3)
      return false
    }
    return counts
  }
}

extension Report {
  /// From the columns id, title, text, published, source, url, language, author, wrapped.
  init(_ row: borrowing Row) {
    self.init(
      id: row.text(0), title: row.optionalText(1), text: row.text(2), published: row.optionalText(3),
      source: row.optionalText(4), url: row.optionalText(5), language: row.optionalText(6),
      author: row.optionalText(7), isWrapped: row.bool(8))
  }
}

extension Ledger {
  /// Whether any event has had an actor, a recipient or a speaker of this code.
  public func knows(code: String) throws(LedgerError) -> Bool { try codes.find(code) != nil }
}
