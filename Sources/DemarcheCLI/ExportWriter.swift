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

  private enum Form {
    case csv(EventColumns)
    case parquet(EventColumns, ParquetWriter<Never>)
    case layout(LayoutWriter)
  }

  private let format: EventFormat
  private let output: Output
  private let withText: Bool
  private var form: Form
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
    let columns = EventColumns(withText: withText)
    let start: String
    switch (format, format.layout) {
    case (_, let layout?):
      let tables = try ExchangeTables(knowledge: knowledge) { try? Engine.text($0, arguments) }
      let writer = LayoutWriter(
        layout, tables: tables, withText: withText,
        header: try arguments.choice("header", ["yes", "no"]).map { $0 == "yes" },
        withMarked: arguments.has("with-marked"))
      start = writer.begin()
      form = .layout(writer)
    case (.parquet, _):
      let writer = ParquetWriter<Never>(
        columns.definitions, metadata: [("demarche", manifest.line)],
        createdBy: "demarche version \(Release.version)"
      ) { output.write($0) }
      start = ""
      form = .parquet(columns, writer)
    case (.csv, _):
      start = columns.header + "\n"
      form = .csv(columns)
    default: preconditionFailure("\(format) is no form of an export")
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
    switch form {
    case .csv(let columns): output.line(columns.line(exported.event))
    case .parquet(let columns, var writer):
      // Taken out while it is written to, so that it is not copied.
      form = .csv(columns)
      writer.append(columns.row(exported.event))
      form = .parquet(columns, writer)
    case .layout(var writer):
      let text = writer.write(exported)
      form = .layout(writer)
      output.write(text.utf8)
    }
  }

  /// Writes what belongs at the end.
  mutating func finish() {
    switch form {
    case .csv: break
    case .parquet(let columns, var writer):
      writer.finish()
      form = .parquet(columns, writer)
    case .layout(var writer):
      output.write(writer.end().utf8)
      form = .layout(writer)
    }
  }

  /// What the form could not say, a line each.
  var notes: [String] {
    guard case .layout(let writer) = form else { return [] }
    let notes = writer.notes
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
