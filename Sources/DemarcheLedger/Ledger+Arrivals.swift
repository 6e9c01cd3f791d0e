public import DemarcheEvents

/// What came in of one source for one day of publication.
public struct Arrivals: Hashable, Sendable {
  /// Nil for reports that name no day.
  public var day: Day?
  /// The source's key; 0 for reports that name none.
  public var source: Int
  public var reports: Int
  /// Reports that are near copies of one that came in before.
  public var copies: Int
  /// Lines of events.
  public var events: Int
  /// Reports without any event.
  public var silent: Int
  /// The sum of the squares of the events of each report: with ``events`` it tells how unevenly they fall.
  public var squares: Int
  /// The run that brought the last of them.
  public var lastRun: RunID

  public init(
    day: Day?, source: Int, reports: Int, copies: Int = 0, events: Int, silent: Int, squares: Int,
    lastRun: RunID
  ) {
    self.day = day
    self.source = source
    self.reports = reports
    self.copies = copies
    self.events = events
    self.silent = silent
    self.squares = squares
    self.lastRun = lastRun
  }
}

extension Ledger {
  /// The first and the last day on which a report that counts was published; nil where none names a day.
  public func publishedDays() throws(LedgerError) -> ClosedRange<Day>? {
    func day(_ order: String) throws(LedgerError) -> Int? {
      try connection.first("SELECT day FROM coverage_days WHERE reports > 0 ORDER BY day \(order) LIMIT 1") {
        row throws(LedgerError) in row.int(0)
      }
    }
    guard let first = try day("ASC"), let last = try day("DESC") else { return nil }
    return Day(number: first)...Day(number: last)
  }

  /// The first day after another on which a report was published.
  public func publishedDay(after day: Day) throws(LedgerError) -> Day? {
    try connection.first(
      "SELECT day FROM coverage_days WHERE day > ? AND reports > 0 ORDER BY day LIMIT 1", [.int(day.number)]
    ) { row throws(LedgerError) in Day(number: row.int(0)) }
  }

  /// What came in of each source, for each day of publication in a range, by day, then source.
  ///
  /// - Cost: looks at each report of those days.
  public func arrivals(from: Day, until: Day) throws(LedgerError) -> [Arrivals] {
    try arrivals(between: from.number, until.number)
  }

  /// What came in of each source without a day of publication.
  public func undatedArrivals() throws(LedgerError) -> [Arrivals] {
    try arrivals(between: Schema.undated, Schema.undated)
  }

  private func arrivals(between first: Int, _ last: Int) throws(LedgerError) -> [Arrivals] {
    // The events of a report that counts all count, so that the index alone tells their number.
    let sql = """
      SELECT day, source, count(*), sum(copies <> key), sum(n), sum(n = 0), sum(n * n), max(run) FROM (
        SELECT r.day, coalesce(r.source, 0) AS source, r.copies, r.key, r.run,
          (SELECT count(*) FROM events e INDEXED BY events_by_report WHERE e.report = r.key) AS n
        FROM reports r INDEXED BY reports_by_day WHERE r.current AND r.day BETWEEN ? AND ?)
      GROUP BY day, source ORDER BY day, source
      """
    var arrivals: [Arrivals] = []
    try connection.each(sql, [.int(first), .int(last)]) { row throws(LedgerError) in
      arrivals.append(
        Arrivals(
          day: row.int(0) >= Schema.undated ? nil : Day(number: row.int(0)), source: row.int(1),
          reports: row.int(2), copies: row.int(3), events: row.int(4), silent: row.int(5),
          squares: row.int(6), lastRun: RunID(row.int(7))))
      return true
    }
    return arrivals
  }

  /// The reports of each source that name a day, by the source's key; 0 is none.
  ///
  /// - Cost: a row for each source of a month.
  public func datedReports() throws(LedgerError) -> [Int: Int] {
    var reports: [Int: Int] = [:]
    try connection.each("SELECT source, reports FROM coverage_months WHERE reports > 0") {
      row throws(LedgerError) in
      reports[row.int(0), default: 0] += row.int(1)
      return true
    }
    return reports
  }
}
