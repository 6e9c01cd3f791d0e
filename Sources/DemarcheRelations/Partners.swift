/// One actor with all others: how it stands with each of them.
///
/// - Cost: as ``RelationBuilder``, for each partner.
public struct Partners: Sendable {
  /// One partner and what is between the two.
  public struct Row: Hashable, Sendable {
    /// Its code.
    public let partner: String
    public let relation: Relation
  }

  private let actor: String
  private let unit: Period.Unit
  private let types: [String]
  private let quads: QuadLabels
  private var builders: [String: RelationBuilder] = [:]

  /// - Parameter actor: the code of the actor that all lines have.
  public init(of actor: String, by unit: Period.Unit, types: [String], quads: QuadLabels) {
    self.actor = actor
    self.unit = unit
    self.types = types
    self.quads = quads
  }

  /// Counts one line between the actor, as A, and a partner, as B.
  public mutating func add(_ partner: String, _ line: Evidence) {
    builders[
      partner, default: RelationBuilder(between: actor, and: partner, by: unit, types: types, quads: quads)
    ].add(line)
  }

  /// The partners with an incident that counts, the one with most first; of equals by code.
  public var rows: [Row] {
    builders.map { Row(partner: $0.key, relation: $0.value.relation) }
      .filter { $0.relation.total.all.incidents > 0 }
      .sorted {
        ($1.relation.total.all.incidents, $0.partner) < ($0.relation.total.all.incidents, $1.partner)
      }
  }
}
