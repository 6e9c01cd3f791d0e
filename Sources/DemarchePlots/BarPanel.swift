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
  let left: Double
  let right: Double

  var top: Double { axis - above }
  var bottom: Double { axis + below }

  func y(_ value: Double) -> Double { axis - value * scale }

  /// The label, round numbers beside the axis, and thin lines at them.
  ///
  /// Numbers below the axis have no sign where they count.
  func draw(_ svg: inout SVG, step: Double, isSigned: Bool = false) {
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
  }
}
