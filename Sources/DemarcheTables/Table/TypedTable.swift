/// Rows of typed cells, kept column by column.
///
/// One column holds less than 2 GiB of text and fewer than 2^31 parts of lists; what is longer is cut into
/// several tables. Appending and looking up take constant time.
public struct TypedTable: Hashable, Sendable {
  public let definitions: [ColumnDefinition]
  private(set) var columns: [Column]
  public private(set) var rowCount = 0

  public init(_ definitions: [ColumnDefinition]) {
    self.definitions = definitions
    columns = definitions.map { Column($0.kind) }
  }

  public init(_ definitions: [ColumnDefinition], rows: some Sequence<[Cell]>) {
    self.init(definitions)
    for row in rows { append(row) }
  }

  /// Appends a row, one cell a column.
  ///
  /// A row of another length and a cell of another kind than its column are programmer's errors.
  public mutating func append(_ row: [Cell]) {
    precondition(
      row.count == columns.count, "a row of \(row.count) cells for \(columns.count) columns: \(row)")
    for (index, cell) in row.enumerated() where !columns[index].append(cell) {
      preconditionFailure("column \(definitions[index].name) holds \(definitions[index].kind), not \(cell)")
    }
    rowCount += 1
  }

  /// One cell, by the numbers of its row and column, from 0.
  public func cell(_ row: Int, _ column: Int) -> Cell { columns[column][row] }

  /// The cells of a row, from 0.
  public func row(_ row: Int) -> [Cell] { columns.map { $0[row] } }

  /// Takes out all rows and leaves the columns.
  public mutating func removeAll(keepingCapacity: Bool = false) {
    for index in columns.indices { columns[index].removeAll(keepingCapacity: keepingCapacity) }
    rowCount = 0
  }

  /// Roughly the bytes that the values take.
  var size: Int { columns.reduce(0) { $0 + $1.size } }
}
