import DemarcheAnswers
import DemarcheData
import DemarcheDrawings
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarchePlots
import DemarcheRelations
import DemarcheServer

private let units = Period.Unit.allCases.map(\.rawValue)
private let scales = PlotScale.allCases.map(\.rawValue)

let plotCommand = Command(
  name: "plot", summary: "figures as SVG, as the pages of serve show them",
  operands: "relation A B | compare A B SOURCES SOURCES | map [A] | matrix | network | points [A [B]]",
  examples: [
    "demarche plot relation EGY ISR --by year > egy-isr.svg",
    "demarche plot compare AZE ARM ownership=state,country=AZE rest > compare.svg",
    "demarche plot map IRN --from 2015 > map.svg", "demarche plot matrix --top 30 > matrix.svg",
    "demarche plot network --format csv > ties.csv",
    "demarche plot points --outlines coast.geojson > points.svg",
  ],
  flags: [
    LedgerFlags.flag,
    Flag("by", units.joined(separator: "|"), "relation, compare: the period of a bar; month when not given"),
    Flag("from", "DATE", "from this day"), Flag("until", "DATE", "up to this day"),
    Flag("scale", scales.joined(separator: "|"), "relation, compare: what a bar is; rate when not given"),
    Flag("quad", "1-4,...", "map, matrix, network: incidents of these quads alone"),
    Flag("top", "N", "matrix, network: so many actors; 20 and 40 when not given"),
    Flag("outlines", "FILE", "points: lines from a file of GeoJSON, drawn beneath"),
    Flag("format", "svg|csv", "the drawing, or its numbers"),
  ] + SourceChoice.flags + Engine.flags
) { arguments in
  let view = try PlotView(arguments)
  let figure = try view.figure()
  let output = Output()
  output.write(
    (try arguments.choice("format", ["svg", "csv"]) == "csv"
      ? figure.table.csv : figure.svg(standalone: true)).utf8)
  output.flush()
  return Status.done
}

/// What the command line asks to see of a ledger.
private struct PlotView {
  private let arguments: Arguments
  private let operands: [String]
  private let ledger: Ledger
  private let setting: Setting
  private let sources: SourceChoice

  /// The figures by their names, each with how many operands it takes.
  private static let kinds: [String: ClosedRange<Int>] = [
    "relation": 2...2, "compare": 4...4, "map": 0...1, "matrix": 0...0, "network": 0...0, "points": 0...2,
  ]

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    operands = Array(arguments.operands.dropFirst())
    guard let kind = arguments.operands.first, let counts = PlotView.kinds[kind] else {
      throw UsageError("plot needs what to draw: \(plotCommand.operands)", help: plotCommand.examples.first)
    }
    guard counts.contains(operands.count) else {
      throw UsageError("plot \(kind) is asked with other words", help: "plot \(plotCommand.operands)")
    }
    setting = try Engine.setting(arguments)
    ledger = try LedgerFlags.open(arguments)
    sources = try SourceChoice(of: ledger, setting)
  }

  func figure() throws -> Figure {
    switch arguments.operands.first {
    case "relation": try relation()
    case "compare": try comparison()
    case "map": try map()
    case "matrix": try matrix()
    case "network": try network()
    default: try points()
    }
  }

  // MARK: Figures

  private func drawings() throws -> Drawings {
    let file = LedgerFlags.path(arguments).split(separator: "/").last.map(String.init) ?? ""
    return Drawings(setting, ledger: file, run: try ledger.runs(limit: 1).first, arguments.parameters)
  }

  private func relation() throws -> Figure {
    try drawings().relation(RelationAnswer(question(), ledger, setting, sources), scale: scale())
  }

  private func comparison() throws -> Figure {
    let answer = try ComparisonAnswer(question(), operands[2], with: operands[3], ledger, setting, sources)
    return try drawings().comparison(answer, scale: scale())
  }

  private func map() throws -> Figure {
    let actor = try operands.first.map { try setting.party($0) }
    if let actor, actor.states != nil || actor.sector != nil {
      throw UsageError("plot map takes one country or organisation", help: "demarche plot map IRN")
    }
    let grid = try TileGrid(Engine.table(TileGrid.name, TileGrid.tableColumns, arguments))
    return try drawings().map(pairs(with: actor), of: actor?.code, grid)
  }

  private func matrix() throws -> Figure {
    try drawings().matrix(pairs(), top: arguments.number("top", least: 2))
  }

  private func network() throws -> Figure {
    try drawings().network(pairs(), top: arguments.number("top", least: 2))
  }

  private func points() throws -> Figure {
    let parties = try operands.map { try setting.party($0) }
    var filter = EventFilter(
      participant: parties.count == 1 ? parties[0] : nil,
      pair: parties.count == 2 ? EventFilter.Pair(parties[0], parties[1]) : nil,
      from: try arguments.parameters.day("from", end: false),
      until: try arguments.parameters.day("until", end: true), limit: nil)
    try filter.narrow(to: SourceChoice.conditions(arguments.parameters), among: sources)
    return try drawings().points(
      PlacesAnswer(filter, ledger, setting), of: parties, outlines: outlines())
  }

  // MARK: What they are made of

  private func question() throws -> RelationQuestion {
    let parties = try operands.prefix(2).map { [setting] in try PartyFile.party($0, setting) }
    return try RelationQuestion(parties[0], parties[1], arguments.parameters, by: .month)
  }

  private func scale() throws -> PlotScale {
    try arguments.choice("scale", scales).flatMap { PlotScale(rawValue: $0) } ?? .rate
  }

  private func pairs(with actor: Party? = nil) throws -> [PairsAnswer.Row] {
    let parameters = arguments.parameters
    return try PairsAnswer(
      from: try parameters.day("from", end: false), until: try parameters.day("until", end: true),
      sources: SourceChoice.conditions(parameters), quads: EventFilter(parameters).quads, with: actor, ledger,
      setting, sources
    ).rows
  }

  private func outlines() throws -> Outlines? {
    guard let path = arguments.value("outlines") else { return nil }
    func fault(_ message: String) -> DataFileError {
      DataFileError(file: path, line: 0, message: message, help: "GeoJSON with polygons or lines (RFC 7946)")
    }
    do { return try Outlines(geoJSON: JSON.read(Files.bytes(path))) } catch let error as JSONError {
      throw fault("\(error)")
    } catch let error as Outlines.Fault { throw fault("\(error)") }
  }
}
