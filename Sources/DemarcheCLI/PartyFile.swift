import DemarcheAnswers
import DemarcheEvents
import DemarcheRelations

/// A group of states from a file: one code a line, and with tabs the first and the last day.
enum PartyFile {
  /// The party that an operand names: a code, or a group of the table or of a file.
  static func party(_ text: String, _ setting: Setting) throws -> Party {
    // A path holds slashes of its own.
    if text.hasPrefix(PartySet.prefix), case let path = String(text.dropFirst(PartySet.prefix.count)),
      Files.exists(path), !Files.isFolder(path)
    {
      return Party(code: text, states: try members(Files.text(path), path))
    }
    return try setting.party(text)
  }

  /// Members from the lines of a file: a code, and with tabs the first and the last day.
  private static func members(_ text: String, _ path: String) throws -> PartySet {
    var members: [PartySet.Member] = []
    for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      func day(_ cell: Int, end: Bool) throws -> Day? {
        guard cells.count > cell, !cells[cell].isEmpty else { return nil }
        guard let day = Day(iso: cells[cell], end: end) else {
          throw UsageError(
            "\(path), line \(i + 1): \(cells[cell]) is no date", help: "write it as 2009-01-20")
        }
        return day
      }
      members.append(
        PartySet.Member(code: cells[0], from: try day(1, end: false), until: try day(2, end: true)))
    }
    return PartySet(members)
  }
}
