import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarchePlots
import DemarcheRelations

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

  private func relation() throws -> Figure {
    let answer = try RelationAnswer(question(), ledger, setting, sources)
    var plot = RelationPlot(answer.relation, answer.coverage, changes: answer.changes)
    (plot.from, plot.until) = (answer.question.from, answer.question.until)
    plot.scale = try scale()
    plot.caption = try caption("\(operands[0])–\(operands[1]) by \(answer.question.unit.rawValue), incidents")
    return plot.figure
  }

  private func comparison() throws -> Figure {
    let question = try question()
    let answer = try ComparisonAnswer(question, operands[2], with: operands[3], ledger, setting, sources)
    var plot = ComparisonPlot(answer.comparison)
    plot.scale = try scale()
    plot.caption = try caption("\(operands[0])–\(operands[1]) by \(question.unit.rawValue), incidents")
    return plot.figure
  }

  private func map() throws -> Figure {
    let actor = try operands.first.map { try setting.party($0) }
    if let actor, actor.states != nil || actor.sector != nil {
      throw UsageError("plot map takes one country or organisation", help: "demarche plot map IRN")
    }
    let grid = try TileGrid(Engine.table(TileGrid.name, TileGrid.tableColumns, arguments))
    let ties = try ties(with: actor)
    var values: [String: Dealings] = [:]
    for tie in ties {
      for code in [tie.a, tie.b] where code != actor?.code {
        values[code, default: Dealings()] = (values[code] ?? Dealings()) + tie.dealings
      }
    }
    var map = TileMap(
      grid, values, of: actor?.code,
      title: actor.map { "With whom \(name($0.code)) deals" } ?? "Incidents of each state")
    map.caption = try caption(actor == nil ? "Incidents between two, of each" : "Incidents")
    map.name = name
    return map.figure
  }

  private func matrix() throws -> Figure {
    var plot = MatrixPlot(try ties(), title: "Who deals with whom")
    plot.isDirected = false
    plot.top = try arguments.number("top", least: 2) ?? plot.top
    plot.caption = try caption("Incidents between two, whoever acts")
    plot.name = name
    return plot.figure
  }

  private func network() throws -> Figure {
    var plot = NetworkPlot(try ties(), title: "Who deals with whom")
    plot.top = try arguments.number("top", least: 2) ?? plot.top
    plot.caption = try caption("Incidents between two, whoever acts")
    plot.name = name
    return plot.figure
  }

  private func points() throws -> Figure {
    let parties = try operands.map { try setting.party($0) }
    var filter = EventFilter(
      participant: parties.count == 1 ? parties[0] : nil,
      pair: parties.count == 2 ? EventFilter.Pair(parties[0], parties[1]) : nil,
      from: try arguments.parameters.day("from", end: false),
      until: try arguments.parameters.day("until", end: true))
    try filter.narrow(to: SourceChoice.conditions(arguments.parameters), among: sources)
    let answer = try PlacesAnswer(filter, ledger, setting)
    var map = PointMap(
      answer.rows.map {
        PointMap.Point(
          $0.name, latitude: $0.latitude, longitude: $0.longitude,
          Dealings(cooperation: $0.cooperation, conflict: $0.conflict))
      }, title: (["Where it happened"] + parties.map(setting.name)).joined(separator: ", "),
      outlines: try outlines())
    map.caption = try caption(
      "Incidents with a place in the text; \(answer.byCountryAlone) more have a country alone, \(answer.nowhere) no place"
    )
    return map.figure
  }

  // MARK: What they are made of

  private func question() throws -> RelationQuestion {
    let parties = try operands.prefix(2).map { [setting] in try PartyFile.party($0, setting) }
    return try RelationQuestion(parties[0], parties[1], arguments.parameters, by: .month)
  }

  private func scale() throws -> PlotScale {
    try arguments.choice("scale", scales).flatMap { PlotScale(rawValue: $0) } ?? .rate
  }

  private func ties(with actor: Party? = nil) throws -> [Tie] {
    let parameters = arguments.parameters
    let answer = try PairsAnswer(
      from: try parameters.day("from", end: false), until: try parameters.day("until", end: true),
      sources: SourceChoice.conditions(parameters), quads: EventFilter(parameters).quads, with: actor, ledger,
      setting, sources)
    return answer.rows.map {
      Tie($0.a, $0.b, Dealings(cooperation: $0.cooperation, conflict: $0.conflict))
    }
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

  private func name(_ code: String) -> String { setting.name(of: code) ?? code }

  private func caption(_ what: String) throws -> [String] {
    let asked = ["from", "until", "quad", "source", "source-type"].compactMap { name in
      arguments.value(name).map { (name: name, value: $0) }
    }
    let file = LedgerFlags.path(arguments).split(separator: "/").last.map(String.init) ?? ""
    return FigureCaption.lines(
      what, asked: asked, ledger: file, run: try ledger.runs(limit: 1).first, setting.release)
  }
}
