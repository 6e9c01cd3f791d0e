/// Rows of the project's own tables, as an import makes them.
public struct KnowledgeRows: Hashable, Sendable {
  public var organisations: [[String]] = []
  public var names: [[String]] = []
  public var roles: [[String]] = []
  public var terms: [[String]] = []

  public init() {}

  /// One table as a file of a knowledge folder.
  public struct File: Hashable, Sendable {
    /// The path below the folder.
    public var path: String
    public var columns: [String]
    public var rows: [[String]]

    /// The text of the file.
    ///
    /// - Parameter comments: lines for its head: origin and licence.
    public func text(comments: [String]) -> String {
      var text = ""
      for comment in comments { text += "# \(comment)\n" }
      text += columns.joined(separator: "\t") + "\n"
      for row in rows { text += KnowledgeRows.line(row) + "\n" }
      return text
    }
  }

  /// One row as a line of a table: cells hold no tab, no newline and no space at either end.
  public static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: "\t")
  }

  private static func cell(_ text: String) -> String {
    var parts: [Substring] = []
    for part in text.unicodeScalars.split(whereSeparator: { $0.value <= 0x20 || $0.value == 0x7F }) {
      parts.append(Substring(part))
    }
    return parts.joined(separator: " ")
  }
}
