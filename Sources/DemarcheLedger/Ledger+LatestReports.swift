/// A report in a list: what it is called, and how many events it gave.
public struct ReportLine: Hashable, Sendable {
  /// The ledger's number of it; later ones came in later.
  public var key: Int
  public var id: String
  public var title: String?
  public var source: String?
  public var published: String?
  public var events: Int
}

extension Ledger {
  /// The reports that came in last, the last first.
  ///
  /// - Parameters:
  ///   - key: only those that came in before this one.
  ///   - run: only those of one run.
  public func latestReports(
    before key: Int? = nil, ofRun run: RunID? = nil, limit: Int
  ) throws(LedgerError) -> [ReportLine] {
    let sql = """
      SELECT r.key, r.id, r.title, s.name, r.published, (SELECT count(*) FROM events e WHERE e.report = r.key)
      FROM reports r LEFT JOIN sources s ON s.id = r.source
      WHERE r.current AND r.key < ?\(run == nil ? "" : " AND r.run = ?") ORDER BY r.key DESC LIMIT ?
      """
    var reports: [ReportLine] = []
    let values = [.int(key ?? .max)] + (run.map { [SQLValue.int($0.number)] } ?? []) + [.int(limit)]
    try connection.each(sql, values) { row throws(LedgerError) in
      reports.append(
        ReportLine(
          key: row.int(0), id: row.text(1), title: row.optionalText(2), source: row.optionalText(3),
          published: row.optionalText(4), events: row.int(5)))
      return true
    }
    return reports
  }
}
