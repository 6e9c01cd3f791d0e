public import DemarcheEvents

/// One side of a relation: everyone with a country code, or only those of one sector.
public struct Party: Hashable, Sendable, CustomStringConvertible {
  /// ISO 3166 alpha-3, or one of PLOVER's international codes.
  public var code: String
  /// Nil takes every sector.
  public var sector: String?

  public init(code: String, sector: String? = nil) {
    self.code = code
    self.sector = sector
  }

  /// Reads "AAA" or "AAA/GOV"; nil when either part is empty.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(code: parts[0], sector: parts.count == 2 ? parts[1] : nil)
  }

  public var description: String { sector.map { "\(code)/\($0)" } ?? code }

  /// Whether a participant stands for this party; any of its sectors counts.
  public func matches(_ participant: Participant) -> Bool {
    guard participant.code == code else { return false }
    guard let sector else { return true }
    return participant.sector == sector || participant.sectors.contains(sector)
  }
}

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
    func acts(_ x: Party, on y: Party) -> Bool {
      event.actor.contains(where: x.matches) && event.recipient.contains(where: y.matches)
    }
    let together =
      event.recipient.isEmpty
      && event.actor.indices.contains { i in
        a.matches(event.actor[i]) && event.actor.indices.contains { $0 != i && b.matches(event.actor[$0]) }
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
