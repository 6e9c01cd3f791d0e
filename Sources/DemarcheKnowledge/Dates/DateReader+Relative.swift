import DemarcheEvents
import DemarcheSyntax

/// Days and stretches counted from the day of the report, or from the day spoken of last.
extension DateReader {
  /// "the eve of the vote on May 3": the day before the day that is named.
  func eve(_ i: Int) -> Stretch? {
    guard has(i, { $0 == .eve }) else { return nil }
    var at = i + 1
    while isFiller(at) || isLink(at) { at += 1 }
    guard var read = point(at), read.precision == .day else { return nil }
    read.from = read.from.adding(days: -1)
    read.until = read.from
    return read
  }

  /// "late last year", "the end of March", "mid-2011", "earlier this week".
  func partOf(_ i: Int) -> Stretch? {
    guard let part = part(i) else { return nil }
    var at = i + 1
    while tokens.indices.contains(at), tokens[at].isHyphen || isFiller(at) || isLink(at) { at += 1 }
    // "start on Monday" is no start of a Monday: a noun of part needs its "of".
    let isAdverb = word(i).upos != .noun && word(i).upos != .verb
    guard isAdverb || (i + 1..<at).contains(where: { isLink($0) || tokens[$0].isHyphen }) else { return nil }
    let inner: Stretch?
    // "the end of the year": this year.
    if let unit = unit(at), at > i + 1, !(at + 1 < tokens.count && isAgo(at + 1)) {
      inner = period(unit, shift: 0, end: at + 1)
    } else {
      inner = point(at) ?? loneYear(at)
    }
    guard let whole = inner else { return nil }
    // "early Tuesday" is Tuesday.
    if whole.precision == .day { return whole }
    var read = whole
    let length = whole.until.number - whole.from.number + 1
    let y = whole.from.civil.year
    switch (part, whole.precision) {
    case (.before, _):
      guard let day, day >= whole.from else { return whole }
      read.until = max(whole.from, min(whole.until, day.adding(days: -1)))
    case (.after, _):
      guard let day, day <= whole.until else { return whole }
      read.from = min(whole.until, max(whole.from, day.adding(days: 1)))
    case (.whole, _): break
    case (.start, .year):
      guard let until = Day(y, 4, 30) else { return nil }
      read.until = until
    case (.middle, .year):
      guard let from = Day(y, 5, 1), let until = Day(y, 8, 31) else { return nil }
      (read.from, read.until) = (from, until)
    case (.end, .year):
      guard let from = Day(y, 9, 1) else { return nil }
      read.from = from
    case (.start, .month): read.until = whole.from.adding(days: 9)
    case (.middle, .month):
      (read.from, read.until) = (whole.from.adding(days: 10), whole.from.adding(days: 19))
    case (.end, .month): read.from = whole.from.adding(days: 20)
    case (.start, _): read.until = whole.from.adding(days: max(0, length / 3 - (length % 3 == 0 ? 1 : 0)))
    case (.middle, _):
      (read.from, read.until) = (whole.from.adding(days: length / 3), whole.until.adding(days: -length / 3))
    case (.end, _): read.from = whole.until.adding(days: -max(0, length / 3 - 1))
    }
    if length > 3000 {
      // A decade is cut at the turn of a year.
      switch part {
      case .start: (read.from, read.until) = (whole.from, Day(y + 3, 12, 31) ?? whole.until)
      case .middle:
        (read.from, read.until) = (Day(y + 4, 1, 1) ?? whole.from, Day(y + 6, 12, 31) ?? whole.until)
      case .end: read.from = Day(y + 7, 1, 1) ?? whole.from
      default: break
      }
    }
    read.precision = .range
    return read
  }

  func isAgo(_ i: Int) -> Bool { has(i) { if case .ago = $0 { true } else { false } } }

  /// "on Friday", "last Friday", "next Monday", "Tuesday night", "Tuesday last week", "this Friday".
  func weekdayDate(_ i: Int) -> Stretch? {
    guard let day else { return nil }
    var at = i
    var s: Int?
    while let n = shift(at) {
      // "this past Friday", "this coming Monday"
      s = s == nil || s == 0 ? n : s
      at += 1
    }
    guard tokens.indices.contains(at), let w = weekday(at), isDayName(at) else { return nil }
    at += 1
    if has(at, { $0 == .dayPart }) { at += 1 }
    var date: Day
    if let n = s {
      date = weekday(w, shift: n, day)
    } else if let n = shift(at), unit(at + 1) == .week {
      // "Tuesday last week", "Monday next week"
      let monday = day.adding(days: 1 - day.weekday + 7 * n)
      date = monday.adding(days: w - 1)
      at += 2
    } else {
      switch direction(i) {
      case .future: date = day.adding(days: (w - day.weekday + 7) % 7)
      case .past, .unknown: date = day.adding(days: -((day.weekday - w + 7) % 7))
      }
    }
    return Stretch(from: date, until: date, precision: .day, end: at, isRelative: true)
  }

  func isDayName(_ i: Int) -> Bool {
    let word = word(i)
    guard word.upos == .propn || word.upos == .noun, let first = word.form.utf8.first, first < 0x60 else {
      return false
    }
    // "the Friday Mosque", "Man Friday" are names of something else.
    let w = tokens[i].words.lowerBound
    if let head = word.head, tree.words[head].upos == .propn,
      word.deprel.hasPrefix("flat") || word.deprel == "compound" && head == w + 1
    {
      return false
    }
    // "sun", "sat" and their like are names only where the tagger says so.
    return word.form.utf8.count > 4 || word.upos == .propn
  }

  func weekday(_ w: Int, shift: Int, _ day: Day) -> Day {
    let ahead = (w - day.weekday + 7) % 7
    if shift > 0 { return day.adding(days: ahead == 0 ? 7 : ahead) }
    if shift < 0 { return day.adding(days: ahead == 0 ? -7 : ahead - 7) }
    // "this Friday" lies in the week of the report.
    return day.adding(days: w - day.weekday)
  }

  /// "today", "the day before yesterday", "tomorrow night", "this morning".
  func namedDay(_ i: Int) -> Stretch? {
    guard let day else { return nil }
    if let n = value(i, { if case .day(let n) = $0 { n } else { nil } }) {
      let date = day.adding(days: n)
      let end = has(i + 1) { $0 == .dayPart } ? i + 2 : i + 1
      return Stretch(from: date, until: date, precision: .day, end: end, isRelative: true)
    }
    guard let n = shift(i), !isAnaphoric(i), has(i + 1, { $0 == .dayPart }) else { return nil }
    let date = day.adding(days: n)
    return Stretch(from: date, until: date, precision: .day, end: i + 2, isRelative: true)
  }

  /// "last year", "this week", "next month", "the past three months", "last December".
  func shifted(_ i: Int) -> Stretch? {
    guard var s = shift(i), let day else { return nil }
    var at = i + 1
    if unit(at) == .day, isAnaphoric(i) { return nil }
    if s == 0, let more = shift(at) {
      s = more
      at += 1
    }
    if tokens.indices.contains(at), let m = month(at), isCapitalised(at) {
      var start = Day(day.civil.year, m, 1) ?? day
      // "last December" of a report in December is that of the year before.
      if s < 0, start.endOfMonth >= day { start = start.adding(months: -12) }
      if s > 0, start <= day { start = start.adding(months: 12) }
      return Stretch(from: start, until: start.endOfMonth, precision: .month, end: at + 1, isRelative: true)
    }
    if let unit = unit(at) {
      if unit == .weekend { return weekend(at, shift: s) }
      // "the past week" is the week up to the report; "last week" that of the calendar.
      return period(unit, shift: s, end: at + 1)
    }
    if let (n, _, end) = count(at), let unit = unit(end), s != 0 {
      let far = moved(day, unit, s < 0 ? -n : n)
      return Stretch(
        from: min(far, day), until: max(far, day), precision: .range, end: end + 1, isRelative: true)
    }
    return nil
  }

  /// "two weeks ago", "a decade ago", "three days later", "in two months".
  func counted(_ i: Int) -> Stretch? {
    // "hours later": on the day spoken of.
    let hours = unit(i) == .hour ? (n: 1, isRough: false, end: i) : nil
    guard let day, let (n, isRough, end) = count(i) ?? hours, let unit = unit(end) else { return nil }
    func at(_ origin: Day, _ sign: Int, _ end: Int) -> Stretch? {
      if isRough {
        // "several days ago": some stretch around it.
        let far = moved(origin, unit, sign * 2 * n)
        let near = moved(origin, unit, sign)
        return Stretch(
          from: min(far, near), until: max(far, near), precision: .range, end: end, isRelative: true)
      }
      if unit == .day {
        let date = origin.adding(days: sign * n)
        return Stretch(from: date, until: date, precision: .day, end: end, isRelative: true)
      }
      return period(unit, shift: sign * n, of: origin, end: end)
    }
    if let sign = value(end + 1, { if case .ago(let n) = $0 { n } else { nil } }) {
      return at(day, sign, end + 2)
    }
    // "four days before the visit": counted from what is named there.
    if has(end + 1, { $0 == .away(-1) }), tokens.indices.contains(end + 2), word(end + 2).upos != .punct,
      word(end + 2).upos != .verb
    {
      return nil
    }
    if let sign = value(end + 1, { if case .away(let n) = $0 { n } else { nil } }) {
      return at((unit == .day ? anchor : lastStart) ?? day, sign, end + 2)
    }
    return nil
  }

  private func isAnaphoric(_ i: Int) -> Bool {
    has(i) { if case .anaphoric = $0 { true } else { false } }
  }

  /// "the following day", "the next morning", "the previous month", "the same day".
  func anaphoric(_ i: Int) -> Stretch? {
    guard let n = value(i, { if case .anaphoric(let n) = $0 { n } else { nil } }),
      let unit = unit(i + 1) ?? (has(i + 1) { $0 == .dayPart } ? .day : nil),
      let origin = anchor ?? day, unit == .day || shift(i) == nil
    else { return nil }
    return period(unit, shift: n, of: origin, end: i + 2)
  }

  /// "recent weeks": some units up to the report; how many is not said.
  func recent(_ i: Int) -> Stretch? {
    guard let day, has(i, { $0 == .recent }) else { return nil }
    guard let unit = unit(i + 1),
      unit == .day || unit == .week || unit == .month || unit == .year || unit == .decade,
      word(i + 1).form.lowercased() != word(i + 1).lowerLemma
    else { return nil }
    let from = moved(day, unit, unit == .day ? -7 : -4)
    return Stretch(from: from, until: day, precision: .range, end: i + 2, isRelative: true)
  }

  /// "on the 12th": a day of the month the report is in, or of the one next to it.
  func bareDay(_ i: Int) -> Stretch? {
    guard let day, tokens[i].isOrdinal, let n = dayOfMonth(i), isTemporal(tokens[i].words.lowerBound),
      i > 0, isFiller(i - 1)
    else { return nil }
    let (y, m, _) = day.civil
    guard let first = Day(y, m, 1) else { return nil }
    let dates = [-1, 0, 1].compactMap { shift -> Day? in
      let month = first.adding(months: shift)
      return Day(month.civil.year, month.civil.month, n)
    }
    let date = direction(i) == .future ? dates.first { $0 >= day } : dates.last { $0 <= day }
    return date.map { Stretch(from: $0, until: $0, precision: .day, end: i + 1, isRelative: true) }
  }

  /// "the weekend", "over the weekend".
  func weekend(_ i: Int) -> Stretch? {
    guard unit(i) == .weekend else { return nil }
    let isAhead = direction(i) == .future
    return weekend(i, shift: isAhead ? 0 : (day.map { $0.weekday >= 6 } ?? false ? 0 : -1))
  }

  func weekend(_ i: Int, shift: Int) -> Stretch? {
    guard let day else { return nil }
    let saturday = day.adding(days: 6 - day.weekday + 7 * shift)
    return Stretch(
      from: saturday, until: saturday.adding(days: 1), precision: .range, end: i + 1, isRelative: true)
  }

  func moved(_ day: Day, _ unit: Unit, _ n: Int) -> Day {
    switch unit {
    case .hour: day.adding(days: n / 24)
    case .day: day.adding(days: n)
    case .week, .weekend: day.adding(days: 7 * n)
    case .fortnight: day.adding(days: 14 * n)
    case .month: day.adding(months: n)
    case .quarter: day.adding(months: 3 * n)
    case .half: day.adding(months: 6 * n)
    case .year: day.adding(months: 12 * n)
    case .decade: day.adding(months: 120 * n)
    case .century: day.adding(months: 1200 * n)
    }
  }

  func period(_ unit: Unit, shift: Int, end: Int) -> Stretch? {
    day.flatMap { period(unit, shift: shift, of: $0, end: end) }
  }

  /// The calendar's day, week, month … that lies `shift` units from a day.
  func period(_ unit: Unit, shift: Int, of origin: Day, end: Int) -> Stretch? {
    let middle = moved(origin, unit, shift)
    let (y, m, _) = middle.civil
    func stretch(_ from: Day?, _ until: Day?, _ precision: DatePrecision) -> Stretch? {
      guard let from, let until else { return nil }
      return Stretch(from: from, until: until, precision: precision, end: end, isRelative: true)
    }
    switch unit {
    case .hour, .day: return stretch(middle, middle, .day)
    case .week:
      let monday = middle.adding(days: 1 - middle.weekday)
      return stretch(monday, monday.adding(days: 6), .week)
    case .weekend:
      let saturday = middle.adding(days: 6 - middle.weekday)
      return stretch(saturday, saturday.adding(days: 1), .range)
    case .fortnight:
      return stretch(min(middle, origin), max(middle, origin), .range)
    case .month: return stretch(Day(y, m, 1), Day(y, m, 1)?.endOfMonth, .month)
    case .quarter:
      let from = Day(y, (m - 1) / 3 * 3 + 1, 1)
      return stretch(from, from?.adding(months: 2).endOfMonth, .quarter)
    case .half:
      let from = Day(y, m <= 6 ? 1 : 7, 1)
      return stretch(from, from?.adding(months: 5).endOfMonth, .range)
    case .year: return stretch(Day(y, 1, 1), Day(y, 12, 31), .year)
    case .decade:
      // "a decade ago" is a year; "the last decade" the ten years of the calendar.
      if abs(shift) > 0, end >= 2, count(end - 3) != nil || count(end - 2) != nil {
        return stretch(Day(y, 1, 1), Day(y, 12, 31), .year)
      }
      return stretch(Day(y / 10 * 10, 1, 1), Day(y / 10 * 10 + 9, 12, 31), .range)
    case .century:
      return stretch(Day((y - 1) / 100 * 100 + 1, 1, 1), Day((y - 1) / 100 * 100 + 100, 12, 31), .range)
    }
  }
}
