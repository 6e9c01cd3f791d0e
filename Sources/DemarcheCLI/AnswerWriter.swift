import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheJSON
import DemarcheTables

/// Writes rows whose figures have names, in a format that programs read: JSON lines, CSV or Parquet.
struct AnswerWriter {
  static let formats = ["jsonl", "csv", "parquet"]
  static let outputFlag = Flag("output", "FILE", "the file to write; standard output when not given")

  private enum Form {
    case jsonl
    case csv
    case parquet(ParquetWriter<Never>)
  }

  private let names: [String]
  private let output: Output
  private var form: Form

  /// - Parameters:
  ///   - names: the names of the figures, which a table has without a row too.
  ///   - manifest: what made the rows, for the format that has a place for it.
  init(_ format: String, _ names: [String], manifest: JSON, to output: Output) {
    precondition(AnswerWriter.formats.contains(format), "\(format) is none of \(AnswerWriter.formats)")
    self.names = names
    self.output = output
    switch format {
    case "csv":
      form = .csv
      output.line(CSV.line(names))
    case "parquet":
      form = .parquet(
        ParquetWriter(
          FigureColumns.definitions(names), metadata: [("demarche", manifest.line)],
          createdBy: "demarche version \(Release.version)"
        ) { output.write($0) })
    default: form = .jsonl
    }
  }

  mutating func write(_ row: [JSON.Member]) {
    switch form {
    case .jsonl: output.line(JSON.object(row).line)
    case .csv: output.line(CSV.line(row))
    case .parquet(var writer):
      // Taken out while it is written to, so that it is not copied.
      form = .jsonl
      writer.append(FigureColumns.cells(row, FigureColumns.definitions(names)))
      form = .parquet(writer)
    }
  }

  /// Writes what belongs at the end; the output is left open.
  mutating func finish() {
    if case .parquet(var writer) = form { writer.finish() }
  }

  /// The format of a command that also has a table for people; Parquet is not for a terminal.
  static func format(_ arguments: Arguments) throws -> String {
    let isTerminal = Output.isTerminal && arguments.value("output") == nil
    let format = try arguments.choice("format", ["table"] + formats) ?? (isTerminal ? "table" : "jsonl")
    if format == "parquet", isTerminal {
      throw UsageError("Parquet is not for a terminal", help: "--output FILE writes a file")
    }
    return format
  }
}
