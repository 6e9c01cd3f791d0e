import DemarcheEvents
import DemarcheJSON

/// Writes events one by one as records: a table, JSON lines or CSV.
struct EventWriter {
  private let format: EventFormat
  private let output: Output
  private var rows: [[String]] = []
  private var isBegun: Bool
  /// The length of the line of names at the beginning, with its newline; 0 where the format has none.
  let head: Int

  /// - Parameter isBegun: whether the first line was written before.
  init(format: EventFormat, output: Output, isBegun: Bool = false) {
    precondition(format.isRecord, "\(format) is no format of records")
    self.format = format
    self.output = output
    self.isBegun = isBegun
    head = format == .csv ? EventColumns.header.utf8.count + 1 : 0
  }

  mutating func write(_ event: Event) {
    switch format {
    case .jsonl: output.line(event.json.line)
    case .csv:
      begin()
      output.line(EventColumns.line(event))
    default: rows.append(EventTable.row(event))
    }
  }

  private mutating func begin() {
    if format == .csv, !isBegun { output.line(EventColumns.header) }
    isBegun = true
  }

  /// Writes what was kept for the end; a CSV without events still has its header.
  mutating func finish() {
    begin()
    if format == .table, !rows.isEmpty { EventTable.print(rows, header: EventTable.header, to: output) }
  }
}
