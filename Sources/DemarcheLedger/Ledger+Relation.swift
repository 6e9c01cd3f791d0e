public import DemarcheEvents
public import DemarcheRelations

extension Ledger {
  /// Gives the evidence between two parties to `body` one line at a time, until it returns false.
  ///
  /// `filter` narrows it further; its pair, limit and offset are not used. Negated and hypothetical
  /// lines come too and are marked. In the order of date, report, sentence.
  ///
  /// - Parameter types: the names that `Evidence.type` counts in; lines of other types do not come.
  /// - Cost: the index of participants finds the lines; no record is opened.
  public func forEachEvidence(
    between a: Party, and b: Party, types: [String], matching filter: EventFilter = EventFilter(),
    _ body: (Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    if a.states != nil || b.states != nil {
      for line in try evidence(betweenMembersOf: a, and: b, types: types, matching: filter) {
        guard try body(line) else { return }
      }
      return
    }
    var filter = filter
    filter.pair = EventFilter.Pair(a, b)
    let query = EventQuery(filter)
    let facts = [
      EventQuery.acts(a, on: b), EventQuery.acts(b, on: a), EventQuery.together(a, b),
    ]
    let sql = """
      SELECT \(EvidenceColumns.sql), \(facts.map(\.sql).joined(separator: ", "))
      \(EventQuery.tables) \(query.condition) \(EventQuery.order)
      """
    var columns = EvidenceColumns(types: types)
    let first = Int32(EvidenceColumns.count)
    try connection.each(sql, facts.flatMap(\.values) + query.values) { row throws(LedgerError) in
      let direction = Direction(
        aToB: row.bool(first), bToA: row.bool(first + 1), together: row.bool(first + 2))
      // The condition asks for one of the three, so one of them holds.
      guard let direction, let line = columns.evidence(row, direction) else { return true }
      return try body(line)
    }
  }

  /// The evidence between groups: that of each two members while they belong to them.
  ///
  /// A line of several members at once comes once, mutual where the members stand on different sides.
  private func evidence(
    betweenMembersOf a: Party, and b: Party, types: [String], matching filter: EventFilter
  ) throws(LedgerError) -> [Evidence] {
    var lines: [Int: Evidence] = [:]
    for x in a.spells {
      for y in b.spells where x.code != y.code {
        var filter = filter
        filter.from = [filter.from, x.from, y.from].compactMap(\.self).max()
        filter.until = [filter.until, x.until, y.until].compactMap(\.self).min()
        try forEachEvidence(
          between: Party(code: x.code, sector: a.sector), and: Party(code: y.code, sector: b.sector),
          types: types, matching: filter
        ) { line throws(LedgerError) in
          if let known = lines[line.event], known.direction != line.direction {
            lines[line.event]?.direction = .mutual
          } else {
            lines[line.event] = line
          }
          return true
        }
      }
    }
    return lines.values.sorted { x, y in
      (x.day?.number ?? .max, x.event) < (y.day?.number ?? .max, y.event)
    }
  }

  /// Gives the evidence between every two codes that an event joins to `body`, until it returns false.
  ///
  /// The two come in the order of their codes. In the order of date, report, sentence.
  ///
  /// - Parameter filter: its pair, limit and offset are not used; a participant narrows it to that one's events.
  public func forEachPair(
    types: [String], matching filter: EventFilter = EventFilter(),
    _ body: (String, String, Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    var filter = filter
    filter.pair = nil
    let query = EventQuery(filter)
    let first = Int32(EvidenceColumns.count)
    let sql = """
      SELECT \(EvidenceColumns.sql), p.role, p.code
      FROM events e JOIN reports r ON r.key = e.report LEFT JOIN sources s ON s.id = r.source
        JOIN event_participants p ON p.event = e.key
      \(query.condition) \(EventQuery.order), e.key, p.role, p.position
      """
    var columns = EvidenceColumns(types: types)
    var open: Evidence?
    var actors: [String] = []
    var recipients: [String] = []
    var hasRecipient = false
    func close() throws(LedgerError) -> Bool {
      guard var line = open else { return true }
      let codes = Set(actors).union(recipients).sorted()
      for (i, a) in codes.enumerated() {
        for b in codes[(i + 1)...] {
          let direction = Direction(
            aToB: actors.contains(a) && recipients.contains(b),
            bToA: actors.contains(b) && recipients.contains(a),
            together: !hasRecipient && actors.contains(a) && actors.contains(b))
          guard let direction else { continue }
          line.direction = direction
          guard try body(a, b, line) else { return false }
        }
      }
      return true
    }
    try connection.each(sql, query.values) { row throws(LedgerError) in
      if open?.event != row.int(0) {
        guard try close() else {
          open = nil
          return false
        }
        open = columns.evidence(row, .mutual)
        actors = []
        recipients = []
        hasRecipient = false
      }
      let isActor = row.text(first) == "actor"
      if !isActor { hasRecipient = true }
      guard let code = row.optionalText(first + 1) else { return true }
      if isActor { actors.append(code) } else { recipients.append(code) }
      return true
    }
    _ = try close()
  }

  /// How two parties stand, counted by periods of one unit.
  ///
  /// - Cost: as ``forEachEvidence(between:and:types:matching:_:)``; memory grows with the lines.
  public func relation(
    between a: Party, and b: Party, by unit: Period.Unit, types: [String], quads: QuadLabels,
    matching filter: EventFilter = EventFilter()
  ) throws(LedgerError) -> Relation {
    var builder = RelationBuilder(
      between: a.description, and: b.description, by: unit, types: types, quads: quads)
    try forEachEvidence(between: a, and: b, types: types, matching: filter) { line throws(LedgerError) in
      builder.add(line)
      return true
    }
    return builder.relation
  }

  /// What was read in each period.
  ///
  /// - Parameter outlet: the source that one counts as; nil leaves its reports out. 0 is none.
  public func coverage(
    by unit: Period.Unit, outlet: (Int) -> Int? = { $0 }
  ) throws(LedgerError) -> Coverage {
    var builder = CoverageBuilder(by: unit)
    try connection.each(
      "SELECT key, published, source FROM reports WHERE current AND published IS NOT NULL"
    ) { row throws(LedgerError) in
      let source = outlet(row.isNull(2) ? 0 : row.int(2))
      if let source, let day = row.optionalText(1).flatMap({ Day(iso: $0) }) {
        builder.add(on: day, text: row.int(0), source: source)
      }
      return true
    }
    return builder.coverage
  }

  /// The names of the sources, by their keys.
  public func sourceNames() throws(LedgerError) -> [Int: String] {
    var names: [Int: String] = [:]
    try connection.each("SELECT id, name FROM sources") { row throws(LedgerError) in
      names[row.int(0)] = row.text(1)
      return true
    }
    return names
  }

  /// The event of a key, as evidence has it; nil without any.
  public func event(key: Int) throws(LedgerError) -> Event? {
    let id = try connection.first("SELECT id FROM events WHERE key = ?", [.int(key)]) {
      row throws(LedgerError) in row.text(0)
    }
    guard let id else { return nil }
    return try event(id: id)
  }
}

/// Makes evidence of the columns of an event.
struct EvidenceColumns {
  static let sql = """
    e.key, r.key, e.incident, r.source, e.quad, e.score, e.goldstein, e.day, e.by_publication,
      e.date_precision, e.negated, e.hypothetical, e.event
    """
  static let count = 13

  private let types: [String: Int]
  private var incidents: [String: Int] = [:]

  init(types: [String]) {
    self.types = Dictionary(types.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
  }

  /// The evidence of a row; nil when its type is none of those asked for.
  mutating func evidence(_ row: borrowing Row, _ direction: Direction) -> Evidence? {
    guard let type = types[row.text(12)] else { return nil }
    let name = row.text(2)
    // An incident is known by one of its events; below zero stands a line without an incident.
    let incident = name.isEmpty ? -row.int(0) : incidents[name] ?? row.int(0)
    if !name.isEmpty { incidents[name] = incident }
    return Evidence(
      event: row.int(0), report: row.int(1), text: row.int(1), incident: incident,
      source: row.isNull(3) ? 0 : row.int(3), direction: direction, quad: row.int(4), type: type,
      score: row.double(5), goldstein: row.isNull(6) ? nil : row.double(6),
      day: row.optionalText(7).flatMap { Day(iso: $0) }, datedByPublication: row.bool(8),
      precision: DatePrecision(rawValue: row.text(9)) ?? .unknown, negated: row.bool(10),
      hypothetical: row.bool(11))
  }
}

extension Party {
  /// The spells of its members; a party that is no group is its own only member.
  fileprivate var spells: [PartySet.Member] { states?.members ?? [PartySet.Member(code: code)] }
}
