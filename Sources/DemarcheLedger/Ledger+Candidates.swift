public import DemarcheCorrections
import DemarcheEvents

extension Ledger {
  /// Things for a person to decide on; never one that he has decided already, nor sees again by what he saw before.
  ///
  /// - `assisted`: events, by uncertainty times importance, (1 - confidence) × log(1 + texts of the incident), or by chance. A large ledger
  ///   gives them out of a sample.
  /// - `blind`: sentences by chance, about half of them with events of the machine, none in which the person decided on an event.
  /// - `missed`: sentences by chance in which the machine found nothing.
  /// - `disputed`: things on which people disagree and nobody has adjudicated, in the order in which they came up.
  ///
  /// Of near copies only the first gives sentences. Where a person has decided on all that a large ledger's sample holds, another seed gives
  /// others. The same seed gives every person the same things in the same order, so that two can code
  /// the same and be compared.
  ///
  /// - Parameters:
  ///   - filter: which events; of sentences its report, outlets and days alone, the last of publication. `disputed` takes none.
  ///   - limit: at most so many.
  /// - Cost: some two thousand look-ups, however large the ledger.
  public func candidates(
    _ queue: Correction.Queue, for coder: String, matching filter: EventFilter? = nil,
    order: Correction.Order = .uncertain, seed: UInt64 = 1, limit: Int = 20
  ) throws(LedgerError) -> Candidates {
    var found = Candidates(items: [], passedOver: 0)
    if limit <= 0 { return found }
    var numbers = SeededNumbers(seed: seed)
    switch queue {
    case .assisted:
      for key in try drawnEvents(filter ?? EventFilter(), order, limit, &numbers) {
        if try add(event: key, for: coder, to: &found), found.items.count == limit { break }
      }
    case .blind, .missed:
      try forEachSentence(queue, filter, &numbers) { place throws(LedgerError) in
        try add(sentence: place, for: coder, to: &found)
        return found.items.count < limit && found.passedOver < Ledger.passes
      }
    case .disputed: found.items = try disputed(for: coder, limit: limit)
    }
    return found
  }

  /// So many sentences without text are passed over before a ledger is held to have none with text.
  private static let passes = 1_000

  /// A sentence by the numbers of its report and field.
  struct SentencePlace: Hashable {
    var report: Int
    var field: Int
    var number: Int
  }

  /// A sentence with its report and neighbours; nil where its report was kept without text, or the place of the sentence is not known.
  func candidate(_ place: SentencePlace) throws(LedgerError) -> Candidate? {
    let sql = """
      SELECT r.id, r.title, s.name, r.day, r.text_hash FROM reports r LEFT JOIN sources s ON s.id = r.source
      WHERE r.key = ? AND r.text IS NOT NULL
      """
    let report = try connection.first(sql, [.int(place.report)]) { row throws(LedgerError) in
      (
        id: row.text(0), title: row.optionalText(1), source: row.optionalText(2), day: row.int(3),
        text: row.bytes(4)
      )
    }
    guard let report, let span = try span(place) else { return nil }
    var (previous, next) = (place, place)
    previous.number -= 1
    next.number += 1
    let field: Field = place.field == 0 ? .title : .text
    let cluster = try cluster(ofText: report.text, report: report.id, field: field)
    return Candidate(
      target: CorrectionTarget(
        text: Hexadecimal.text(report.text), cluster: cluster.map(Hexadecimal.text), report: report.id,
        field: field, sentence: place.number, span: span),
      title: report.title, source: report.source,
      day: report.day == Schema.undated ? nil : Day(number: report.day), previous: try self.span(previous),
      next: try self.span(next), event: nil, decisions: [])
  }

  private func span(_ place: SentencePlace) throws(LedgerError) -> Stretch? {
    let sql = "SELECT start, end FROM sentences WHERE report = ? AND field = ? AND sentence = ?"
    let found = try connection.first(sql, [.int(place.report), .int(place.field), .int(place.number)]) {
      row throws(LedgerError) in Stretch(row.int(0), row.int(1))
    }
    return found ?? nil
  }
}
