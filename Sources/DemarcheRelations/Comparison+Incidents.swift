import DemarcheEvents

extension Comparison {
  /// How far two groups tell the same of an act that both report; the widest difference first.
  public enum Agreement: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// Cooperation for one, conflict for the other.
    case sides
    /// On one side of the quads, but words for one and deeds for the other.
    case quads
    case types
    case same

    public static func < (a: Agreement, b: Agreement) -> Bool { a.rawValue < b.rawValue }
  }

  /// An act that both groups report, as each tells it.
  public struct Shared: Hashable, Sendable {
    public let first: CountedIncident
    public let second: CountedIncident
    public let agreement: Agreement
  }

  /// The acts that the first group alone reports, those told by most texts first, then the latest.
  public var onlyFirst: [CountedIncident] { Comparison.only(first, not: second) }

  /// The acts that the second group alone reports, those told by most texts first, then the latest.
  public var onlySecond: [CountedIncident] { Comparison.only(second, not: first) }

  /// The acts that both report: those first of which they tell the most different things, then those told by most texts, then the latest.
  ///
  /// - Cost: linear in the incidents, and sorts.
  public var shared: [Shared] {
    let others = Dictionary(second.incidents.map { ($0.incident, $0) }, uniquingKeysWith: { a, _ in a })
    let both = first.incidents.compactMap { own in
      others[own.incident].map { Shared(first: own, second: $0, agreement: agreement(own, $0)) }
    }
    return both.sorted { x, y in
      x.agreement != y.agreement ? x.agreement < y.agreement : Comparison.comesBefore(x.first, y.first)
    }
  }

  private func agreement(_ a: CountedIncident, _ b: CountedIncident) -> Agreement {
    if a.type == b.type { return .same }
    if a.quad == b.quad { return .types }
    let conflict = first.quads.conflict
    return conflict.contains(a.quad) == conflict.contains(b.quad) ? .quads : .sides
  }

  /// What more texts and reports tell comes first; of equals the later act.
  private static func comesBefore(_ a: CountedIncident, _ b: CountedIncident) -> Bool {
    (b.texts, b.reports, b.day?.number ?? .min, a.incident) < (
      a.texts, a.reports, a.day?.number ?? .min, b.incident
    )
  }

  private static func only(_ own: Relation, not other: Relation) -> [CountedIncident] {
    let others = Set(other.incidents.map(\.incident))
    return own.incidents.filter { !others.contains($0.incident) }.sorted(by: comesBefore)
  }
}
