public import DemarcheData
import DemarcheEvents

/// The words of time of a language: what each form may mean in an expression.
///
/// Read from `lexicon/<language>/time.tsv`; its head explains the kinds and their values.
public final class TimeLexicon: Sendable {
  /// What a form may mean.
  enum Sense: Hashable, Sendable {
    /// 1 (Monday) to 7, 1 to 12, and days from the report's own.
    case weekday(Int), month(Int), day(Int)
    /// The first month of three.
    case season(Int)
    case unit(Unit)
    case holiday(Holiday)
    /// Units from the report's own: last, this, next.
    case shift(Int)
    /// A count; `isRough` where no exact one is said: "several".
    case number(Int, isRough: Bool)
    case ordinal(Int)
    /// Behind a count of units: back or forth from the report, or from the day spoken of last.
    case ago(Int), away(Int)
    /// Before a unit or with it: the day spoken of last, so many units on: "the following day".
    case anaphoric(Int)
    /// Some units up to the report: "recent weeks".
    case recent
    case part(Part)
    /// What opens a range, what stands between its ends, and what leaves one end open.
    case rangeStart, rangeMiddle, since, until
    /// The day before.
    case eve
    /// Words that an expression may hold without a meaning: "the", "of", "on".
    case filler, link
    case hour, dayPart
    /// "eighties": the decade of that number in its century.
    case decade(Int)
    /// How figures joined by this sign make a date.
    case order(Order)
    case ordinalSuffix, decadeSuffix
  }

  /// The order of day, month and year in a date of figures alone.
  enum Order: String, Hashable, Sendable { case dmy, mdy, ymd }

  /// A unit of the calendar.
  enum Unit: String, Hashable, Sendable {
    case hour, day, weekend, week, fortnight, month, quarter, half, year, decade, century
  }

  /// A part of a stretch: its first, middle or last third, or what is before or behind the report's day.
  enum Part: String, Hashable, Sendable { case start, middle, end, before, after, whole }

  /// A day that the calendar knows by name.
  enum Holiday: Hashable, Sendable {
    /// `12-25`
    case fixed(month: Int, day: Int)
    /// `2001-09-11`
    case dated(Day)
    /// `easter-2`: days from Easter Sunday.
    case easter(Int)
    /// `11:4:4`: the fourth Thursday of November; the last of the month is -1.
    case nth(month: Int, nth: Int, weekday: Int)
  }

  public static let columns = ["form", "kind", "value", "source"]

  private let phrases: PhraseTable
  private let senses: [Sense]
  /// Hashes of the pieces of forms that name a time.
  private let temporal: HashSet

  /// Reads the table.
  ///
  /// - Throws: every row whose kind or value is unknown, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    var phrases = PhraseTable()
    var senses: [Sense] = []
    var temporal: [UInt64] = []
    for row in table.rows {
      guard let sense = TimeLexicon.sense(kind: row["kind"], value: row["value"]) else {
        errors.append(
          row.fault(
            "unknown sense of time \(row["kind"]) \(row["value"])", help: "the head of the file lists them"))
        continue
      }
      let pieces = PhraseTable.pieces(row["form"].lowercased())
      phrases.add(pieces, value: senses.count)
      senses.append(sense)
      if sense.isTemporal { temporal += pieces.map { PhraseTable.hash($0.utf8) } }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.phrases = phrases
    self.senses = senses
    self.temporal = HashSet(temporal)
  }

  private static func sense(kind: String, value: String) -> Sense? {
    let number = Int(value)
    switch kind {
    case "weekday": return number.flatMap { (1...7).contains($0) ? .weekday($0) : nil }
    case "month": return number.flatMap { (1...12).contains($0) ? .month($0) : nil }
    case "season": return number.flatMap { (1...12).contains($0) ? .season($0) : nil }
    case "day": return number.map { .day($0) }
    case "shift": return number.map { .shift($0) }
    case "number": return number.map { .number($0, isRough: false) }
    case "rough-number": return number.map { .number($0, isRough: true) }
    case "ordinal": return number.map { .ordinal($0) }
    case "ago": return number.map { .ago($0) }
    case "away": return number.map { .away($0) }
    case "anaphoric": return number.map { .anaphoric($0) }
    case "unit": return Unit(rawValue: value).map { .unit($0) }
    case "part": return Part(rawValue: value).map { .part($0) }
    case "holiday": return holiday(value).map { .holiday($0) }
    case "decade": return number.map { .decade($0) }
    case "order": return Order(rawValue: value).map { .order($0) }
    case "recent": return .recent
    case "range-start": return .rangeStart
    case "range-middle": return .rangeMiddle
    case "since": return .since
    case "until": return .until
    case "eve": return .eve
    case "filler": return .filler
    case "link": return .link
    case "hour": return .hour
    case "day-part": return .dayPart
    case "ordinal-suffix": return .ordinalSuffix
    case "decade-suffix": return .decadeSuffix
    default: return nil
    }
  }

  private static func holiday(_ value: String) -> Holiday? {
    if value.utf8.count == 10 { return Day(iso: value).map { .dated($0) } }
    if value.hasPrefix("easter") { return Int(value.dropFirst(6)).map { .easter($0) } }
    let nth = value.split(separator: ":").compactMap { Int($0) }
    if nth.count == 3 { return .nth(month: nth[0], nth: nth[1], weekday: nth[2]) }
    let fixed = value.split(separator: "-").compactMap { Int($0) }
    return fixed.count == 2 ? .fixed(month: fixed[0], day: fixed[1]) : nil
  }

  /// The longest form that starts at a piece, given by hashes, with where it ends and what it may mean.
  func longest(_ pieces: [UInt64], _ start: Int) -> (end: Int, senses: [Sense])? {
    var state = PhraseTable.State()
    var best: (Int, PhraseTable.State)?
    var i = start
    while i < pieces.count, let next = phrases.advance(state, pieces[i]) {
      state = next
      i += 1
      if phrases.ends(state) { best = (i, state) }
    }
    return best.map { (end: $0.0, senses: phrases.values($0.1).map { senses[Int($0)] }) }
  }

  /// What one piece may mean by itself.
  func senses(of piece: String) -> [Sense] { phrases.values(of: piece).map { senses[Int($0)] } }

  /// Whether a piece belongs to a form that makes an expression, rather than to one that only goes with others.
  func isTemporal(_ piece: UInt64) -> Bool { temporal.contains(piece) }
}

extension TimeLexicon.Sense {
  /// Whether it names a time by itself: "Friday", "week", not "the" or "two".
  var isTemporal: Bool {
    switch self {
    case .weekday, .month, .day, .season, .unit, .holiday, .decade: true
    default: false
    }
  }
}

extension TimeLexicon.Holiday {
  /// The day of the holiday in a year; nil for a day of one year alone.
  func day(in year: Int) -> Day? {
    switch self {
    case .fixed(let month, let day): return Day(year, month, day)
    case .dated(let day): return day.civil.year == year ? day : nil
    case .easter(let shift): return Day.easter(year)?.adding(days: shift)
    case .nth(let month, let nth, let weekday):
      if nth < 0 {
        guard let last = Day(year, month, Day.length(ofMonth: month, year)) else { return nil }
        return last.adding(days: -((last.weekday - weekday + 7) % 7) + 7 * (nth + 1))
      }
      return Day(year, month, 1).map { $0.adding(days: (weekday - $0.weekday + 7) % 7 + 7 * (nth - 1)) }
    }
  }
}

extension Day {
  /// Easter Sunday of the Gregorian calendar, after Meeus, Jones and Butcher.
  static func easter(_ year: Int) -> Day? {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let n = h + l - 7 * m + 114
    return Day(year, n / 31, n % 31 + 1)
  }

  /// The last day of the month that a day lies in.
  var endOfMonth: Day {
    let (y, m, d) = civil
    return adding(days: Day.length(ofMonth: m, y) - d)
  }
}
