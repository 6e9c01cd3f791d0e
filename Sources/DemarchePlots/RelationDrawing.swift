import DemarcheEvents
import DemarcheRelations

/// A relation on its way to the page.
struct RelationDrawing {
  let plot: RelationPlot
  let figures: [PeriodFigures]
  let axis: PeriodAxis
  let marks: ChangeMarks
  let hatching: Hatching
  /// All that are drawn, and those of periods before the first that is.
  let incidents: Int
  let earlier: Int
  let isEnough: Bool
  let measure: PeriodMeasure
  /// The names of the kinds that the codebook has.
  let names: [(kind: QuadKind, name: String)]

  private static let width = 960.0
  private static let left = 52.0
  private static let barsHeight = 300.0
  private static let netHeight = 64.0

  init(_ plot: RelationPlot) {
    self.plot = plot
    hatching = Hatching(id: plot.id)
    let labels = plot.relation.quads
    names = QuadKind.allCases.map { ($0, $0.name(labels)) }.filter { !$0.1.isEmpty }
    let series = plot.relation.series(from: plot.from, until: plot.until)
    figures = PeriodFigures.merged(series, plot.coverage, labels, most: RelationPlot.mostPeriods)
    incidents = figures.reduce(0) { $0 + $1.all.incidents }
    earlier = series.reduce(0) { $0 + $1.all.incidents } - incidents
    isEnough = incidents >= RelationPlot.leastIncidents
    measure = PeriodMeasure(scale: plot.scale, few: plot.few, reports: figures.map(\.read.reports))
    axis = PeriodAxis(
      periods: figures.map(\.period), left: RelationDrawing.left,
      right: RelationDrawing.width - QuadKey.width(labels))
    marks = ChangeMarks(isEnough ? plot.changes : nil, axis, end: RelationDrawing.width - Figure.edge)
  }

  static let directions: [Direction] = [.aToB, .bToA, .mutual]

  func net(_ figure: PeriodFigures) -> Double? { measure.net(figure.all, reports: figure.read.reports) }

  func isTrusted(_ figure: PeriodFigures) -> Bool { measure.isTrusted(reports: figure.read.reports) }

  private func label(_ direction: Direction) -> String {
    let (a, b) = (plot.relation.a, plot.relation.b)
    switch direction {
    case .aToB: return "\(a) → \(b)"
    case .bToA: return "\(b) → \(a)"
    case .mutual: return "\(a) and \(b), together or against each other"
    }
  }

  // MARK: Layout

  var figure: Figure {
    guard !figures.isEmpty else { return emptyFigure }
    let directions = RelationDrawing.directions
    let panels = BarPanel.stacked(
      directions.map { direction in
        (label(direction), measure.reach(of: figures.map { ($0.side(direction), $0.read.reports) }))
      }, from: Double(marks.rows) * ChangeMarks.rowHeight + 4, height: RelationDrawing.barsHeight, over: axis)
    let barsBottom = panels.last?.bottom ?? 0
    let netTop = barsBottom + BarPanel.gap
    let stripTop = isEnough ? netTop + RelationDrawing.netHeight : barsBottom
    let bottom = stripTop + CoverageStrip.height
    var svg = SVG()
    hatching.draw(&svg)
    axis.draw(&svg, top: panels.first?.top ?? 0, y: bottom)
    let step = plot.scale.step(pixels: panels.first?.scale ?? 1)
    for (i, panel) in panels.enumerated() {
      panel.draw(&svg, step: step, isSigned: plot.scale == .meanScore, note: i == 0 ? plot.scale.label : nil)
    }
    if let panel = panels.first {
      QuadKey(labels: plot.relation.quads, scale: plot.scale, hatching: hatching).draw(
        &svg, x: axis.right + 12, axis: panel.axis)
    }
    for (i, figure) in figures.enumerated() {
      drawPeriod(i, figure, panels, top: panels.first?.top ?? 0, bottom: bottom, &svg)
    }
    if isEnough { drawNet(&svg, top: netTop) }
    CoverageStrip(figures: figures, axis: axis, few: plot.few).draw(&svg, top: stripTop, hatching)
    marks.draw(&svg, top: 2, bottom: bottom, address: plot.addressOfChange)
    return Figure(
      id: plot.id, title: title, description: description, caption: caption, table: table,
      size: (RelationDrawing.width, bottom + 28), svg)
  }

  private var emptyFigure: Figure {
    var svg = SVG()
    svg.add("text", ["class": "muted", "x": Figure.edge, "y": 24], words: "No incident of a known day.")
    return Figure(
      id: plot.id, title: title, description: "There is nothing to draw.", caption: plot.caption,
      table: table,
      size: (RelationDrawing.width, 40), svg)
  }

  /// The bars of one period in all plots, an area for the pointer, and a link around them.
  private func drawPeriod(
    _ i: Int, _ figure: PeriodFigures, _ panels: [BarPanel], top: Double, bottom: Double, _ svg: inout SVG
  ) {
    var bars = PeriodBars(axis, i)
    for (direction, panel) in zip(RelationDrawing.directions, panels) {
      bars.add(measure.values(figure.side(direction), reports: figure.read.reports), panel)
    }
    svg.link(to: plot.addressOfPeriod(figure.period)) { svg in
      svg.add(
        "g",
        [
          "class": "period", "data-period": "\(figure.period)", "data-from": figure.period.first.iso,
          "data-until": figure.period.last.iso, "opacity": isTrusted(figure) ? nil : 0.4,
        ]
      ) { svg in
        svg.add("title", words: told(figure))
        svg.add(
          "rect", ["class": "hit", "x": axis.x(i), "y": top, "width": axis.step, "height": bottom - top])
        bars.draw(&svg, hatching)
      }
    }
  }

  /// What is said of a period where a pointer rests.
  private func told(_ figure: PeriodFigures) -> String {
    let side = figure.all
    let kinds = names.compactMap { kind, name in
      side.kinds[kind.rawValue] > 0 ? "\(name) \(side.kinds[kind.rawValue])" : nil
    }
    return
      (["\(figure.period): \(Ticks.label(side.incidents)) incidents"] + kinds + [
        "\(Ticks.label(figure.read.reports)) reports read"
      ])
      .joined(separator: ", ")
  }

  private func drawNet(_ svg: inout SVG, top: Double) {
    let values = figures.map(net)
    let high = max(0, values.compactMap(\.self).max() ?? 0)
    let low = min(0, values.compactMap(\.self).min() ?? 0)
    let height = RelationDrawing.netHeight
    let scale = high > low ? height / (high - low) : 1
    let panel = BarPanel(
      label: plot.scale == .meanScore
        ? "Mean score, all directions" : "Net: cooperation less conflict, all directions",
      axis: top + high * scale, above: high * scale, below: -low * scale, scale: scale, left: axis.left,
      right: axis.right)
    panel.draw(&svg, step: Ticks.step(atLeast: 22 / scale), isSigned: true)
    var path = ""
    var dots = ""
    for (i, value) in values.enumerated() {
      guard let value else { continue }
      let (x, y) = (axis.middle(i), panel.y(value))
      let follows = i > 0 && values[i - 1] != nil
      let goesOn = i + 1 < values.count && values[i + 1] != nil
      if !follows, !goesOn {
        dots += "M\((x - 1.5).svg) \(y.svg)a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0"
      } else {
        path += "\(follows ? "L" : "M")\(x.svg) \(y.svg)"
      }
    }
    if !path.isEmpty { svg.add("path", ["class": "line", "stroke-width": 1.5, "d": path]) }
    if !dots.isEmpty { svg.add("path", ["class": "ink", "d": dots]) }
  }
}
