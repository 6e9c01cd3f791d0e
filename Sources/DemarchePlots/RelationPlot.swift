public import DemarcheEvents
public import DemarcheRelations

/// How two parties stand and how that moved: bars up for cooperation and down for conflict, period after period.
///
/// One plot for what A does to B, one for the other way round, and one for what both do together, all on one scale; the
/// net of all directions as a line; what was read beneath; change points as lines through all of it. Words are hatched,
/// deeds solid.
public struct RelationPlot {
  public var relation: Relation
  public var coverage: Coverage
  /// The change points to show; nil shows none.
  public var changes: RelationChanges?
  public var from: Day?
  public var until: Day?
  public var scale = PlotScale.rate
  /// A period with fewer reports is hatched, and a rate in it is not trusted with the scale.
  public var few = 10
  /// What the ids of the figure begin with.
  public var id = "relation"
  /// What the caption says beside what the figure itself has to say.
  public var caption: [String] = []
  /// Where a period leads to; nil for nowhere.
  public var addressOfPeriod: (Period) -> String? = { _ in nil }
  /// Where a change leads to; nil for nowhere.
  public var addressOfChange: (ChangePoint) -> String? = { _ in nil }

  /// No line and no change point is drawn through fewer incidents.
  public static let leastIncidents = RelationChanges.leastIncidents
  /// More periods are merged into longer ones: each takes up to six marks, and a figure no more than 2,000.
  public static let mostPeriods = 330

  public init(_ relation: Relation, _ coverage: Coverage, changes: RelationChanges? = nil) {
    self.relation = relation
    self.coverage = coverage
    self.changes = changes
  }

  /// The figure.
  ///
  /// - Cost: linear in the periods.
  public var figure: Figure {
    RelationDrawing(self).figure
  }
}

/// A relation on its way to the page.
private struct RelationDrawing {
  let plot: RelationPlot
  let figures: [PeriodFigures]
  let axis: PeriodAxis
  let marks: ChangeMarks
  let hatching: Hatching
  let isEnough: Bool
  /// Whether enough was read in any period.
  let hasTrust: Bool
  /// The names of the kinds that the codebook has.
  let names: [(kind: QuadKind, name: String)]

  private static let width = 960.0
  private static let left = 52.0
  private static let barsHeight = 300.0
  private static let netHeight = 64.0
  private static let panelGap = 30.0

  private var labels: QuadLabels { plot.relation.quads }
  private var right: Double { axis.right }

  init(_ plot: RelationPlot) {
    self.plot = plot
    hatching = Hatching(id: plot.id)
    let labels = plot.relation.quads
    names = QuadKind.allCases.map { ($0, $0.name(labels)) }.filter { !$0.1.isEmpty }
    figures = PeriodFigures.merged(
      plot.relation.series(from: plot.from, until: plot.until), plot.coverage, plot.relation.quads,
      most: RelationPlot.mostPeriods)
    isEnough = figures.reduce(0) { $0 + $1.all.incidents } >= RelationPlot.leastIncidents
    hasTrust = figures.contains { $0.read.reports >= plot.few }
    let widest = names.map { TextWidth.of($0.name, size: 11) }.max() ?? 0
    axis = PeriodAxis(
      periods: figures.map(\.period), left: RelationDrawing.left,
      right: RelationDrawing.width - max(100, widest + 40))
    marks = ChangeMarks(isEnough ? plot.changes : nil, axis, end: RelationDrawing.width - Figure.edge)
  }

  // MARK: Values

  private static let directions: [Direction] = [.aToB, .bToA, .mutual]

  /// What a direction is in a period, by kind; of a mean score it is one bar alone.
  private func values(_ figure: PeriodFigures, _ direction: Direction) -> [(kind: QuadKind, value: Double)] {
    let side = figure.side(direction)
    if plot.scale == .meanScore {
      guard let mean = side.scoreMean else { return [] }
      return [(mean < 0 ? .conflictInDeeds : .cooperationInDeeds, abs(mean))]
    }
    return QuadKind.allCases.compactMap { kind in
      let count = side.kinds[kind.rawValue]
      guard count > 0, let value = plot.scale.value(count, reports: figure.read.reports) else { return nil }
      return (kind, value)
    }
  }

  /// The net of a period; of a rate that nobody can trust there is none.
  private func net(_ figure: PeriodFigures) -> Double? {
    if plot.scale == .meanScore { return figure.all.scoreMean }
    return isTrusted(figure) ? plot.scale.value(figure.all.net, reports: figure.read.reports) : nil
  }

  /// Whether a bar says what it seems to: one incident in a period of three reports read is no rate of 333.
  private func isTrusted(_ figure: PeriodFigures) -> Bool {
    plot.scale != .rate || !hasTrust || figure.read.reports >= plot.few
  }

  /// The highest bar of a direction upward and downward, periods left out whose rate nobody can trust.
  private func reach(_ direction: Direction) -> (above: Double, below: Double) {
    var reach = (above: 0.0, below: 0.0)
    for figure in figures where isTrusted(figure) {
      let values = values(figure, direction)
      reach.above = max(reach.above, values.reduce(0) { $0 + ($1.kind.isConflict ? 0 : $1.value) })
      reach.below = max(reach.below, values.reduce(0) { $0 + ($1.kind.isConflict ? $1.value : 0) })
    }
    return reach
  }

  private func label(_ direction: Direction) -> String {
    let (a, b) = (plot.relation.a, plot.relation.b)
    switch direction {
    case .aToB: return "\(a) → \(b)"
    case .bToA: return "\(b) → \(a)"
    case .mutual: return "\(a) and \(b), together or against each other"
    }
  }

  // MARK: Layout

  /// The plots above each other: a pixel is as much in each, and each is as high as its bars need.
  private func panels(from top: Double) -> [(direction: Direction, panel: BarPanel)] {
    let reaches = RelationDrawing.directions.map { ($0, reach($0)) }
    let sum = reaches.reduce(0) { $0 + $1.1.above + $1.1.below }
    let scale = sum > 0 ? RelationDrawing.barsHeight / sum : 1
    var y = top
    return reaches.map { direction, reach in
      let above = max(16, reach.above * scale)
      let below = max(16, reach.below * scale)
      y += RelationDrawing.panelGap
      let panel = BarPanel(
        label: label(direction), axis: y + above, above: above, below: below, scale: scale, left: axis.left,
        right: right)
      y += above + below
      return (direction, panel)
    }
  }

  var figure: Figure {
    guard !figures.isEmpty else { return emptyFigure }
    let panels = panels(from: Double(marks.rows) * ChangeMarks.rowHeight + 4)
    let barsBottom = panels.last?.panel.bottom ?? 0
    let netTop = barsBottom + RelationDrawing.panelGap
    let stripTop = isEnough ? netTop + RelationDrawing.netHeight : barsBottom
    let bottom = stripTop + CoverageStrip.height
    var svg = SVG()
    hatching.draw(&svg)
    axis.draw(&svg, top: panels.first?.panel.top ?? 0, y: bottom)
    let step = Ticks.step(atLeast: 26 / (panels.first?.panel.scale ?? 1))
    for (direction, panel) in panels {
      panel.draw(&svg, step: step, isSigned: plot.scale == .meanScore)
      if direction == .aToB {
        svg.add(
          "text",
          [
            "class": "small muted", "x": axis.left + TextWidth.of(panel.label, size: 12) + 16,
            "y": panel.top - 6,
          ],
          words: plot.scale.label)
      }
    }
    drawKey(panels.first?.panel, &svg)
    for (i, figure) in figures.enumerated() {
      drawPeriod(i, figure, panels, top: panels.first?.panel.top ?? 0, bottom: bottom, &svg)
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

  /// What the fills mean, beside the axis of the first plot, in the order in which they stand on each other.
  private func drawKey(_ panel: BarPanel?, _ svg: inout SVG) {
    guard let panel else { return }
    let x = right + 12
    func entry(_ y: Double, _ words: String, _ kind: QuadKind) {
      let look = kind.attributes(hatching)
      svg.add(
        "rect", ["class": look.class, "fill": look.fill, "x": x, "y": y - 5, "width": 11, "height": 10])
      svg.add("text", ["class": "small \(kind.colour)", "x": x + 16, "y": y + 4], words: words)
    }
    if plot.scale == .meanScore {
      entry(panel.axis - 10, "cooperation", .cooperationInDeeds)
      entry(panel.axis + 10, "conflict", .conflictInDeeds)
      return
    }
    var above = panel.axis - 10
    var below = panel.axis + 10
    for (kind, name) in names {
      entry(kind.isConflict ? below : above, name, kind)
      if kind.isConflict { below += 16 } else { above -= 16 }
    }
  }

  /// The bars of one period in all plots: one mark for each kind, an area for the pointer, and a link around them.
  private func drawPeriod(
    _ i: Int, _ figure: PeriodFigures, _ panels: [(direction: Direction, panel: BarPanel)], top: Double,
    bottom: Double, _ svg: inout SVG
  ) {
    let (x, width) = axis.bar(i)
    var paths = [String](repeating: "", count: QuadKind.allCases.count)
    var cuts = ""
    for (direction, panel) in panels {
      var reached = (above: 0.0, below: 0.0)
      for (kind, value) in values(figure, direction) {
        let start = kind.isConflict ? reached.below : reached.above
        let room = kind.isConflict ? panel.below : panel.above
        let end = min(room, start + value * panel.scale)
        let isCut = start + value * panel.scale > room + 0.5
        if kind.isConflict {
          reached.below = start + value * panel.scale
        } else {
          reached.above = start + value * panel.scale
        }
        let sign = kind.isConflict ? 1.0 : -1.0
        if end > start {
          paths[kind.rawValue] +=
            "M\(x.svg) \((panel.axis + sign * start).svg)v\((sign * (end - start)).svg)h\(width.svg)V\((panel.axis + sign * start).svg)z"
        }
        // A notch at the end of what goes beyond the scale.
        if isCut, start < room {
          let edge = panel.axis + sign * (room + 1)
          cuts += "M\((x + width / 2 - 3).svg) \(edge.svg)l3 \((sign * 4).svg)l3 \((-sign * 4).svg)z"
        }
      }
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
        for kind in QuadKind.allCases where !paths[kind.rawValue].isEmpty {
          let look = kind.attributes(hatching)
          svg.add(
            "path",
            ["class": look.class.isEmpty ? nil : look.class, "fill": look.fill, "d": paths[kind.rawValue]])
        }
        if !cuts.isEmpty { svg.add("path", ["class": "ink", "d": cuts]) }
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
      right: right)
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

  // MARK: Words and numbers

  private var title: String {
    guard let first = figures.first?.period, let last = figures.last?.period else {
      return "\(plot.relation.a) and \(plot.relation.b)"
    }
    let span = first == last ? "\(first)" : "\(first) to \(last)"
    return "\(plot.relation.a) and \(plot.relation.b), \(span)"
  }

  private var description: String {
    let unit = figures.first?.period.unit.rawValue ?? "period"
    let incidents = figures.reduce(0) { $0 + $1.all.incidents }
    var text = "Bars for each \(unit): \(plot.scale.label), cooperation upward and conflict downward"
    if plot.scale != .meanScore { text += ", words hatched and deeds solid" }
    text += ". \(Ticks.label(incidents)) incidents."
    if !marks.marks.isEmpty {
      text +=
        " Changes: " + marks.marks.map { "\($0.change.period) \($0.text)" }.joined(separator: "; ") + "."
    }
    return text
  }

  private var caption: [String] {
    var lines = plot.caption
    var notes: [String] = []
    if let unit = figures.first?.period.unit, unit != plot.relation.unit {
      notes.append(
        "So many periods that those by \(plot.relation.unit.rawValue) are shown by \(unit.rawValue); of merged periods sources are the most of one."
      )
    }
    if !isEnough {
      let incidents = figures.reduce(0) { $0 + $1.all.incidents }
      notes.append(
        "\(incidents) incidents: fewer than \(RelationPlot.leastIncidents) show no line and no change points."
      )
    }
    let without = figures.reduce(0) { $0 + ($1.read.reports == 0 ? $1.all.incidents : 0) }
    if plot.scale == .rate, without > 0 {
      notes.append(
        "\(Ticks.label(without)) incidents lie in periods in which no report was read, and have no rate.")
    }
    if !figures.allSatisfy(isTrusted) {
      notes.append(
        "Pale: fewer than \(plot.few) reports read, so that the rate says little; it is not in the net and may be cut at the arrow."
      )
    }
    if marks.marks.contains(where: { $0.row == nil }) {
      notes.append("Changes without room for their words stand in the table.")
    }
    if !marks.marks.isEmpty {
      notes.append(
        "Change points: \(RelationChanges.method); the bar is where it may have begun (95 %); dashed: doubtful."
      )
    }
    if !notes.isEmpty { lines.append(notes.joined(separator: " ")) }
    return lines
  }

  private var table: FigureTable {
    let hasKinds = plot.scale != .meanScore
    let sides: [(Direction, String)] = [
      (.aToB, "\(plot.relation.a) > \(plot.relation.b)"), (.bToA, "\(plot.relation.b) > \(plot.relation.a)"),
      (.mutual, "mutual"),
    ]
    var header = ["period"]
    for (_, side) in sides {
      header += hasKinds ? names.map { "\(side): \($0.name)" } : ["\(side): mean score"]
    }
    header += [hasKinds ? "net" : "mean score", "incidents", "reports read", "sources", "change"]
    let rows = figures.map { figure in
      var cells = ["\(figure.period)"]
      for (direction, _) in sides {
        let side = figure.side(direction)
        cells +=
          hasKinds
          ? names.map { number(plot.scale.value(side.kinds[$0.kind.rawValue], reports: figure.read.reports)) }
          : [number(side.scoreMean)]
      }
      let changes = marks.marks.filter {
        axis.index(of: $0.change.period.first) == figure.period.index - (figures.first?.period.index ?? 0)
      }
      return cells + [
        number(net(figure)), String(figure.all.incidents), String(figure.read.reports),
        String(figure.read.sources), changes.map(\.text).joined(separator: "; "),
      ]
    }
    return FigureTable(header: header, rows: rows)
  }

  private func number(_ value: Double?) -> String { value.map(\.svg) ?? "" }
}
