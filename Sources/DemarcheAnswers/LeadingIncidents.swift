public import DemarcheEvents
public import DemarcheJSON
public import DemarcheLedger
public import DemarcheRelations

extension RelationAnswer {
  /// The change points, those that are doubted last, as rows; each with the words of the incidents behind it.
  ///
  /// - Cost: a record for each incident told.
  public func changeRows(_ ledger: Ledger) throws(LedgerError) -> [[JSON.Member]] {
    let events = try leadingEvents(ledger)
    let columns = ChangeColumns(relation: relation) { incident in
      let event = events[incident.event]
      return [
        .init("event", JSON(event?.id)), .init("report", JSON(event?.report)),
        .init("words", JSON(event?.trigger.text)),
      ]
    }
    return (changes.points + changes.doubtful).map(columns.members)
  }

  /// The events that tell the incidents behind the change points, by their keys.
  public func leadingEvents(_ ledger: Ledger) throws(LedgerError) -> [Int: Event] {
    var events: [Int: Event] = [:]
    for incident in (changes.points + changes.doubtful).flatMap(\.leading)
    where events[incident.event] == nil {
      events[incident.event] = try ledger.event(key: incident.event)
    }
    return events
  }
}
