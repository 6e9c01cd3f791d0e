import Demarche
import DemarcheJSON
import DemarcheLedger
import DemarcheReading

let ingestCommand = Command(
  name: "ingest", summary: "code reports into a ledger; again and again without double counting",
  operands: "[FILE...]",
  examples: [
    "demarche ingest --ledger gulf.db reports.jsonl",
    "demarche ingest report.txt --published 2026-02-07 --source \"Wire\"",
  ],
  flags: [
    LedgerFlags.flag, Flag("jobs", "N", "threads that code; 1 when not given"),
    Flag("no-text", nil, "keep only the hash of each text and the places in it"),
  ] + ReportInput.flags + Engine.flags
) { arguments in
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments)
  let ledger = try LedgerFlags.writable(arguments, pipeline.release)
  var ingest = IngestRun(
    ledger: ledger, pipeline: pipeline, jobs: try arguments.number("jobs", least: 1) ?? 1,
    keepingText: !arguments.has("no-text"), quiet: arguments.has("quiet"))
  try ingest.begin()
  var rejections: [Rejection] = []
  input.reject = { rejection in
    Output.error(rejection.json.line)
    rejections.append(rejection)
  }
  try input.forEach { report in
    try ingest.add(report)
    for rejection in rejections { try ingest.reject(rejection) }
    rejections.removeAll()
    return true
  }
  for rejection in rejections { try ingest.reject(rejection) }
  try ingest.finish()
  return input.status
}
