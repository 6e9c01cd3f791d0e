/// Where one act of a report lies: in which incident across reports, and in which text.
public struct PlacedAct: Hashable, Sendable {
  /// The ledger's number of it; later ones came in later.
  public var key: Int
  public var report: String
  /// The id of the act inside the report.
  public var act: String
  /// The id of the incident that it is held to tell.
  public var incident: String
  /// The report that came in first among its near copies; itself where there is none.
  public var firstCopy: String

  public init(key: Int, report: String, act: String, incident: String, firstCopy: String) {
    self.key = key
    self.report = report
    self.act = act
    self.incident = incident
    self.firstCopy = firstCopy
  }
}

extension Ledger {
  /// Some acts of all reports with their incidents, in the order they came in: the whole grouping, page by page.
  ///
  /// - Parameter key: the number behind which to go on.
  public func placedActs(after key: Int, limit: Int) throws(LedgerError) -> [PlacedAct] {
    let sql = """
      SELECT a.key, r.id, a.id, first.id, coalesce(c.id, r.id)
      FROM acts a JOIN acts first ON first.key = a.incident JOIN reports r ON r.key = a.report
        LEFT JOIN reports c ON c.key = r.copies
      WHERE a.key > ? AND a.incident IS NOT NULL ORDER BY a.key LIMIT ?
      """
    var acts: [PlacedAct] = []
    try connection.each(sql, [.int(key), .int(limit)]) { row throws(LedgerError) in
      acts.append(
        PlacedAct(
          key: row.int(0), report: row.text(1), act: Ledger.incidentID(row.int(2)),
          incident: Ledger.incidentID(row.int(3)), firstCopy: row.text(4)))
      return true
    }
    return acts
  }
}
