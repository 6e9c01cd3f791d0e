public import Demarche
public import DemarcheCoding
import DemarcheEvents
import DemarcheIncidents
import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheReportLines
public import DemarcheText
import Glibc

/// Puts coded reports into a ledger in one run, many of them in one transaction.
///
/// A process that is killed leaves whole transactions; started again it passes over what is there.
public struct Ingest {
  /// What became of the reports so far.
  public struct Counts: Hashable, Sendable {
    public var added = 0
    public var known = 0
    public var newVersions = 0
    public var rejected = 0
    /// The events of the reports that were stored.
    public var events = 0
  }

  public let ledger: Ledger
  public let pipeline: Pipeline
  public private(set) var counts = Counts()
  private let keepingText: Bool
  private let run: RunID
  private var held: [CodedReport] = []

  /// How many reports share a transaction, at most: each writes some pages of every index anew.
  public static let together = 1024

  /// Begins a run.
  ///
  /// - Parameter keepingText: whether the ledger keeps the texts, or only their hashes and the places in them.
  public init(into ledger: Ledger, by pipeline: Pipeline, keepingText: Bool = true) throws(LedgerError) {
    self.ledger = ledger
    self.pipeline = pipeline
    self.keepingText = keepingText
    run = try ledger.beginRun(
      version: Release.version, codebook: pipeline.release.knowledge.codebook.version,
      data: pipeline.release.hash, process: Ingest.process)
  }

  /// Who writes, as a second writer is told.
  public static var process: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "process \(getpid()) on \(host)"
  }

  /// How many reports wait to be stored.
  public var waiting: Int { held.count }

  /// Whether the ledger has the report already; then it is counted and need not be coded.
  public mutating func knows(_ report: Report) throws(LedgerError) -> Bool {
    guard try ledger.contains(report) else { return false }
    counts.known += 1
    return true
  }

  /// Codes a report for the ledger; may be called on any thread.
  public var coded: @Sendable (Report) -> (report: CodedReport, coding: Coder.ReportCoding) {
    CodedReport.coding(for: ledger, by: pipeline)
  }

  /// Takes a coded report; ``store()`` puts it into the ledger.
  public mutating func add(_ report: CodedReport) { held.append(report) }

  /// Keeps why an input became no report.
  public mutating func reject(_ rejection: Rejection) throws(LedgerError) {
    counts.rejected += 1
    try ledger.record(Failure(rejection), run: run)
  }

  /// Stores what waits, in one transaction.
  ///
  /// - Returns: the reports that the ledger refuses, which are kept as failures.
  public mutating func store() throws(LedgerError) -> [Rejection] {
    if held.isEmpty { return [] }
    var refused: [Rejection] = []
    var counts = counts
    try ledger.transaction { () throws(LedgerError) in
      for report in held {
        do throws(LedgerError) {
          switch try ledger.ingest(report, run: run, keepingText: keepingText) {
          case .added: counts.added += 1
          case .alreadyKnown: counts.known += 1
          case .newVersion: counts.newVersions += 1
          }
          counts.events += report.events.count
        } catch {
          guard error.kind == .refused else { throw error }
          refused.append(Rejection(report: report.report.id, error: error.message, help: error.help))
        }
      }
    }
    self.counts = counts
    held.removeAll(keepingCapacity: true)
    for rejection in refused { try reject(rejection) }
    return refused
  }

  /// Ends the run; what waits is stored before.
  ///
  /// - Returns: the reports that the ledger refuses.
  public mutating func finish() throws(LedgerError) -> [Rejection] {
    let refused = try store()
    try ledger.finishRun(run, known: counts.known, rejected: counts.rejected)
    return refused
  }
}

extension Failure {
  /// A rejection as the ledger keeps it.
  public init(_ rejection: Rejection) {
    self.init(report: rejection.report, line: rejection.line, error: rejection.error, help: rejection.help)
  }
}
