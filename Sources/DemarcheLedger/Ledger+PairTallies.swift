import DemarcheEvents

public import DemarcheRelations

extension Ledger {
  /// What every two codes have to do with each other, those with most incidents first; negated and hypothetical lines do not count.
  ///
  /// The same as counting what ``forEachPair(types:matching:_:)`` gives, without making evidence of each row.
  ///
  /// - Parameters:
  ///   - filter: of days, outlets, types, quads and marks alone; a participant narrows it to the pairs that one is in.
  ///   - outlets: the keys of the sources that count, 0 for reports that name none; nil counts all.
  /// - Cost: one long range of rows a year.
  public func pairTallies(
    types: [String], matching filter: EventFilter, by outlets: Set<Int>? = nil
  ) throws(LedgerError) -> [PairTallies.Row] {
    var filter = filter
    filter.after = nil
    filter.excluding.formUnion([.negation, .hypothetical])
    let participant = filter.participant?.code
    filter.participant = nil
    precondition(filter.isOfPairs, "pairs are narrowed by days, outlets, types, quads and marks alone")
    let query = try DyadQuery(filter, in: self)
    if query.isEmpty { return [] }
    var sides: [EventQuery.Part] = [("1", [])]
    if let participant {
      guard let id = try codes.find(participant) else { return [] }
      sides = [
        ("d.a = ?", [.int(id)]),
        ("d.a IN (SELECT id FROM codes WHERE code < ?) AND d.b = ?", [.text(participant), .int(id)]),
      ]
    }
    let columns = try EvidenceColumns(types: types, in: self)
    var tallies = PairTallies()
    for year in try years(from: filter.from, until: filter.until) {
      for side in sides {
        let sql = """
          SELECT d.a, d.b, d.incident, d.report, d.copies, d.score, d.type, d.quad, d.direction\(outlets == nil ? "" : ", d.source")
          \(query.tables) WHERE d.year = ? AND \(side.sql) AND \(query.condition) ORDER BY d.a, d.b, d.day, d.event
          """
        try connection.each(sql, [.int(year)] + side.values + query.values) { row throws(LedgerError) in
          let (a, b) = (row.int(0), row.int(1))
          if let outlets, !outlets.contains(row.int(9)) { return true }
          guard a != b, let type = columns.type(row.int(6)),
            let direction = EvidenceColumns.direction(row.int(8), isSwapped: false)
          else { return true }
          tallies.add(
            a, b,
            PairTallies.Line(
              incident: row.int(2), report: row.int(3), text: row.int(4), score: row.double(5), type: type,
              quad: row.int(7), direction: direction))
          return true
        }
      }
    }
    let code = try names(of: "codes", "code")
    // Participants of no known country are in one pair with anybody, and are no party.
    return tallies.rows { key in code[key].flatMap { $0.isEmpty ? nil : $0 } }
  }
}
