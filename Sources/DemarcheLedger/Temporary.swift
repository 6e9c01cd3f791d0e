public import DemarcheEvents
public enum CorrectionStatus: String, Sendable { case machine }
extension Ledger {
  public func revision() throws(LedgerError) -> Int {
    try connection.first("SELECT coalesce(max(key), 0) FROM events") { row throws(LedgerError) in row.int(0) }
      ?? 0
  }
  public func statuses(of events: [Event]) throws(LedgerError) -> [CorrectionStatus] {
    events.map { _ in .machine }
  }
}
