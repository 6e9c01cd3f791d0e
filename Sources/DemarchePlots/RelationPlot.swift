public import DemarcheEvents
public import DemarcheRelations

/// How two parties stand and how that moved: bars up for cooperation and down for conflict, period after period.
///
/// One plot for what A does to B, one for the other way round, and one for what both do together, all on one scale; the
/// net of all directions as a line; what was read beneath; change points as lines through all of it. Words are hatched,
/// deeds solid.
public struct RelationPlot {
  public var relation: Relation
  public var coverage: Coverage
  /// The change points to show; nil shows none.
  public var changes: RelationChanges?
  public var from: Day?
  public var until: Day?
  public var scale = PlotScale.rate
  /// A period with fewer reports is hatched, and a rate in it is not trusted with the scale.
  public var few = 10
  /// What the ids of the figure begin with.
  public var id = "relation"
  /// What the caption says beside what the figure itself has to say.
  public var caption: [String] = []
  /// Where a period leads to; nil for nowhere.
  public var addressOfPeriod: (Period) -> String? = { _ in nil }
  /// Where a change leads to; nil for nowhere.
  public var addressOfChange: (ChangePoint) -> String? = { _ in nil }

  /// No line and no change point is drawn through fewer incidents.
  public static let leastIncidents = RelationChanges.leastIncidents
  /// More periods are merged into longer ones: each takes up to six marks, and a figure no more than 2,000.
  public static let mostPeriods = 320

  public init(_ relation: Relation, _ coverage: Coverage, changes: RelationChanges? = nil) {
    self.relation = relation
    self.coverage = coverage
    self.changes = changes
  }

  /// The figure.
  ///
  /// - Cost: linear in the periods.
  public var figure: Figure {
    RelationDrawing(self).figure
  }
}
