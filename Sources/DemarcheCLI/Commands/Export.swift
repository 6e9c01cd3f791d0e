import Demarche
import DemarcheAnswers
import DemarcheEvents
import DemarcheExchange
import DemarcheJSON
import DemarcheLedger
import DemarcheText

let exportCommand = Command(
  name: "export", summary: "the events of a ledger in the form that other programs read", operands: "",
  examples: [
    "demarche export --format parquet --output events.parquet",
    "demarche export --format icews --from 1979 --until 1989 --output events.tab",
    "demarche export --format gdelt --output events.CSV",
    "demarche export --format gexf --quad 4 --output conflict.gexf",
  ],
  flags: [
    LedgerFlags.flag,
    Flag(
      "format", EventFormat.exports.map(\.rawValue).joined(separator: "|"),
      "the form; csv when not given"),
    Flag("output", "FILE", "the file to write; standard output when not given"),
    Flag("quiet", nil, "no summary on standard error"),
  ] + ExportWriter.flags + EventFilter.flags + Engine.flags
) { arguments in
  let format = try EventFormat(arguments, else: .csv, among: EventFormat.exports)
  var filter = try EventFilter(arguments)
  let ledger = try LedgerFlags.open(arguments)
  try filter.narrow(to: arguments, ledger)
  let release = try Engine.release(arguments)
  let output = try Output(path: arguments.outputFile)
  var writer = try ExportWriter(
    format, arguments, knowledge: release.knowledge,
    manifest: try Manifest.of(ledger, arguments, "export", exportCommand.flags), to: output)
  var heads = ReportHeads(ledger)
  let withText = arguments.has("with-text")
  func sentence(_ event: Event) throws(LedgerError) -> String? {
    withText ? try ledger.sentence(of: event) : nil
  }
  var count = 0
  if format.isOfIncidents {
    try ledger.forEachIncident(matching: filter, toldBy: 1) { incident, _ throws(LedgerError) in
      guard let telling = incident.telling else { return true }
      count += 1
      var others: [Telling] = []
      for event in incident.events where event != telling {
        others.append(Telling(event: event, report: try heads[event.report]))
      }
      writer.write(
        ExportedEvent(
          telling, report: try heads[telling.report], sentence: try sentence(telling), others: others))
      return true
    }
  } else {
    try ledger.forEachEvent(matching: filter) { event throws(LedgerError) in
      count += 1
      writer.write(ExportedEvent(event, report: try heads[event.report], sentence: try sentence(event)))
      return true
    }
  }
  writer.finish()
  try output.close()
  if !arguments.has("quiet") {
    Output.error("\(count) \(format.isOfIncidents ? "incidents" : "events") from \(ledger.file)")
    for note in writer.notes { Output.error("  \(note)") }
    if count == 0 {
      let counts = try ledger.counts()
      Output.error(
        "  none of \(counts.events) in \(counts.reports) reports fits; leave a filter out to see more")
    }
  }
  return Status.done
}

/// The heads of the reports of a ledger, the latest kept at hand.
private struct ReportHeads {
  private let ledger: Ledger
  private var known: [String: ReportHead] = [:]

  init(_ ledger: Ledger) { self.ledger = ledger }

  subscript(id: String) -> ReportHead {
    mutating get throws(LedgerError) {
      if let head = known[id] { return head }
      let head = try ledger.report(id: id, withText: false).map(ReportHead.init) ?? ReportHead(id: id)
      if known.count > 4096 { known.removeAll(keepingCapacity: true) }
      known[id] = head
      return head
    }
  }
}
