import DemarcheRelations

/// What the fills of the bars mean, beside an axis, in the order in which they stand on each other.
struct QuadKey {
  let labels: QuadLabels
  let scale: PlotScale
  let hatching: Hatching

  /// The room that it takes to the right of an axis.
  static func width(_ labels: QuadLabels) -> Double {
    let names = QuadKind.allCases.map { TextWidth.of($0.name(labels), size: 11) }
    return max(120, (names.max() ?? 0) + 40)
  }

  func draw(_ svg: inout SVG, x: Double, axis: Double) {
    if scale == .meanScore {
      entry("cooperation", .cooperationInDeeds, x: x, y: axis - 10, &svg)
      entry("conflict", .conflictInDeeds, x: x, y: axis + 10, &svg)
      return
    }
    var (above, below) = (axis - 10, axis + 10)
    for kind in QuadKind.allCases {
      let name = kind.name(labels)
      if name.isEmpty { continue }
      entry(name, kind, x: x, y: kind.isConflict ? below : above, &svg)
      if kind.isConflict { below += 16 } else { above -= 16 }
    }
  }

  private func entry(_ words: String, _ kind: QuadKind, x: Double, y: Double, _ svg: inout SVG) {
    let look = kind.look(hatching)
    svg.add("rect", ["class": look.class, "fill": look.fill, "x": x, "y": y - 5, "width": 11, "height": 10])
    svg.add("text", ["class": "small \(kind.colour)", "x": x + 16, "y": y + 4], words: words)
  }
}
