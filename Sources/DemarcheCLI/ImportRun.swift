import DemarcheEvents
import DemarcheExchange
import DemarcheIncidents
import DemarcheIngest
import DemarcheJSON
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines
import DemarcheText

/// Takes the rows of foreign files into a ledger in one run, many of them in one transaction.
///
/// A process that is killed leaves whole transactions; started again it passes over what is there.
struct ImportRun {
  /// Nil where the files are read and nothing is kept.
  private let ledger: Ledger?
  private let emitsErrors: Bool
  private let quiet: Bool
  private let output = Output()
  private var run = RunID(0)
  /// Neighbouring events of one report as one.
  private var batch: [CodedReport] = []
  private var failures: [Rejection] = []
  private var lastStored = Progress.seconds()
  private var added = 0
  private var known = 0
  /// Files that could not be read at all.
  private var refused = 0
  private var counts = ImportCounts()
  private var progress: Progress

  init(ledger: Ledger?, emitsErrors: Bool, quiet: Bool) {
    self.ledger = ledger
    self.emitsErrors = emitsErrors
    self.quiet = quiet
    progress = Progress(unit: "rows", quiet: quiet)
  }

  mutating func begin(_ stamp: EventFileReader.Stamp) throws(LedgerError) {
    guard let ledger else { return }
    run = try ledger.beginRun(
      .import, version: stamp.version, codebook: stamp.codebook, data: stamp.data, process: Ingest.process)
  }

  /// Reads one file to its end.
  mutating func read(_ lines: LineSource, _ reader: EventFileReader) throws {
    var reader = reader
    defer { counts += reader.counts }
    var number = 0
    while !reader.isUnreadable, let line = try lines.next() {
      number += 1
      switch line {
      case .bytes(let bytes): for item in reader.read(bytes) { try take(item) }
      case .tooLong(let count): for item in reader.skip(longLine: count) { try take(item) }
      }
      if number % 256 == 0 {
        progress.tell(counts.rows + reader.counts.rows, "\(counts.events + reader.counts.events) events")
      }
    }
    for item in reader.finish() { try take(item) }
  }

  private mutating func take(_ item: ImportedItem) throws {
    switch item {
    case .rejected(let rejection):
      try reject(
        Rejection(
          report: rejection.file, line: rejection.line,
          error: rejection.text.isEmpty
            ? rejection.fault.rawValue : "\(rejection.fault.rawValue): \(rejection.text)",
          help: rejection.fault.help))
    case .event(let imported):
      guard ledger != nil else { return }
      if let last = batch.indices.last, batch[last].report.id == imported.report.id {
        batch[last].events.append(imported.event)
        return
      }
      if batch.count >= 1024 || Progress.seconds() - lastStored > 2 { try store() }
      // Without words nothing says that two acts are one, so that they are compared with none.
      batch.append(CodedReport(imported.report, events: [imported.event], acts: []))
    }
  }

  /// Tells what could not be read.
  mutating func reject(_ rejection: Rejection) throws {
    if rejection.line == nil { refused += 1 }
    if emitsErrors { output.line(rejection.json.line) } else { Output.error(rejection.json.line) }
    guard ledger != nil else { return }
    failures.append(rejection)
    if failures.count >= 1024 { try store() }
  }

  private mutating func store() throws(LedgerError) {
    lastStored = Progress.seconds()
    guard let ledger, !batch.isEmpty || !failures.isEmpty else { return }
    try ledger.transaction { () throws(LedgerError) in
      for report in batch {
        let new = try ledger.add(report, run: run)
        added += new
        known += report.events.count - new
      }
      for failure in failures {
        try ledger.record(Failure(failure), run: run)
      }
    }
    batch.removeAll(keepingCapacity: true)
    failures.removeAll(keepingCapacity: true)
  }

  /// Stores the rest, ends the run and says what became of the rows.
  mutating func finish() throws(LedgerError) {
    try store()
    try ledger?.finishRun(run, rejected: counts.rejectedRows + refused)
    output.flush()
    progress.end()
    if quiet { return }
    let seconds = progress.elapsed
    Output.error(
      "\(counts.rows) rows in \(tenths(seconds)) s: \(counts.events) events, \(counts.mirrored) mirrored rows folded into them, \(counts.withoutEvent) with no event of PLOVER, \(counts.rejectedRows) rejected"
    )
    for (repair, count) in counts.repaired.sorted(by: {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }) {
      Output.error("  repaired: \(repair.rawValue): \(count)")
    }
    for (fault, count) in counts.rejected.sorted(by: {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }) {
      Output.error("  rejected: \(fault.rawValue): \(count)")
    }
    let unmatched = counts.unmatched.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !unmatched.isEmpty {
      let shown = unmatched.prefix(12).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
      Output.error(
        "  not known here: \(shown)\(unmatched.count > 12 ? ", and \(unmatched.count - 12) more" : "")")
    }
    if let ledger { Output.error("\(ledger.file): \(added) events added, \(known) known already") }
  }

  /// 3 when something was rejected, 1 when nothing else was there, else 0.
  var status: Int32 {
    if counts.rejectedRows + refused == 0 { return Status.done }
    return counts.rows == counts.rejectedRows ? Status.failed : Status.rejected
  }
}
