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
    var quoted = "\""
    for character in cell {
      if character == "\"" { quoted += "\"\"" } else { quoted.append(character) }
    }
    return quoted + "\""
  }
}
