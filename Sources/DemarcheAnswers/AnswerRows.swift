public import DemarcheJSON
public import DemarcheTables

/// The rows of an answer, each as JSON and as cells of a table, batch after batch.
///
/// The columns are there without a row too. Used by one thread at a time, the one that uses the ledger.
public final class AnswerRows {
  /// One row; each form is made when it is asked for.
  public struct Row {
    public var json: () -> JSON
    public var cells: () -> [Cell]
  }

  public let definitions: [ColumnDefinition]
  /// What is to be said of the whole, in sentences; nil where nothing is.
  public let summary: String?
  private var batch: () throws -> [Row]?

  /// - Parameter batch: the next rows, nil behind the last; a batch may be empty.
  public init(
    _ definitions: [ColumnDefinition], summary: String? = nil, batch: @escaping () throws -> [Row]?
  ) {
    self.definitions = definitions
    self.summary = summary
    self.batch = batch
  }

  /// The rows whose figures stand under names, those of the columns and perhaps more.
  convenience init(_ columns: [ColumnDefinition], summary: String? = nil, _ rows: [[JSON.Member]]) {
    var left: [[JSON.Member]]? = rows
    self.init(columns, summary: summary) {
      defer { left = nil }
      return left?.map { members in
        Row(json: { .object(members) }, cells: { AnswerRows.cells(members, columns) })
      }
    }
  }

  /// The next rows; nil behind the last.
  ///
  /// - Throws: what the ledger throws.
  public func next() throws -> [Row]? { try batch() }

  /// Figures as cells; one that is missing, or of another kind than its column, is null.
  static func cells(_ members: [JSON.Member], _ columns: [ColumnDefinition]) -> [Cell] {
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
