/// What the ledger has of one source.
public struct SourceCounts: Hashable, Sendable {
  /// The key of the source, as ``Ledger/sourceNames()`` names it; 0 for reports that name none.
  public var source: Int
  public var reports: Int
  public var events: Int
  /// Distinct acts that it tells of.
  public var incidents: Int
}

extension Ledger {
  /// What each source gave, by its key; a source without reports is left out.
  ///
  /// - Cost: one visit of every event and of the months of each source.
  public func sourceCounts() throws(LedgerError) -> [SourceCounts] {
    var counts: [Int: SourceCounts] = [:]
    let reports = "SELECT source, sum(reports) FROM coverage_months GROUP BY source"
    try connection.each(reports) { row throws(LedgerError) in
      if row.int(1) > 0 {
        counts[row.int(0)] = SourceCounts(source: row.int(0), reports: row.int(1), events: 0, incidents: 0)
      }
      return true
    }
    let events = """
      SELECT coalesce(e.source, 0), count(*), count(DISTINCT a.incident)
      FROM events e INDEXED BY events_by_day JOIN acts a ON a.key = e.act WHERE e.current GROUP BY 1
      """
    try connection.each(events) { row throws(LedgerError) in
      let source = row.int(0)
      counts[source, default: SourceCounts(source: source, reports: 0, events: 0, incidents: 0)].events =
        row.int(1)
      counts[source]?.incidents = row.int(2)
      return true
    }
    return counts.values.sorted { $0.source < $1.source }
  }
}
