/// The bars of one period in all plots of a figure: one mark for each kind.
struct PeriodBars {
  private let x: Double
  private let width: Double
  private var paths = [String](repeating: "", count: QuadKind.allCases.count)
  private var cuts = ""

  init(_ axis: PeriodAxis, _ index: Int) { (x, width) = axis.bar(index) }

  /// Stacks values in a plot; what goes beyond it ends in an arrow.
  mutating func add(_ values: [(kind: QuadKind, value: Double)], _ panel: BarPanel) {
    var reached = (above: 0.0, below: 0.0)
    for (kind, value) in values {
      let sign = kind.isConflict ? 1.0 : -1.0
      let room = kind.isConflict ? panel.below : panel.above
      let start = kind.isConflict ? reached.below : reached.above
      let end = start + value * panel.scale
      if kind.isConflict { reached.below = end } else { reached.above = end }
      guard start < room else { continue }
      let foot = (panel.axis + sign * start).svg
      paths[kind.rawValue] +=
        "M\(x.svg) \(foot)v\((sign * (min(room, end) - start)).svg)h\(width.svg)V\(foot)z"
      if end > room + 0.5 {
        let edge = panel.axis + sign * (room + 1)
        cuts += "M\((x + width / 2 - 3).svg) \(edge.svg)l3 \((sign * 4).svg)l3 \((-sign * 4).svg)z"
      }
    }
  }

  func draw(_ svg: inout SVG, _ hatching: Hatching) {
    for kind in QuadKind.allCases where !paths[kind.rawValue].isEmpty {
      let look = kind.look(hatching)
      svg.add("path", ["class": look.class, "fill": look.fill, "d": paths[kind.rawValue]])
    }
    if !cuts.isEmpty { svg.add("path", ["class": "ink", "d": cuts]) }
  }
}
