/// Who deals with whom, as a network: each actor with its main partners, wide lines for much, dashed for mostly conflict.
public struct NetworkPlot {
  public var ties: [Tie]
  public var title: String
  /// How many actors are shown, those with most incidents.
  public var top = 40
  /// How many partners of each are shown, those it has most to do with.
  public var partners = 3
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "network"
  /// What a code is called.
  public var name: (String) -> String = { $0 }
  /// Where a tie leads to; nil for nowhere.
  public var address: (_ a: String, _ b: String) -> String? = { _, _ in nil }

  /// More actors than these are never shown.
  public static let mostActors = 60
  private static let width = 960.0
  private static let height = 600.0
  private static let margin = 40.0

  /// - Parameter ties: those of one pair are added up, whoever acts.
  public init(_ ties: [Tie], title: String) {
    self.ties = ties
    self.title = title
  }

  /// The figure; the same ties give the same picture.
  public var figure: Figure {
    let totals = Tie.totals(ties)
    let ranked = Tie.ranked(totals)
    // By code, so that the circle that all starts from does not depend on who is ahead.
    let codes = ranked.prefix(min(top, NetworkPlot.mostActors)).sorted()
    let edges = edges(codes)
    let layout = NetworkLayout(codes.count, edges.map { ($0.a, $0.b) })
    let places = layout.spread(
      width: NetworkPlot.width - 2 * NetworkPlot.margin, height: NetworkPlot.height - 2 * NetworkPlot.margin,
      gap: 36
    ).map { (x: $0.x + NetworkPlot.margin, y: $0.y + NetworkPlot.margin - 10) }
    let most = edges.map(\.value.incidents).max() ?? 0
    var svg = SVG()
    if codes.isEmpty {
      svg.add(
        "text", ["class": "muted", "x": Figure.edge, "y": 24], words: "No incident between two actors.")
    }
    for edge in edges.sorted(by: { ($0.value.incidents, $0.a, $0.b) < ($1.value.incidents, $1.a, $1.b) }) {
      draw(edge, codes, places, most, &svg)
    }
    let largest = codes.compactMap { totals[$0]?.incidents }.max() ?? 1
    for (code, place) in zip(codes, places) {
      let total = totals[code] ?? Dealings()
      let radius = 13 + 7 * (Double(total.incidents) / Double(max(largest, 1))).squareRoot()
      svg.add("g", ["class": "node", "data-code": code]) { svg in
        svg.add("title", words: "\(name(code)): \(total.told)")
        svg.add("circle", ["class": "paper", "cx": place.x, "cy": place.y, "r": radius])
        svg.add("circle", ["class": "line", "cx": place.x, "cy": place.y, "r": radius])
        svg.add(
          "text", ["class": "tiny halo", "x": place.x, "y": place.y + 3.5, "text-anchor": "middle"],
          words: code)
      }
    }
    if !codes.isEmpty { drawKey(most, &svg) }
    return Figure(
      id: id, title: title, description: description(codes, edges),
      caption: caption + notes(codes, ranked), table: table(codes, edges),
      size: (NetworkPlot.width, codes.isEmpty ? 40 : NetworkPlot.height + 24), svg)
  }

  private typealias Edge = (a: Int, b: Int, value: Dealings)

  /// The ties that are among the main ones of either side, by node.
  private func edges(_ codes: [String]) -> [Edge] {
    let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    var values = [Dealings](repeating: Dealings(), count: codes.count * codes.count)
    for tie in ties {
      guard let x = numbers[tie.a], let y = numbers[tie.b], x != y else { continue }
      let at = min(x, y) * codes.count + max(x, y)
      values[at] = values[at] + tie.dealings
    }
    var all: [Edge] = []
    for (at, value) in values.enumerated() where value.incidents > 0 {
      all.append((at / codes.count, at % codes.count, value))
    }
    all.sort { ($1.value.incidents, $0.a, $0.b) < ($0.value.incidents, $1.a, $1.b) }
    var counts = [Int](repeating: 0, count: codes.count)
    return all.filter { edge in
      let isMain = counts[edge.a] < partners || counts[edge.b] < partners
      counts[edge.a] += 1
      counts[edge.b] += 1
      return isMain
    }
  }

  private func draw(
    _ edge: Edge, _ codes: [String], _ places: [(x: Double, y: Double)], _ most: Int, _ svg: inout SVG
  ) {
    let (a, b) = (codes[edge.a], codes[edge.b])
    svg.link(to: address(a, b)) { svg in
      svg.add("g", ["class": "tie", "data-a": a, "data-b": b]) { svg in
        svg.add("title", words: "\(name(a)) and \(name(b)): \(edge.value.told)")
        let isConflict = edge.value.conflictShare > 0.5
        svg.add(
          "line",
          [
            "class": isConflict ? "conf-line" : "coop-line", "x1": places[edge.a].x, "y1": places[edge.a].y,
            "x2": places[edge.b].x, "y2": places[edge.b].y, "stroke-width": width(edge.value.incidents, most),
            "stroke-opacity": 0.75, "stroke-dasharray": isConflict ? "6 4" : nil,
          ])
      }
    }
  }

  private func width(_ count: Int, _ most: Int) -> Double {
    1 + 6 * (Double(count) / Double(max(most, 1))).squareRoot()
  }

  private func drawKey(_ most: Int, _ svg: inout SVG) {
    let y = NetworkPlot.height + 8
    var x = Figure.edge
    for (words, look, dashes) in [
      ("mostly cooperation", "coop", nil), ("mostly conflict", "conf", "6 4"),
    ] as [(String, String, String?)] {
      svg.add(
        "line",
        [
          "class": "\(look)-line", "x1": x, "y1": y, "x2": x + 34, "y2": y, "stroke-width": 3,
          "stroke-dasharray": dashes,
        ])
      svg.add("text", ["class": "small \(look)", "x": x + 40, "y": y + 4], words: words)
      x += 40 + TextWidth.of(words, size: 11) + 24
    }
    var counts: [Int] = []
    for count in [1, most / 10, most] where count > 0 && !counts.contains(count) { counts.append(count) }
    for count in counts {
      svg.add(
        "line",
        ["class": "muted-line", "x1": x, "y1": y, "x2": x + 24, "y2": y, "stroke-width": width(count, most)])
      svg.add("text", ["class": "small", "x": x + 30, "y": y + 4], words: Ticks.label(count))
      x += 30 + TextWidth.of(Ticks.label(count), size: 11) + 18
    }
  }

  private func notes(_ codes: [String], _ ranked: [String]) -> [String] {
    guard codes.count < ranked.count else { return [] }
    return [
      "The \(codes.count) of \(ranked.count) actors with most incidents, each with the \(partners) it has most to do with."
    ]
  }

  private func description(_ codes: [String], _ edges: [Edge]) -> String {
    let top = edges.prefix(5).map { "\(codes[$0.a]) and \(codes[$0.b]) \(Ticks.label($0.value.incidents))" }
    return top.isEmpty
      ? "There is nothing to draw."
      : "\(codes.count) actors and \(edges.count) ties between them; the widest: \(top.joined(separator: ", "))."
  }

  private func table(_ codes: [String], _ edges: [Edge]) -> FigureTable {
    FigureTable(
      header: ["a", "b", "incidents", "cooperation", "conflict"],
      rows: edges.map {
        [
          codes[$0.a], codes[$0.b], String($0.value.incidents), String($0.value.cooperation),
          String($0.value.conflict),
        ]
      })
  }
}
