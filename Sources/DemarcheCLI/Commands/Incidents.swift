import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheTables

let incidentsCommand = Command(
  name: "incidents", summary: "the acts of a ledger, each with all reports that tell it", operands: "[ID...]",
  examples: [
    "demarche incidents --pair EGY,ISR --from 1977",
    "demarche incidents in_0ec77c346cc4d410            one, with why its reports are joined",
    "demarche incidents --quad 4 --format csv > conflict.csv",
  ],
  flags: [LedgerFlags.flag] + EventFilter.flags + [
    Flag("reports", "N", "told by at least so many reports"),
    Flag("format", "table|jsonl|csv|parquet", "a table on a terminal, else JSON lines"),
    AnswerWriter.outputFlag,
  ] + Engine.flags
) { arguments in
  let format = try AnswerWriter.format(arguments)
  var filter = try EventFilter(arguments)
  let least = try arguments.number("reports", least: 1) ?? 1
  let ledger = try LedgerFlags.open(arguments)
  try filter.narrow(to: arguments, ledger)
  let output = try Output(path: arguments.outputFile)
  var writer = IncidentWriter(
    format: format, manifest: try Manifest.of(ledger, arguments, "incidents", incidentsCommand.flags),
    output: output)
  if !arguments.operands.isEmpty {
    for id in arguments.operands {
      guard let incident = try ledger.incident(id: id) else {
        throw MissingIncident(id: id, ledger: ledger.file)
      }
      writer.write(incident)
    }
    writer.finish()
    try output.close()
    return Status.done
  }
  let limit = filter.limit
  filter.limit = nil
  var count = 0
  var last: EventCursor?
  var more = false
  try ledger.forEachIncident(matching: filter, toldBy: least) { incident, cursor throws(LedgerError) in
    if let limit, count == limit {
      more = true
      return false
    }
    count += 1
    last = cursor
    writer.write(incident)
    return true
  }
  writer.finish()
  try output.close()
  if more, let last { Output.error("more: --after '\(last)'") }
  if count == 0 {
    let counts = try ledger.counts()
    Output.error(
      "no incident of \(counts.incidents) in \(counts.reports) reports fits; leave a filter out to see more")
  }
  return Status.done
}

/// An incident that is not there: told with the way to find those that are.
struct MissingIncident: Error, CustomStringConvertible {
  var id: String
  var ledger: String
  var description: String {
    "\(ledger): no incident \(id)\n  help: demarche incidents lists ids; that of an event or of an act in it will do"
  }
}

/// Writes incidents one by one in a format.
struct IncidentWriter {
  let format: String
  let output: Output
  private var rows: [[String]] = []

  private static let header = [
    "ID", "DATE", "EVENT", "ACTOR", "RECIPIENT", "PLACE", "REPORTS", "TEXTS", "CONFIDENCE",
  ]

  private var parquet: ParquetWriter<Never>?

  /// - Parameter manifest: what made the rows, for the format that has a place for it.
  init(format: String, manifest: JSON, output: Output) {
    self.format = format
    self.output = output
    if format == "parquet" {
      parquet = ParquetWriter(IncidentColumns.definitions, manifest: manifest, to: output)
    }
    if format == "csv" { output.line(CSV.line(IncidentColumns.columns)) }
  }

  mutating func write(_ incident: Incident) {
    guard let columns = IncidentColumns(incident) else { return }
    switch format {
    case "jsonl": output.line(columns.json.line)
    case "csv": output.line(CSV.line(columns.cells))
    case "parquet": parquet?.append(columns.row)
    default:
      rows.append([
        incident.id, columns.date ?? "", columns.telling.event, columns.actor.joined(separator: " "),
        columns.recipient.joined(separator: " "), columns.place?.name ?? "", "\(incident.reports.count)",
        "\(incident.texts)", columns.confidence,
      ])
    }
  }

  mutating func finish() {
    parquet?.finish()
    if format == "table", !rows.isEmpty { EventTable.print(rows, header: IncidentWriter.header, to: output) }
  }
}
