import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReading
import DemarcheReportLines
import DemarcheText

let codeCommand = Command(
  name: "code", summary: "reports in, events out",
  operands: "[FILE...]",
  examples: [
    "demarche code report.txt --published 2026-02-07",
    "demarche code reports.jsonl > events.jsonl",
    "cat reports.jsonl | demarche code - --format csv",
  ],
  flags: [
    Flag("format", "table|jsonl|csv", "how events are written; a table on a terminal, else JSON lines"),
    Flag("negated", nil, "write denied events too, marked"),
    Flag("emit-empty", nil, "write a line {\"report\",\"events\":0,\"why\"} for a report without events"),
    Flag("emit-errors", nil, "write rejected records to standard output, among the events"),
    Flag("jobs", "N", "threads; 1 when not given"),
  ] + ReportInput.flags + Engine.flags
) { arguments in
  let format =
    try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
  let jobs = try arguments.number("jobs", least: 1) ?? 1
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments)
  let output = Output()
  var writer = EventWriter(format: format, output: output)
  let emitErrors = arguments.has("emit-errors")
  var progress = Progress(unit: "reports", quiet: arguments.has("quiet"))
  var tally = Tally()
  let lines = EventLines(negated: arguments.has("negated"), emitsEmpty: arguments.has("emit-empty"))

  var batch: [Report] = []
  func finish() {
    for (report, codings) in zip(batch, inOrder(batch, jobs: jobs, pipeline.code)) {
      let events = lines.events(of: codings)
      tally.add(codings, events: events.count)
      var bytes: [UInt8] = []
      if format == "jsonl" {
        lines.write(report, codings, to: &bytes)
      } else {
        for event in events { writer.write(event) }
        if events.isEmpty { lines.writeEmpty(report, codings, to: &bytes) }
      }
      output.write(bytes)
    }
    batch.removeAll(keepingCapacity: true)
    progress.tell(tally.reports, "\(tally.events) events")
  }

  if emitErrors {
    input.reject = {
      // What was read before is written before, on however many threads.
      finish()
      output.line($0.json.line)
    }
  }
  input.forEach { report in
    batch.append(report)
    if batch.count >= 32 * jobs || jobs == 1 { finish() }
    return true
  }
  finish()
  writer.finish()
  output.flush()
  progress.end()
  if !arguments.has("quiet") {
    Output.error(tally.summary(rejected: input.rejected, seconds: progress.elapsed))
  }
  return input.status
}

/// What a run has found, and why the rest gave nothing.
struct Tally {
  var reports = 0
  var sentences = 0
  var events = 0
  var empty: [String: Int] = [:]

  mutating func add(_ codings: Coder.ReportCoding, events count: Int) {
    reports += 1
    sentences += codings.count
    events += count
    if count == 0 { empty[EventLines.whyEmpty(codings), default: 0] += 1 }
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

/// Writes events one by one in a format.
struct EventWriter {
  let format: String
  let output: Output
  private var rows: [[String]] = []
  private var started = false

  init(format: String, output: Output) {
    self.format = format
    self.output = output
  }

  mutating func write(_ event: Event) {
    switch format {
    case "jsonl": output.line(event.json.line)
    case "csv":
      if !started { output.line(EventColumns.header) }
      started = true
      output.line(EventColumns.line(event))
    default: rows.append(EventTable.row(event))
    }
  }

  /// Writes what was kept for the end; a CSV without events still has its header.
  mutating func finish() {
    if format == "csv", !started { output.line(EventColumns.header) }
    if format == "table", !rows.isEmpty { EventTable.print(rows, header: EventTable.header, to: output) }
  }
}
