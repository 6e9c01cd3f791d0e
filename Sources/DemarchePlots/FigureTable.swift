import DemarcheData

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
    ([header] + rows).map { CSV.line($0) + "\n" }.joined()
  }

}
