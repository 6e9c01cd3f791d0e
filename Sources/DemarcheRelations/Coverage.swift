public import DemarcheEvents

/// How much was read in each period, whoever it is about: what every count has to be seen against.
///
/// A report lies in the period of its publication, while an event lies in that of its own day; so an event of long ago
/// may stand in a period without coverage, and has no rate there.
public struct Coverage: Hashable, Sendable {
  /// What was read in one period.
  public struct Row: Hashable, Sendable {
    /// Distinct reports.
    public var reports: Int
    /// Distinct sources that are named.
    public var sources: Int

    public init(reports: Int, sources: Int) {
      self.reports = reports
      self.sources = sources
    }
  }

  public let unit: Period.Unit
  private var rows: [Int: Row] = [:]

  /// Starts without any; periods of another unit are passed over.
  public init(_ unit: Period.Unit, _ rows: some Sequence<(Period, Row)> = []) {
    self.unit = unit
    for (period, row) in rows where period.unit == unit { self.rows[period.index] = row }
  }

  /// What was read in a period; zeros when nothing was.
  public subscript(period: Period) -> Row {
    period.unit == unit
      ? rows[period.index] ?? Row(reports: 0, sources: 0)
      : Row(reports: 0, sources: 0)
  }

  /// The first and last period with a report; nil when nothing was read.
  public var bounds: ClosedRange<Period>? {
    let read = rows.filter { $0.value.reports > 0 }.keys
    guard let first = read.min(), let last = read.max() else { return nil }
    return Period(unit: unit, index: first)...Period(unit: unit, index: last)
  }

  /// A count of a period for 1,000 reports read in it; nil when none was.
  public func rate(of count: Int, in period: Period) -> Double? {
    let reports = self[period].reports
    return reports == 0 ? nil : Double(count) * 1000 / Double(reports)
  }
}

/// Counts what was read, report after report.
///
/// - Cost: memory grows with the distinct sources of a period.
public struct CoverageBuilder: Sendable {
  private struct Counts {
    var reports = 0
    var sources: Set<Int> = []
  }

  private let unit: Period.Unit
  private var counts: [Int: Counts] = [:]

  public init(by unit: Period.Unit) { self.unit = unit }

  /// Counts reports of one day and source; each comes once.
  ///
  /// - Parameters:
  ///   - day: the day of publication, or any in the same period.
  ///   - source: 0 when they name none.
  public mutating func add(_ reports: Int = 1, on day: Day, source: Int) {
    let period = Period(unit, containing: day).index
    counts[period, default: Counts()].reports += reports
    if source != 0 { counts[period, default: Counts()].sources.insert(source) }
  }

  /// The coverage as counted so far.
  public var coverage: Coverage {
    Coverage(
      unit,
      counts.map { index, counts in
        (
          Period(unit: unit, index: index),
          Coverage.Row(reports: counts.reports, sources: counts.sources.count)
        )
      })
  }
}
