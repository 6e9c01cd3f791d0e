/// The hatched fills of a figure, which mark words beside deeds and gaps beside what was read.
struct Hatching {
  /// What the ids of the figure begin with.
  let id: String

  var cooperation: String { "url(#\(id)-coop)" }
  var conflict: String { "url(#\(id)-conf)" }
  var gap: String { "url(#\(id)-gap)" }

  /// Defines the fills; stands before what uses them.
  func draw(_ svg: inout SVG) {
    svg.add("defs") { svg in
      for name in ["coop", "conf"] { pattern(name, name, size: 4, tint: 0.28, width: 1.5, &svg) }
      pattern("gap", "muted", size: 6, tint: 0.06, width: 1, &svg)
    }
  }

  private func pattern(
    _ name: String, _ colour: String, size: Double, tint: Double, width: Double, _ svg: inout SVG
  ) {
    svg.add(
      "pattern",
      [
        "id": "\(id)-\(name)", "width": size, "height": size, "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
      ]
    ) { svg in
      svg.add("rect", ["class": colour, "width": size, "height": size, "fill-opacity": tint])
      svg.add("rect", ["class": colour, "width": width, "height": size])
    }
  }
}
