import DemarcheRelations

/// What was read beneath a series: reports as bars, sources as steps; hatched where it is little.
struct CoverageStrip {
  let figures: [PeriodFigures]
  let axis: PeriodAxis
  /// Fewer reports than these are few.
  let few: Int

  private static let reportsHeight = 34.0
  private static let sourcesHeight = 16.0
  private static let gap = 20.0
  static let height = gap + reportsHeight + gap + sourcesHeight

  /// Draws it from `top` on.
  func draw(_ svg: inout SVG, top: Double, _ hatching: Hatching) {
    let most = figures.map(\.read.reports).max() ?? 0
    let bottom = top + CoverageStrip.gap + CoverageStrip.reportsHeight
    heading(
      "reports read", "up to \(Ticks.label(most)) a period; hatched: fewer than \(few)",
      bottom - CoverageStrip.reportsHeight, &svg)
    svg.add("line", ["class": "grid", "x1": axis.left, "y1": bottom, "x2": axis.right, "y2": bottom])
    // Neighbours that are few are one area.
    for run in runs({ $0.read.reports < few }) {
      svg.add(
        "rect",
        [
          "x": axis.x(run.lowerBound), "y": bottom - CoverageStrip.reportsHeight,
          "width": axis.x(run.upperBound) - axis.x(run.lowerBound), "height": CoverageStrip.reportsHeight,
          "fill": hatching.gap,
        ])
    }
    var bars = ""
    for (i, figure) in figures.enumerated() where figure.read.reports > 0 {
      let height = CoverageStrip.reportsHeight * Double(figure.read.reports) / Double(max(most, 1))
      let bar = axis.bar(i)
      bars += "M\(bar.x.svg) \(bottom.svg)v\((-height).svg)h\(bar.width.svg)v\(height.svg)z"
    }
    if !bars.isEmpty { svg.add("path", ["class": "muted", "fill-opacity": 0.55, "d": bars]) }
    drawSources(&svg, bottom: bottom + CoverageStrip.gap + CoverageStrip.sourcesHeight)
  }

  private func drawSources(_ svg: inout SVG, bottom: Double) {
    let most = figures.map(\.read.sources).max() ?? 0
    heading("sources", "up to \(Ticks.label(most))", bottom - CoverageStrip.sourcesHeight, &svg)
    svg.add("line", ["class": "grid", "x1": axis.left, "y1": bottom, "x2": axis.right, "y2": bottom])
    guard most > 0 else { return }
    var steps = ""
    for (i, figure) in figures.enumerated() {
      let y = bottom - CoverageStrip.sourcesHeight * Double(figure.read.sources) / Double(most)
      steps += "\(i == 0 ? "M\(axis.left.svg) " : "V")\(y.svg)H\(axis.x(i + 1).svg)"
    }
    svg.add("path", ["class": "muted-line", "stroke-width": 1.5, "d": steps])
  }

  private func heading(_ words: String, _ rest: String, _ y: Double, _ svg: inout SVG) {
    svg.add("text", ["class": "small strong", "x": axis.left, "y": y - 5], words: words)
    svg.add(
      "text",
      [
        "class": "small muted", "x": axis.left + TextWidth.of(words, size: 11, isStrong: true) + 8,
        "y": y - 5,
      ], words: rest)
  }

  private func runs(_ holds: (PeriodFigures) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (i, figure) in figures.enumerated() where holds(figure) {
      if let last = runs.last, last.upperBound == i {
        runs[runs.count - 1] = last.lowerBound..<i + 1
      } else {
        runs.append(i..<i + 1)
      }
    }
    return runs
  }
}
