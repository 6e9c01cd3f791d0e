/// A table of tab-separated values with comments and a header row: the form of every list in `Data/`.
///
/// Lines that start with `#` and blank lines are skipped anywhere; the first other line names the
/// columns; every line after it is a row with exactly as many cells. There is no quoting: a cell
/// holds no tab and no newline. Spaces at either end of a cell are a fault, since nobody sees them.
///
/// - Cost: one pass over the text; cells become strings only when they are asked for.
public struct Table: Sendable {
  public let file: String
  /// The columns of the header, in its order.
  public let columns: [String]
  /// Comment lines without their `#` and the space after it, in order.
  public let comments: [String]

  /// Column names a row may be asked for: those of the header and the optional ones it lacks.
  private let known: [String]
  private let bytes: [UInt8]
  /// Start of every cell and, behind the last of a row, one past the row's end, `columns.count + 1` a row.
  private var bounds: [Int32]
  private var lines: [Int32]

  /// Reads a table, or throws every fault found in it.
  ///
  /// - Parameters:
  ///   - columns: columns the header must have, in any order.
  ///   - optional: columns it may have; a row answers "" for one that is absent. Any other is a fault.
  public init(
    text: String, file: String, columns required: [String], optional: [String] = []
  ) throws(DataErrors) {
    let bytes = Array(text.utf8)
    guard bytes.count < Int32.max else {
      throw DataErrors(
        DataFileError(
          file: file, line: 0,
          message: "the table has \(bytes.count >> 20) MB; one of up to 2047 MB can be read",
          help: "split it: a kind of table may stand in several files"))
    }
    var errors: [DataFileError] = []
    var header: [String]?
    var comments: [String] = []
    var bounds: [Int32] = []
    var lines: [Int32] = []
    var number = 0
    var at = 0
    // A byte order mark is not part of the first line.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      let next = end + 1
      if end > at, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      defer { at = next }
      number += 1
      if end == at { continue }
      if bytes[at] == UInt8(ascii: "#") {
        let start = at + 1 < end && bytes[at + 1] == UInt8(ascii: " ") ? at + 2 : at + 1
        comments.append(String(decoding: bytes[start..<end], as: UTF8.self))
        continue
      }
      guard let names = header else {
        let names = Table.cells(bytes[at..<end])
        header = names
        errors += Table.faults(inHeader: names, required, optional, file: file, line: number)
        continue
      }
      var starts = [Int32(at)]
      for i in at..<end where bytes[i] == UInt8(ascii: "\t") { starts.append(Int32(i + 1)) }
      starts.append(Int32(end + 1))
      if starts.count != names.count + 1 {
        let message = "\(starts.count - 1) cells, but the header names \(names.count) columns"
        errors.append(DataFileError(file: file, line: number, message: message))
        continue
      }
      for (i, name) in names.enumerated() where Table.isPadded(bytes, starts[i], starts[i + 1] - 1) {
        let message = "the cell of column \(name) starts or ends with a space"
        errors.append(DataFileError(file: file, line: number, message: message))
      }
      bounds += starts
      lines.append(Int32(number))
    }
    if header == nil {
      let help = "its first line that is not a comment names the columns: \(required.joined(separator: ", "))"
      errors.append(DataFileError(file: file, line: 0, message: "the table has no header row", help: help))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.file = file
    self.columns = header ?? []
    self.comments = comments
    known = self.columns + optional.filter { !(header ?? []).contains($0) }
    self.bytes = bytes
    self.bounds = bounds
    self.lines = lines
  }

  /// The rows, in order of the file.
  public var rows: LazyMapSequence<Range<Int>, Row> {
    let table = self
    return (0..<lines.count).lazy.map { Row(table: table, index: $0) }
  }

  /// The table without some of its rows.
  public func removing(where isRemoved: (Row) -> Bool) -> Table {
    var table = self
    table.bounds = []
    table.lines = []
    let width = columns.count + 1
    for row in rows where !isRemoved(row) {
      table.bounds += bounds[row.index * width..<(row.index + 1) * width]
      table.lines.append(lines[row.index])
    }
    return table
  }

  /// A row of a table.
  public struct Row: Sendable {
    fileprivate let table: Table
    fileprivate let index: Int

    /// The line of the file the row stands in, from 1.
    public var line: Int { Int(table.lines[index]) }

    /// The cell of a column; "" when it is empty or the column is optional and absent.
    ///
    /// Asking for a column that the table was not opened with is a mistake of the program and traps.
    public subscript(_ column: String) -> String {
      guard let i = table.known.firstIndex(of: column) else {
        preconditionFailure("\(table.file) was not opened with a column \(column)")
      }
      if i >= table.columns.count { return "" }
      let at = index * (table.columns.count + 1) + i
      let cell = table.bytes[Int(table.bounds[at])..<Int(table.bounds[at + 1] - 1)]
      return String(decoding: cell, as: UTF8.self)
    }

    /// A fault at this row, ready to be collected.
    public func fault(_ message: String, help: String? = nil) -> DataFileError {
      DataFileError(file: table.file, line: line, message: message, help: help)
    }
  }

  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isPadded(_ bytes: [UInt8], _ start: Int32, _ end: Int32) -> Bool {
    let space = UInt8(ascii: " ")
    return start < end && (bytes[Int(start)] == space || bytes[Int(end) - 1] == space)
  }

  private static func faults(
    inHeader names: [String], _ required: [String], _ optional: [String], file: String, line: Int
  ) -> [DataFileError] {
    var errors: [DataFileError] = []
    func add(_ message: String) {
      let help = "columns: \((required + optional).joined(separator: ", "))"
      errors.append(DataFileError(file: file, line: line, message: message, help: help))
    }
    for name in required where !names.contains(name) { add("the header lacks the column \(name)") }
    for (i, name) in names.enumerated() {
      if names[..<i].contains(name) { add("the header names the column \(name) twice") }
      if !required.contains(name) && !optional.contains(name) { add("unknown column \"\(name)\"") }
    }
    return errors
  }
}
