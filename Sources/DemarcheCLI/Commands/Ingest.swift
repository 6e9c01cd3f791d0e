import Demarche
import DemarcheJSON
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines

let ingestCommand = Command(
  name: "ingest", summary: "code reports into a ledger; again and again without double counting",
  operands: "[FILE...]",
  examples: [
    "demarche ingest --ledger gulf.db reports.jsonl archive/ pages/*.html",
    "demarche ingest report.txt --published 2026-02-07 --source \"Wire\"",
    "demarche ingest --watch incoming/ --ledger gulf.db",
    "demarche ingest --feed https://news.example/rss --every 15m --ledger gulf.db",
  ],
  flags: [
    LedgerFlags.flag, Flag("jobs", "N", "threads that code; 1 when not given"),
    Flag("no-text", nil, "keep only the hash of each text and the places in it"),
    Flag("watch", "FOLDER", "take in what is in the folder and what comes into it, until stopped"),
    Flag("feed", "URL,...", "look at feeds again and again, until stopped"),
    Flag("every", "TIME", "how often to look at a feed: 15m when not given"),
    Flag("rounds", "N", "look at each feed so often, then end"),
  ] + ReportInput.flags + Engine.flags
) { arguments in
  let isWatching = arguments.value("watch") != nil || arguments.value("feed") != nil
  let input = isWatching ? nil : try ReportInput(arguments)
  let watch = isWatching ? try IngestWatch(arguments) : nil
  let pipeline = try Engine.pipeline(arguments)
  let ledger = try LedgerFlags.writable(arguments)
  var ingest = try IngestRun(
    ledger: ledger, pipeline: pipeline, jobs: try arguments.number("jobs", least: 1) ?? 1,
    keepingText: !arguments.has("no-text"), quiet: arguments.has("quiet"))
  if let watch {
    try watch.take(into: &ingest)
    try ingest.finish()
    return Status.done
  }
  guard let input else { return Status.done }
  var rejections: [Rejection] = []
  input.reject = { rejection in
    Output.error(rejection.json.line)
    rejections.append(rejection)
  }
  func keepRejections() throws {
    for rejection in rejections { try ingest.reject(rejection) }
    rejections.removeAll()
  }
  try input.forEach { report in
    try ingest.add(report)
    try keepRejections()
    return true
  }
  try keepRejections()
  try ingest.finish()
  return input.status
}
