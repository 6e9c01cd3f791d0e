import DemarcheEvents

/// Events as a table for people.
enum EventTable {
  static let header = ["DATE", "ACTOR", "EVENT", "RECIPIENT", "MARKS", "SAID BY", "WORDS", "REPORT"]

  static func row(_ event: Event) -> [String] {
    let type = event.event + (event.mode.isEmpty ? "" : " " + event.mode.joined(separator: ","))
    let date = event.date ?? event.published.map { "(\($0.prefix(10)))" } ?? ""
    return [
      date, event.actor.map(name).joined(separator: ", "), type,
      event.recipient.map(name).joined(separator: ", "), event.aux.map(\.rawValue).joined(separator: " "),
      event.attribution.map { $0.name ?? $0.text }.joined(separator: " < "),
      event.trigger.text, event.report + (event.field == .title ? " title" : " s\(event.sentence)"),
    ]
  }

  private static func name(_ participant: Participant) -> String {
    let code = participant.code.map { code in participant.sector.map { "\(code) \($0)" } ?? code }
    guard let code else { return participant.text + (participant.sector.map { " (\($0))" } ?? "") }
    // A name says more than the code where it is a holder's, or one that the text itself has.
    guard let name = participant.name, let last = name.split(separator: " ").last,
      participant.office != nil || participant.sector != nil && participant.text.contains(last)
    else { return code }
    return "\(code) (\(name))"
  }

  /// Columns as wide as their content, long cells cut.
  static func print(_ rows: [[String]], header: [String], to output: Output, limit: Int = 34) {
    let cut = rows.map { row in row.map { $0.count > limit ? String($0.prefix(limit - 1)) + "…" : $0 } }
    let widths = header.indices.map { i in
      ([header] + cut).reduce(0) { Swift.max($0, $1[i].count) }
    }
    for row in [header] + cut {
      var line = ""
      for (i, cell) in row.enumerated() {
        line += i == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[i] - cell.count + 2)
      }
      // Empty cells at the end leave no spaces behind.
      while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
      output.line(line)
    }
  }
}
