import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReading

let codeCommand = Command(
  name: "code", summary: "reports in, events out",
  operands: "[FILE...]",
  examples: [
    "demarche code report.txt --published 2026-02-07",
    "demarche code reports.jsonl > events.jsonl",
    "cat reports.jsonl | demarche code - --format csv",
  ],
  flags: [
    Flag(
      "format", EventFormat.names, "how events are written; a table on a terminal, else JSON lines"),
    Flag("output", "FILE", "write a file, which has its name only when it is whole; FILE.part until then"),
    Flag("resume", nil, "go on with FILE.part where it was broken off; nothing to do when FILE is there"),
    Flag("shard", "I/N", "code the I-th of N parts of the input alone, counted from 0; for demarche merge"),
    Flag("negated", nil, "write denied events too, marked"),
    Flag("emit-empty", nil, "write a line {\"report\",\"events\":0,\"why\"} for a report without events"),
    Flag("emit-errors", nil, "write rejected records to standard output, among the events"),
    Flag("jobs", "N", "threads; 1 when not given"),
  ] + ExportWriter.flags + ReportInput.flags + Engine.flags
) { arguments in
  let file = arguments.outputFile
  let format = try EventFormat(arguments, else: arguments.isForTerminal ? .table : .jsonl)
  let jobs = try arguments.number("jobs", least: 1) ?? 1
  let input = try ReportInput(arguments)
  try check(arguments, input, format, file: file)
  if let text = arguments.value("shard") {
    guard let shard = Shard(text) else {
      throw UsageError("--shard is no I/N: \(text)", help: "I counts from 0: --shard 0/16 to --shard 15/16")
    }
    input.shard = shard
  }
  if arguments.has("resume"), let file, Files.exists(file) {
    Output.error("\(file) is there already, and whole; remove it to code again")
    return Status.done
  }

  let pipeline = try Engine.pipeline(arguments)
  let options = ["negated", "emit-empty", "emit-errors", "with-text", "with-marked"].filter(arguments.has)
  // The whole input is looked over for its size only where that is kept.
  let size = file == nil && format != .parquet ? 0 : input.size
  let making = Making(
    version: Release.version, data: pipeline.release.hash, format: format.rawValue, options: options,
    input: size)
  var state = CodingState(making: making, shard: input.shard)
  if arguments.has("resume"), let file { try state.resume(file) }
  if state.items > 0 { Output.error("goes on behind \(state.items) reports that are coded") }
  input.isRead = state.items
  let output = try Output(path: file, keeping: state.bytes)
  let manifest = JSON.object(
    making.members + [.init("codebook", .string(pipeline.release.knowledge.codebook.version))])
  let lines = EventLines(negated: arguments.has("negated"), emitsEmpty: arguments.has("emit-empty"))
  let isBegun = state.bytes > 0
  var run = CodingRun(
    pipeline, jobs: jobs, lines: lines, emitsErrors: arguments.has("emit-errors"),
    records: format == .table || format == .csv
      ? EventWriter(format: format, output: output, isBegun: isBegun) : nil,
    export: format.isRecord
      ? nil
      : try ExportWriter(
        format, arguments, knowledge: pipeline.release.knowledge, manifest: manifest, to: output,
        isBegun: isBegun),
    output: output, state: state, progress: Progress(unit: "reports", quiet: arguments.has("quiet")))
  input.reject = { run.reject($0) }
  try input.forEach { report in
    try run.add(report)
    return true
  }
  try run.finish()
  if !arguments.has("quiet") {
    Output.error(run.tally.summary(rejected: run.state.rejected, seconds: run.elapsed))
    for note in run.notes { Output.error("  \(note)") }
  }
  return run.state.rejected > input.rejected ? Status.rejected : input.status
}

/// What of the flags does not go together.
private func check(
  _ arguments: Arguments, _ input: ReportInput, _ format: EventFormat, file: String?
) throws {
  if format == .table, file != nil || arguments.has("shard") {
    throw UsageError("a table is for a terminal", help: "--format jsonl or csv writes a file")
  }
  if !format.isRecord, arguments.has("emit-empty") || arguments.has("emit-errors") {
    throw UsageError(
      "\(format.rawValue) has no place for reports without events and rejected records",
      help: "leave --emit-empty and --emit-errors out: standard error tells them, or write --format jsonl")
  }
  if arguments.has("resume"), file == nil { throw UsageError("--resume needs --output FILE") }
  if arguments.has("resume"), !format.isOfLines {
    throw UsageError("a file of \(format.rawValue) cannot be gone on with", help: "leave --resume out")
  }
  guard arguments.value("shard") != nil else { return }
  if file == nil {
    throw UsageError("--shard needs --output FILE", help: "beside it lies what demarche merge goes by")
  }
  if input.paths.contains("-") {
    throw UsageError("standard input cannot be cut into shards", help: "name the files that it came from")
  }
  if !format.isOfLines, format != .parquet {
    throw UsageError(
      "shards of \(format.rawValue) cannot be merged", help: "merge shards of JSON lines into a ledger first")
  }
}

/// What a run has found, and why the rest gave nothing.
struct Tally {
  var reports = 0
  var sentences = 0
  var events = 0
  var empty: [String: Int] = [:]

  init() {}

  /// That of one report.
  init(_ codings: Coder.ReportCoding, events: Int) {
    reports = 1
    sentences = codings.count
    self.events = events
    if events == 0 { empty[EventLines.whyEmpty(codings)] = 1 }
  }

  static func += (all: inout Tally, one: Tally) {
    all.reports += one.reports
    all.sentences += one.sentences
    all.events += one.events
    all.empty.merge(one.empty, uniquingKeysWith: +)
  }

  func summary(rejected: Int, seconds: Double) -> String {
    var text = "\(events) events in \(reports) report\(reports == 1 ? "" : "s"), \(sentences) sentences"
    text += ", \(tenths(seconds)) s (\(Int(Double(sentences) / max(seconds, 0.001))) sentences/s)"
    if rejected > 0 { text += "; \(rejected) rejected" }
    let reasons = empty.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (why, count) in reasons { text += "\n  \(count) without an event: \(why)" }
    if events == 0, reports > 0 { text += "\n  demarche explain FILE shows what each sentence came to" }
    return text
  }
}

/// A number with one decimal.
func tenths(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
