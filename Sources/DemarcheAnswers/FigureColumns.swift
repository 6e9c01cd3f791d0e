public import DemarcheJSON
public import DemarcheTables

/// The columns of rows whose figures have names, with the kind that each name has in every answer.
public enum FigureColumns {
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

  /// The columns of figures, by their names.
  public static func definitions(_ names: [String]) -> [ColumnDefinition] { names.map(definition) }

  /// Figures as cells; one that is missing, or of another kind than its column, is null.
  public static func cells(_ members: [JSON.Member], _ columns: [ColumnDefinition]) -> [Cell] {
    // The members are in the order of the columns, with perhaps some between.
    var at = 0
    return columns.map { column in
      guard let place = members[at...].firstIndex(where: { $0.name == column.name }) else { return .null }
      at = place + 1
      return cell(members[place].value, column.kind)
    }
  }

  private static func cell(_ value: JSON, _ kind: ColumnKind) -> Cell {
    switch kind {
    case .text: Cell(value.string ?? (value.isNull ? nil : value.line))
    case .integer: Cell(value.int)
    case .real: Cell(value.double)
    case .flag: Cell(value.bool)
    case .day: .null
    case .texts: value.array.map { .texts($0.map(\.string)) } ?? .null
    }
  }
}
