/// The numbers of a figure as a table: its other form, for whoever does not see it and for who goes on with them.
public struct FigureTable: Hashable, Sendable {
  public var header: [String]
  /// Rows with as many cells as the header.
  public var rows: [[String]]

  public init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// As comma-separated values (RFC 4180), with line feeds.
  public var csv: String {
    ([header] + rows).map { $0.map(FigureTable.cell).joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
