import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheSyntax
import DemarcheText
import Glibc

/// One run of `demarche code`: reports are coded on several threads and written in their order.
///
/// What is written is the same however many threads there are, and however often the run was broken off and gone on with.
struct CodingRun {
  private enum Item {
    case report(Report)
    case rejected(Rejection)
  }

  private let lines: EventLines
  /// Whether rejected records stand among the events.
  private let emitsErrors: Bool
  private let output: Output
  /// What the events go through, where they are not written as JSON lines: one of the two.
  private var records: EventWriter?
  private var export: ExportWriter?
  private let coding: InOrder<Report, Coder.ReportCoding>
  /// What was taken and is not yet written, the first first.
  private var waiting = Queue<Item>()
  private(set) var tally = Tally()
  /// How far it has come.
  private(set) var state: CodingState
  /// What the form of the output could not say; known at the end.
  private(set) var notes: [String] = []
  private var saved = Progress.seconds()
  private var progress: Progress

  init(
    _ pipeline: Pipeline, jobs: Int, lines: EventLines, emitsErrors: Bool, records: EventWriter?,
    export: ExportWriter?, output: Output, state: CodingState, progress: Progress
  ) {
    coding = InOrder(jobs: jobs, ahead: 32 * jobs, pipeline.code)
    self.lines = lines
    self.emitsErrors = emitsErrors
    self.records = records
    self.export = export
    self.output = output
    self.state = state
    self.progress = progress
  }

  /// Seconds since the run began.
  var elapsed: Double { progress.elapsed }

  mutating func add(_ report: Report) throws {
    take(.report(report))
    try save()
  }

  /// Keeps the place of a rejected record among the reports.
  mutating func reject(_ rejection: Rejection) { take(.rejected(rejection)) }

  /// - Invariant: no more are held than keep all threads busy.
  private mutating func take(_ item: Item) {
    waiting.append(item)
    if case .report(let report) = item { coding.take(report) }
    while let first = waiting.first {
      // Rejected records behind a report that takes long are held too.
      if case .report = first, !coding.isDue, waiting.count <= coding.ahead { break }
      writeFirst()
    }
  }

  private mutating func writeFirst() {
    switch waiting.removeFirst() {
    case nil: return
    case .rejected(let rejection):
      state.rejected += 1
      if emitsErrors { output.line(rejection.json.line) } else { Output.error(rejection.json.line) }
    case .report(let report):
      write(report, coding.next())
    }
    state.items += 1
    progress.tell(tally.reports, "\(tally.events) events")
  }

  private mutating func write(_ report: Report, _ coding: Coder.ReportCoding) {
    let events = lines.events(of: coding)
    tally += Tally(coding, events: events.count)
    state.reports += 1
    state.sentences += coding.count
    state.events += events.count
    var bytes: [UInt8] = []
    if records == nil, export == nil {
      lines.write(report, coding, to: &bytes)
    } else {
      for event in events { records?.write(event) }
      export?.write(events, of: ReportHead(report)) { event in
        guard let sentence = coding.first(where: { $0.field == event.field && $0.number == event.sentence })
        else { return nil }
        let bytes = Array((event.field == .title ? report.title ?? "" : report.text).utf8)
        return String(decoding: bytes[sentence.tree.span.start..<sentence.tree.span.end], as: UTF8.self)
      }
      if events.isEmpty { lines.writeEmpty(report, coding, to: &bytes) }
    }
    output.write(bytes)
  }

  /// Says in the folder of the file how far it has come, about once a second.
  private mutating func save() throws {
    guard let file = output.path, Progress.seconds() - saved > 1 else { return }
    output.flush()
    state.bytes = output.count
    try state.write(of: file)
    saved = Progress.seconds()
  }

  /// Writes what is left; a file gets its name, and the record of its shard if it is one.
  mutating func finish() throws {
    while waiting.count > 0 { writeFirst() }
    records?.finish()
    export?.finish()
    notes = export?.notes ?? []
    progress.end()
    guard let file = output.path else {
      output.flush()
      return
    }
    if let shard = state.shard {
      output.flush()
      let part = try MappedFile(path: Output.unfinished(file))
      let hash = withExtendedLifetime(part) { SHA256.hex(of: part.bytes) }
      try ShardRecord(
        shard: shard, making: state.making, reports: state.reports, events: state.events,
        rejected: state.rejected, head: records?.head ?? export?.head ?? 0, bytes: output.count, sha256: hash
      ).write(of: file)
    }
    try output.close()
    unlink(CodingState.path(of: file))
  }
}
