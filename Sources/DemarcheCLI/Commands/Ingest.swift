import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheReading
import DemarcheText

let ingestCommand = Command(
  name: "ingest", summary: "code reports into a ledger; again and again without double counting",
  operands: "[FILE...]",
  examples: [
    "demarche ingest --ledger gulf.db reports.jsonl",
    "demarche ingest report.txt --published 2026-02-07 --source \"Wire\"",
  ],
  flags: [LedgerFlags.flag] + ReportInput.flags + Engine.flags
) { arguments in
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments)
  let ledger = try Ledger(path: LedgerFlags.path(arguments))
  var ingest = Ingest(ledger: ledger, pipeline: pipeline, quiet: arguments.has("quiet"))
  try ingest.begin()
  try input.forEach { report in
    try ingest.add(report)
    return true
  }
  try ingest.finish(rejected: input.rejected)
  return input.status
}

/// Codes reports into a ledger in one run.
struct Ingest {
  let ledger: Ledger
  let pipeline: Pipeline
  private var run = RunID(0)
  private var added = 0
  private var known = 0
  private var newVersions = 0
  private var tally = Tally()
  private var progress: Progress
  private let quiet: Bool

  init(ledger: Ledger, pipeline: Pipeline, quiet: Bool) {
    self.ledger = ledger
    self.pipeline = pipeline
    self.quiet = quiet
    progress = Progress(unit: "reports", quiet: quiet)
  }

  mutating func begin() throws(LedgerError) {
    run = try ledger.beginRun(
      version: Release.version, codebook: pipeline.release.knowledge.codebook.version,
      data: pipeline.release.hash)
  }

  mutating func add(_ report: Report) throws(LedgerError) {
    if try ledger.contains(report) {
      known += 1
      return
    }
    let codings = pipeline.code(report)
    let events = codings.flatMap(\.events)
    switch try ledger.ingest(report, events: events, run: run) {
    case .added: added += 1
    case .alreadyKnown: known += 1
    case .newVersion: newVersions += 1
    }
    tally.add(codings, events: events.count)
    progress.tell(tally.reports, "\(tally.events) events")
  }

  mutating func finish(rejected: Int) throws(LedgerError) {
    try ledger.finishRun(run, rejected: rejected)
    progress.end()
    if quiet { return }
    Output.error(
      "\(ledger.file): \(added) reports added, \(known) known already, \(newVersions) new versions, \(rejected) rejected"
    )
    if tally.reports > 0 { Output.error(tally.summary(rejected: rejected, seconds: progress.elapsed)) }
  }
}
