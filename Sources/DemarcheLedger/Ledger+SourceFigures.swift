import DemarcheEvents

/// What a ledger holds of one source.
public struct SourceFigures: Hashable, Sendable {
  public var reports = 0
  /// Lines of events.
  public var events = 0
  /// Acts it tells, without what is only denied or might happen.
  public var incidents = 0
  /// Acts that no other source of the ledger tells.
  public var alone = 0
  /// ``incidents`` by quad.
  public var incidentsByQuad: [Int: Int] = [:]
  /// Lines with a day of the act in the text, on or before that of the report.
  public var dated = 0
  /// The days from the act to the report in the middle of ``dated``; nil without any.
  public var medianDelay: Int?
  /// Decisions of people on its events, and those among them that reject one.
  public var decided = 0
  public var rejected = 0

  public init() {}
}

extension Ledger {
  /// What the ledger holds of each source.
  ///
  /// - Parameter outlet: the source that one counts as, so that several names are one; 0 is for reports that name none.
  /// - Cost: reads every event once, and an index of reports and acts; memory for some 30 bytes an event.
  public func sourceFigures(countingAs outlet: (Int) -> Int = { $0 }) throws(LedgerError) -> [Int:
    SourceFigures]
  {
    var figures: [Int: SourceFigures] = [:]
    for (source, reports) in try datedReports() {
      figures[outlet(source), default: .init()].reports += reports
    }
    for undated in try undatedArrivals() {
      figures[outlet(undated.source), default: .init()].reports += undated.reports
    }
    let incidents = try numbers("SELECT key, incident FROM acts WHERE incident IS NOT NULL")
    let days = try numbers("SELECT key, day FROM reports INDEXED BY reports_by_day WHERE current")
    var tellings: [Telling] = []
    var delays: [Delay] = []
    var seen = [Bool](repeating: false, count: incidents.count)
    let isLeftOut = Auxiliary.negation.bit | Auxiliary.hypothetical.bit
    let sql =
      "SELECT coalesce(source, 0), quad, act, report, day, by_publication, precision, aux FROM events WHERE current"
    try connection.each(sql) { row throws(LedgerError) in
      let source = outlet(row.int(0))
      figures[source, default: .init()].events += 1
      let (act, report, aux) = (row.int(2), row.int(3), row.int(7))
      if aux & isLeftOut == 0, incidents.indices.contains(act), !seen[act] {
        seen[act] = true
        tellings.append(Telling(incident: incidents[act], source: Int32(source), quad: Int32(row.int(1))))
      }
      if aux == 0, !row.bool(5), row.int(6) == DatePrecision.day.number, days.indices.contains(report) {
        let delay = Int(days[report]) - row.int(4)
        // A report without a day lies later than all.
        if delay >= 0, Int(days[report]) < Schema.undated {
          delays.append(Delay(source: Int32(source), days: Int32(delay)))
        }
      }
      return true
    }
    count(tellings, into: &figures)
    place(delays, into: &figures)
    try countDecisions(outlet, into: &figures)
    return figures
  }

  /// An act that a report of a source tells.
  private struct Telling: Comparable {
    var incident: Int32
    var source: Int32
    var quad: Int32

    static func < (a: Telling, b: Telling) -> Bool {
      (a.incident, a.source, a.quad) < (b.incident, b.source, b.quad)
    }
  }

  private struct Delay: Comparable {
    var source: Int32
    var days: Int32

    static func < (a: Delay, b: Delay) -> Bool { (a.source, a.days) < (b.source, b.days) }
  }

  private func count(_ tellings: [Telling], into figures: inout [Int: SourceFigures]) {
    let sorted = tellings.sorted()
    var at = 0
    while at < sorted.count {
      let start = at
      var last: Int32?
      var sources = 0
      while at < sorted.count, sorted[at].incident == sorted[start].incident {
        let telling = sorted[at]
        if telling.source != last {
          sources += 1
          last = telling.source
          figures[Int(telling.source), default: .init()].incidents += 1
          figures[Int(telling.source), default: .init()].incidentsByQuad[Int(telling.quad), default: 0] += 1
        }
        at += 1
      }
      if sources == 1 { figures[Int(sorted[start].source), default: .init()].alone += 1 }
    }
  }

  private func place(_ delays: [Delay], into figures: inout [Int: SourceFigures]) {
    let sorted = delays.sorted()
    var at = 0
    while at < sorted.count {
      let start = at
      while at < sorted.count, sorted[at].source == sorted[start].source { at += 1 }
      let source = Int(sorted[start].source)
      figures[source, default: .init()].dated = at - start
      figures[source, default: .init()].medianDelay = Int(sorted[(start + at - 1) / 2].days)
    }
  }

  private func countDecisions(
    _ outlet: (Int) -> Int, into figures: inout [Int: SourceFigures]
  ) throws(LedgerError) {
    let sql = """
      SELECT coalesce(r.source, 0), count(*), sum(c.decision = 'reject')
      FROM corrections c JOIN reports r ON r.id = c.report AND r.current
      WHERE c.in_force AND c.event IS NOT NULL AND c.decision IN ('accept', 'edit', 'reject') GROUP BY 1
      """
    try connection.each(sql) { row throws(LedgerError) in
      figures[outlet(row.int(0)), default: .init()].decided += row.int(1)
      figures[outlet(row.int(0)), default: .init()].rejected += row.int(2)
      return true
    }
  }

  /// Numbers by their keys, 0 where there is none.
  private func numbers(_ sql: String) throws(LedgerError) -> [Int32] {
    var numbers: [Int32] = []
    try connection.each(sql) { row throws(LedgerError) in
      let key = row.int(0)
      if key >= numbers.count {
        numbers += repeatElement(0, count: max(key + 1 - numbers.count, numbers.count))
      }
      numbers[key] = Int32(truncatingIfNeeded: row.int(1))
      return true
    }
    return numbers
  }

  /// The language of the latest report with an event of a source; nil where none says it.
  ///
  /// - Cost: one look-up.
  public func language(ofSource key: Int) throws(LedgerError) -> String? {
    let sql = """
      SELECT language FROM reports WHERE key = (SELECT report FROM events INDEXED BY events_by_source
        WHERE source = ? AND current AND source IS NOT NULL ORDER BY day DESC LIMIT 1)
      """
    return try connection.first(sql, [.int(key)]) { row throws(LedgerError) in row.optionalText(0) } ?? nil
  }
}
