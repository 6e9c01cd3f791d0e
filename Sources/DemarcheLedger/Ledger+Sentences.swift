public import DemarcheEvents

extension Ledger {
  /// The sentence that an event is read from, as it stands in its report; nil where the ledger keeps no text.
  public func sentence(of event: Event) throws(LedgerError) -> String? {
    let sql = """
      SELECT s.start, s.end, iif(s.field = \(Field.title.number), r.title, r.text) FROM reports r
      JOIN sentences s ON s.report = r.key AND s.field = ?2 AND s.sentence = ?3
      WHERE r.id = ?1 AND r.current
      """
    return try connection.first(
      sql, [.text(event.report), .int(event.field.number), .int(event.sentence)]
    ) { row throws(LedgerError) -> String? in
      let text = row.text(2).unicodeScalars
      guard row.int(0) >= 0, row.int(0) < row.int(1),
        let start = text.index(text.startIndex, offsetBy: row.int(0), limitedBy: text.endIndex),
        let end = text.index(start, offsetBy: row.int(1) - row.int(0), limitedBy: text.endIndex)
      else { return nil }
      return String(text[start..<end])
    } ?? nil
  }
}
