import DemarcheCorrections

extension Ledger {
  /// So many events are counted one by one; of more, some are drawn by chance.
  public static let mostCounted = 50_000
  /// Events drawn to guess how many fit, and to count what they are.
  private static let glance = 2_000
  private static let drawn = 30_000

  /// What the events of a filter are; its limit and cursor are not applied.
  ///
  /// Exact up to ``mostCounted`` events, beyond that an estimate from events drawn by chance, which is the same each time the ledger is the same.
  ///
  /// - Cost: visits at most some eighty thousand events.
  public func facets(matching filter: EventFilter) throws(LedgerError) -> EventFacets {
    var filter = filter
    filter.after = nil
    filter.newestFirst = false
    let last =
      try connection.first("SELECT max(key) FROM events") { row throws(LedgerError) in row.int(0) } ?? 0
    if last > 4 * Ledger.mostCounted {
      let guess = try drawnTally(filter, Ledger.glance, of: last)
      // Far more than can be counted: not even tried.
      if Double(guess.events) * Double(last) / Double(Ledger.glance) > 3 * Double(Ledger.mostCounted) {
        return try facets(try drawnTally(filter, Ledger.drawn, of: last), drawn: Ledger.drawn, of: last)
      }
    }
    let tally = try wholeTally(filter)
    if tally.events <= Ledger.mostCounted { return try facets(tally, drawn: nil, of: last) }
    return try facets(try drawnTally(filter, Ledger.drawn, of: last), drawn: Ledger.drawn, of: last)
  }

  private func facets(_ tally: FacetTally, drawn: Int?, of last: Int) throws(LedgerError) -> EventFacets {
    EventFacets(
      tally, types: try names(of: "types", "event"), codes: try names(of: "codes", "code"),
      sources: try sourceNames(), scale: drawn.map { Double(last) / Double(min($0, last)) })
  }

  /// Counts all that fit, and stops when they are too many.
  private func wholeTally(_ filter: EventFilter) throws(LedgerError) -> FacetTally {
    var tally = FacetTally()
    let query = try EventQuery(filter, in: self)
    if query.isEmpty { return tally }
    var lastKey = 0
    for year in query.years.map({ $0.map(Optional.some) }) ?? [nil] {
      let sql =
        "SELECT \(FacetTally.columns) \(query.tables) \(query.condition)\(year == nil ? "" : " AND d.year = ?")"
      try connection.each(sql, query.values + (year.map { [.int($0)] } ?? [])) { row throws(LedgerError) in
        // An actor named twice leads to the same event twice, one behind the other.
        if row.int(0) == lastKey { return true }
        lastKey = row.int(0)
        tally.add(row)
        return tally.events <= Ledger.mostCounted
      }
      if tally.events > Ledger.mostCounted { break }
    }
    return tally
  }

  /// Counts those that fit among events drawn by chance.
  private func drawnTally(_ filter: EventFilter, _ count: Int, of last: Int) throws(LedgerError) -> FacetTally
  {
    var tally = FacetTally()
    var numbers = SeededNumbers(seed: 1)
    var keys: Set<Int> = []
    while keys.count < min(count, last) { keys.insert(1 + numbers.draw(last)) }
    let query = try EventQuery(filter, in: self, among: keys.sorted())
    if query.isEmpty { return tally }
    let sql = "SELECT \(FacetTally.columns) \(query.tables) \(query.condition)"
    try connection.each(sql, query.values) { row throws(LedgerError) in
      tally.add(row)
      return true
    }
    return tally
  }
}
