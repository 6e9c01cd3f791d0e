import DemarcheEvents
import DemarcheJSON
import DemarcheReading
import DemarcheText
import Glibc

/// The reports of a command line: files, or standard input, with what went wrong told as it goes.
final class ReportInput {
  static let flags = [
    Flag("published", "DATE", "the date of reports that do not say theirs: 2026-02-07"),
    Flag("source", "NAME", "the outlet of reports that do not name theirs"),
    Flag(
      "input", "text|jsonl",
      "the form of the input; else the file's ending tells (- is JSON lines when it starts with {)"),
    Flag(
      "wrap", "yes|no", "whether single newlines of plain text merely wrap lines; found out when not given"),
    Flag("quiet", nil, "no progress on standard error"),
  ]

  let paths: [String]
  let reader: ReportReader
  private(set) var reports = 0
  private(set) var rejected = 0
  /// Where rejected records are told; standard error unless the command takes them over.
  var reject: (Rejection) -> Void = { Output.error($0.json.line) }

  init(_ arguments: Arguments, operands: [String]? = nil) throws(UsageError) {
    let operands = operands ?? arguments.operands
    var options = ReportReader.Options()
    options.format = try arguments.choice("input", ReportReader.Format.allCases.map(\.rawValue))
      .flatMap { ReportReader.Format(rawValue: $0) }
    options.wrap = try arguments.choice("wrap", ["yes", "no"]).map { $0 == "yes" }
    options.source = arguments.value("source")
    options.published = arguments.value("published")
    if let published = options.published, Day(iso: published) == nil || published.utf8.count < 10 {
      throw UsageError("--published is no date: \(published)", help: "write it as 2026-02-07")
    }
    reader = ReportReader(options: options)
    paths = operands.isEmpty ? ["-"] : operands
    if operands.isEmpty, isatty(0) == 1 {
      throw UsageError("no report given", help: "name files, or pipe text into demarche (see --help)")
    }
  }

  /// Hands over every report in order; returning false ends the reading.
  func forEach(_ body: (Report) throws -> Bool) rethrows {
    var goesOn = true
    for path in paths where goesOn {
      try reader.read(path: path) { item in
        switch item {
        case .rejected(let rejection):
          rejected += 1
          reject(rejection)
        case .mended(let report, let replaced):
          Output.error(
            Rejection(
              report: report.id, error: "invalid UTF-8 in \(replaced) place\(replaced == 1 ? "" : "s")",
              help: "each was read as U+FFFD; the report is coded"
            ).json.line)
          reports += 1
          goesOn = try body(report)
        case .report(let report):
          reports += 1
          goesOn = try body(report)
        }
        return goesOn
      }
    }
  }

  /// 3 when something was rejected, 1 when nothing else was there, else 0.
  var status: Int32 {
    if rejected == 0 { return Status.done }
    return reports == 0 && paths.count == rejected ? Status.failed : Status.rejected
  }
}

extension Rejection {
  /// The record of a rejection: `{"report","line","error","help"}`.
  var json: JSON {
    ["report": .string(report), "line": JSON(line), "error": .string(error), "help": JSON(help)]
  }
}
