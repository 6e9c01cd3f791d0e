public import DemarcheData
public import DemarcheEvents
public import DemarcheSyntax

/// Finds expressions of time in a sentence and resolves them as of the report's day.
public struct TimeExpressions: Sendable {
  /// A stretch of time that a sentence names.
  public struct Expression: Hashable, Sendable {
    public var words: ClosedRange<Int>
    public var from: Day
    /// The last day; equal to `from` for a single day.
    public var until: Day
    public var precision: DatePrecision
    /// The reasoning, in words.
    public var how: String
  }

  private enum Sense: Hashable, Sendable {
    case weekday(Int), month(Int), day(Int), unit(DatePrecision), decade, shift(Int), number(Int), ago(Int),
      period
  }

  private let senses: [String: Sense]

  public static let columns = ["form", "kind", "value", "source"]

  /// Reads the words of time of a language.
  ///
  /// - Throws: every row whose kind or value is unknown, at once.
  public init(_ table: Table) throws(DataErrors) {
    var senses: [String: Sense] = [:]
    var errors: [DataFileError] = []
    for row in table.rows {
      let value = row["value"]
      let sense: Sense? =
        switch row["kind"] {
        case "weekday": Int(value).map { .weekday($0) }
        case "month": Int(value).map { .month($0) }
        case "day": Int(value).map { .day($0) }
        case "shift": Int(value).map { .shift($0) }
        case "number": Int(value).map { .number($0) }
        case "ago": Int(value).map { .ago($0) }
        case "period": .period
        case "unit": value == "decade" ? .decade : DatePrecision(rawValue: value).map { .unit($0) }
        default: nil
        }
      guard let sense else {
        errors.append(row.fault("unknown sense of time \(row["kind"]) \(value)"))
        continue
      }
      senses[row["form"]] = sense
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.senses = senses
  }

  /// The expressions of a sentence from left to right; nothing that needs the report's day without it.
  public func expressions(in tree: Tree, on day: Day?) -> [Expression] {
    let words = tree.words
    let senses = words.map { self.senses[$0.form.lowercased()] ?? self.senses[$0.lemma.lowercased()] }
    var found: [Expression] = []
    var i = 0
    while i < words.count {
      if let expression = calendarDate(words, senses, i, day) ?? relative(words, senses, i, day)
        ?? bareYear(words, i)
      {
        found.append(expression)
        i = expression.words.upperBound + 1
      } else {
        i += 1
      }
    }
    return found
  }

  // MARK: Dates of the calendar

  private func calendarDate(_ words: [Word], _ senses: [Sense?], _ i: Int, _ day: Day?) -> Expression? {
    // 6 February 2026, February 6, 2026, Feb. 6, February 2026, 2026-02-06.
    let form = words[i].form
    if form.utf8.count == 10, let date = Day(iso: form) {
      return Expression(words: i...i, from: date, until: date, precision: .day, how: "the date \(form)")
    }
    var month: Int?
    var dayOfMonth: Int?
    var year: Int?
    var end = i
    if case .month(let m)? = senses[i], isMonth(words[i], words, i) {
      month = m
      if let d = number(words, i + 1, 1...31), !isYear(words, i + 1) {
        dayOfMonth = d
        end = i + 1
      }
    } else if let d = number(words, i, 1...31), i + 1 < words.count, case .month(let m)? = senses[i + 1],
      isMonth(words[i + 1], words, i + 1)
    {
      month = m
      dayOfMonth = d
      end = i + 1
    }
    guard let month else { return nil }
    var next = end + 1
    if next < words.count, words[next].upos == .punct, words[next].form == "," { next += 1 }
    if next < words.count, isYear(words, next), next == end + 1 || dayOfMonth != nil {
      year = Int(words[next].form)
      end = next
    }
    let stated = words[i...end].map(\.form).joined(separator: " ")
    var how = "\"\(stated)\""
    if year == nil {
      guard let day else { return nil }
      let civil = day.civil
      year = civil.year
      // A day without a year is the latest one that is not past the report, a month or so of plans aside.
      if let y = year, let date = Day(y, month, dayOfMonth ?? 1), date.number > day.number + 60 {
        year = y - 1
      }
      how += " without a year, read from \(day.iso)"
    }
    guard let year else { return nil }
    if let dayOfMonth {
      guard let date = Day(year, month, dayOfMonth) else { return nil }
      return Expression(words: i...end, from: date, until: date, precision: .day, how: how)
    }
    guard let from = Day(year, month, 1), let until = Day(year, month, Day.length(ofMonth: month, year))
    else {
      return nil
    }
    return Expression(words: i...end, from: from, until: until, precision: .month, how: how)
  }

  /// "May" and "March" are months only as proper nouns or beside a number.
  private func isMonth(_ word: Word, _ words: [Word], _ i: Int) -> Bool {
    if word.upos == .aux || word.upos == .verb { return false }
    guard word.form.utf8.first.map({ $0 < 0x60 }) ?? false else { return false }
    return word.upos == .propn || number(words, i + 1, 1...2100) != nil || number(words, i - 1, 1...31) != nil
  }

  private func number(_ words: [Word], _ i: Int, _ range: ClosedRange<Int>) -> Int? {
    guard words.indices.contains(i) else { return nil }
    var digits = Substring(words[i].form)
    // "6th" is 6.
    while let last = digits.last, !last.isNumber, digits.count > 1, words[i].form.first?.isNumber ?? false {
      digits.removeLast()
    }
    guard let n = Int(digits), range.contains(n) else { return nil }
    return n
  }

  private func isYear(_ words: [Word], _ i: Int) -> Bool {
    guard words.indices.contains(i), words[i].form.utf8.count == 4, let n = Int(words[i].form) else {
      return false
    }
    return (1000...2200).contains(n)
  }

  private func bareYear(_ words: [Word], _ i: Int) -> Expression? {
    guard isYear(words, i), let n = Int(words[i].form), (1800...2100).contains(n), words[i].upos == .num,
      ["obl", "nmod", "obl:unmarked", "obl:tmod", "nmod:tmod", "nmod:unmarked", "conj", "appos"]
        .contains(words[i].deprel),
      let from = Day(n, 1, 1), let until = Day(n, 12, 31)
    else { return nil }
    return Expression(words: i...i, from: from, until: until, precision: .year, how: "the year \(n)")
  }

  // MARK: Times relative to the report

  private func relative(_ words: [Word], _ senses: [Sense?], _ i: Int, _ day: Day?) -> Expression? {
    guard let day, let sense = senses[i] else { return nil }
    func single(_ date: Day, _ end: Int) -> Expression {
      let text = words[i...end].map(\.form).joined(separator: " ")
      return Expression(
        words: i...end, from: date, until: date, precision: .day, how: "\"\(text)\" of a report of \(day.iso)"
      )
    }
    switch sense {
    case .day(let n): return single(day.adding(days: n), i)
    case .weekday(let w):
      guard words[i].upos == .propn || words[i].upos == .noun else { return nil }
      return single(weekday(w, before: day, shift: nil), i)
    case .shift(let n):
      // "last Friday", "last year", "last month", "next week", "the past two weeks".
      guard i + 1 < words.count else { return nil }
      if case .weekday(let w)? = senses[i + 1] { return single(weekday(w, before: day, shift: n), i + 1) }
      if case .month(let m)? = senses[i + 1] {
        var date = Day(day.civil.year, m, 1) ?? day
        if n < 0, date >= day { date = date.adding(months: -12) }
        if n > 0, date <= day { date = date.adding(months: 12) }
        return stretch(words, i...(i + 1), date, Day.end(ofMonthOf: date), .month, day)
      }
      if case .unit(let unit)? = senses[i + 1] { return period(words, i...(i + 1), unit, shift: n, day) }
      if case .number(let count)? = senses[i + 1], i + 2 < words.count, case .unit(let unit)? = senses[i + 2],
        n < 0
      {
        return stretch(words, i...(i + 2), moved(day, unit, -count), day, .range, day)
      }
      return nil
    case .period:
      guard i + 1 < words.count, case .unit(let unit)? = senses[i + 1] else { return nil }
      // "in recent weeks": some weeks up to the report; how many is not said.
      return stretch(words, i...(i + 1), moved(day, unit, -4), day, .range, day)
    case .number(let count):
      guard i + 2 < words.count, case .ago(let sign)? = senses[i + 2], case .unit(let unit)? = senses[i + 1]
      else {
        return nil
      }
      if unit == .day { return single(day.adding(days: sign * count), i + 2) }
      return period(words, i...(i + 2), unit, shift: sign * count, day)
    default: return nil
    }
  }

  /// The weekday meant in a report: the last one up to its day; with `shift` the one before or after.
  private func weekday(_ w: Int, before day: Day, shift: Int?) -> Day {
    let back = (day.weekday - w + 7) % 7
    switch shift {
    case .some(let n) where n > 0:
      return day.adding(days: (w - day.weekday + 7) % 7 == 0 ? 7 : (w - day.weekday + 7) % 7)
    case .some(let n) where n < 0: return day.adding(days: back == 0 ? -7 : -back)
    default: return day.adding(days: -back)
    }
  }

  private func moved(_ day: Day, _ unit: DatePrecision, _ n: Int) -> Day {
    switch unit {
    case .week: day.adding(days: 7 * n)
    case .month: day.adding(months: n)
    case .quarter: day.adding(months: 3 * n)
    case .year: day.adding(months: 12 * n)
    default: day.adding(days: n)
    }
  }

  private func period(
    _ words: [Word], _ range: ClosedRange<Int>, _ unit: DatePrecision, shift: Int, _ day: Day
  ) -> Expression? {
    let middle = moved(day, unit, shift)
    let (y, m, _) = middle.civil
    switch unit {
    case .day: return stretch(words, range, middle, middle, .day, day)
    case .week:
      let from = middle.adding(days: 1 - middle.weekday)
      return stretch(words, range, from, from.adding(days: 6), .week, day)
    case .month:
      return Day(y, m, 1).flatMap { stretch(words, range, $0, Day.end(ofMonthOf: $0), .month, day) }
    case .quarter:
      guard let from = Day(y, (m - 1) / 3 * 3 + 1, 1) else { return nil }
      return stretch(words, range, from, Day.end(ofMonthOf: from.adding(months: 2)), .quarter, day)
    case .year:
      guard let from = Day(y, 1, 1), let until = Day(y, 12, 31) else { return nil }
      return stretch(words, range, from, until, .year, day)
    default: return nil
    }
  }

  private func stretch(
    _ words: [Word], _ range: ClosedRange<Int>, _ from: Day, _ until: Day, _ precision: DatePrecision,
    _ day: Day
  ) -> Expression {
    let text = words[range].map(\.form).joined(separator: " ")
    return Expression(
      words: range, from: from, until: until, precision: precision,
      how: "\"\(text)\" of a report of \(day.iso)")
  }
}

extension Day {
  /// The last day of the month that a day lies in.
  static func end(ofMonthOf day: Day) -> Day {
    let (y, m, d) = day.civil
    return day.adding(days: Day.length(ofMonth: m, y) - d)
  }
}
