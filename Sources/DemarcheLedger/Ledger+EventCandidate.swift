import DemarcheEvents
import DemarcheCorrections

extension Ledger {
  /// One event as something to decide on; nil where there is none of the id, or its report was kept without text.
  public func candidate(ofEvent id: String) throws(LedgerError) -> Candidate? {
    guard let event = try event(idPrefix: id) else { return nil }
    let sql = "SELECT e.report, e.field FROM events e WHERE e.id = ? ORDER BY e.current DESC, e.key DESC"
    let place = try connection.first(sql, [.int(HashedID(event.id).number)]) { row throws(LedgerError) in
      SentencePlace(report: row.int(0), field: row.int(1), number: event.sentence)
    }
    guard let place, var candidate = try candidate(place) else { return nil }
    candidate.event = event
    candidate.target.event = event.id
    candidate.target.trigger = Stretch(event.trigger.start, event.trigger.end)
    return candidate
  }
}
