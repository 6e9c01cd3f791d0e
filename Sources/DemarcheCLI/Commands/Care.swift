import Demarche
import DemarcheEvents
import DemarcheIncidents
import DemarcheIngest
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheText

let recodeCommand = Command(
  name: "recode", summary: "code a ledger again with today's data, and say what changed", operands: "",
  examples: ["demarche recode --ledger gulf.db > changes.jsonl", "demarche recode --dry-run"],
  flags: [
    LedgerFlags.flag, Flag("jobs", "N", "threads that code; 1 when not given"),
    Flag("dry-run", nil, "say what would change, and change nothing"), Flag("quiet", nil, "no progress"),
  ] + Engine.flags
) { arguments in
  let pipeline = try Engine.pipeline(arguments)
  let isDry = arguments.has("dry-run")
  let ledger =
    isDry ? try LedgerFlags.open(arguments) : try LedgerFlags.present(arguments)
  var run: RunID?
  if !isDry {
    run = try ledger.beginRun(
      .recode, version: Release.version, codebook: pipeline.release.knowledge.codebook.version,
      data: pipeline.release.hash, process: Ingest.process)
  }
  let output = Output()
  var changes = RecordChanges(output: output)
  try Recoding(ledger: ledger, pipeline: pipeline, arguments, isWriting: !isDry).forEach {
    report, coded, old throws(LedgerError) in
    changes.compare(old, coded.events, of: report)
    if let run { try ledger.replaceEvents(with: coded, run: run) }
  }
  if let run {
    let moved = try ledger.joinAll()
    try ledger.finishRun(run, rejected: 0)
    if moved > 0 { Output.error("\(moved) acts lie in another incident than before") }
  }
  output.flush()
  Output.error(changes.summary)
  return Status.done
}

let rerunCommand = Command(
  name: "rerun", summary: "code the reports of a run once more and compare, byte for byte", operands: "[RUN]",
  examples: ["demarche rerun --verify", "demarche rerun 3 --verify --ledger gulf.db"],
  flags: [
    LedgerFlags.flag, Flag("verify", nil, "compare and write nothing, which is all this does yet"),
    Flag("jobs", "N", "threads that code; 1 when not given"), Flag("quiet", nil, "no progress"),
  ] + Engine.flags
) { arguments in
  let pipeline = try Engine.pipeline(arguments)
  let ledger = try LedgerFlags.open(arguments)
  let runs = try ledger.runs(limit: .max)
  let number = arguments.operands.first.flatMap { Int($0) }
  if let operand = arguments.operands.first, number == nil {
    throw UsageError("a run is a number, not \"\(operand)\"", help: "demarche rerun 3 --verify")
  }
  // Without a number the newest run that brought reports: others have none to compare.
  let newest = runs.first { $0.kind == .ingest && $0.reports > 0 }
  guard let run = number.map({ number in runs.first { $0.id.number == number } }) ?? newest else {
    Output.error("no run \(number.map(String.init) ?? "") in \(ledger.file)")
    return Status.failed
  }
  if run.data != pipeline.release.hash || run.version != Release.version {
    Output.error(
      "run \(run.id.number) was made by version \(run.version) with data \(run.data.prefix(19)); this is version \(Release.version) with \(pipeline.release.hash.prefix(19)), so records may differ"
    )
  }
  let output = Output()
  var changes = RecordChanges(output: output)
  try Recoding(ledger: ledger, pipeline: pipeline, arguments, run: run.id).forEach {
    report, coded, old throws(LedgerError) in
    changes.compare(old, coded.events, of: report)
  }
  output.flush()
  if changes.reports == 0 {
    Output.error(
      "run \(run.id.number) left no report to compare\n  help: name a run of ingest whose reports still count: demarche rerun 1 --verify"
    )
    return Status.failed
  }
  Output.error("run \(run.id.number), \(changes.reports) reports: \(changes.summary)")
  return changes.count == 0 ? Status.done : Status.failed
}

let forgetCommand = Command(
  name: "forget", summary: "take a report out of a ledger, with its events and evidence",
  operands: "REPORT...",
  examples: ["demarche forget r17 --ledger gulf.db"], flags: [LedgerFlags.flag] + Engine.flags
) { arguments in
  if arguments.operands.isEmpty {
    throw UsageError("forget needs the id of a report", help: "demarche forget r17")
  }
  let ledger = try LedgerFlags.present(arguments)
  var status = Status.done
  for id in arguments.operands {
    if try ledger.forget(report: id) {
      Output.error("\(id) is forgotten: its text, its events and what was counted of them")
    } else {
      Output.error("no report \(id) in \(ledger.file)\n  help: demarche events prints the ids of reports")
      status = Status.failed
    }
  }
  try ledger.sweep()
  return status
}

let backupCommand = Command(
  name: "backup", summary: "copy a ledger into a new file, also while another program writes it",
  operands: "FILE",
  examples: ["demarche backup copy.db --ledger gulf.db"], flags: [LedgerFlags.flag]
) { arguments in
  guard let target = arguments.operands.first, arguments.operands.count == 1 else {
    throw UsageError("backup needs the file to write", help: "demarche backup copy.db")
  }
  let ledger = try LedgerFlags.open(arguments)
  let counts = try ledger.backUp(to: target)
  Output.error("\(target): \(counts.reports) reports, \(counts.events) events; checked")
  return Status.done
}

/// Codes the reports of a ledger again, beside what it holds of them.
struct Recoding {
  let ledger: Ledger
  let pipeline: Pipeline
  private let jobs: Int
  private let run: RunID?
  private let quiet: Bool
  /// Whether what is given is stored: then a batch is a transaction.
  private let isWriting: Bool

  init(
    ledger: Ledger, pipeline: Pipeline, _ arguments: Arguments, run: RunID? = nil, isWriting: Bool = false
  ) throws(UsageError) {
    self.isWriting = isWriting
    self.ledger = ledger
    self.pipeline = pipeline
    self.run = run
    jobs = try arguments.number("jobs", least: 1) ?? 1
    quiet = arguments.has("quiet")
  }

  /// Gives each report with its new coding and the events the ledger has of it.
  ///
  /// Reports whose text was not kept cannot be coded again; how many is said.
  func forEach(
    _ body: (Report, CodedReport, [Event]) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    var progress = Progress(unit: "reports", total: try ledger.counts().reports, quiet: quiet)
    var batch: [Report] = []
    var done = 0
    var withoutText = 0
    let code = CodedReport.coding(for: ledger, by: pipeline)
    func finish() throws(LedgerError) {
      let coded = inOrder(batch, jobs: jobs, code)
      func give() throws(LedgerError) {
        for (report, coded) in zip(batch, coded) {
          try body(report, coded.report, try ledger.records(ofReport: report.id))
        }
      }
      if isWriting { try ledger.transaction(give) } else { try give() }
      done += batch.count
      progress.tell(done, "coded again")
      batch.removeAll(keepingCapacity: true)
    }
    try ledger.forEachReport(ofRun: run) { report throws(LedgerError) in
      if report.text.isEmpty {
        withoutText += 1
        return true
      }
      batch.append(report)
      if batch.count >= 64 * jobs { try finish() }
      return true
    }
    try finish()
    progress.end()
    if withoutText > 0 {
      Output.error("\(withoutText) reports were stored without their text and stay as they are")
    }
  }
}

/// What differs between the records of two codings of the same reports.
struct RecordChanges {
  let output: Output
  private(set) var reports = 0
  private var same = 0
  private var added: [String: Int] = [:]
  private var removed: [String: Int] = [:]
  private var changed: [String: Int] = [:]

  init(output: Output) { self.output = output }

  /// How many records were added, removed or changed.
  var count: Int {
    [added, removed, changed].reduce(0) { $0 + $1.values.reduce(0, +) }
  }

  mutating func compare(_ old: [Event], _ new: [Event], of report: Report) {
    reports += 1
    var left: [String: Event] = [:]
    for event in old { left["\(event.field.rawValue) \(event.id)"] = event }
    for event in new {
      guard let before = left.removeValue(forKey: "\(event.field.rawValue) \(event.id)") else {
        added[event.event, default: 0] += 1
        tell("added", event, nil)
        continue
      }
      let members = RecordChanges.differing(before, event)
      if members.isEmpty {
        same += 1
      } else {
        for member in members { changed[member, default: 0] += 1 }
        tell("changed", event, members)
      }
    }
    for (_, event) in left.sorted(by: { $0.key < $1.key }) {
      removed[event.event, default: 0] += 1
      tell("removed", event, nil)
    }
  }

  /// The members of the record that differ; those that only name what it was coded with do not count.
  private static func differing(_ a: Event, _ b: Event) -> [String] {
    guard case .object(let one) = a.json, case .object(let other) = b.json else { return [] }
    let unimportant = ["version", "data", "codebook"]
    return zip(one, other).filter { $0.value != $1.value && !unimportant.contains($0.name) }.map { $0.0.name }
  }

  private func tell(_ what: String, _ event: Event, _ members: [String]?) {
    let line: JSON = [
      "change": .string(what), "report": .string(event.report), "sentence": .int(event.sentence),
      "id": .string(event.id), "event": .string(event.event), "rule": .string(event.rule),
      "members": members.map { .array($0.map(JSON.string)) } ?? .null,
    ]
    output.line(line.line)
  }

  var summary: String {
    func list(_ counts: [String: Int]) -> String {
      let total = counts.values.reduce(0, +)
      if total == 0 { return "0" }
      let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return "\(total) (\(sorted.prefix(8).map { "\($0.key) \($0.value)" }.joined(separator: ", ")))"
    }
    return
      "\(same) records the same, added \(list(added)), removed \(list(removed)), members changed \(list(changed))"
  }
}
