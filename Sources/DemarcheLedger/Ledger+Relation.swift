import DemarcheEvents

public import DemarcheRelations

extension Ledger {
  /// Gives the evidence between two parties to `body` one line at a time, until it returns false.
  ///
  /// `filter` narrows it further; its pair, limit and offset are not used. Negated and hypothetical
  /// lines come too and are marked. In the order of date, report, sentence.
  ///
  /// - Cost: the index of participants finds the lines; no record is opened.
  public func forEachEvidence(
    between a: Party, and b: Party, matching filter: EventFilter = EventFilter(),
    _ body: (Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    var filter = filter
    filter.pair = EventFilter.Pair(a, b)
    let query = EventQuery(filter)
    let facts = [
      EventQuery.acts(a, on: b), EventQuery.acts(b, on: a), EventQuery.together(a, b),
    ]
    let sql = """
      SELECT e.id, r.id, e.incident, s.name, e.quad, e.score, e.day, e.by_publication, e.date_precision,
        e.negated, e.hypothetical, \(facts.map(\.sql).joined(separator: ", "))
      \(EventQuery.tables) \(query.condition) \(EventQuery.order)
      """
    try connection.each(sql, facts.flatMap(\.values) + query.values) { row throws(LedgerError) in
      let direction = Direction(aToB: row.bool(11), bToA: row.bool(12), together: row.bool(13))
      // The condition asks for one of the three, so one of them holds.
      guard let direction else { return true }
      return try body(
        Evidence(
          event: row.text(0), report: row.text(1), incident: row.text(2), source: row.optionalText(3),
          direction: direction, quad: row.int(4), score: row.double(5),
          day: row.optionalText(6).flatMap { Day(iso: $0) }, datedByPublication: row.bool(7),
          precision: DatePrecision(rawValue: row.text(8)) ?? .unknown, negated: row.bool(9),
          hypothetical: row.bool(10)))
    }
  }

  /// How two parties stand, counted by periods of one unit.
  ///
  /// - Cost: as ``forEachEvidence(between:and:matching:_:)``; memory grows with distinct reports and
  ///   incidents.
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
}
