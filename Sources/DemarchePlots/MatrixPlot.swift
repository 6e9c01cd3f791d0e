/// Who deals with whom: actors down and across, in each cell cooperation above conflict.
public struct MatrixPlot {
  public var ties: [Tie]
  public var title: String
  /// Whether a tie says who acts on whom; else it is what two have to do with each other, and stands in both cells.
  public var isDirected = true
  /// How many actors are shown, those with most incidents.
  public var top = 20
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "matrix"
  /// What a code is called.
  public var name: (String) -> String = { $0 }
  /// Where a cell leads to; nil for nowhere.
  public var address: (_ a: String, _ b: String) -> String? = { _, _ in nil }

  private static let cell = 30.0

  /// - Parameter ties: those of one pair and direction are added up.
  public init(_ ties: [Tie], title: String) {
    self.ties = ties
    self.title = title
  }

  /// The figure.
  public var figure: Figure {
    let ranked = Tie.ranked(Tie.totals(ties))
    let codes = Array(ranked.prefix(top))
    let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    var cells = [Dealings](repeating: Dealings(), count: codes.count * codes.count)
    for tie in ties {
      guard let row = numbers[tie.a], let column = numbers[tie.b] else { continue }
      cells[row * codes.count + column] = cells[row * codes.count + column] + tie.dealings
      if !isDirected, row != column {
        cells[column * codes.count + row] = cells[column * codes.count + row] + tie.dealings
      }
    }
    let most = cells.reduce(0) { max($0, $1.cooperation, $1.conflict) }
    let discs = HalfDiscs(most: most, radius: MatrixPlot.cell / 2 - 2)
    let left = Figure.edge + (codes.map { TextWidth.of($0, size: 11) }.max() ?? 0) + 10
    let isTurned = codes.contains { TextWidth.of($0, size: 11) > MatrixPlot.cell }
    let top = 26 + (isTurned ? left - Figure.edge : 16)
    let side = Double(codes.count) * MatrixPlot.cell
    var svg = SVG()
    if codes.isEmpty {
      svg.add("text", ["class": "muted", "x": left, "y": 24], words: "No incident between two actors.")
    } else if isDirected {
      svg.add("text", ["class": "small muted", "x": left, "y": 14], words: "acted on →")
    }
    for (i, code) in codes.enumerated() {
      let middle = (Double(i) + 0.5) * MatrixPlot.cell
      svg.add(
        "text", ["class": "small", "x": left - 8, "y": top + middle + 4, "text-anchor": "end"], words: code)
      svg.add(
        "text",
        [
          "class": "small", "x": left + middle, "y": top - 7, "text-anchor": isTurned ? "start" : "middle",
          "transform": isTurned ? "rotate(-90 \((left + middle + 4).svg) \((top - 7).svg))" : nil,
        ], words: code)
      // What an actor does to itself is set apart.
      svg.add(
        "rect",
        [
          "class": "muted", "fill-opacity": 0.1, "x": left + middle - MatrixPlot.cell / 2,
          "y": top + middle - MatrixPlot.cell / 2, "width": MatrixPlot.cell, "height": MatrixPlot.cell,
        ])
    }
    for i in 0...codes.count where !codes.isEmpty {
      let at = Double(i) * MatrixPlot.cell
      svg.add("line", ["class": "grid", "x1": left, "y1": top + at, "x2": left + side, "y2": top + at])
      svg.add("line", ["class": "grid", "x1": left + at, "y1": top, "x2": left + at, "y2": top + side])
    }
    for (i, value) in cells.enumerated() where value.incidents > 0 {
      let (a, b) = (codes[i / codes.count], codes[i % codes.count])
      let x = left + (Double(i % codes.count) + 0.5) * MatrixPlot.cell
      let y = top + (Double(i / codes.count) + 0.5) * MatrixPlot.cell
      svg.link(to: address(a, b)) { svg in
        svg.add("g", ["class": "cell", "data-a": a, "data-b": b]) { svg in
          svg.add("title", words: "\(name(a)) \(isDirected ? "→" : "and") \(name(b)): \(value.told)")
          svg.add(
            "rect",
            [
              "class": "hit", "x": x - MatrixPlot.cell / 2, "y": y - MatrixPlot.cell / 2,
              "width": MatrixPlot.cell, "height": MatrixPlot.cell,
            ])
          discs.draw(value, x: x, y: y, &svg)
        }
      }
    }
    var end = left + side
    if !codes.isEmpty { end = max(end, discs.drawKey(upTo: most, x: left, y: top + side + 28, &svg)) }
    let rest = ranked.count - codes.count
    return Figure(
      id: id, title: title, description: description(codes),
      caption: caption
        + (rest > 0 ? ["The \(codes.count) of \(ranked.count) actors with most incidents."] : []),
      table: table(codes, cells), size: (max(360, end + Figure.edge), codes.isEmpty ? 40 : top + side + 56),
      svg)
  }

  private func description(_ codes: [String]) -> String {
    codes.isEmpty
      ? "There is nothing to draw."
      : "A row and a column for each actor\(isDirected ? ", who acts and who is acted on" : ""): \(codes.joined(separator: ", ")). In a cell the upper half disc is cooperation and the lower one conflict, areas as the incidents."
  }

  private func table(_ codes: [String], _ cells: [Dealings]) -> FigureTable {
    FigureTable(
      header: (isDirected ? ["actor", "recipient"] : ["a", "b"]) + ["incidents", "cooperation", "conflict"],
      rows: cells.enumerated().filter { i, value in
        value.incidents > 0 && (isDirected || i / codes.count <= i % codes.count)
      }.map { i, value in
        [
          codes[i / codes.count], codes[i % codes.count], String(value.incidents), String(value.cooperation),
          String(value.conflict),
        ]
      })
  }
}
