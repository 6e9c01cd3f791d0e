public import DemarcheAnswers
public import DemarcheLedger
public import DemarchePlots
public import DemarcheRelations

/// Figures of answers, the same on the pages and from `demarche plot`.
public struct Drawings {
  private let setting: Setting
  private let ledger: String
  private let run: Run?
  private let asked: [(name: String, value: String)]

  /// The parameters that a caption tells, in its order.
  public static let filters = ["first", "second", "from", "until", "quad", "source", "source-type", "group"]

  /// - Parameters:
  ///   - ledger: what it is called.
  ///   - run: its last one.
  ///   - parameters: what was asked.
  public init(_ setting: Setting, ledger: String, run: Run?, _ parameters: QuestionParameters) {
    self.setting = setting
    self.ledger = ledger
    self.run = run
    asked = Drawings.filters.compactMap { name in parameters[name].map { (name: name, value: $0) } }
  }

  private func caption(_ what: String) -> [String] {
    FigureCaption.lines(what, asked: asked, ledger: ledger, run: run, setting.release)
  }

  private func name(_ code: String) -> String { setting.name(of: code) ?? code }

  private func dealings(_ row: PairsAnswer.Row) -> Dealings {
    Dealings(cooperation: row.cooperation, conflict: row.conflict)
  }

  private func ties(_ rows: [PairsAnswer.Row]) -> [Tie] { rows.map { Tie($0.a, $0.b, dealings($0)) } }

  /// How two parties stand over time.
  ///
  /// - Parameters:
  ///   - period: where a period leads to; nowhere in a file.
  ///   - change: where a change point leads to.
  public func relation(
    _ answer: RelationAnswer, scale: PlotScale = .rate, period: @escaping (Period) -> String? = { _ in nil },
    change: @escaping (ChangePoint) -> String? = { _ in nil }
  ) -> Figure {
    let question = answer.question
    var plot = RelationPlot(answer.relation, answer.coverage, changes: answer.changes)
    // An act of long ago that is told today would stretch the axis over years of which nothing was read.
    let read = answer.coverage.bounds
    plot.from = question.from ?? read?.lowerBound.first
    plot.until = question.until ?? read?.upperBound.last
    plot.scale = scale
    plot.caption = caption("\(question.a)–\(question.b) by \(question.unit.rawValue), incidents")
    let outside = answer.relation.rows.filter { row in
      guard let period = row.period else { return false }
      return plot.from.map { period.last < $0 } ?? false || plot.until.map { $0 < period.first } ?? false
    }.reduce(0) { $0 + $1.all.incidents }
    if outside > 0 {
      plot.caption.append("\(outside) incidents of days before or after all reports are not drawn.")
    }
    plot.addressOfPeriod = period
    plot.addressOfChange = change
    return plot.figure
  }

  /// Two groups of sources side by side.
  public func comparison(
    _ answer: ComparisonAnswer, scale: PlotScale = .rate, period: @escaping (Period) -> String? = { _ in nil }
  ) -> Figure {
    let question = answer.question
    var plot = ComparisonPlot(answer.comparison)
    plot.scale = scale
    plot.caption = caption("\(question.a)–\(question.b) by \(question.unit.rawValue), incidents")
    plot.addressOfPeriod = period
    return plot.figure
  }

  /// The world as tiles: the incidents of each state, or those with one actor.
  public func map(
    _ rows: [PairsAnswer.Row], of actor: String?, _ tiles: TileGrid,
    address: @escaping (String) -> String? = { _ in nil }
  ) -> Figure {
    var values: [String: Dealings] = [:]
    for row in rows where actor == nil || row.a == actor || row.b == actor {
      for code in [row.a, row.b] where code != actor {
        values[code, default: Dealings()] = (values[code] ?? Dealings()) + dealings(row)
      }
    }
    var map = TileMap(
      tiles, values, of: actor,
      title: actor.map { "With whom \(name($0)) deals" } ?? "Incidents of each state")
    map.caption = caption(actor == nil ? "Incidents between two, of each" : "Incidents")
    map.name = name
    map.address = address
    return map.figure
  }

  /// Those with most incidents, each with each.
  public func matrix(
    _ rows: [PairsAnswer.Row], top: Int? = nil,
    address: @escaping (String, String) -> String? = { _, _ in nil }
  ) -> Figure {
    var plot = MatrixPlot(ties(rows), title: "Who deals with whom")
    plot.isDirected = false
    plot.top = top ?? plot.top
    plot.caption = caption("Incidents between two, whoever acts")
    plot.name = name
    plot.address = address
    return plot.figure
  }

  /// Those with most incidents as a network.
  public func network(
    _ rows: [PairsAnswer.Row], top: Int? = nil,
    address: @escaping (String, String) -> String? = { _, _ in nil }
  ) -> Figure {
    var plot = NetworkPlot(ties(rows), title: "Who deals with whom")
    plot.top = top ?? plot.top
    plot.caption = caption("Incidents between two, whoever acts")
    plot.name = name
    plot.address = address
    return plot.figure
  }

  /// Where incidents happened.
  public func points(
    _ answer: PlacesAnswer, of parties: [Party], outlines: Outlines? = nil,
    address: (PlacesAnswer.Row) -> String? = { _ in nil }
  ) -> Figure {
    var map = PointMap(
      answer.rows.map {
        PointMap.Point(
          $0.name, latitude: $0.latitude, longitude: $0.longitude,
          Dealings(cooperation: $0.cooperation, conflict: $0.conflict), address: address($0))
      }, title: (["Where it happened"] + parties.map(setting.name)).joined(separator: ", "),
      outlines: outlines)
    map.caption = caption(
      "Incidents with a place in the text; \(answer.byCountryAlone) more have a country alone, \(answer.nowhere) no place"
    )
    return map.figure
  }
}
