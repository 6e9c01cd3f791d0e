import CDemarche
import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheData
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReportLines
import DemarcheText

/// A pack that is open, with all that is made of it.
///
/// Never changes, so that any number of threads may use it.
final class OpenCoder: Sendable {
  let pack: Pack
  let pipeline: Pipeline
  let user: UserTables
  let lines: ReportLines

  init(pack path: String, user: UserTables) throws {
    pack = try Pack(path: path)
    pipeline = try Pipeline(pack, user: user)
    lines = ReportLines(layouts: try Layouts(pack.table(Layouts.name, columns: Layouts.columns)))
    self.user = user
  }

  /// What answers about a ledger are made with.
  func setting() throws(DataErrors) -> Setting {
    try Setting(pipeline.release, files: user.texts + pack.tables(where: Setting.reads))
  }

  /// Reads report lines and says of each report what `body` appends.
  ///
  /// - Parameter emitsErrors: whether rejected reports are told in the output.
  func each(
    _ bytes: [UInt8], _ options: Options, emitsErrors: Bool = false,
    _ body: (Report, inout [UInt8]) throws -> Void
  ) throws -> (output: [UInt8], messages: [UInt8], rejected: Int) {
    var lines = lines
    try options.apply(to: &lines)
    var output: [UInt8] = []
    var messages: [UInt8] = []
    var rejected = 0
    try lines.read(bytes, path: "-") { item in
      switch item {
      case .report(let report): try body(report, &output)
      case .mended(let report, let count):
        append(ReportItem.mending(of: report, replaced: count).json, to: &messages)
        try body(report, &output)
      case .note(let note): append(note.json, to: &messages)
      case .rejected(let rejection):
        rejected += 1
        if emitsErrors { append(rejection.json, to: &output) } else { append(rejection.json, to: &messages) }
      }
    }
    return (output, messages, rejected)
  }
}

/// Appends a value as a line.
func append(_ json: JSON, to bytes: inout [UInt8]) {
  json.write(to: &bytes)
  bytes.append(UInt8(ascii: "\n"))
}
