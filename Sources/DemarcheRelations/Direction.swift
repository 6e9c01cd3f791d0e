public import DemarcheEvents

/// Who acts towards whom, between two parties A and B.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  case aToB = "a-to-b"
  case bToA = "b-to-a"
  /// Both act: they meet, agree or fight each other; also whatever happens inside one party.
  case mutual

  /// Which way an event goes between two parties; nil when it does not join them.
  ///
  /// Two parties among the actors act together on each other only when nobody receives the act:
  /// allies who strike a third side have no event between themselves.
  public init?(of event: Event, between a: Party, and b: Party) {
    let day = PlacedDay(of: event).day
    func acts(_ x: Party, on y: Party) -> Bool {
      event.actor.contains { x.matches($0, on: day) } && event.recipient.contains { y.matches($0, on: day) }
    }
    let together =
      event.recipient.isEmpty
      && event.actor.indices.contains { i in
        a.matches(event.actor[i], on: day)
          && event.actor.indices.contains { $0 != i && b.matches(event.actor[$0], on: day) }
      }
    self.init(aToB: acts(a, on: b), bToA: acts(b, on: a), together: together)
  }

  /// The direction from the three facts about an event; nil when none holds.
  public init?(aToB: Bool, bToA: Bool, together: Bool) {
    switch (aToB, bToA, together) {
    case (false, false, false): return nil
    case (true, false, false): self = .aToB
    case (false, true, false): self = .bToA
    default: self = .mutual
    }
  }
}

extension Direction {
  /// The direction with the two parties named the other way round.
  public var reversed: Direction {
    switch self {
    case .aToB: .bToA
    case .bToA: .aToB
    case .mutual: .mutual
    }
  }
}
