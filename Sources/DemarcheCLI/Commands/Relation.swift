import Demarche
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations

private let units = Period.Unit.allCases.map(\.rawValue)

let relationCommand = Command(
  name: "relation", summary: "how two actors stand and how that moved", operands: "A B",
  examples: ["demarche relation EGY ISR --by year", "demarche relation USA IRN --by month --format csv"],
  flags: [
    LedgerFlags.flag, Flag("by", units.joined(separator: "|"), "the period of a row; year when not given"),
    Flag("from", "DATE", "from this day"), Flag("until", "DATE", "up to this day"),
    Flag("source", "NAME", "reports of one outlet alone"),
    Flag("format", "table|jsonl|csv", "a table on a terminal, else JSON lines"),
  ] + Engine.flags
) { arguments in
  guard arguments.operands.count == 2, let a = Party(arguments.operands[0]),
    let b = Party(arguments.operands[1])
  else {
    throw UsageError("relation needs two codes", help: "demarche relation EGY ISR, or USA/GOV IRN")
  }
  let unit = try arguments.choice("by", units).flatMap { Period.Unit(rawValue: $0) } ?? .year
  let format =
    try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
  let from = try EventFilter.day(arguments, "from", end: false)
  let until = try EventFilter.day(arguments, "until", end: true)
  let release = try Engine.release(arguments)
  let ledger = try LedgerFlags.open(arguments)
  let filter = EventFilter(from: from, until: until, sources: arguments.value("source").map { [$0] })
  func name(_ party: Party) -> String {
    let name = release.knowledge.actors.entity(party.code)?.name ?? party.code
    return party.sector.map { "\(name) \($0)" } ?? name
  }
  let codebook = release.knowledge.codebook
  let quads = QuadLabels(names: codebook.quads, materialConflict: codebook.materialConflict.min() ?? 0)
  var builder = RelationBuilder(between: name(a), and: name(b), by: unit, quads: quads)
  try ledger.forEachEvidence(between: a, and: b, matching: filter) { line throws(LedgerError) in
    builder.add(line)
    return true
  }
  let relation = builder.relation
  let output = Output()
  let series = relation.series(from: from, until: until)
  let table = RelationTable(
    quads: codebook.quads.keys.sorted().map { ($0, codebook.quads[$0] ?? "") }, a: a, b: b)
  switch format {
  case "table":
    EventTable.print(series.map(table.cells), header: table.header, to: output)
    output.line("")
    output.line(relation.summary)
  case "csv":
    output.line(table.columns.joined(separator: ","))
    for row in series { output.line(table.cells(row).map(EventCSV.quoted).joined(separator: ",")) }
  default: for row in series { output.line(table.json(row).line) }
  }
  output.flush()
  if format != "table" { Output.error(relation.summary) }
  if relation.total.isEmpty {
    let counts = try ledger.counts()
    Output.error(
      "\(counts.events) events in \(counts.reports) reports of \(ledger.file), none between \(a) and \(b)")
  }
  return Status.done
}

/// A relation's rows as a table, CSV or JSON.
struct RelationTable {
  var quads: [(number: Int, name: String)]
  var a: Party
  var b: Party

  var header: [String] {
    ["PERIOD", "REPORTS", "INCIDENTS", "\(a) > \(b)", "\(b) > \(a)", "MUTUAL"]
      + quads.map { $0.name.uppercased() }
      + ["MEAN SCORE", "SOURCES"]
  }

  var columns: [String] {
    ["period", "reports", "incidents", "a_to_b", "b_to_a", "mutual"] + quads.map { "quad_\($0.number)" }
      + ["mean_score", "sources"]
  }

  func cells(_ row: RelationRow) -> [String] {
    let all = row.all
    let counts =
      [all.reports, all.incidents, row.aToB.incidents, row.bToA.incidents, row.mutual.incidents]
      + quads.map { all.incidentsByQuad[$0.number] ?? 0 }
    return [row.period.map { "\($0)" } ?? "all"] + counts.map(String.init)
      + [all.scoreMean.map { "\(($0 * 100).rounded() / 100)" } ?? "", String(row.sources.count)]
  }

  func json(_ row: RelationRow) -> JSON {
    let all = row.all
    return [
      "period": JSON(row.period.map { "\($0)" }), "a": .string("\(a)"), "b": .string("\(b)"),
      "reports": .int(all.reports), "evidence": .int(all.evidence), "incidents": .int(all.incidents),
      "a_to_b": .int(row.aToB.incidents), "b_to_a": .int(row.bToA.incidents),
      "mutual": .int(row.mutual.incidents),
      "quads": .object(quads.map { .init("\($0.number)", .int(all.incidentsByQuad[$0.number] ?? 0)) }),
      "mean_score": JSON(all.scoreMean), "negated": .int(all.negated), "hypothetical": .int(all.hypothetical),
      "sources": .array(row.sources.map(JSON.string)), "caution": JSON(row.caution),
    ]
  }
}
