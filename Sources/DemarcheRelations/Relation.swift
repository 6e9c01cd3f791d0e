public import DemarcheEvents

/// How two parties stand, and how that moved: totals and one row for each period with evidence.
public struct Relation: Hashable, Sendable {
  /// What the two are called.
  public let a: String
  public let b: String
  public let unit: Period.Unit
  public let total: RelationRow
  /// The periods that hold evidence, in order; ``series(from:until:)`` has those between as well.
  public let rows: [RelationRow]
  /// Lines that nothing places in time; they count in `total` and in no row.
  public let undated: Int
  /// Lines dated by more than one period of the unit; they count in `total` and in no row.
  public let coarselyDated: Int
  /// Every incident that counts, in the order of its keys.
  public let incidents: [CountedIncident]
  /// The reports of each source that is named, the largest first.
  public let sources: [SourceCount]
  /// The names of the types, as they are numbered.
  public let types: [String]
  public let quads: QuadLabels

  /// Counts a list of evidence.
  public init(
    between a: String, and b: String, evidence: some Sequence<Evidence>, by unit: Period.Unit,
    types: [String], quads: QuadLabels
  ) {
    var builder = RelationBuilder(between: a, and: b, by: unit, types: types, quads: quads)
    for line in evidence { builder.add(line) }
    self = builder.relation
  }

  init(
    a: String, b: String, unit: Period.Unit, total: RelationRow, rows: [RelationRow], undated: Int,
    coarselyDated: Int,
    incidents: [CountedIncident], sources: [SourceCount], types: [String], quads: QuadLabels
  ) {
    self.a = a
    self.b = b
    self.unit = unit
    self.total = total
    self.rows = rows
    self.undated = undated
    self.coarselyDated = coarselyDated
    self.incidents = incidents
    self.sources = sources
    self.types = types
    self.quads = quads
  }

  /// The rows of every period without a gap; see ``RelationSeries``.
  public func series(from: Day? = nil, until: Day? = nil) -> RelationSeries {
    RelationSeries(self, from: from, until: until)
  }

  /// The incidents that most texts tell, among those of some periods and quads.
  ///
  /// - Parameters:
  ///   - periods: of the relation's unit; an incident lies in that of its day.
  ///   - quads: nil takes all.
  public func leadingIncidents(
    in periods: ClosedRange<Period>, quads: Set<Int>? = nil, limit: Int
  ) -> [CountedIncident] {
    let days = periods.lowerBound.first...periods.upperBound.last
    let found = incidents.filter { incident in
      incident.day.map { days.contains($0) } ?? false && quads?.contains(incident.quad) ?? true
    }
    return Array(found.sorted { $0.isTold(moreThan: $1) }.prefix(limit))
  }
}
