public import DemarcheRelations

/// One pair by two groups of sources: two plots on the same axes, and the difference in the share of conflict.
///
/// The difference is what ``Comparison`` tests: of all that a group reports of the pair, how much is conflict. A period in
/// which it differs, all periods considered, is marked.
public struct ComparisonPlot {
  public var comparison: Comparison
  public var scale = PlotScale.rate
  /// A period with fewer reports of a group is not trusted with the scale.
  public var few = 10
  /// What the ids of the figure begin with.
  public var id = "comparison"
  public var caption: [String] = []
  /// Where a period leads to; nil for nowhere.
  public var addressOfPeriod: (Period) -> String? = { _ in nil }

  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// The figure.
  ///
  /// - Cost: linear in the periods.
  public var figure: Figure { ComparisonDrawing(self).figure }
}
