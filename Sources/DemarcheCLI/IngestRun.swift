import Demarche
import DemarcheCoding
import DemarcheIngest
import DemarcheJSON
import DemarcheLedger
import DemarcheReportLines
import DemarcheText

/// Codes reports into a ledger on several threads and tells how it goes.
///
/// Many reports share a transaction, since each writes some pages of every index anew: 1,024 reports, or what two seconds
/// give.
struct IngestRun {
  private var ingest: Ingest
  private let jobs: Int
  private let quiet: Bool
  private var batch: [Report] = []
  private var lastStored = Progress.seconds()
  private var tally = Tally()
  private var progress: Progress

  /// Begins a run.
  init(
    ledger: Ledger, pipeline: Pipeline, jobs: Int = 1, keepingText: Bool = true, quiet: Bool
  ) throws(LedgerError) {
    ingest = try Ingest(into: ledger, by: pipeline, keepingText: keepingText)
    self.jobs = jobs
    self.quiet = quiet
    progress = Progress(unit: "reports", quiet: quiet)
  }

  var ledger: Ledger { ingest.ledger }

  /// Takes a report; it is stored with its batch.
  mutating func add(_ report: Report) throws(LedgerError) {
    if try ingest.knows(report) {
      progress.tell(ingest.counts.known + tally.reports, "\(ingest.counts.known) known already")
      return
    }
    batch.append(report)
    if batch.count < 64 * jobs { return }
    code()
    progress.tell(ingest.counts.known + tally.reports, "\(tally.events) events")
    if ingest.waiting >= 1024 || Progress.seconds() - lastStored > 2 { try store() }
  }

  /// Keeps why an input became no report.
  mutating func reject(_ rejection: Rejection) throws(LedgerError) { try ingest.reject(rejection) }

  private mutating func code() {
    for (report, codings) in zip(batch, inOrder(batch, jobs: jobs, ingest.pipeline.code)) {
      tally.add(codings, events: codings.reduce(0) { $0 + $1.events.count })
      ingest.add(report, codings)
    }
    batch.removeAll(keepingCapacity: true)
  }

  /// Codes and stores what has been taken so far.
  mutating func store() throws(LedgerError) {
    code()
    for rejection in try ingest.store() { Output.error(rejection.json.line) }
    lastStored = Progress.seconds()
  }

  /// Stores the rest and ends the run.
  mutating func finish() throws(LedgerError) {
    code()
    for rejection in try ingest.finish() { Output.error(rejection.json.line) }
    progress.end()
    if quiet { return }
    let counts = ingest.counts
    Output.error(
      "\(ledger.file): \(counts.added) reports added, \(counts.known) known already, \(counts.newVersions) new versions, \(counts.rejected) rejected"
    )
    if tally.reports > 0 { Output.error(tally.summary(rejected: counts.rejected, seconds: progress.elapsed)) }
  }
}
