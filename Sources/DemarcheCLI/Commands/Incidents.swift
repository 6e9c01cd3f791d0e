import DemarcheEvents
import DemarcheJSON
import DemarcheLedger

let incidentsCommand = Command(
  name: "incidents", summary: "the acts of a ledger, each with all reports that tell it", operands: "[ID...]",
  examples: [
    "demarche incidents --pair EGY,ISR --from 1977",
    "demarche incidents in_0ec77c346cc4d410            one, with why its reports are joined",
    "demarche incidents --quad 4 --format csv > conflict.csv",
  ],
  flags: [LedgerFlags.flag] + EventFilter.flags + [
    Flag("reports", "N", "told by at least so many reports"),
    Flag("format", "table|jsonl|csv", "a table on a terminal, else JSON lines"),
  ] + Engine.flags
) { arguments in
  let format =
    try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
  var filter = try EventFilter(arguments)
  let least = try arguments.number("reports", least: 1) ?? 1
  let ledger = try LedgerFlags.open(arguments)
  try filter.narrow(to: arguments, ledger)
  let output = Output()
  var writer = IncidentWriter(format: format, output: output)
  defer {
    writer.finish()
    output.flush()
  }
  if !arguments.operands.isEmpty {
    for id in arguments.operands {
      guard let incident = try ledger.incident(id: id) else {
        throw MissingIncident(id: id, ledger: ledger.file)
      }
      writer.write(incident)
    }
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
  private static let columns = [
    "id", "date", "event", "quad", "actor", "recipient", "place", "country", "reports", "texts", "lines",
    "confidence",
  ]

  init(format: String, output: Output) {
    self.format = format
    self.output = output
    if format == "csv" { output.line(IncidentWriter.columns.joined(separator: ",")) }
  }

  mutating func write(_ incident: Incident) {
    guard let telling = incident.telling else { return }
    func codes(_ side: (Event) -> [Participant]) -> [String] {
      var seen: Set<String> = []
      return incident.events.flatMap(side).map { $0.code ?? $0.name ?? $0.text }.filter {
        seen.insert($0).inserted
      }
    }
    let (actor, recipient) = (codes(\.actor), codes(\.recipient))
    let confidence = "\((incident.confidence * 100).rounded() / 100)"
    let place = telling.place ?? incident.events.lazy.compactMap(\.place).first
    let date = telling.date ?? telling.published.map { String($0.prefix(10)) }
    switch format {
    case "jsonl":
      let line: JSON = [
        "id": .string(incident.id), "event": .string(telling.event),
        "mode": .array(telling.mode.map(JSON.string)),
        "quad": .int(telling.quad), "actor": .array(actor.map(JSON.string)),
        "recipient": .array(recipient.map(JSON.string)), "date": JSON(telling.date),
        "date_precision": .string(telling.datePrecision.rawValue), "published": JSON(telling.published),
        "place": JSON(place?.name ?? place?.text), "country": JSON(place?.country),
        "reports": .array(incident.reports.map(JSON.string)), "texts": .int(incident.texts),
        "events": .array(incident.events.map { .string($0.id) }), "confidence": .double(incident.confidence),
        "why": .array(incident.joins.map(IncidentWriter.json)),
      ]
      output.line(line.line)
    case "csv":
      let cells = [
        incident.id, date ?? "", telling.event, "\(telling.quad)", actor.joined(separator: "|"),
        recipient.joined(separator: "|"), place?.name ?? "", place?.country ?? "",
        "\(incident.reports.count)",
        "\(incident.texts)", "\(incident.events.count)", confidence,
      ]
      output.line(cells.map(EventCSV.quoted).joined(separator: ","))
    default:
      rows.append([
        incident.id, date ?? "", telling.event, actor.joined(separator: " "),
        recipient.joined(separator: " "),
        place?.name ?? "", "\(incident.reports.count)", "\(incident.texts)", confidence,
      ])
    }
  }

  private static func json(_ join: Incident.Join) -> JSON {
    [
      "acts": .array(join.acts.map(JSON.string)), "confidence": .double(join.confidence),
      "why": .string(join.why),
    ]
  }

  mutating func finish() {
    if format == "table", !rows.isEmpty { EventTable.print(rows, header: IncidentWriter.header, to: output) }
  }
}
