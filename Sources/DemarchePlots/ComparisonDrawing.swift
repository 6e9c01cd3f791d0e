import DemarcheEvents
import DemarcheRelations

/// A comparison on its way to the page.
struct ComparisonDrawing {
  let plot: ComparisonPlot
  /// The periods of both groups, which are the same.
  private let first: [PeriodFigures]
  private let second: [PeriodFigures]
  private let axis: PeriodAxis
  private let measure: PeriodMeasure
  private let hatching: Hatching

  private static let width = 960.0
  private static let barsHeight = 260.0
  private static let differenceHeight = 90.0

  private var labels: QuadLabels { plot.comparison.first.quads }
  private var isMerged: Bool { first.count < plot.comparison.rows.count }

  init(_ plot: ComparisonPlot) {
    self.plot = plot
    let rows = plot.comparison.rows
    let labels = plot.comparison.first.quads
    let unit = plot.comparison.first.unit
    first = PeriodFigures.merged(
      rows.map(\.first), Coverage(unit, rows.map { ($0.period, $0.firstCoverage) }), labels,
      most: RelationPlot.mostPeriods)
    second = PeriodFigures.merged(
      rows.map(\.second), Coverage(unit, rows.map { ($0.period, $0.secondCoverage) }), labels,
      most: RelationPlot.mostPeriods)
    axis = PeriodAxis(
      periods: first.map(\.period), left: 52, right: ComparisonDrawing.width - QuadKey.width(labels))
    measure = PeriodMeasure(
      scale: plot.scale, few: plot.few, reports: (first + second).map(\.read.reports))
    hatching = Hatching(id: plot.id)
  }

  var figure: Figure {
    var svg = SVG()
    guard !first.isEmpty else {
      svg.add(
        "text", ["class": "muted", "x": Figure.edge, "y": 24],
        words: "Neither group reports an incident of a known day.")
      return framed(svg, height: 40)
    }
    hatching.draw(&svg)
    let panels = BarPanel.stacked(
      [(plot.comparison.firstName, reach(first)), (plot.comparison.secondName, reach(second))], from: 0,
      height: ComparisonDrawing.barsHeight, over: axis)
    let top = panels.first?.top ?? 0
    let middle = (panels.last?.bottom ?? 0) + BarPanel.gap + ComparisonDrawing.differenceHeight / 2 + 4
    let difference = differencePanel(axis: middle)
    axis.draw(&svg, top: top, y: difference.bottom)
    let step = plot.scale.step(pixels: panels.first?.scale ?? 1)
    for (i, panel) in panels.enumerated() {
      panel.draw(&svg, step: step, isSigned: plot.scale == .meanScore, note: i == 0 ? plot.scale.label : nil)
    }
    difference.draw(
      &svg, step: Ticks.step(atLeast: 22 / difference.scale), isSigned: true,
      note: "points of a hundred; filled where they differ (p ≤ 0.05, all periods considered)")
    if let panel = panels.first {
      QuadKey(labels: labels, scale: plot.scale, hatching: hatching).draw(
        &svg, x: axis.right + 12, axis: panel.axis)
    }
    drawSides(difference, &svg)
    for i in first.indices { drawPeriod(i, panels, difference, &svg) }
    return framed(svg, height: difference.bottom + 28)
  }

  private func framed(_ svg: SVG, height: Double) -> Figure {
    Figure(
      id: plot.id, title: title, description: description, caption: caption, table: table,
      size: (ComparisonDrawing.width, height), svg)
  }

  private func reach(_ figures: [PeriodFigures]) -> PeriodMeasure.Reach {
    measure.reach(of: figures.map { ($0.all, $0.read.reports) })
  }

  // MARK: The difference

  /// The share of conflict of the first less that of the second, in points of a hundred; nil where one has nothing.
  private func difference(_ i: Int) -> Double? {
    guard let a = first[i].all.conflictShare, let b = second[i].all.conflictShare else { return nil }
    return (a - b) * 100
  }

  private func differs(_ i: Int) -> Bool { !isMerged && plot.comparison.rows[i].differs }

  private func differencePanel(axis y: Double) -> BarPanel {
    let most = first.indices.compactMap { difference($0).map(abs) }.max() ?? 0
    let half = ComparisonDrawing.differenceHeight / 2
    return BarPanel(
      label: "Difference in the share of conflict", axis: y, above: half, below: half,
      scale: half / max(20, most * 1.1), left: axis.left, right: axis.right)
  }

  /// Which way is which, beside the axis.
  private func drawSides(_ panel: BarPanel, _ svg: inout SVG) {
    let above = sideLines(plot.comparison.firstName)
    for (i, line) in above.enumerated() {
      drawSide(line, y: panel.axis - 8 - Double(above.count - 1 - i) * 14, &svg)
    }
    for (i, line) in sideLines(plot.comparison.secondName).enumerated() {
      drawSide(line, y: panel.axis + 16 + Double(i) * 14, &svg)
    }
  }

  private func sideLines(_ name: String) -> [String] {
    // Conditions may stand on lines of their own.
    let words = "more conflict: " + name.split(separator: ",").joined(separator: ", ")
    return Array(
      TextWidth.lines(words, size: 11, width: ComparisonDrawing.width - axis.right - 24).prefix(3))
  }

  private func drawSide(_ line: String, y: Double, _ svg: inout SVG) {
    svg.add("text", ["class": "small", "x": axis.right + 12, "y": y], words: line)
  }

  private func drawPeriod(_ i: Int, _ panels: [BarPanel], _ panel: BarPanel, _ svg: inout SVG) {
    let period = first[i].period
    svg.link(to: plot.addressOfPeriod(period)) { svg in
      svg.add(
        "g",
        [
          "class": "period", "data-period": "\(period)", "data-from": period.first.iso,
          "data-until": period.last.iso,
        ]
      ) { svg in
        svg.add("title", words: told(i))
        let top = panels.first?.top ?? 0
        svg.add(
          "rect",
          ["class": "hit", "x": axis.x(i), "y": top, "width": axis.step, "height": panel.bottom - top])
        for (figure, panel) in zip([first[i], second[i]], panels) {
          var bars = PeriodBars(axis, i)
          bars.add(measure.values(figure.all, reports: figure.read.reports), panel)
          if measure.isTrusted(reports: figure.read.reports) {
            bars.draw(&svg, hatching)
          } else {
            svg.add("g", ["opacity": 0.4]) { bars.draw(&$0, hatching) }
          }
        }
        guard let value = difference(i) else { return }
        let (x, y) = (axis.middle(i), panel.y(value))
        svg.add("line", ["class": "edge", "x1": x, "y1": panel.axis, "x2": x, "y2": y])
        svg.add(
          "circle",
          [
            "class": differs(i) ? "ink" : "edge", "cx": x, "cy": y,
            "r": min(3.5, max(1.2, axis.step / 3)),
          ])
      }
    }
  }

  // MARK: Words and numbers

  private func told(_ i: Int) -> String {
    func side(_ name: String, _ figure: PeriodFigures) -> String {
      "\(name): \(Ticks.label(figure.all.incidents)) incidents in \(Ticks.label(figure.read.reports)) reports"
    }
    let tested = isMerged ? [] : ["p \(decimal(plot.comparison.rows[i].p, digits: 3))"]
    return
      ([
        "\(first[i].period)", side(plot.comparison.firstName, first[i]),
        side(plot.comparison.secondName, second[i]),
      ]
      + tested).joined(separator: "; ")
  }

  private var title: String {
    let (a, b) = (plot.comparison.first.a, plot.comparison.first.b)
    return "\(a) and \(b): \(plot.comparison.firstName) beside \(plot.comparison.secondName)"
  }

  private var description: String {
    let differing = first.indices.filter(differs).map { "\(first[$0].period)" }
    let sums = [first, second].map { figures in Ticks.label(figures.reduce(0) { $0 + $1.all.incidents }) }
    return
      "Two groups of sources on the same axes: \(plot.scale.label), cooperation upward and conflict downward; "
      + "\(sums[0]) incidents and \(sums[1]). Beneath, the difference in the share of conflict. "
      + (differing.isEmpty
        ? "It differs in no period." : "It differs in \(differing.joined(separator: ", ")).")
  }

  private var caption: [String] {
    var notes = [
      "An incident that both groups report counts in both. Tested by Fisher's exact test, corrected after Holm."
    ]
    if isMerged {
      notes.append(
        "So many periods that they are shown by \(first.first?.period.unit.rawValue ?? "year"), and not tested."
      )
    }
    if plot.scale == .rate {
      notes.append("Pale: fewer than \(plot.few) reports of the group.")
    }
    return plot.caption + [notes.joined(separator: " ")]
  }

  private var table: FigureTable {
    let kinds = QuadKind.allCases.filter { !$0.name(labels).isEmpty }
    var header = ["period"]
    for name in [plot.comparison.firstName, plot.comparison.secondName] {
      header +=
        (plot.scale == .meanScore ? ["\(name): mean score"] : kinds.map { "\(name): \($0.name(labels))" })
        + ["\(name): incidents", "\(name): reports read"]
    }
    header += ["difference in share of conflict", "p", "differs"]
    let rows = first.indices.map { i in
      var cells = ["\(first[i].period)"]
      for figure in [first[i], second[i]] {
        cells +=
          plot.scale == .meanScore
          ? [figure.all.scoreMean?.svg ?? ""]
          : kinds.map {
            plot.scale.value(figure.all.kinds[$0.rawValue], reports: figure.read.reports)?.svg ?? ""
          }
        cells += [String(figure.all.incidents), String(figure.read.reports)]
      }
      return cells + [
        difference(i)?.svg ?? "", isMerged ? "" : decimal(plot.comparison.rows[i].p, digits: 4),
        isMerged ? "" : differs(i) ? "yes" : "no",
      ]
    }
    return FigureTable(header: header, rows: rows)
  }
}
