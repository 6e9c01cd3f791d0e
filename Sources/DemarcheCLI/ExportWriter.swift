import Demarche
import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheJSON
import DemarcheKnowledge
import DemarcheTables
import DemarcheText

/// Writes events in a form that other programs read: CSV, Parquet, or a layout of another project.
///
/// No word of a report's text is written unless it is asked for.
struct ExportWriter {
  static let flags = [
    Flag("with-text", nil, "in exports: words of the reports too, where the form has a place for them"),
    Flag("with-marked", nil, "in layouts that cannot say so: what has not happened too"),
    Flag("header", "yes|no", "in layouts: whether names of columns come first; as is usual when not given"),
  ]

  private let format: EventFormat
  private let output: Output
  private let withText: Bool
  private let columns: EventColumns
  // One of these, or none for CSV; each is changed where it stands, since a copy would take along all that it holds.
  private var layout: LayoutWriter?
  private var parquet: ParquetWriter<Never>?
  /// The length of the line of names at the beginning, with its newline; 0 where there is none.
  let head: Int

  /// - Parameters:
  ///   - manifest: what made the events, for the formats that have a place for it.
  ///   - isBegun: whether the beginning was written before.
  init(
    _ format: EventFormat, _ arguments: Arguments, knowledge: Knowledge, manifest: JSON, to output: Output,
    isBegun: Bool = false
  ) throws {
    withText = arguments.has("with-text")
    columns = EventColumns(withText: withText)
    let start: String
    if let layout = format.layout {
      let tables = try ExchangeTables(knowledge: knowledge) { try? Engine.text($0, arguments) }
      let writer = LayoutWriter(
        layout, tables: tables, withText: withText,
        header: try arguments.choice("header", ["yes", "no"]).map { $0 == "yes" },
        withMarked: arguments.has("with-marked"))
      start = writer.begin()
      self.layout = writer
    } else if format == .parquet {
      start = ""
      parquet = ParquetWriter(columns.definitions, manifest: manifest, to: output)
    } else {
      precondition(format == .csv, "\(format) is no form of an export")
      start = columns.header + "\n"
    }
    self.format = format
    self.output = output
    head = format.isOfLines ? start.utf8.count : 0
    if !isBegun { output.write(start.utf8) }
  }

  /// Writes the events of one report, those of one incident as one where the form has it so.
  ///
  /// - Parameter sentence: the words of the sentence of an event, asked for only where they are written.
  mutating func write(_ events: [Event], of report: ReportHead, sentence: (Event) -> String?) {
    let lines = events.map { ExportedEvent($0, report: report, sentence: withText ? sentence($0) : nil) }
    for event in format.isOfIncidents ? ExportedEvent.joined(lines) : lines { write(event) }
  }

  mutating func write(_ exported: ExportedEvent) {
    if let text = layout?.write(exported) {
      output.write(text.utf8)
    } else if parquet != nil {
      parquet?.append(columns.row(exported.event))
    } else {
      output.line(columns.line(exported.event))
    }
  }

  /// Writes what belongs at the end.
  mutating func finish() {
    if let text = layout?.end() { output.write(text.utf8) }
    parquet?.finish()
  }

  /// What the form could not say, a line each.
  var notes: [String] {
    guard let notes = layout?.notes else { return [] }
    var lines = ["\(notes.rows) rows of \(notes.written) of \(notes.given) events as \(format.rawValue)"]
    for remark in LayoutNotes.Remark.allCases {
      guard let count = notes.counts[remark] else { continue }
      lines.append("\(count) \(remark.isLoss ? "left out" : "written"): \(remark.meaning)")
    }
    if notes.counts[.marked] != nil { lines.append("--with-marked writes them too, as if they had happened") }
    return lines
  }
}

extension ReportHead {
  init(_ report: Report) {
    self.init(
      id: report.id, source: report.source, url: report.url, language: report.language,
      published: report.published, title: report.title)
  }
}
