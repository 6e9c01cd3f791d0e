import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheText

let readCommand = Command(
  name: "read", summary: "any input (text, pages, feeds, archives, tables) to report lines",
  operands: "[FILE...]",
  examples: [
    "demarche read news.warc.gz > reports.jsonl",
    "demarche read nexis/*.txt factiva.txt corpus.csv.gz --columns text=body",
    "demarche read --fetch https://example.org/feed.xml",
  ],
  flags: ReportInput.flags + [
    Flag("data", "FOLDER", "read the tables from a folder of text files instead of the pack")
  ]
) { arguments in
  let input = try ReportInput(arguments, isCoded: false)
  let output = Output()
  var progress = Progress(unit: "reports", quiet: arguments.has("quiet"))
  input.forEach { report in
    output.line(report.line)
    progress.tell(input.reports, "\(input.rejected) rejected")
    return true
  }
  output.flush()
  progress.end()
  if !arguments.has("quiet") { Output.error(input.counts.summary) }
  return input.status
}

extension Report {
  /// The report as a line of JSON: `{"id", "title", "text", "published", "source", "url", "language", "author"}`.
  ///
  /// In such a line a newline ends a paragraph, so those that merely wrap become spaces.
  var line: String {
    let line: JSON = [
      "id": .string(id), "title": JSON(title), "text": .string(isWrapped ? HardWraps.unwrapped(text) : text),
      "published": JSON(published), "source": JSON(source), "url": JSON(url), "language": JSON(language),
      "author": JSON(author),
    ]
    return line.line
  }
}

extension ReportReader.Counts {
  /// "12 reports (10 csv, 2 feed), 3 rejected (3 warc), 1 input refused".
  var summary: String {
    func total(_ counts: [ReportReader.Format: Int]) -> Int { counts.values.reduce(0, +) }
    func list(_ counts: [ReportReader.Format: Int]) -> String {
      let parts = ReportReader.Format.allCases.compactMap { format in
        counts[format].map { "\($0) \(format.rawValue)" }
      }
      return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
    let read = total(reports)
    var text =
      "\(read) report\(read == 1 ? "" : "s")\(list(reports)), \(total(rejected)) rejected\(list(rejected))"
    if refused > 0 { text += ", \(refused) input\(refused == 1 ? "" : "s") refused" }
    return text
  }
}
