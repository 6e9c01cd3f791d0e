import DemarcheEvents
import DemarcheRelations

/// Periods side by side, each as wide as the next, and where years, months or days are told beneath.
struct PeriodAxis {
  /// A place with a label.
  struct Label {
    var index: Int
    var text: String
    /// Whether a year begins there.
    var isYear: Bool
  }

  /// Of one unit, without gaps.
  let periods: [Period]
  let left: Double
  let right: Double

  var step: Double { periods.isEmpty ? right - left : (right - left) / Double(periods.count) }

  /// Where a period begins.
  func x(_ index: Int) -> Double { left + Double(index) * step }

  /// Where it is half over.
  func middle(_ index: Int) -> Double { left + (Double(index) + 0.5) * step }

  /// The bar of a period, with a gap to the next where there is room.
  func bar(_ index: Int) -> (x: Double, width: Double) {
    let gap = step >= 12 ? 2 : step >= 4 ? 1 : step * 0.15
    let width = min(step - gap, PeriodAxis.widestBar)
    return (middle(index) - width / 2, width)
  }

  private static let widestBar = 36.0

  /// The period that a day lies in; nil outside the axis.
  func index(of day: Day) -> Int? {
    guard let first = periods.first else { return nil }
    let index = Period(first.unit, containing: day).index - first.index
    return periods.indices.contains(index) ? index : nil
  }

  // MARK: Labels

  /// The finest labels that do not run into each other.
  ///
  /// - Parameter size: of the face.
  func labels(size: Double = 11) -> [Label] {
    for level in PeriodAxis.levels {
      let labels = labels(level)
      if labels.count >= min(2, periods.count), fits(labels, size: size) { return labels }
    }
    return periods.isEmpty ? [] : [Label(index: 0, text: "\(periods[0])", isYear: true)]
  }

  private enum Level {
    case each, monday, month, quarter
    case years(Int)
  }

  private static let levels: [Level] = [
    .each, .monday, .month, .quarter, .years(1), .years(2), .years(5), .years(10), .years(20), .years(50),
    .years(100),
  ]

  private func labels(_ level: Level) -> [Label] {
    let days = periods.map(\.first.civil)
    var labels: [Label] = []
    for (i, day) in days.enumerated() {
      let before = i > 0 ? days[i - 1] : nil
      let begins: Bool
      switch level {
      case .each: begins = true
      case .monday: begins = periods[i].unit == .day && periods[i].first.weekday == 1
      case .month: begins = before.map { $0.month != day.month || $0.year != day.year } ?? (day.day == 1)
      case .quarter:
        begins =
          day.month % 3 == 1
          && (before.map { $0.month != day.month || $0.year != day.year } ?? (day.day == 1))
      case .years(let n):
        begins = day.year % n == 0 && (before.map { $0.year != day.year } ?? (day.month == 1 && day.day == 1))
      }
      guard begins else { continue }
      let isNewYear = before.map { $0.year != day.year } ?? true
      labels.append(
        Label(index: i, text: text(i, level, isNewYear: isNewYear || labels.isEmpty), isYear: isNewYear))
    }
    return labels
  }

  private func text(_ i: Int, _ level: Level, isNewYear: Bool) -> String {
    let (year, month, day) = periods[i].first.civil
    let name = PeriodAxis.months[month - 1]
    switch (level, periods[i].unit) {
    case (.years, _), (_, .year): return "\(year)"
    case (_, .quarter):
      return isNewYear && month > 1
        ? "Q\(month / 3 + 1) \(year)" : month == 1 ? "\(year)" : "Q\(month / 3 + 1)"
    case (.each, .month), (.month, _), (.quarter, _):
      // A year's first label names the year; January alone would repeat it.
      return !isNewYear ? name : month == 1 ? "\(year)" : "\(name) \(year)"
    default: return isNewYear ? "\(day) \(name) \(year)" : "\(day) \(name)"
    }
  }

  private func fits(_ labels: [Label], size: Double) -> Bool {
    zip(labels, labels.dropFirst()).allSatisfy { a, b in
      let room = x(b.index) - x(a.index)
      return room >= TextWidth.of(a.text, size: size) + 10
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Draws the labels beneath a line at `y`, and a thin line up to `top` at each.
  func draw(_ svg: inout SVG, top: Double, y: Double) {
    for label in labels() {
      let x = x(label.index)
      svg.add("line", ["class": "grid", "x1": x, "y1": top, "x2": x, "y2": y + 5])
      svg.add(
        "text", ["class": label.isYear ? "small strong" : "small muted", "x": x + 3, "y": y + 14],
        words: label.text)
    }
  }
}
