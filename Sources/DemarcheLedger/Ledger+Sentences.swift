public import DemarcheEvents

/// A sentence with its place in its field.
public struct PlacedSentence: Hashable, Sendable {
  public var text: String
  /// Its first code point in the field.
  public var start: Int

  public init(text: String, start: Int) {
    self.text = text
    self.start = start
  }
}

extension Ledger {
  /// The sentence that an event is read from, as it stands in its report; nil where the ledger keeps no text.
  public func sentence(of event: Event) throws(LedgerError) -> String? { try placedSentence(of: event)?.text }

  /// The same with its place, so that the spans of the event can be found in it.
  public func placedSentence(of event: Event) throws(LedgerError) -> PlacedSentence? {
    let sql = """
      SELECT s.start, s.end, iif(s.field = \(Field.title.number), r.title, r.text) FROM reports r
      JOIN sentences s ON s.report = r.key AND s.field = ?2 AND s.sentence = ?3
      WHERE r.id = ?1 AND r.current
      """
    return try connection.first(
      sql, [.text(event.report), .int(event.field.number), .int(event.sentence)]
    ) { row throws(LedgerError) -> PlacedSentence? in
      let text = row.text(2).unicodeScalars
      guard row.int(0) >= 0, row.int(0) < row.int(1),
        let start = text.index(text.startIndex, offsetBy: row.int(0), limitedBy: text.endIndex),
        let end = text.index(start, offsetBy: row.int(1) - row.int(0), limitedBy: text.endIndex)
      else { return nil }
      return PlacedSentence(text: String(text[start..<end]), start: row.int(0))
    } ?? nil
  }

  /// Where the sentences of a report stand, the title before the text; none where the ledger keeps no text.
  public func sentences(ofReport id: String) throws(LedgerError) -> [CodedReport.Sentence] {
    var sentences: [CodedReport.Sentence] = []
    let sql = """
      SELECT s.field, s.sentence, s.start, s.end FROM reports r JOIN sentences s ON s.report = r.key
      WHERE r.id = ? AND r.current ORDER BY s.field, s.sentence
      """
    try connection.each(sql, [.text(id)]) { row throws(LedgerError) in
      let field = row.int(0) == Field.title.number ? Field.title : .text
      sentences.append(
        CodedReport.Sentence(field: field, number: row.int(1), start: row.int(2), end: row.int(3)))
      return true
    }
    return sentences
  }
}
