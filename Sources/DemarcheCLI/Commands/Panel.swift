import DemarcheAnswers
import DemarcheData
import Demarche
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations

let panelCommand = Command(
  name: "panel", summary: "directed pairs of states by period, zeros included", operands: "",
  examples: [
    "demarche panel --actors ARM,AZE,TUR --by month > panel.csv",
    "demarche panel --pairs pairs.csv --by year --from 1990 --until 2020",
  ],
  flags: [
    LedgerFlags.flag, Flag("by", "month|year", "the period of a row; year when not given"),
    Flag("format", "csv|jsonl|parquet", "csv when not given"), AnswerWriter.outputFlag,
    Flag("from", "DATE", "the first period; that of the first report when not given"),
    Flag("until", "DATE", "the last period; that of the last report when not given"),
    Flag("pairs", "FILE", "the pairs, one a line: two codes with a comma or a tab between them"),
    Flag("actors", "A,B,C", "all pairs of these"),
    Flag("all", nil, "all pairs of the states of the state systems"),
    Flag(
      "all-periods", nil, "rows also for periods in which one of the two was no member of either state system"
    ),
  ] + SourceChoice.flags + Engine.flags.filter { PanelPairs.dataFlags.contains($0.name) }
) { arguments in
  let unit: Period.Unit = try arguments.choice("by", ["month", "year"]) == "month" ? .month : .year
  // To the rest of the program --actors is a file of actors.
  let data = try Arguments(
    PanelPairs.dataFlags.flatMap { name in arguments.value(name).map { ["--\(name)", $0] } ?? [] },
    flags: Engine.flags, command: "panel")
  let setting = try Engine.setting(data)
  let ledger = try LedgerFlags.open(arguments)
  let choice = try SourceChoice(of: ledger, setting)
  let outlets = try choice.outlets(SourceChoice.conditions(arguments.parameters))
  let coverage = try ledger.coverage(by: unit) { outlets[$0] }
  let from = try arguments.parameters.day("from", end: false).map { Period(unit, containing: $0) }
  let until = try arguments.parameters.day("until", end: true).map { Period(unit, containing: $0) }
  guard let first = from ?? coverage.bounds?.lowerBound, let last = until ?? coverage.bounds?.upperBound,
    first <= last
  else {
    throw UsageError("the panel has no period", help: "give --from and --until, the first before the last")
  }
  let codes = setting.release.knowledge.stateCodes
  let pairs = try PanelPairs.read(arguments, states: codes)
  var panel = DyadPanel(first...last, types: setting.types, quads: setting.quads)
  let wanted = Set(pairs)
  let filter = EventFilter(from: first.first, until: last.last)
  try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
    guard let source = outlets[line.source], let pair = DyadPanel.Pair(a, b), wanted.contains(pair) else {
      return true
    }
    var line = line
    line.source = source
    panel.add(a, b, line)
    return true
  }
  let columns = PanelColumns(quads: setting.quads.numbers, coverage: coverage, codes: codes)
  let format = try arguments.choice("format", AnswerWriter.formats) ?? "csv"
  let output = try Output(path: arguments.outputFile)
  var writer = AnswerWriter(
    format, columns.columns, manifest: try Manifest.of(ledger, arguments, "panel", panelCommand.flags),
    to: output)
  let isWhole = arguments.has("all-periods")
  panel.forEachRow(
    of: pairs, where: { isWhole || columns.isMember($0.a, in: $1) && columns.isMember($0.b, in: $1) }
  ) { writer.write(columns.members($0)) }
  writer.finish()
  try output.close()
  return Status.done
}

/// The pairs of a panel.
enum PanelPairs {
  /// The flags that say where the data lies.
  static let dataFlags = ["data", "models", "knowledge"]

  /// The pairs that the flags name, sorted.
  static func read(_ arguments: Arguments, states: StateCodes) throws -> [DyadPanel.Pair] {
    let given = [arguments.value("pairs") != nil, arguments.value("actors") != nil, arguments.has("all")]
    guard given.filter(\.self).count == 1 else {
      throw UsageError(
        "panel needs one of --pairs, --actors and --all",
        help: "demarche panel --actors ARM,AZE,TUR --by month")
    }
    if let path = arguments.value("pairs") { return try read(Files.text(path), path) }
    let actors = arguments.value("actors").map { $0.split(separator: ",").map(String.init) } ?? states.keys
    guard Set(actors).count > 1 else { throw UsageError("--actors needs two codes at least") }
    return PanelAnswer.pairs(of: actors).sorted()
  }

  private static func read(_ text: String, _ path: String) throws -> [DyadPanel.Pair] {
    var pairs: Set<DyadPanel.Pair> = []
    for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split { $0 == "," || $0 == "\t" || $0 == " " || $0 == "\r" }.map(String.init)
      guard cells.count == 2, let pair = DyadPanel.Pair(cells[0], cells[1]) else {
        throw UsageError("\(path), line \(i + 1): no pair of two codes", help: "one pair a line: ARM,AZE")
      }
      pairs.insert(pair)
    }
    return pairs.sorted()
  }
}
