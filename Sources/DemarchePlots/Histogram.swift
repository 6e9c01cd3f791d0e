public import DemarcheRelations

import DemarcheEvents

/// How many of something lie in each period: a small plot to choose a range of time in.
public struct Histogram {
  /// The counts; periods between them that are missing count nothing.
  public var counts: [(period: Period, count: Int)]
  public var title: String
  /// What is counted: "events".
  public var noun: String
  /// The range that is chosen; nil for none.
  public var selected: ClosedRange<Period>?
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "histogram"
  public var width = 480.0
  /// Where a period leads to; nil for nowhere.
  public var address: (Period) -> String? = { _ in nil }

  private static let height = 56.0

  /// - Parameter counts: of one unit.
  public init(_ counts: [(period: Period, count: Int)], title: String, noun: String = "events") {
    self.counts = counts
    self.title = title
    self.noun = noun
  }

  /// The figure; periods that would be too narrow are merged.
  public var figure: Figure {
    let bars = merged
    let most = bars.map(\.count).max() ?? 0
    let axis = PeriodAxis(periods: bars.map(\.period), left: Figure.edge, right: width - Figure.edge)
    let top = 8.0
    let base = top + Histogram.height
    var svg = SVG()
    axis.draw(&svg, top: top, y: base)
    svg.add("line", ["class": "grid", "x1": axis.left, "y1": base, "x2": axis.right, "y2": base])
    for (i, bar) in bars.enumerated() {
      let (x, width) = axis.bar(i)
      let isChosen = selected.map {
        $0.lowerBound.first <= bar.period.last && bar.period.first <= $0.upperBound.last
      }
      svg.link(to: address(bar.period)) { svg in
        svg.add(
          "g",
          [
            "class": "period", "data-period": "\(bar.period)", "data-from": bar.period.first.iso,
            "data-until": bar.period.last.iso,
          ]
        ) { svg in
          svg.add("title", words: "\(bar.period): \(Ticks.label(bar.count)) \(noun)")
          svg.add(
            "rect", ["class": "hit", "x": axis.x(i), "y": top, "width": axis.step, "height": base - top])
          guard bar.count > 0 else { return }
          let height = max(1, Histogram.height * Double(bar.count) / Double(most))
          svg.add(
            "rect",
            [
              "class": isChosen == true ? "ink" : "muted", "fill-opacity": isChosen == false ? 0.35 : 0.75,
              "x": x,
              "y": base - height, "width": width, "height": height,
            ])
        }
      }
    }
    let sum = bars.reduce(0) { $0 + $1.count }
    return Figure(
      id: id, title: title,
      description:
        "\(Ticks.label(sum)) \(noun) in \(bars.count) periods, at most \(Ticks.label(most)) in one.",
      caption: caption,
      table: FigureTable(header: ["period", noun], rows: bars.map { ["\($0.period)", String($0.count)] }),
      size: (width, base + 24), svg)
  }

  /// Every period from the first to the last, each three pixels wide or more.
  private var merged: [(period: Period, count: Int)] {
    guard let first = counts.map(\.period).min(), let last = counts.map(\.period).max() else { return [] }
    let most = max(1, Int((width - 2 * Figure.edge) / 3))
    let unit = PeriodFigures.unit(from: first, until: last, most: most)
    let end = PeriodFigures.period(last, in: unit).index
    let start = max(PeriodFigures.period(first, in: unit).index, end - most + 1)
    var bars = (start...end).map { (period: Period(unit: unit, index: $0), count: 0) }
    for (period, count) in counts where period.unit == first.unit {
      let at = PeriodFigures.period(period, in: unit).index - start
      if at >= 0 { bars[at].count += count }
    }
    return bars
  }
}
