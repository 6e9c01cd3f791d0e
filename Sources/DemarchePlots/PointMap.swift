/// Where located incidents lie: half discs on the lines of longitude and latitude, in the Equal Earth projection.
///
/// Nothing else is drawn, no coast and no border, unless a user brings outlines.
public struct PointMap {
  /// Incidents of one place.
  public struct Point: Hashable, Sendable {
    public var name: String
    public var latitude: Double
    public var longitude: Double
    public var dealings: Dealings
    /// Where it leads to; nil for nowhere.
    public var address: String?

    public init(
      _ name: String, latitude: Double, longitude: Double, _ dealings: Dealings, address: String? = nil
    ) {
      self.name = name
      self.latitude = latitude
      self.longitude = longitude
      self.dealings = dealings
      self.address = address
    }
  }

  public var points: [Point]
  public var title: String
  public var outlines: Outlines?
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "points"

  /// More places are not drawn; the smallest are left out, and it is said how many.
  public static let mostPoints = 900
  private static let width = 960.0
  /// So many places are named, the largest.
  private static let mostNames = 16

  public init(_ points: [Point], title: String, outlines: Outlines? = nil) {
    self.points = points
    self.title = title
    self.outlines = outlines
  }

  /// The figure.
  public var figure: Figure {
    let ranked = points.filter { $0.dealings.incidents > 0 }.sorted {
      ($1.dealings.incidents, $0.name, $0.latitude, $0.longitude) < (
        $0.dealings.incidents, $1.name, $1.latitude, $1.longitude
      )
    }
    let shown = Array(ranked.prefix(PointMap.mostPoints))
    let most = shown.reduce(0) { max($0, $1.dealings.cooperation, $1.dealings.conflict) }
    let discs = HalfDiscs(most: most, radius: 20)
    let bottom = y(-EqualEarth.height)
    var svg = SVG()
    drawGraticule(&svg)
    if let outlines { draw(outlines, &svg) }
    for point in shown {
      let (x, y) = place(longitude: point.longitude, latitude: point.latitude)
      svg.link(to: point.address) { svg in
        svg.add("g", ["class": "point"]) { svg in
          svg.add("title", words: "\(point.name): \(point.dealings.told)")
          discs.draw(point.dealings, x: x, y: y, &svg, opacity: 0.75)
        }
      }
    }
    drawNames(shown, discs, &svg)
    if most > 0 { discs.drawKey(upTo: most, x: Figure.edge, y: bottom + 24, &svg) }
    let rest = ranked.count - shown.count
    return Figure(
      id: id, title: title, description: description(ranked),
      caption: caption
        + (rest > 0 ? ["\(Ticks.label(rest)) more places, each of fewer incidents, are not drawn."] : []),
      table: table(ranked), size: (PointMap.width, bottom + (most > 0 ? 52 : 12)), svg)
  }

  private var half: Double { PointMap.width / 2 - Figure.edge }

  private func y(_ height: Double) -> Double { Figure.edge + (EqualEarth.height - height) * half }

  private func place(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
    let point = EqualEarth.point(longitude: longitude, latitude: latitude)
    return (PointMap.width / 2 + point.x * half, y(point.y))
  }

  private func drawGraticule(_ svg: inout SVG) {
    var lines = ""
    for longitude in stride(from: -180.0, through: 180, by: 30) {
      for (i, latitude) in stride(from: -90.0, through: 90, by: 5).enumerated() {
        let (x, y) = place(longitude: longitude, latitude: latitude)
        lines += "\(i == 0 ? "M" : "L")\(x.svg) \(y.svg)"
      }
    }
    for latitude in stride(from: -90.0, through: 90, by: 30) {
      let (left, y) = place(longitude: -180, latitude: latitude)
      lines += "M\(left.svg) \(y.svg)H\(place(longitude: 180, latitude: latitude).x.svg)"
    }
    svg.add("path", ["class": "grid", "d": lines])
    for latitude in [60.0, 30, 0, -30, -60] {
      let (x, y) = place(longitude: -180, latitude: latitude)
      let words = latitude == 0 ? "0°" : "\(abs(latitude).svg)° \(latitude > 0 ? "N" : "S")"
      svg.add("text", ["class": "muted tiny", "x": x + 5, "y": y - 3], words: words)
    }
  }

  private func draw(_ outlines: Outlines, _ svg: inout SVG) {
    var path = ""
    for line in outlines.lines {
      var before: Double?
      for point in line {
        // A line over the edge of the map is two.
        let isBroken = before.map { abs($0 - point.longitude) > 180 } ?? true
        let (x, y) = place(longitude: point.longitude, latitude: point.latitude)
        path += "\(isBroken ? "M" : "L")\(x.svg) \(y.svg)"
        before = point.longitude
      }
    }
    svg.add("path", ["class": "edge", "stroke-width": 0.6, "d": path])
  }

  /// The names of the largest places, where they do not run into each other.
  private func drawNames(_ points: [Point], _ discs: HalfDiscs, _ svg: inout SVG) {
    var taken: [(left: Double, right: Double, y: Double)] = []
    for point in points.prefix(PointMap.mostNames) {
      let (x, y) = place(longitude: point.longitude, latitude: point.latitude)
      let r = discs.radius(max(point.dealings.cooperation, point.dealings.conflict))
      let width = TextWidth.of(point.name, size: 10)
      let isLeft = x + r + 4 + width > PointMap.width - Figure.edge
      let left = isLeft ? x - r - 4 - width : x + r + 4
      guard !taken.contains(where: { abs($0.y - y) < 11 && $0.left < left + width && left < $0.right }) else {
        continue
      }
      taken.append((left, left + width, y))
      svg.add(
        "text",
        [
          "class": "tiny halo", "x": isLeft ? x - r - 4 : left, "y": y + 3.5,
          "text-anchor": isLeft ? "end" : nil,
        ], words: point.name)
    }
  }

  private func description(_ ranked: [Point]) -> String {
    let top = ranked.prefix(5).map { "\($0.name) \(Ticks.label($0.dealings.incidents))" }
    return top.isEmpty
      ? "No incident has a place."
      : "Incidents by place, the upper half disc cooperation and the lower one conflict; most: \(top.joined(separator: ", "))."
  }

  private func table(_ ranked: [Point]) -> FigureTable {
    FigureTable(
      header: ["place", "latitude", "longitude", "incidents", "cooperation", "conflict"],
      rows: ranked.map {
        [
          $0.name, $0.latitude.svg, $0.longitude.svg, String($0.dealings.incidents),
          String($0.dealings.cooperation), String($0.dealings.conflict),
        ]
      })
  }
}
