public import DemarcheEvents
import Glibc

/// The change points of a relation.
///
/// Four measures are looked at, each for itself: incidents of material conflict, of verbal conflict and of cooperation
/// against the reports read in the period, and the mean score of the incidents. How a change is found, ``ChangeSearch``
/// says. A change is told in ``doubtful`` and not in ``points`` when the reports read or the sources change at the same
/// place by a quarter or more, or when only the count moves, and no change is found for 1,000 reports.
public struct RelationChanges: Hashable, Sendable {
  /// Why no change was looked for.
  public enum Refusal: Hashable, Sendable {
    case fewIncidents(Int, atLeast: Int)
    case fewPeriods(Int, atLeast: Int)
  }

  /// What the method is called.
  public static let method = "seeded binary segmentation, quasi-Poisson, modified BIC"
  /// No change is looked for in less.
  public static let leastIncidents = 20
  public static let leastPeriods = 12
  /// The periods behind the beginning of a change whose incidents are told.
  public static let window = 3
  /// How many incidents are told.
  public static let leadingLimit = 5
  /// A change of what is read that is smaller than this ratio speaks against nothing.
  public static let leastCoverageRatio = 1.25

  /// The changes, by period, then measure.
  public let points: [ChangePoint]
  /// What looks like one, with the reason why it is not told as one.
  public let doubtful: [ChangePoint]
  /// Nil when they were looked for.
  public let refusal: Refusal?

  /// Looks for changes from the first to the last period of the coverage.
  ///
  /// A relation without coverage is seen by its counts alone, from its first to its last period.
  ///
  /// - Parameters:
  ///   - coverage: of the relation's unit.
  ///   - from: a later beginning.
  ///   - until: an earlier end.
  /// - Cost: n log n for n periods.
  public init(of relation: Relation, coverage: Coverage, from: Day? = nil, until: Day? = nil) {
    guard relation.total.all.incidents >= RelationChanges.leastIncidents else {
      refusal = .fewIncidents(relation.total.all.incidents, atLeast: RelationChanges.leastIncidents)
      (points, doubtful) = ([], [])
      return
    }
    let bounds = coverage.bounds
    let first = [from.map { Period(relation.unit, containing: $0) }, bounds?.lowerBound].compactMap(\.self)
      .max()
    let last = [until.map { Period(relation.unit, containing: $0) }, bounds?.upperBound].compactMap(\.self)
      .min()
    let series = relation.series(from: first?.first, until: last?.first)
    guard series.count >= RelationChanges.leastPeriods else {
      refusal = .fewPeriods(series.count, atLeast: RelationChanges.leastPeriods)
      (points, doubtful) = ([], [])
      return
    }
    let search = RelationSearch(relation, Array(series), hasCoverage: bounds != nil, coverage)
    points = search.points.sorted(by: RelationChanges.isBefore)
    doubtful = search.doubtful.sorted(by: RelationChanges.isBefore)
    refusal = nil
  }

  private static func isBefore(_ a: ChangePoint, _ b: ChangePoint) -> Bool {
    a.period != b.period ? a.period < b.period : a.measure.rawValue < b.measure.rawValue
  }
}

/// Looks for changes in all measures of a relation and in its coverage.
private struct RelationSearch {
  private(set) var points: [ChangePoint] = []
  private(set) var doubtful: [ChangePoint] = []
  private let relation: Relation
  private let rows: [RelationRow]
  private let periods: [Period]

  private typealias CoverageChange = (
    measure: ChangePoint.CoverageMeasure, place: Int, before: Double, after: Double
  )

  init(_ relation: Relation, _ rows: [RelationRow], hasCoverage: Bool, _ coverage: Coverage) {
    self.relation = relation
    self.rows = rows
    periods = rows.compactMap(\.period)
    let days = periods.map { Double($0.next.first.number - $0.first.number) }
    let reports = periods.map { Double(coverage[$0].reports) }
    var coverageChanges: [CoverageChange] = []
    if hasCoverage {
      coverageChanges =
        RelationSearch.coverageChanges(.reports, reports, days)
        + RelationSearch.coverageChanges(.sources, periods.map { Double(coverage[$0].sources) }, days)
    }
    for measure in ChangeMeasure.allCases {
      guard let quads = relation.quads.numbers(of: measure) else {
        let incidents = rows.map { Double($0.all.incidents) }
        add(
          search(measure, .scores, rows.map(\.all.scoreSum), incidents, unit: 1), coverageChanges)
        continue
      }
      let counts = rows.map { Double($0.all.incidents(inQuads: quads)) }
      let byCount = search(measure, .counts, counts, days, unit: mean(days))
      guard hasCoverage else {
        points += byCount.map(\.point)
        continue
      }
      // What lies in a period in which nothing was read was told later, and has no rate.
      let read = counts.indices.map { reports[$0] > 0 ? counts[$0] : 0 }
      let byRate = search(measure, .counts, read, reports, unit: 1000)
      add(byRate, coverageChanges)
      for (var point, interval) in byCount
      where !byRate.contains(where: { $0.places.overlaps(interval) })
        && coverageChanges.contains(where: { interval.contains($0.place) })
      {
        point.doubt = .onlyCountChanges
        doubtful.append(point)
      }
    }
  }

  /// Sorts what was found by whether the coverage changes there too.
  private mutating func add(
    _ found: [(point: ChangePoint, places: ClosedRange<Int>)], _ coverage: [CoverageChange]
  ) {
    for (var point, places) in found {
      if let change = coverage.first(where: { places.contains($0.place) }) {
        point.doubt = .coverageChanges(change.measure, before: change.before, after: change.after)
        doubtful.append(point)
      } else {
        points.append(point)
      }
    }
  }

  /// - Parameter unit: the exposure that levels are told for.
  private func search(
    _ measure: ChangeMeasure, _ noise: CountSeries.Noise, _ sums: [Double], _ exposures: [Double],
    unit: Double
  ) -> [(point: ChangePoint, places: ClosedRange<Int>)] {
    let series = CountSeries(noise, sums: sums, exposures: exposures)
    guard series.count >= RelationChanges.leastPeriods else { return [] }
    let search = ChangeSearch(series)
    return search.changes().changes.map { change in
      let places = series.places[change.interval.lowerBound]...series.places[change.interval.upperBound]
      let start = series.places[change.place]
      let end = change.after.upperBound < series.count ? series.places[change.after.upperBound] : rows.count
      var point = ChangePoint(
        measure: measure, period: periods[start], earliest: periods[places.lowerBound],
        latest: periods[places.upperBound], until: periods[end - 1],
        before: series.level(change.before) * unit,
        after: series.level(change.after) * unit, gain: change.gain,
        confidence: 1 / (1 + exp(-(change.gain - search.penalty) / 2)))
      let last = periods[min(end, start + RelationChanges.window) - 1]
      point.leading = relation.leadingIncidents(
        in: point.period...last, quads: point.rises ? relation.quads.numbers(of: measure) : nil,
        limit: RelationChanges.leadingLimit)
      return (point, places)
    }
  }

  /// The changes of what is read that are large enough to matter.
  private static func coverageChanges(
    _ measure: ChangePoint.CoverageMeasure, _ counts: [Double], _ days: [Double]
  ) -> [CoverageChange] {
    let series = CountSeries(.counts, sums: counts, exposures: days)
    let length = mean(days)
    return ChangeSearch(series).changes().changes.compactMap { change in
      let (before, after) = (series.level(change.before) * length, series.level(change.after) * length)
      let (less, more) = (min(before, after), max(before, after))
      return more >= less * RelationChanges.leastCoverageRatio ? (measure, change.place, before, after) : nil
    }
  }
}

private func mean(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
}
