import DemarcheCorrections
import DemarcheEvents

extension Ledger {
  /// What people disagree on, without what the person himself decided on.
  func disputed(for coder: String, limit: Int) throws(LedgerError) -> [Candidate] {
    var texts: [[UInt8]] = []
    let several = """
      SELECT text_hash FROM corrections WHERE in_force AND queue <> 'disputed'
      GROUP BY text_hash HAVING count(DISTINCT coder) > 1 ORDER BY min(number)
      """
    try connection.each(several) { row throws(LedgerError) in
      texts.append(row.bytes(0))
      return true
    }
    var found: [Candidate] = []
    for text in texts {
      let sql = "SELECT json FROM corrections WHERE text_hash = ? AND in_force ORDER BY number"
      var decisions: [Correction] = []
      try connection.each(sql, [.blob(text)]) { row throws(LedgerError) in
        decisions.append(try correction(row.text(0)))
        return true
      }
      for (_, corrections) in Standing(decisions).items {
        guard Verdict(corrections) == .disputed, !corrections.contains(where: { $0.coder == coder }),
          let first = corrections.first, var candidate = try candidate(first.target, text: text)
        else { continue }
        candidate.target.event = first.target.event
        candidate.target.trigger = first.target.trigger
        candidate.event = first.before
        candidate.decisions = corrections
        found.append(candidate)
        if found.count == limit { return found }
      }
    }
    return found
  }

  /// The sentence that a decision was about, in a report that has its text now.
  private func candidate(
    _ target: CorrectionTarget, text: [UInt8]
  ) throws(LedgerError) -> Candidate? {
    let sql = """
      SELECT key FROM reports WHERE text_hash = ? AND current ORDER BY id = ? DESC, key LIMIT 1
      """
    let key = try connection.first(sql, [.blob(text), .text(target.report)]) { row throws(LedgerError) in
      row.int(0)
    }
    guard let key else { return nil }
    let place = SentencePlace(report: key, field: target.field.number, number: target.sentence)
    guard var candidate = try candidate(place) else { return nil }
    if target.field == .title, candidate.target.report != target.report { return nil }
    // A new coding may have cut the text otherwise; the decisions are about the sentence as it was.
    candidate.target.span = target.span
    return candidate
  }
}
