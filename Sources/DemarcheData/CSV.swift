/// Lines of comma-separated values (RFC 4180).
public enum CSV {
  /// The cells of one line, without its end.
  public static func line(_ cells: some Sequence<String>) -> String {
    cells.map(quoted).joined(separator: ",")
  }

  /// A cell, in quotation marks where it holds what would part it from itself.
  public static func quoted(_ cell: String) -> String {
    let needs = cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needs else { return cell }
    // By scalars: a quotation mark with a combining accent is one character, and a mark all the same.
    var quoted = "\"".unicodeScalars
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
