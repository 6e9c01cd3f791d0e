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
        Row(json: { .object(members) }, cells: { FigureColumns.cells(members, columns) })
      }
    }
  }

  /// The next rows; nil behind the last.
  ///
  /// - Throws: what the ledger throws.
  public func next() throws -> [Row]? { try batch() }
}
