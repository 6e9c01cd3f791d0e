/// How high the bars of a figure are, and which of them can be trusted.
struct PeriodMeasure {
  /// How far the bars of a plot reach above and below their axis.
  struct Reach {
    var above = 0.0
    var below = 0.0
  }

  let scale: PlotScale
  /// Fewer reports than these are few.
  let few: Int
  /// Whether enough was read in any period; where it was not, none is worse than another.
  private let hasTrust: Bool

  /// - Parameter reports: read in each period.
  init(scale: PlotScale, few: Int, reports: [Int]) {
    self.scale = scale
    self.few = few
    hasTrust = reports.contains { $0 >= few }
  }

  /// Whether a bar says what it seems to: one incident in a period of three reports read is no rate of 333.
  func isTrusted(reports: Int) -> Bool { scale != .rate || !hasTrust || reports >= few }

  /// The bars by kind, from the axis outward; of a mean score it is one bar alone.
  func values(_ side: PeriodFigures.Side, reports: Int) -> [(kind: QuadKind, value: Double)] {
    if scale == .meanScore {
      guard let mean = side.scoreMean else { return [] }
      return [(mean < 0 ? .conflictInDeeds : .cooperationInDeeds, abs(mean))]
    }
    return QuadKind.allCases.compactMap { kind in
      let count = side.kinds[kind.rawValue]
      guard count > 0, let value = scale.value(count, reports: reports) else { return nil }
      return (kind, value)
    }
  }

  /// Cooperation less conflict, or the mean score; nil where there is no such, or a rate that nobody can trust.
  func net(_ side: PeriodFigures.Side, reports: Int) -> Double? {
    if scale == .meanScore { return side.scoreMean }
    return isTrusted(reports: reports) ? scale.value(side.net, reports: reports) : nil
  }

  /// The highest bars of a plot, without those that cannot be trusted.
  func reach(of periods: [(side: PeriodFigures.Side, reports: Int)]) -> Reach {
    var reach = Reach()
    for (side, reports) in periods where isTrusted(reports: reports) {
      let values = values(side, reports: reports)
      reach.above = max(reach.above, values.reduce(0) { $0 + ($1.kind.isConflict ? 0 : $1.value) })
      reach.below = max(reach.below, values.reduce(0) { $0 + ($1.kind.isConflict ? $1.value : 0) })
    }
    return reach
  }
}
