public import DemarcheEvents

/// One act as all reports tell it that are held to tell the same.
public struct Incident: Sendable {
  /// Why the acts of two reports are one.
  public struct Join: Hashable, Sendable {
    /// The ids of the acts, each the incident inside its report.
    public var acts: [String]
    /// Between 0 and 1.
    public var confidence: Double
    /// The reasons, in words.
    public var why: String
  }

  /// The id of the act that was published first.
  public var id: String
  /// All lines that tell it, by day, report and sentence.
  public var events: [Event]
  /// The ids of the reports, the first published first.
  public var reports: [String]
  /// How many distinct texts they are: near copies count once.
  public var texts: Int
  /// The id of each act with that of its first line.
  public var firstEvents: [String: String] = [:]
  /// What joins the reports, the surest first: as many as hold all together; empty for an act that one report tells.
  public var joins: [Join]

  /// How sure it is that all its reports tell one act: the weakest of the joins that hold it together.
  ///
  /// That of the surest line for an act that one report tells.
  public var confidence: Double {
    joins.map(\.confidence).min() ?? events.map(\.confidence).max() ?? 0
  }

  /// Of all joins the surest that hold the acts together, one fewer than acts (a maximum spanning tree, by Kruskal's algorithm).
  static func holding(_ joins: [Join]) -> [Join] {
    var part: [String: String] = [:]
    func root(_ act: String) -> String {
      var at = act
      while let next = part[at], next != at { at = next }
      return at
    }
    return joins.sorted { ($1.confidence, $0.acts[0], $0.acts[1]) < ($0.confidence, $1.acts[0], $1.acts[1]) }
      .filter { join in
        let (a, b) = (root(join.acts[0]), root(join.acts[1]))
        if a != b { part[a] = b }
        return a != b
      }
  }

  /// The line that tells most of the act: with a stated day, a recipient and a place before others, then the surest.
  public var telling: Event? {
    func tells(_ event: Event) -> Double {
      (event.date == nil ? 0 : 4) + (event.recipient.isEmpty ? 0 : 2) + (event.place == nil ? 0 : 1)
        + event.confidence
    }
    return events.max { tells($0) < tells($1) }
  }
}

extension Ledger {
  /// Gives the incidents with an event that fits a filter to `body`, until it returns false.
  ///
  /// In the order of the first event that fits. The cursor leads behind it, as the filter's `after`.
  ///
  /// - Parameter reports: told by at least so many reports.
  /// - Cost: memory for the numbers of the incidents given.
  public func forEachIncident(
    matching filter: EventFilter, toldBy reports: Int = 1,
    _ body: (Incident, EventCursor) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    var seen: Set<String> = []
    var left = filter.limit ?? .max
    if left <= 0 { return }
    var all = filter
    all.limit = nil
    try forEachPlacedEvent(matching: all) { event, cursor throws(LedgerError) in
      guard seen.insert(event.incident).inserted else { return true }
      if reports > 1, try self.reports(of: event.incident) < reports { return true }
      // An incident whose first fitting event lies before this page was given there.
      if filter.after != nil, try first(of: event.incident, matching: filter) != event.id { return true }
      guard let incident = try incident(id: event.incident) else { return true }
      left -= 1
      return try body(incident, cursor()) && left > 0
    }
  }

  /// Some incidents with an event that fits a filter, and where the next page begins.
  ///
  /// - Parameter reports: told by at least so many reports.
  public func incidents(
    matching filter: EventFilter, toldBy reports: Int = 1, limit: Int
  ) throws(LedgerError) -> (incidents: [Incident], next: EventCursor?) {
    var page: [Incident] = []
    var last: EventCursor?
    var next: EventCursor?
    try forEachIncident(matching: filter, toldBy: reports) { incident, cursor throws(LedgerError) in
      if page.count == limit {
        next = last
        return false
      }
      page.append(incident)
      last = cursor
      return true
    }
    return (page, next)
  }

  /// How many reports tell an incident; 0 for one that is not there.
  ///
  /// - Cost: reads its acts, and opens no record.
  public func reports(of incident: String) throws(LedgerError) -> Int {
    let sql = """
      SELECT count(DISTINCT report) FROM acts INDEXED BY acts_by_incident
      WHERE incident IN (SELECT incident FROM acts WHERE id = ?)
      """
    return try connection.first(sql, [.int(HashedID(incident).number)]) { row throws(LedgerError) in
      row.int(0)
    } ?? 0
  }

  private func first(of incident: String, matching filter: EventFilter) throws(LedgerError) -> String? {
    var filter = filter
    filter.after = nil
    filter.incident = incident
    filter.limit = 1
    return try events(matching: filter).first?.id
  }

  /// An incident by its id, by that of an act in it, or by that of an event; nil without any.
  public func incident(id: String) throws(LedgerError) -> Incident? {
    var number = HashedID(id).number
    if id.hasPrefix("ev_") {
      guard let event = try event(idPrefix: id) else { return nil }
      number = HashedID(event.incident).number
    }
    let found = try connection.first(
      "SELECT incident FROM acts WHERE id = ? AND incident IS NOT NULL", [.int(number)]
    ) { row throws(LedgerError) in row.int(0) }
    guard let key = found else { return nil }
    let events = try events(matching: EventFilter(incident: Ledger.incidentID(number), limit: nil))
    var ids: [Int: String] = [:]
    let members = "SELECT key, id, act FROM acts WHERE incident = ?"
    try connection.each(members, [.int(key)]) { row throws(LedgerError) in
      ids[row.int(0)] = Ledger.incidentID(row.int(1))
      return true
    }
    var incident = Incident(
      id: events.first?.incident ?? id, events: events, reports: [], texts: 0, joins: [])
    let lines = """
      SELECT a.id, e.id FROM acts a JOIN events e ON e.act = a.key AND e.report = a.report
      WHERE a.incident = ? AND e.current ORDER BY e.field DESC, e.position DESC
      """
    let idOf = Dictionary(events.map { (HashedID($0.id).number, $0.id) }, uniquingKeysWith: { a, _ in a })
    try connection.each(lines, [.int(key)]) { row throws(LedgerError) in
      incident.firstEvents[Ledger.incidentID(row.int(0))] = idOf[row.int(1)]
      return true
    }
    let reports = """
      SELECT DISTINCT r.id, r.copies, r.day FROM acts a JOIN reports r ON r.key = a.report WHERE a.incident = ?
      ORDER BY r.day, r.id
      """
    var texts: Set<Int> = []
    try connection.each(reports, [.int(key)]) { row throws(LedgerError) in
      incident.reports.append(row.text(0))
      texts.insert(row.int(1))
      return true
    }
    incident.texts = texts.count
    let links = """
      SELECT l.a, l.b, l.confidence, l.why FROM acts a JOIN links l ON l.a = a.key WHERE a.incident = ?
      ORDER BY l.confidence DESC, l.a, l.b
      """
    try connection.each(links, [.int(key)]) { row throws(LedgerError) in
      guard let a = ids[row.int(0)], let b = ids[row.int(1)] else { return true }
      incident.joins.append(
        Incident.Join(acts: [a, b].sorted(), confidence: row.double(2), why: row.text(3)))
      return true
    }
    for act in ids.keys.sorted() {
      for decision in try decided(on: act) where decision.isJoin {
        guard let a = ids[act], let b = ids[decision.other], a < b else { continue }
        incident.joins.append(Incident.Join(acts: [a, b], confidence: 1, why: "a person's decision"))
      }
    }
    incident.joins = Incident.holding(incident.joins)
    return incident
  }
}
