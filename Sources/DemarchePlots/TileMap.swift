/// The world as tiles, one a state: the more incidents, the darker; beside it cooperation above conflict.
///
/// Of one actor, its incidents with each of the others; without one, all of each. Actors without a tile are told below
/// the map, and not dropped.
public struct TileMap {
  public var grid: TileGrid
  public var values: [String: Dealings]
  /// The code that the incidents are with; nil for all incidents of each state.
  public var actor: String?
  public var title: String
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "map"
  /// What a code is called.
  public var name: (String) -> String = { $0 }
  /// Where a tile leads to; nil for nowhere.
  public var address: (String) -> String? = { _ in nil }

  private static let tile = 30.0
  private static let pitch = 31.5
  private static let strip = 5.0
  /// So many actors without a tile are named.
  private static let mostBeside = 24

  public init(_ grid: TileGrid, _ values: [String: Dealings], of actor: String? = nil, title: String) {
    self.grid = grid
    self.values = values
    self.actor = actor
    self.title = title
  }

  /// The figure.
  public var figure: Figure {
    let steps = VolumeSteps(upTo: grid.codes.map { self[$0].incidents }.max() ?? 0)
    var svg = SVG()
    for code in grid.codes { draw(code, steps, &svg) }
    drawKey(steps, &svg)
    return Figure(
      id: id, title: title, description: description, caption: notes, table: table,
      size: (
        max(Double(grid.columns) * TileMap.pitch, TileMap.keyWidth) + 2 * Figure.edge,
        keyTop + TileMap.keyHeight + Figure.edge
      ), svg)
  }

  private subscript(code: String) -> Dealings { values[code] ?? Dealings() }

  private func corner(_ place: TileGrid.Place) -> (x: Double, y: Double) {
    (Figure.edge + Double(place.column) * TileMap.pitch, Figure.edge + Double(place.row) * TileMap.pitch)
  }

  private func draw(_ code: String, _ steps: VolumeSteps, _ svg: inout SVG) {
    guard let place = grid[code] else { return }
    let value = self[code]
    let (x, y) = corner(place)
    let step = steps.step(value.incidents)
    svg.link(to: address(code)) { svg in
      svg.add("g", ["class": "tile", "data-code": code]) { svg in
        svg.add("title", words: "\(name(code)): \(value.told)")
        svg.add(
          "rect",
          [
            "class": step == nil ? "grid" : "ink", "x": x, "y": y, "width": TileMap.tile,
            "height": TileMap.tile, "fill-opacity": step.map(steps.shade),
          ])
        svg.add("rect", ["class": "hit", "x": x, "y": y, "width": TileMap.tile, "height": TileMap.tile])
        if value.incidents > 0 { drawSides(value, x: x + TileMap.tile - TileMap.strip, y: y, &svg) }
        if code == actor {
          svg.add(
            "rect",
            [
              "class": "line", "x": x + 1, "y": y + 1, "width": TileMap.tile - 2, "height": TileMap.tile - 2,
              "stroke-width": 2,
            ])
        }
        let tone = step.map(steps.isDark) ?? false ? "paper" : step == nil && code != actor ? "muted" : "ink"
        svg.add(
          "text",
          [
            "class": "\(tone) tiny", "x": x + (TileMap.tile - (value.incidents > 0 ? TileMap.strip : 0)) / 2,
            "y": y + TileMap.tile / 2 + 3.5, "text-anchor": "middle",
          ], words: code)
      }
    }
  }

  /// A strip whose upper part is the share of cooperation and whose lower part is that of conflict.
  private func drawSides(_ value: Dealings, x: Double, y: Double, _ svg: inout SVG) {
    let conflict = TileMap.tile * value.conflictShare
    svg.add(
      "rect", ["class": "paper", "x": x - 1, "y": y, "width": TileMap.strip + 1, "height": TileMap.tile])
    if value.cooperation > 0 {
      svg.add(
        "rect",
        ["class": "coop", "x": x, "y": y, "width": TileMap.strip, "height": TileMap.tile - conflict])
    }
    if value.conflict > 0 {
      svg.add(
        "rect",
        [
          "class": "conf", "x": x, "y": y + TileMap.tile - conflict, "width": TileMap.strip,
          "height": conflict,
        ])
    }
  }

  private static let keyHeight = Double(VolumeSteps.most + 1) * 17 + 60
  private static let keyWidth = 170.0

  /// Where the key begins: at the height of the last tiles where none is in its way, else below them.
  private var keyTop: Double {
    let bottom = Figure.edge + Double(grid.rows) * TileMap.pitch
    let top = bottom - TileMap.keyHeight
    let isFree =
      top >= 0
      && grid.codes.allSatisfy { code in
        guard let place = grid[code] else { return true }
        let (x, y) = corner(place)
        return x > Figure.edge + TileMap.keyWidth || y + TileMap.pitch < top
      }
    return isFree ? top : bottom + Figure.edge
  }

  /// What shades and strips mean, in the lower left corner, where a map of the world has water.
  private func drawKey(_ steps: VolumeSteps, _ svg: inout SVG) {
    let x = Figure.edge
    var y = keyTop + 12 + Double(VolumeSteps.most - steps.bounds.count) * 17
    svg.add("text", ["class": "small strong", "x": x, "y": y], words: "incidents")
    y += 8
    for step in steps.bounds.indices {
      svg.add(
        "rect",
        ["class": "ink", "x": x, "y": y, "width": 18, "height": 13, "fill-opacity": steps.shade(step)])
      svg.add("text", ["class": "small", "x": x + 25, "y": y + 10.5], words: steps.label(step))
      y += 17
    }
    svg.add(
      "rect",
      ["class": "line", "x": x + 0.5, "y": y + 0.5, "width": 17, "height": 12, "stroke-opacity": 0.35])
    svg.add("text", ["class": "small", "x": x + 25, "y": y + 10.5], words: "none")
    y += 24
    svg.add("rect", ["class": "coop", "x": x + 13, "y": y, "width": TileMap.strip, "height": 14])
    svg.add("rect", ["class": "conf", "x": x + 13, "y": y + 14, "width": TileMap.strip, "height": 14])
    svg.add("text", ["class": "small coop", "x": x + 25, "y": y + 10.5], words: "share of cooperation")
    svg.add("text", ["class": "small conf", "x": x + 25, "y": y + 25], words: "share of conflict")
  }

  // MARK: Words and numbers

  /// The codes with an incident, the one with most first.
  private var ranked: [String] {
    values.keys.filter { self[$0].incidents > 0 }.sorted {
      (self[$1].incidents, $0) < (self[$0].incidents, $1)
    }
  }

  private var description: String {
    let top = ranked.prefix(5).map { "\(name($0)) \(Ticks.label(self[$0].incidents))" }
    let what = actor.map { "Incidents of \(name($0)) with each state" } ?? "Incidents of each state"
    return top.isEmpty ? "\(what): none." : "\(what), by shade; most: \(top.joined(separator: ", "))."
  }

  private var notes: [String] {
    let beside = ranked.filter { grid[$0] == nil }
    guard !beside.isEmpty else { return caption }
    let named = beside.prefix(TileMap.mostBeside).map { "\($0) \(Ticks.label(self[$0].incidents))" }
    let more = beside.count > named.count ? " and \(beside.count - named.count) more" : ""
    return caption + ["Actors without a tile: \(named.joined(separator: ", "))\(more)."]
  }

  private var table: FigureTable {
    FigureTable(
      header: ["code", "name", "incidents", "cooperation", "conflict"],
      rows: ranked.map {
        [$0, name($0), String(self[$0].incidents), String(self[$0].cooperation), String(self[$0].conflict)]
      })
  }
}
