import DemarcheEvents

public import DemarcheCorrections

extension Ledger {
  /// The reports that have the text of a decision now, the one first in which it was made; of a title that one alone.
  public func reports(withTextOf target: CorrectionTarget) throws(LedgerError) -> [String] {
    guard let hash = Hexadecimal.bytes(target.text) else { return [] }
    var ids: [String] = []
    let sql = "SELECT id FROM reports WHERE text_hash = ? AND current ORDER BY id = ? DESC, key"
    try connection.each(sql, [.blob(hash), .text(target.report)]) { row throws(LedgerError) in
      if target.field == .text || row.text(0) == target.report { ids.append(row.text(0)) }
      return true
    }
    return ids
  }

  /// The sentence that a decision is about, as the ledger has it; nil where it keeps no text of it.
  public func sentence(of target: CorrectionTarget) throws(LedgerError) -> String? {
    guard let hash = Hexadecimal.bytes(target.text) else { return nil }
    let sql = """
      SELECT title, text, id FROM reports WHERE text_hash = ? AND text IS NOT NULL
      ORDER BY id = ? DESC, current DESC, key LIMIT 1
      """
    let found = try connection.first(sql, [.blob(hash), .text(target.report)]) { row throws(LedgerError) in
      (title: row.optionalText(0), text: row.text(1), id: row.text(2))
    }
    guard let found else { return nil }
    if target.field == .text { return GoldSentence.cut(target.span, of: found.text) }
    return found.id == target.report ? found.title.flatMap { GoldSentence.cut(target.span, of: $0) } : nil
  }

  /// The cluster of a decision's text: as the ledger knows it now, else the one that it came with, else the text alone.
  public func cluster(of target: CorrectionTarget) throws(LedgerError) -> String {
    let given = target.cluster ?? target.text
    guard let hash = Hexadecimal.bytes(target.text) else { return given }
    let found = try cluster(ofText: hash, report: target.report, field: target.field)
    return found.map(Hexadecimal.text) ?? given
  }

  /// How many sentences have events, and how many have none.
  ///
  /// - Cost: reads the table of sentences and those of the events that count.
  public func sentences() throws(LedgerError) -> GoldScore.Population {
    let all = try connection.first(
      "SELECT count(*) FROM sentences s JOIN reports r ON r.key = s.report WHERE r.current"
    ) { row throws(LedgerError) in row.int(0) }
    let withEvents = try connection.first(
      """
      SELECT count(*) FROM (SELECT DISTINCT e.report, e.field, e.sentence
        FROM events e JOIN sentences s ON s.report = e.report AND s.field = e.field AND s.sentence = e.sentence
        WHERE e.current)
      """
    ) { row throws(LedgerError) in row.int(0) }
    return GoldScore.Population(withEvents: withEvents ?? 0, without: (all ?? 0) - (withEvents ?? 0))
  }
}
