/// One of several plots above each other: bars up and down from an axis, on a scale that the others share.
struct BarPanel {
  /// What stands above it.
  var label: String
  /// Where its axis lies.
  var axis: Double
  /// How far it reaches above and below.
  var above: Double
  var below: Double
  /// Pixels for one of the scale.
  var scale: Double
  var left: Double
  var right: Double

  var top: Double { axis - above }
  var bottom: Double { axis + below }

  func y(_ value: Double) -> Double { axis - value * scale }

  /// The label, round numbers beside the axis, and thin lines at them.
  ///
  /// Numbers below the axis have no sign where they count.
  ///
  /// - Parameter note: what stands behind the label.
  func draw(_ svg: inout SVG, step: Double, isSigned: Bool = false, note: String? = nil) {
    for value in Ticks.multiples(of: step, from: -below / scale, to: above / scale) {
      let y = y(value)
      svg.add(
        "line", ["class": value == 0 ? "line" : "grid", "x1": left, "y1": y, "x2": right, "y2": y])
      let number = Ticks.label(isSigned ? value : abs(value))
      svg.add(
        "text", ["class": "muted tiny", "x": left - 5, "y": y + 3.5, "text-anchor": "end"],
        words: isSigned && value > 0 ? "+" + number : number)
    }
    svg.add("text", ["class": "strong halo", "x": left, "y": top - 6], words: label)
    guard let note else { return }
    let behind = left + TextWidth.of(label, size: 12, isStrong: true) + 10
    svg.add("text", ["class": "small muted halo", "x": behind, "y": top - 6], words: note)
  }

  /// What stands between two plots: the label of the lower one.
  static let gap = 30.0

  /// Plots above each other: a pixel is as much in each, and each is as high as its bars need.
  ///
  /// - Parameters:
  ///   - top: where the gap above the first begins.
  ///   - height: of all bars together.
  static func stacked(
    _ reaches: [(label: String, reach: PeriodMeasure.Reach)], from top: Double, height: Double,
    over axis: PeriodAxis
  ) -> [BarPanel] {
    let sum = reaches.reduce(0) { $0 + $1.reach.above + $1.reach.below }
    let scale = sum > 0 ? height / sum : 1
    var y = top
    return reaches.map { label, reach in
      let above = max(16, reach.above * scale)
      let below = max(16, reach.below * scale)
      y += gap
      defer { y += above + below }
      return BarPanel(
        label: label, axis: y + above, above: above, below: below, scale: scale, left: axis.left,
        right: axis.right)
    }
  }
}
