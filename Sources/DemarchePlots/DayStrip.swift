public import DemarcheEvents
import DemarcheRelations

/// What came in day by day: reports above, events below; days without a report are hatched.
public struct DayStrip {
  /// What came in on one day.
  public struct Count: Hashable, Sendable {
    public var reports: Int
    public var events: Int

    public init(reports: Int, events: Int) {
      self.reports = reports
      self.events = events
    }
  }

  public var counts: [Day: Count]
  /// The first and the last day that is shown.
  public var from: Day
  public var until: Day
  public var title: String
  public var caption: [String] = []
  /// What the ids of the figure begin with.
  public var id = "days"
  public var width = 720.0
  /// Where a day leads to; nil for nowhere.
  public var address: (Day) -> String? = { _ in nil }

  private static let height = 40.0
  /// A longer strip shows its last days.
  private static let mostDays = 400

  public init(_ counts: [Day: Count], from: Day, until: Day, title: String) {
    self.counts = counts
    self.from = from
    self.until = until
    self.title = title
  }

  /// The figure.
  public var figure: Figure {
    let start = max(from.number, until.number - DayStrip.mostDays + 1)
    let days = start <= until.number ? (start...until.number).map { Day(number: $0) } : []
    let axis = PeriodAxis(
      periods: days.map { Period(.day, containing: $0) }, left: Figure.edge, right: width - Figure.edge)
    let hatching = Hatching(id: id)
    let values = days.map { counts[$0] ?? Count(reports: 0, events: 0) }
    let tops = [22.0, 22 + DayStrip.height + 24]
    let bottom = tops[1] + DayStrip.height
    var svg = SVG()
    hatching.draw(&svg)
    axis.draw(&svg, top: tops[0], y: bottom)
    let sizes = [values.map(\.reports).max() ?? 0, values.map(\.events).max() ?? 0]
    for (i, words) in ["reports", "events"].enumerated() {
      let base = tops[i] + DayStrip.height
      svg.add("line", ["class": "grid", "x1": axis.left, "y1": base, "x2": axis.right, "y2": base])
      svg.add("text", ["class": "small strong", "x": axis.left, "y": tops[i] - 6], words: words)
      svg.add(
        "text",
        [
          "class": "small muted", "x": axis.left + TextWidth.of(words, size: 11, isStrong: true) + 8,
          "y": tops[i] - 6,
        ],
        words: "up to \(Ticks.label(sizes[i])) a day\(i == 0 ? "; hatched: none" : "")")
    }
    for (i, (day, value)) in zip(days, values).enumerated() {
      let (x, width) = axis.bar(i)
      svg.link(to: address(day)) { svg in
        svg.add(
          "g", ["class": "period", "data-period": day.iso, "data-from": day.iso, "data-until": day.iso]
        ) { svg in
          svg.add(
            "title",
            words: "\(day): \(Ticks.label(value.reports)) reports, \(Ticks.label(value.events)) events")
          svg.add(
            "rect",
            ["class": "hit", "x": axis.x(i), "y": tops[0], "width": axis.step, "height": bottom - tops[0]])
          if value.reports == 0 {
            svg.add(
              "rect",
              [
                "x": axis.x(i), "y": tops[0], "width": axis.step, "height": DayStrip.height,
                "fill": hatching.gap,
              ])
          }
          for (row, count) in [value.reports, value.events].enumerated() where count > 0 {
            let height = max(1, DayStrip.height * Double(count) / Double(sizes[row]))
            svg.add(
              "rect",
              [
                "class": row == 0 ? "muted" : "ink", "fill-opacity": row == 0 ? 0.6 : 0.85, "x": x,
                "y": tops[row] + DayStrip.height - height, "width": width, "height": height,
              ])
          }
        }
      }
    }
    return Figure(
      id: id, title: title, description: description(values), caption: caption,
      table: FigureTable(
        header: ["day", "reports", "events"],
        rows: zip(days, values).map { [$0.iso, String($1.reports), String($1.events)] }),
      size: (width, bottom + 24), svg)
  }

  private func description(_ values: [Count]) -> String {
    let gaps = values.filter { $0.reports == 0 }.count
    let reports = values.reduce(0) { $0 + $1.reports }
    let events = values.reduce(0) { $0 + $1.events }
    return
      "\(values.count) days: \(Ticks.label(reports)) reports and \(Ticks.label(events)) events; \(gaps) days without a report."
  }
}
