import Demarche
import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheKnowledge
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines

let importCommand = Command(
  name: "import", summary: "take events that other projects coded into a ledger, for comparison",
  operands: "[FILE...]",
  examples: [
    "demarche import --ledger gulf.db icews-events-2018.tab.gz",
    "demarche import --dry-run 20240322180000.export.CSV.zip",
    "demarche relation USA IRN --ledger gulf.db --by month --source dataset=ICEWS",
  ],
  flags: [
    LedgerFlags.flag,
    Flag(
      "layout", "LAYOUT",
      "the layout of the files, else their columns tell: "
        + ForeignLayout.allCases.map(\.rawValue).joined(separator: ", ")),
    Flag("dry-run", nil, "read the files and say what is in them; the ledger is not opened"),
    Flag("emit-errors", nil, "write what is rejected to the output"),
    Flag("quiet", nil, "no progress on standard error"),
  ] + Engine.flags
) { arguments in
  let layout = try arguments.choice("layout", ForeignLayout.allCases.map(\.rawValue))
    .flatMap { ForeignLayout(rawValue: $0) }
  let paths = arguments.operands.isEmpty ? ["-"] : arguments.operands
  let release = try Engine.release(arguments)
  let knowledge = release.knowledge
  let data = try DataSource.current(arguments)
  let tables = try ImportTables(
    codebook: knowledge.codebook, crosswalk: knowledge.crosswalk, actors: knowledge.actors
  ) { data.text($0) }
  let stamp = EventFileReader.Stamp(
    codebook: knowledge.codebook.version, version: Release.version, data: release.hash)
  var run = ImportRun(
    ledger: arguments.has("dry-run") ? nil : try LedgerFlags.writable(arguments),
    emitsErrors: arguments.has("emit-errors"), quiet: arguments.has("quiet"))
  try run.begin(stamp)
  for path in paths {
    do {
      let packed = try PackedLines(path: path, limit: EventFileReader.longestRecord)
      while let (name, lines) = try packed.next() {
        try run.read(lines, EventFileReader(file: name, layout: layout, tables: tables, stamp: stamp))
      }
    } catch let rejection as Rejection {
      try run.reject(rejection)
    }
  }
  try run.finish()
  return run.status
}
