extension Ledger {
  /// The source of a report, as the report names it; nil for one that names none or is not there.
  ///
  /// - Cost: one look-up; the text is not read.
  public func source(ofReport id: String) throws(LedgerError) -> String? {
    let sql = "SELECT s.name FROM reports r JOIN sources s ON s.id = r.source WHERE r.id = ? AND r.current"
    return try connection.first(sql, [.text(id)]) { row throws(LedgerError) in row.text(0) }
  }
}
