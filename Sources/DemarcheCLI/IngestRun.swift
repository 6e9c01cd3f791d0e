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
  private let quiet: Bool
  private let coding: InOrder<Report, (report: CodedReport, told: Tally)>
  private var lastStored = Progress.seconds()
  private var tally = Tally()
  private var progress: Progress

  /// Begins a run.
  init(
    ledger: Ledger, pipeline: Pipeline, jobs: Int = 1, keepingText: Bool = true, quiet: Bool
  ) throws(LedgerError) {
    ingest = try Ingest(into: ledger, by: pipeline, keepingText: keepingText)
    coding = InOrder(jobs: jobs, ahead: Ingest.together) { [coded = ingest.coded] report in
      let (report, coding) = coded(report)
      return (report, Tally(coding, events: report.events.count))
    }
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
    coding.take(report)
    // One comes and one goes, so that there is work for the threads while the ledger stores.
    if coding.isDue { try takeCoded() }
    progress.tell(ingest.counts.known + tally.reports, "\(tally.events) events")
  }

  /// Keeps why an input became no report.
  mutating func reject(_ rejection: Rejection) throws(LedgerError) { try ingest.reject(rejection) }

  private mutating func takeCoded() throws(LedgerError) {
    let (report, told) = coding.next()
    tally += told
    ingest.add(report)
    if ingest.waiting >= Ingest.together || Progress.seconds() - lastStored > 2 { try keep() }
  }

  private mutating func keep() throws(LedgerError) {
    for rejection in try ingest.store() { Output.error(rejection.json.line) }
    lastStored = Progress.seconds()
  }

  /// Codes and stores what has been taken so far.
  mutating func store() throws(LedgerError) {
    while coding.count > 0 { try takeCoded() }
    try keep()
  }

  /// Stores the rest and ends the run.
  mutating func finish() throws(LedgerError) {
    while coding.count > 0 { try takeCoded() }
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
