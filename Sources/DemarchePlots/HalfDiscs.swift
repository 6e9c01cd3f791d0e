/// Two half discs on one line: the upper one is cooperation, the lower one conflict, areas as the incidents.
struct HalfDiscs {
  /// Pixels of radius for the square root of an incident.
  let scale: Double

  /// No incident by itself has a larger disc, however few there are.
  private static let largestOfOne = 5.0

  /// - Parameters:
  ///   - most: the largest count of one side that is drawn.
  ///   - radius: the largest of a disc.
  init(most: Int, radius: Double) {
    scale = min(HalfDiscs.largestOfOne, radius / Double(max(most, 1)).squareRoot())
  }

  func radius(_ count: Int) -> Double { count == 0 ? 0 : max(1.5, scale * Double(count).squareRoot()) }

  func draw(_ value: Dealings, x: Double, y: Double, _ svg: inout SVG, opacity: Double? = nil) {
    for (count, colour, sign) in [(value.cooperation, "coop", -1.0), (value.conflict, "conf", 1.0)]
    where count > 0 {
      let r = radius(count)
      let line = y + sign * 0.5
      svg.add(
        "path",
        [
          "class": colour, "fill-opacity": opacity,
          "d": "M\((x - r).svg) \(line.svg)a\(r.svg) \(r.svg) 0 0 \(sign < 0 ? 1 : 0) \((2 * r).svg) 0z",
        ])
    }
  }

  /// Examples of sizes with their numbers, side by side.
  ///
  /// - Returns: where the last one ends.
  @discardableResult
  func drawKey(upTo most: Int, x: Double, y: Double, _ svg: inout SVG) -> Double {
    var x = x
    var counts: [Int] = []
    for count in [1, most / 10, most] where count > 0 && !counts.contains(count) { counts.append(count) }
    for count in counts {
      let r = radius(count)
      draw(Dealings(cooperation: count, conflict: count), x: x + r, y: y, &svg)
      svg.add("text", ["class": "small", "x": x + 2 * r + 5, "y": y + 4], words: Ticks.label(count))
      x += 2 * r + 5 + TextWidth.of(Ticks.label(count), size: 11) + 18
    }
    svg.add("text", ["class": "small coop", "x": x, "y": y - 2], words: "above: cooperation")
    svg.add("text", ["class": "small conf", "x": x, "y": y + 11], words: "below: conflict")
    return x + TextWidth.of("above: cooperation", size: 11)
  }
}
