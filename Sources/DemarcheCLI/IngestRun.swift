import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheIncidents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Glibc

/// Codes reports into a ledger in one run, many of them in one transaction.
///
/// A process that is killed leaves whole transactions; started again it passes over what is there. Many reports share one, since each
/// writes some pages of every index anew: 1,024 reports, or what two seconds give.
struct IngestRun {
  let ledger: Ledger
  let pipeline: Pipeline
  private let wording: Wording
  private let jobs: Int
  private let keepingText: Bool
  private let quiet: Bool
  private var run = RunID(0)
  private var batch: [Report] = []
  private var coded: [(report: CodedReport, codings: Coder.ReportCoding)] = []
  private var lastStored = Progress.seconds()
  private var added = 0
  private var known = 0
  private var newVersions = 0
  private var rejected = 0
  private var tally = Tally()
  private var progress: Progress

  init(ledger: Ledger, pipeline: Pipeline, jobs: Int = 1, keepingText: Bool = true, quiet: Bool) {
    self.ledger = ledger
    self.pipeline = pipeline
    self.jobs = jobs
    wording = ledger.joining?.wording ?? Wording()
    self.keepingText = keepingText
    self.quiet = quiet
    progress = Progress(unit: "reports", quiet: quiet)
  }

  mutating func begin() throws(LedgerError) {
    run = try ledger.beginRun(
      version: Release.version, codebook: pipeline.release.knowledge.codebook.version,
      data: pipeline.release.hash, process: IngestRun.process)
  }

  /// Who writes, as a second writer is told.
  static var process: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "process \(getpid()) on \(host)"
  }

  /// Takes a report; it is stored with its batch.
  mutating func add(_ report: Report) throws(LedgerError) {
    if try ledger.contains(report) {
      known += 1
      progress.tell(known + tally.reports, "\(known) known already")
      return
    }
    batch.append(report)
    if batch.count < 64 * jobs { return }
    code()
    progress.tell(known + tally.reports + coded.count, "\(tally.events) events")
    if coded.count >= 1024 || Progress.seconds() - lastStored > 2 { try store() }
  }

  /// Keeps why an input became no report.
  mutating func reject(_ rejection: Rejection) throws(LedgerError) {
    rejected += 1
    try ledger.record(
      Failure(report: rejection.report, line: rejection.line, error: rejection.error, help: rejection.help),
      run: run)
  }

  private mutating func code() {
    for (report, codings) in zip(batch, inOrder(batch, jobs: jobs, pipeline.code)) {
      coded.append((CodedReport(report, codings, by: pipeline, wording), codings))
    }
    batch.removeAll(keepingCapacity: true)
  }

  /// Codes and stores what has been taken so far.
  mutating func store() throws(LedgerError) {
    code()
    lastStored = Progress.seconds()
    if coded.isEmpty { return }
    var refused: [Rejection] = []
    try ledger.transaction { () throws(LedgerError) in
      for (report, codings) in coded {
        do throws(LedgerError) {
          switch try ledger.ingest(report, run: run, keepingText: keepingText) {
          case .added: added += 1
          case .alreadyKnown: known += 1
          case .newVersion: newVersions += 1
          }
          tally.add(codings, events: report.events.count)
        } catch {
          guard error.kind == .refused else { throw error }
          refused.append(Rejection(report: report.report.id, error: error.message, help: error.help))
        }
      }
    }
    coded.removeAll(keepingCapacity: true)
    for rejection in refused {
      Output.error(rejection.json.line)
      try reject(rejection)
    }
    lastStored = Progress.seconds()
  }

  /// Stores the rest and ends the run.
  mutating func finish() throws(LedgerError) {
    try store()
    try ledger.finishRun(run, known: known, rejected: rejected)
    progress.end()
    if quiet { return }
    Output.error(
      "\(ledger.file): \(added) reports added, \(known) known already, \(newVersions) new versions, \(rejected) rejected"
    )
    if tally.reports > 0 { Output.error(tally.summary(rejected: rejected, seconds: progress.elapsed)) }
  }
}
