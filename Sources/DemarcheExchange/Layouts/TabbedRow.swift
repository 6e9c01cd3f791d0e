/// One row of a table with tabs between its cells, which nothing in a cell can break.
enum TabbedRow {
  /// The cells as a line.
  static func line(_ cells: [String]) -> String { cells.map(plain).joined(separator: "\t") + "\n" }

  /// A cell in which tabs, ends of lines and other controls are spaces, and double quotation marks single ones.
  ///
  /// There is no quoting that all readers of such files agree on, so a cell needs none.
  static func plain(_ cell: String) -> String {
    let isPlain = cell.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
    if isPlain { return cell }
    var scalars = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\"": scalars.append("'")
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}": scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
