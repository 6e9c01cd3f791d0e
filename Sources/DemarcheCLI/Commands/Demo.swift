import Demarche
import DemarcheData
import DemarcheEvents
import DemarcheLedger
import DemarcheReportLines
import DemarcheText
import Glibc

let demoCommand = Command(
  name: "demo", summary: "the project's sample reports, coded into a ledger and shown", operands: "",
  examples: ["demarche demo"],
  flags: [
    Flag("ledger", "FILE", "the ledger to write; demarche-demo.db when not given"),
    Flag("quiet", nil, "no progress"),
  ]
    + Engine.flags
) { arguments in
  let path = arguments.value("ledger") ?? "demarche-demo.db"
  let pipeline = try Engine.pipeline(arguments)
  let name = "samples/reports.jsonl"
  let text = try Engine.text(name, arguments)
  let ledger = try LedgerFlags.writable(path, arguments)
  var ingest = try IngestRun(ledger: ledger, pipeline: pipeline, quiet: arguments.has("quiet"))
  try ReportLines().read(Array(text.utf8), path: name) { item in
    switch item {
    case .report(let report), .mended(let report, _): try ingest.add(report)
    case .rejected(let rejection), .note(let rejection): throw rejection
    }
  }
  try ingest.finish()
  let output = Output()
  var writer = EventWriter(format: .table, output: output)
  var first: String?
  try ledger.forEachEvent(matching: EventFilter(excluding: [.negation], limit: nil)) {
    event throws(LedgerError) in
    first = first ?? event.id
    writer.write(event)
    return true
  }
  writer.finish()
  let program = getenv("DEMARCHE_NAME").map { String(cString: $0) } ?? "demarche"
  output.line("")
  output.line("What next:")
  output.line("  \(program) relation EGY ISR --by year --ledger \(path)")
  output.line("  \(program) explain \(first ?? "ev_...") --ledger \(path)")
  output.line("  \(program) code your-report.txt --published 2015-07-14")
  output.flush()
  return Status.done
}
