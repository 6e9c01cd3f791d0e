import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheJSON
import DemarcheTables

/// Writes rows whose figures have names, in a format that programs read: JSON lines, CSV or Parquet.
struct AnswerWriter {
  static let formats = ["jsonl", "csv", "parquet"]
  static let outputFlag = Flag("output", "FILE", "the file to write; standard output when not given")

  private let format: String
  private let definitions: [ColumnDefinition]
  private let output: Output
  /// Changed where it stands, since a copy would take along all that it holds.
  private var parquet: ParquetWriter<Never>?

  /// - Parameters:
  ///   - names: the names of the figures, which a table has without a row too.
  ///   - manifest: what made the rows, for the format that has a place for it.
  init(_ format: String, _ names: [String], manifest: JSON, to output: Output) {
    precondition(AnswerWriter.formats.contains(format), "\(format) is none of \(AnswerWriter.formats)")
    self.format = format
    self.output = output
    definitions = FigureColumns.definitions(names)
    if format == "csv" { output.line(CSV.line(names)) }
    if format == "parquet" { parquet = ParquetWriter(definitions, manifest: manifest, to: output) }
  }

  mutating func write(_ row: [JSON.Member]) {
    switch format {
    case "csv": output.line(CSV.line(row))
    case "parquet": parquet?.append(FigureColumns.cells(row, definitions))
    default: output.line(JSON.object(row).line)
    }
  }

  /// Writes what belongs at the end; the output is left open.
  mutating func finish() { parquet?.finish() }

  /// The format of a command that also has a table for people; Parquet is not for a terminal.
  static func format(_ arguments: Arguments) throws -> String {
    let format =
      try arguments.choice("format", ["table"] + formats) ?? (arguments.isForTerminal ? "table" : "jsonl")
    if format == "parquet" { try arguments.refuseTerminal() }
    return format
  }
}
