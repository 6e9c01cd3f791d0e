import DemarcheJSON
import DemarcheTables

/// The columns of rows whose figures have names, with the kind that each name has in every answer.
enum FigureColumns {
  /// The figures that are no whole numbers, by what their names end in.
  private static let realEndings = [
    "score_sum", "score_mean", "mean_score", "goldstein_mean", "goldstein", "balance", "right_expected",
    "incidents_per_1000", "before", "after", "ratio", "gain", "confidence",
  ]
  private static let texts: Set<String> = ["sources"]
  private static let words: Set<String> = [
    "period", "a", "b", "a_iso3", "b_iso3", "measure", "earliest", "latest", "until", "direction", "method",
    "doubt", "leading",
  ]

  static func definition(_ name: String) -> ColumnDefinition {
    if words.contains(name) { return ColumnDefinition(name, .text) }
    if texts.contains(name) { return ColumnDefinition(name, .texts) }
    let isReal = realEndings.contains { name.hasSuffix($0) } || name.contains("share_")
    return ColumnDefinition(name, isReal ? .real : .integer)
  }

  static func definitions(_ names: [String]) -> [ColumnDefinition] { names.map(definition) }
}
