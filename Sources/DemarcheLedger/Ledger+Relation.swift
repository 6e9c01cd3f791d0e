public import DemarcheEvents

public import DemarcheRelations

extension Ledger {
  /// Gives the evidence between two parties to `body` one line at a time, until it returns false.
  ///
  /// `filter` narrows it further; its pair, limit and cursor are not used. Negated and hypothetical
  /// lines come too and are marked. In the order of the days.
  ///
  /// - Cost: one range of rows a year; no record is opened.
  public func forEachEvidence(
    between a: Party, and b: Party, matching filter: EventFilter = EventFilter(),
    _ body: (Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let source: [Int: String] = try names(of: "sources", "name")
    try forEachRow(between: a, and: b, matching: filter) { row, direction throws(LedgerError) in
      try body(evidence(row, direction, source))
    }
  }

  /// The texts of a table of terms by their number.
  func names(of table: String, _ column: String) throws(LedgerError) -> [Int: String] {
    var names: [Int: String] = [:]
    try connection.each("SELECT id, \(column) FROM \(table)") { row throws(LedgerError) in
      names[row.int(0)] = row.text(1)
      return true
    }
    return names
  }

  /// Columns of `dyads` as rows of evidence have them: day, event, direction, type, quad, score, goldstein, aux, by_publication,
  /// precision, year, report, copies, incident, source.
  private static let columns = """
    d.day, d.event, d.direction, d.type, d.quad, d.score, d.goldstein, d.aux, d.by_publication, d.precision,
    d.year, d.report, d.copies, d.incident, d.source
    """

  private func forEachRow(
    between a: Party, and b: Party, matching filter: EventFilter,
    _ body: (borrowing Row, Direction) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    var filter = filter
    filter.pair = EventFilter.Pair(a, b)
    filter.after = nil
    let isSwapped = b.code < a.code
    let hasSectors = a.sector != nil || b.sector != nil
    let facts = hasSectors ? try EventQuery.directions(EventFilter.Pair(a, b), in: self) : []
    let query = try EventQuery(filter, in: self)
    if query.isEmpty { return }
    // Without a condition on the events themselves, the rows of the pair say all.
    let isPlain = !hasSectors && filter.asksOnlyForPairAndTime
    let extra = facts.map { ", \($0.sql)" }.joined()
    var isWanted = true
    for year in query.years ?? [] where isWanted {
      let tables = isPlain ? "FROM dyads d" : query.tables
      let condition = isPlain ? query.plainCondition : query.condition
      let sql = "SELECT \(Ledger.columns)\(extra) \(tables) \(condition) AND d.year = ? ORDER BY d.day, d.event"
      let values = facts.flatMap(\.values) + query.values + [.int(year)]
      try connection.each(sql, values) { row throws(LedgerError) in
        let direction =
          hasSectors
          ? Direction(aToB: row.bool(15), bToA: row.bool(16), together: row.bool(17))
          : Direction(number: row.int(2), isSwapped: isSwapped)
        guard let direction else { return true }
        isWanted = try body(row, direction)
        return isWanted
      }
    }
  }

  /// Gives the evidence between every two codes to `body`, pair by pair inside a year, until it returns false.
  ///
  /// - Cost: one long range of rows a year.
  public func forEachPair(
    from: Day, until: Day, _ body: (_ a: String, _ b: String, Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let (code, source) = (try names(of: "codes", "code"), try names(of: "sources", "name"))
    var isWanted = true
    for year in try years(from: from, until: until) where isWanted {
      let sql = """
        SELECT \(Ledger.columns), d.a, d.b FROM dyads d WHERE d.year = ? AND d.day BETWEEN ? AND ?
        ORDER BY d.a, d.b, d.day, d.event
        """
      try connection.each(sql, [.int(year), .int(from.number), .int(until.number)]) { row throws(LedgerError) in
        guard let a = code[row.int(15)], let b = code[row.int(16)], let direction = Direction(number: row.int(2), isSwapped: false)
        else { return true }
        isWanted = try body(a, b, evidence(row, direction, source))
        return isWanted
      }
    }
  }

  private func evidence(_ row: borrowing Row, _ direction: Direction, _ source: [Int: String]) -> Evidence {
    Evidence(
      event: "\(row.int(1))", report: "\(row.int(11))", incident: "\(row.int(13))",
      source: row.optionalInt(14).flatMap { source[$0] }, direction: direction,
      quad: row.int(4), score: row.double(5),
      day: row.int(0) == Schema.undated ? nil : Day(number: row.int(0)), datedByPublication: row.bool(8),
      precision: DatePrecision(number: row.int(9)), negated: row.int(7) & 8 != 0,
      hypothetical: row.int(7) & 4 != 0)
  }

  /// How two parties stand, counted by periods of one unit.
  ///
  /// - Cost: as ``forEachEvidence(between:and:matching:_:)``.
  public func relation(
    between a: Party, and b: Party, by unit: Period.Unit, quads: QuadLabels,
    matching filter: EventFilter = EventFilter()
  ) throws(LedgerError) -> Relation {
    var builder = RelationBuilder(between: a.description, and: b.description, by: unit, quads: quads)
    try forEachEvidence(between: a, and: b, matching: filter) { line throws(LedgerError) in
      builder.add(line)
      return true
    }
    return builder.relation
  }

  /// The years that hold pairs, those without a day (0) last; bounds leave them out.
  func years(from: Day?, until: Day?) throws(LedgerError) -> [Int] {
    var years: [Int] = []
    var last = -1
    while true {
      let next = try connection.first("SELECT min(year) FROM dyads WHERE year > ?", [.int(last)]) {
        row throws(LedgerError) in row.optionalInt(0)
      }
      guard let found = next, let year = found else { break }
      last = year
      if let from, year < from.civil.year { continue }
      if let until, year == 0 || year > until.civil.year { continue }
      years.append(year)
    }
    if years.first == 0 { years.append(years.removeFirst()) }
    return years
  }
}

extension Direction {
  init?(number: Int, isSwapped: Bool) {
    switch (number, isSwapped) {
    case (0, _): self = .mutual
    case (1, false), (2, true): self = .aToB
    case (2, false), (1, true): self = .bToA
    default: return nil
    }
  }
}
