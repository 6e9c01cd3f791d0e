public import DemarcheEvents
public import DemarcheLedger
public import DemarcheRelations

/// What came in lately, day by day and source by source, and which sources bring other than they used to.
///
/// A reader that fails in silence looks exactly like peace. So each source is held against its own thirty days before:
/// how many events its reports give, and whether there are reports at all.
public struct Intake: Hashable, Sendable {
  /// The days that are shown.
  public static let shownDays = 30
  /// The days that each source is held against.
  public static let daysBefore = 30
  /// As many of the last days are judged as hold so many reports of a source.
  public static let leastReports = 20
  /// No more days are judged than this.
  public static let mostJudgedDays = 7
  /// A source with fewer reports before is not judged.
  public static let leastReportsBefore = 50
  /// Nor one with fewer events: of so little no rate is known.
  public static let leastEventsBefore = 10
  /// The days of arrivals that all of it needs, the last included.
  public static let neededDays = shownDays + daysBefore + 1

  /// All that came in on one day.
  public struct Total: Hashable, Sendable {
    public var day: Day
    public var reports = 0
    public var events = 0
    /// Reports without an event.
    public var silent = 0
  }

  /// Why a source stands out.
  public enum Alarm: Hashable, Sendable {
    /// Fewer events than its reports used to give; more of them.
    case fewer, more
    /// No report for so many whole days, in which so many had been expected.
    case silence(days: Int, expected: Double)
  }

  /// The judged days of a source and what they are held against.
  public struct Judgement: Hashable, Sendable {
    public var days: Int
    public var reports: Int
    public var events: Int
    public var reportsBefore: Int
    public var eventsBefore: Int
    /// The events that so many reports would give by chance.
    public var band: CountBand

    /// Events for 1,000 reports.
    public var rate: Double { Double(events) * 1000 / Double(reports) }
    public var rateBefore: Double { Double(eventsBefore) * 1000 / Double(reportsBefore) }
    public var low: Double { band.low * 1000 / Double(reports) }
    public var high: Double { band.high * 1000 / Double(reports) }
  }

  /// What came in of one source in the days that are shown.
  public struct Source: Hashable, Sendable {
    /// The key it counts as; 0 for reports that name none.
    public var key: Int
    public var reports = 0
    public var copies = 0
    public var events = 0
    public var silent = 0
    /// The last day of publication in the days that are looked at.
    public var lastDay: Day?
    /// The run that brought the last report.
    public var lastRun = RunID(0)
    /// Nil where too little came in to judge.
    public var judgement: Judgement?
    public var alarm: Alarm?

    /// Events for 1,000 reports; nil without a report.
    public var rate: Double? { reports == 0 ? nil : Double(events) * 1000 / Double(reports) }
  }

  /// The last day.
  public let end: Day
  /// Whether all of the last day is over; else it is shown and not judged.
  public let isEndOver: Bool
  /// ``shownDays`` of them, those without a report as well.
  public let days: [Total]
  /// Those with a report in the days that are shown or with an alarm; the one with most reports first.
  public let sources: [Source]

  /// - Parameters:
  ///   - arrivals: those of ``neededDays`` up to the last.
  ///   - outlet: the source that one counts as.
  public init(
    _ arrivals: some Sequence<Arrivals>, until end: Day, isEndOver: Bool, countingAs outlet: (Int) -> Int
  ) {
    self.end = end
    self.isEndOver = isEndOver
    let first = end.number - Intake.neededDays + 1
    let shown = end.number - Intake.shownDays + 1
    var totals = (shown...end.number).map { Total(day: Day(number: $0)) }
    var histories: [Int: History] = [:]
    for arrival in arrivals {
      guard let day = arrival.day, (first...end.number).contains(day.number) else { continue }
      histories[outlet(arrival.source), default: History()].add(arrival, at: day.number - first)
      guard day.number >= shown else { continue }
      totals[day.number - shown].reports += arrival.reports
      totals[day.number - shown].events += arrival.events
      totals[day.number - shown].silent += arrival.silent
    }
    days = totals
    sources = histories.keys.sorted().compactMap { key in
      histories[key]?.source(key, first: first, isEndOver: isEndOver)
    }.filter { $0.reports > 0 || $0.alarm != nil }.sorted { ($1.reports, $0.key) < ($0.reports, $1.key) }
  }

  /// The sources that were judged by the events of their reports.
  public var judged: Int { sources.count { $0.judgement != nil } }

  /// The first and the last day that is shown.
  public var bounds: ClosedRange<Day> { end.adding(days: 1 - Intake.shownDays)...end }

  /// One source by the days that are needed.
  private struct History {
    private var days = [Counts](repeating: Counts(), count: Intake.neededDays)
    private var lastRun = 0

    private struct Counts {
      var reports = 0
      var copies = 0
      var events = 0
      var silent = 0
      var squares = 0

      static func + (a: Counts, b: Counts) -> Counts {
        Counts(
          reports: a.reports + b.reports, copies: a.copies + b.copies, events: a.events + b.events,
          silent: a.silent + b.silent, squares: a.squares + b.squares)
      }
    }

    mutating func add(_ arrival: Arrivals, at index: Int) {
      days[index] =
        days[index]
        + Counts(
          reports: arrival.reports, copies: arrival.copies, events: arrival.events, silent: arrival.silent,
          squares: arrival.squares)
      lastRun = max(lastRun, arrival.lastRun.number)
    }

    private func sum(_ range: Range<Int>) -> Counts { days[range].reduce(Counts(), +) }

    func source(_ key: Int, first: Int, isEndOver: Bool) -> Source {
      let shown = sum((days.count - Intake.shownDays)..<days.count)
      let last = days.lastIndex { $0.reports > 0 }
      // What is not over yet is not judged.
      let end = isEndOver ? days.count : days.count - 1
      var source = Source(
        key: key, reports: shown.reports, copies: shown.copies, events: shown.events, silent: shown.silent,
        lastDay: last.map { Day(number: first + $0) }, lastRun: RunID(lastRun))
      source.judgement = judgement(until: end)
      if let last, let silence = silence(since: last, until: end) {
        source.alarm = silence
      } else if let judgement = source.judgement, !judgement.band.contains(judgement.events) {
        source.alarm = Double(judgement.events) < judgement.band.low ? .fewer : .more
      }
      return source
    }

    private func judgement(until end: Int) -> Judgement? {
      let lengths = 1...Intake.mostJudgedDays
      guard let length = lengths.first(where: { sum((end - $0)..<end).reports >= Intake.leastReports }) else {
        return nil
      }
      let start = end - length
      let (now, before) = (sum(start..<end), sum((start - Intake.daysBefore)..<start))
      guard before.reports >= Intake.leastReportsBefore, before.events >= Intake.leastEventsBefore else {
        return nil
      }
      let reports = Double(before.reports)
      let mean = Double(before.events) / reports
      let variance = Double(before.squares) / reports - mean * mean
      // The mean before is itself known the less the fewer reports it rests on.
      let doubt = 1 + Double(now.reports) / reports
      return Judgement(
        days: length, reports: now.reports, events: now.events, reportsBefore: before.reports,
        eventsBefore: before.events,
        band: CountBand(
          mean: mean * Double(now.reports), dispersion: max(1, variance / mean) * doubt))
    }

    /// Whether whole days without a report are more than chance.
    private func silence(since last: Int, until end: Int) -> Alarm? {
      let missing = end - 1 - last
      guard missing > 0 else { return nil }
      let before = days[max(0, last - Intake.daysBefore + 1)...last].map { Double($0.reports) }
      let sum = before.reduce(0, +)
      guard sum >= Double(Intake.leastReports) else { return nil }
      let mean = sum / Double(before.count)
      let variance = before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(before.count)
      let band = CountBand(mean: mean * Double(missing), dispersion: variance / mean)
      return band.contains(0) ? nil : .silence(days: missing, expected: mean * Double(missing))
    }
  }
}
