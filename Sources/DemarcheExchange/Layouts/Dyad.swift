import DemarcheEvents

/// One actor and one recipient of an act, as layouts of one row a pair need them; a side may be empty.
struct Dyad: Hashable, Sendable {
  var actor: Participant?
  var recipient: Participant?

  /// The dyads of an act, in the order of its parties.
  ///
  /// Each actor with each recipient. What several do together without a recipient is, where the type is reciprocal, each
  /// ordered pair of them, as ICEWS writes a meeting; else each actor alone. Several parties of one code are several
  /// dyads, since they are several parties.
  static func all(of event: Event, _ tables: ExchangeTables) -> [Dyad] {
    let actors = event.actor
    let recipients = event.recipient
    if recipients.isEmpty, actors.count > 1, tables.codebook.type(event.event)?.reciprocal == true {
      return actors.indices.flatMap { i in
        actors.indices.compactMap { j in i == j ? nil : Dyad(actor: actors[i], recipient: actors[j]) }
      }
    }
    if recipients.isEmpty { return actors.map { Dyad(actor: $0) } }
    if actors.isEmpty { return recipients.map { Dyad(recipient: $0) } }
    return actors.flatMap { actor in recipients.map { Dyad(actor: actor, recipient: $0) } }
  }
}
