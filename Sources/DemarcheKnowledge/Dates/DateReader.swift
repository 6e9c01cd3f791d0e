import DemarcheEvents
import DemarcheSyntax

/// Reads the expressions of time of one sentence, by descent over its tokens.
///
/// Each reader takes where it starts and gives what it read with where that ends, or nil; the longest
/// kinds are tried first.
struct DateReader {
  let tree: Tree
  let tokens: [TimeTokens.Token]
  let day: Day?
  let tense: ClauseTense
  /// The day that the text spoke of last, and the start of the stretch that it spoke of last.
  var anchor: Day?
  private var lastStart: Day?
  /// Where the tense does not matter: "until December" is yet to come.
  private var forced: ClauseTense.Direction?

  init(tree: Tree, tokens: TimeTokens, day: Day?, anchor: Day?, tense: ClauseTense) {
    self.tree = tree
    self.tokens = tokens.tokens
    self.day = day
    self.anchor = anchor
    self.tense = tense
  }

  /// What was read: days, and the token behind it.
  struct Stretch {
    var from: Day
    var until: Day
    var precision: DatePrecision
    var end: Int
    var isOpenStart = false
    var isOpenEnd = false
    /// Whether it hangs on the report's day.
    var isRelative = false
    var isModifier = false
  }

  typealias Sense = TimeLexicon.Sense
  typealias Unit = TimeLexicon.Unit

  mutating func expressions() -> [TimeExpressions.Expression] {
    var found: [TimeExpressions.Expression] = []
    var i = 0
    while i < tokens.count {
      guard let read = range(i) ?? bounded(i) ?? point(i), read.end > i else {
        i += 1
        continue
      }
      // Fillers in front belong to no expression.
      let words = tokens[i].words.lowerBound...tokens[read.end - 1].words.upperBound
      let text = tree.words[words].map(\.form).joined(separator: " ")
      var how = "\"\(text)\""
      if read.isRelative, let day { how += " of a report of \(day.iso)" }
      found.append(
        TimeExpressions.Expression(
          words: words, from: read.from, until: read.until, precision: read.precision,
          isOpenStart: read.isOpenStart, isOpenEnd: read.isOpenEnd, isModifier: read.isModifier, how: how))
      if read.precision == .day { anchor = read.from }
      lastStart = read.precision == .range ? lastStart : read.from
      i = read.end
    }
    return found
  }

  // MARK: Tokens

  private func has(_ i: Int, _ test: (Sense) -> Bool) -> Bool {
    tokens.indices.contains(i) && tokens[i].senses.contains(where: test)
  }

  private func value<T>(_ i: Int, _ read: (Sense) -> T?) -> T? {
    guard tokens.indices.contains(i) else { return nil }
    for sense in tokens[i].senses { if let value = read(sense) { return value } }
    return nil
  }

  private func month(_ i: Int) -> Int? { value(i) { if case .month(let n) = $0 { n } else { nil } } }
  private func weekday(_ i: Int) -> Int? { value(i) { if case .weekday(let n) = $0 { n } else { nil } } }
  private func shift(_ i: Int) -> Int? { value(i) { if case .shift(let n) = $0 { n } else { nil } } }
  private func unit(_ i: Int) -> Unit? { value(i) { if case .unit(let unit) = $0 { unit } else { nil } } }
  private func part(_ i: Int) -> TimeLexicon.Part? {
    value(i) { if case .part(let part) = $0 { part } else { nil } }
  }
  private func isFiller(_ i: Int) -> Bool { has(i) { $0 == .filler } }
  private func isLink(_ i: Int) -> Bool { has(i) { $0 == .link } }

  private func word(_ i: Int) -> Word { tree.words[tokens[i].words.lowerBound] }

  private func isComma(_ i: Int) -> Bool {
    tokens.indices.contains(i) && word(i).upos == .punct && word(i).form == ","
  }

  /// A day of the month in figures: "6", "12th".
  private func dayOfMonth(_ i: Int) -> Int? {
    guard tokens.indices.contains(i), let n = tokens[i].number, (1...31).contains(n), tokens[i].digits <= 2
    else { return nil }
    return n
  }

  private func year(_ i: Int) -> Int? {
    guard tokens.indices.contains(i), let n = tokens[i].number, tokens[i].digits == 4, !tokens[i].isOrdinal,
      !tokens[i].isDecade, (1000...2200).contains(n)
    else { return nil }
    return n
  }

  /// A count of units: "two", "12", "several"; a rough one says so.
  private func count(_ i: Int) -> (n: Int, isRough: Bool, end: Int)? {
    guard tokens.indices.contains(i) else { return nil }
    if let n = tokens[i].number, !tokens[i].isOrdinal, !tokens[i].isDecade, n > 0, n < 1000 {
      return (n, false, i + 1)
    }
    guard let (n, isRough) = value(i, { if case .number(let n, let rough) = $0 { (n, rough) } else { nil } })
    else { return nil }
    var end = i + 1
    // "a few", "a couple of", "a dozen"
    if n == 1, let (more, rough) = value(end, { if case .number(let n, let r) = $0 { (n, r) } else { nil } })
    {
      return (more, rough, isLink(end + 1) ? end + 2 : end + 1)
    }
    if isLink(end), isRough { end += 1 }
    return (n, isRough, end)
  }

  private func direction(_ i: Int) -> ClauseTense.Direction {
    forced ?? tense.direction(of: tokens[i].words.lowerBound)
  }

  // MARK: Ranges

  /// "between 3 and 5 May", "from Monday to Wednesday", "March 3-5", "1998 to 2003".
  private func range(_ i: Int) -> Stretch? {
    var at = i
    let isOpened = has(at) { $0 == .rangeStart }
    if isOpened { at += 1 } else if isFiller(at) { return nil }
    while isFiller(at) { at += 1 }
    // "3 to 5 May", "between 3 and 5 May 2004": the first day borrows the month of the second.
    if let first = dayOfMonth(at), let middle = rangeMiddle(at + 1, isOpened: isOpened),
      dayOfMonth(middle) != nil, let last = calendarDate(middle), last.precision == .day,
      let from = Day(last.from.civil.year, last.from.civil.month, first), from <= last.until
    {
      return Stretch(
        from: from, until: last.until, precision: .range, end: last.end, isRelative: last.isRelative)
    }
    guard let first = point(at) ?? (isOpened ? loneYear(at) : nil) ?? shortYears(at) else { return nil }
    if first.precision == .range, year(at) != nil { return first }
    guard let middle = rangeMiddle(first.end, isOpened: isOpened) else { return nil }
    // "March 3-5", "March 3 and 5": the second day borrows the month of the first.
    if first.precision == .day,
      month(at) != nil || month(first.end - 1) != nil || month(first.end - 2) != nil,
      let last = dayOfMonth(middle), month(middle + 1) == nil
    {
      var end = middle + 1
      var y = first.from.civil.year
      if let written = year(isComma(end) ? end + 1 : end) {
        y = written
        end = isComma(end) ? end + 2 : end + 1
      }
      if let from = Day(y, first.from.civil.month, first.from.civil.day),
        let until = Day(y, first.from.civil.month, last), until > from
      {
        return Stretch(from: from, until: until, precision: .range, end: end, isRelative: first.isRelative)
      }
    }
    guard var last = point(middle) ?? (year(at) != nil ? loneYear(middle) : nil) else { return nil }
    // "from Monday to Wednesday": the end follows the start.
    if last.until < first.from, weekday(middle) != nil { last.until = last.until.adding(days: 7) }
    var from = first.from
    // "from March 2009 to May 2010" and "between March and May 2010": a month takes the year of its end.
    if first.isRelative, !last.isRelative, first.precision == .month, month(at) != nil,
      let moved = Day(last.from.civil.year, from.civil.month, 1)
    {
      from = moved <= last.until ? moved : moved.adding(months: -12)
    } else if first.isRelative, !last.isRelative, first.precision == .day,
      month(at) != nil || month(at + 1) != nil,
      let moved = Day(last.from.civil.year, from.civil.month, from.civil.day)
    {
      from = moved <= last.until ? moved : moved.adding(months: -12)
    } else if first.isRelative, last.isRelative, from > last.until, first.precision == last.precision,
      weekday(at) != nil
    {
      from = from.adding(days: -7)
    }
    guard from <= last.until else { return nil }
    return Stretch(
      from: from, until: last.until, precision: .range, end: last.end,
      isRelative: first.isRelative || last.isRelative)
  }

  /// "1991-95", "1998-2003".
  private func shortYears(_ i: Int) -> Stretch? {
    guard let first = year(i), (1800...2100).contains(first), tokens.indices.contains(i + 2),
      tokens[i + 1].isHyphen,
      let n = tokens[i + 2].number, let from = Day(first, 1, 1)
    else { return nil }
    let last = tokens[i + 2].digits == 2 ? first / 100 * 100 + n : n
    guard tokens[i + 2].digits == 2 || tokens[i + 2].digits == 4, last > first, last < first + 200,
      let until = Day(last, 12, 31)
    else { return nil }
    return Stretch(from: from, until: until, precision: .range, end: i + 3)
  }

  /// Where the second end of a range starts; "and" stands between them only behind "between".
  private func rangeMiddle(_ i: Int, isOpened: Bool) -> Int? {
    guard tokens.indices.contains(i) else { return nil }
    var at = i
    if tokens[at].isHyphen || word(at).form == "\u{2013}" {
      at += 1
    } else if has(at, { $0 == .rangeMiddle }), isOpened || word(at).upos != .cconj {
      at += 1
    } else {
      return nil
    }
    while isFiller(at) { at += 1 }
    return at
  }

  /// "since 2015", "until Friday": one end is left open.
  private func bounded(_ i: Int) -> Stretch? {
    let isSince = has(i) { $0 == .since }
    guard isSince || has(i, { $0 == .until }) else { return nil }
    var at = i + 1
    while isFiller(at) { at += 1 }
    var reader = self
    reader.forced = isSince ? .past : .future
    guard var read = reader.point(at) else { return nil }
    if isSince {
      read.until = max(day ?? read.until, read.from)
      read.isOpenEnd = true
    } else {
      read.from = min(day ?? read.from, read.until)
      read.isOpenStart = true
    }
    read.precision = .range
    return read
  }

  // MARK: Points

  /// One day or one stretch of the calendar.
  private func point(_ i: Int) -> Stretch? {
    guard tokens.indices.contains(i) else { return nil }
    // A word that no expression begins with is the common case.
    guard mayBegin(i) else { return nil }
    if let read = eve(i) { return read }
    if let read = partOf(i) { return read }
    if let read = calendarDate(i) { return read }
    if let read = weekdayDate(i) { return read }
    if let read = namedDay(i) { return read }
    if let read = holiday(i) { return read }
    if let read = ordinalUnit(i) { return read }
    if let read = season(i) { return read }
    if let read = anaphoric(i) { return read }
    if let read = shifted(i) { return read }
    if let read = counted(i) { return read }
    if let read = recent(i) { return read }
    if let read = decade(i) { return read }
    if let read = bareDay(i) { return read }
    if let read = weekend(i) { return read }
    if let read = bareYear(i) { return read }
    return nil
  }

  private func mayBegin(_ i: Int) -> Bool {
    let token = tokens[i]
    return !token.senses.isEmpty || token.number != nil || token.date != nil
  }

  /// "the eve of the vote on May 3": the day before the day that is named.
  private func eve(_ i: Int) -> Stretch? {
    guard has(i, { $0 == .eve }) else { return nil }
    var at = i + 1
    while isFiller(at) || isLink(at) { at += 1 }
    guard var read = point(at), read.precision == .day else { return nil }
    read.from = read.from.adding(days: -1)
    read.until = read.from
    return read
  }

  /// "late last year", "the end of March", "mid-2011", "earlier this week".
  private func partOf(_ i: Int) -> Stretch? {
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

  private func isAgo(_ i: Int) -> Bool { has(i) { if case .ago = $0 { true } else { false } } }

  /// A date of the calendar.
  ///
  /// "Friday, February 6, 2026", "6 February", "February 2026", "2026-02-06", "the 6th of February".
  private func calendarDate(_ i: Int) -> Stretch? {
    if let date = tokens[i].date {
      return Stretch(from: date, until: date, precision: .day, end: i + 1)
    }
    var at = i
    let named = weekday(at)
    if named != nil {
      at += 1
      if isComma(at) { at += 1 }
      while isFiller(at) { at += 1 }
    }
    var m: Int?
    var d: Int?
    if tokens.indices.contains(at), let month = month(at), isMonth(at) {
      m = month
      at += 1
      let skip = isFiller(at) && (tokens.indices.contains(at + 1) && tokens[at + 1].isOrdinal) ? at + 1 : at
      if let day = dayOfMonth(skip), !isQuantity(skip) {
        d = day
        at = skip + 1
      }
    } else if let day = dayOfMonth(at) {
      var next = at + 1
      if tokens[at].isOrdinal { while isLink(next) { next += 1 } }
      guard tokens.indices.contains(next), let month = month(next), isCapitalised(next) else { return nil }
      m = month
      d = day
      at = next + 1
    }
    guard let m else { return nil }
    if named != nil, d == nil { return nil }
    var y: Int?
    let after = isComma(at) && d != nil ? at + 1 : (isLink(at) && d == nil ? at + 1 : at)
    if let written = year(after) {
      y = written
      at = after + 1
    } else if let s = shift(at), unit(at + 1) == .year, let day {
      // "in March last year", "March 3 this year"
      y = day.civil.year + s
      at += 2
    } else if let s = shift(after), unit(after + 1) == .year, let day {
      y = day.civil.year + s
      at = after + 2
    }
    let isRelative = y == nil
    if y == nil, let resolved = nearestYear(m, d, weekday: named, i) { y = resolved }
    guard let y else { return nil }
    if let d {
      guard let date = Day(y, m, d) else {
        // "31 February 2026": the month is still said.
        guard let from = Day(y, m, 1) else { return nil }
        return Stretch(from: from, until: from.endOfMonth, precision: .month, end: at, isRelative: isRelative)
      }
      return Stretch(from: date, until: date, precision: .day, end: at, isRelative: isRelative)
    }
    guard let from = Day(y, m, 1) else { return nil }
    return Stretch(from: from, until: from.endOfMonth, precision: .month, end: at, isRelative: isRelative)
  }

  /// The year of a day or month that stands without one: by tense and by the weekday that stands with it.
  private func nearestYear(_ m: Int, _ d: Int?, weekday: Int?, _ i: Int) -> Int? {
    guard let day else { return nil }
    let y = day.civil.year
    let direction = direction(i)
    func start(_ year: Int) -> Day? { Day(year, m, d ?? 1) }
    func end(_ year: Int) -> Day? { start(year).map { d == nil ? $0.endOfMonth : $0 } }
    let candidates = [y - 1, y, y + 1].filter { start($0) != nil }
    if let weekday,
      let fit = candidates.filter({ start($0)?.weekday == weekday }).min(by: {
        abs((start($0)?.number ?? 0) - day.number) < abs((start($1)?.number ?? 0) - day.number)
      })
    {
      return fit
    }
    switch direction {
    case .past: return candidates.last { start($0).map { $0 <= day } ?? false } ?? candidates.first
    case .future: return candidates.first { end($0).map { $0 >= day } ?? false } ?? candidates.last
    case .unknown:
      // What is not said to come is past, plans of two months aside.
      return candidates.last { start($0).map { $0.number <= day.number + 60 } ?? false } ?? candidates.first
    }
  }

  private func isCapitalised(_ i: Int) -> Bool {
    tokens[i].isCapitalised && word(i).upos != .verb && word(i).upos != .aux
  }

  /// A month by name and not a verb or a person: "May fell", "June Smith", "march on the capital".
  private func isMonth(_ i: Int) -> Bool {
    guard isCapitalised(i) else { return false }
    if dayOfMonth(i + 1) != nil || year(i + 1) != nil
      || year(i + 2) != nil && (isComma(i + 1) || isLink(i + 1))
    {
      return true
    }
    if part(i - 1) != nil || part(i - 2) != nil && tokens[i - 1].isHyphen { return true }
    guard word(i).upos == .propn || word(i).upos == .noun else { return false }
    let w = tokens[i].words.lowerBound
    let deprel = tree.words[w].deprel
    if deprel.hasPrefix("nsubj") || deprel.hasPrefix("flat") || deprel == "obj" && !isShifted(i) {
      return false
    }
    // "June Smith", "April O'Neil"
    return !tree.children(of: w).contains { child in
      tree.words[child].upos == .propn && child > w
        && (tree.words[child].deprel.hasPrefix("flat") || tree.words[child].deprel == "appos")
    }
  }

  private func isShifted(_ i: Int) -> Bool { shift(i - 1) != nil || part(i - 1) != nil }

  /// A number that counts what follows: "March 20 people".
  private func isQuantity(_ i: Int) -> Bool {
    let w = tokens[i].words.lowerBound
    guard let head = tree.words[w].head, tree.words[w].deprel == "nummod" else { return false }
    return head > w && !tokens.contains { $0.words.contains(head) && !$0.senses.isEmpty }
  }

  /// "on Friday", "last Friday", "next Monday", "Tuesday night", "Tuesday last week", "this Friday".
  private func weekdayDate(_ i: Int) -> Stretch? {
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

  private func isDayName(_ i: Int) -> Bool {
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

  private func weekday(_ w: Int, shift: Int, _ day: Day) -> Day {
    let ahead = (w - day.weekday + 7) % 7
    if shift > 0 { return day.adding(days: ahead == 0 ? 7 : ahead) }
    if shift < 0 { return day.adding(days: ahead == 0 ? -7 : ahead - 7) }
    // "this Friday" lies in the week of the report.
    return day.adding(days: w - day.weekday)
  }

  /// "today", "the day before yesterday", "tomorrow night", "this morning".
  private func namedDay(_ i: Int) -> Stretch? {
    guard let day else { return nil }
    if let n = value(i, { if case .day(let n) = $0 { n } else { nil } }) {
      let date = day.adding(days: n)
      let end = has(i + 1) { $0 == .dayPart } ? i + 2 : i + 1
      return Stretch(from: date, until: date, precision: .day, end: end, isRelative: true)
    }
    guard let n = shift(i), has(i + 1, { $0 == .dayPart }) else { return nil }
    let date = day.adding(days: n)
    return Stretch(from: date, until: date, precision: .day, end: i + 2, isRelative: true)
  }

  /// "Christmas Day", "last Easter", "New Year's Eve 1999".
  private func holiday(_ i: Int) -> Stretch? {
    var at = i
    let s = shift(at)
    if s != nil { at += 1 }
    guard let holiday = value(at, { if case .holiday(let day) = $0 { day } else { nil } }) else { return nil }
    at += 1
    if case .dated(let date) = holiday {
      return Stretch(from: date, until: date, precision: .day, end: at)
    }
    let after = isComma(at) ? at + 1 : at
    if let y = year(after), let date = holiday.day(in: y) {
      return Stretch(from: date, until: date, precision: .day, end: after + 1)
    }
    guard let day else { return nil }
    let y = day.civil.year
    let days = [y - 1, y, y + 1].compactMap { holiday.day(in: $0) }
    if let n = shift(at), unit(at + 1) == .year, let date = holiday.day(in: y + n) {
      return Stretch(from: date, until: date, precision: .day, end: at + 2, isRelative: true)
    }
    let isAhead = s.map { $0 > 0 } ?? (direction(i) == .future)
    let isBehind = s.map { $0 < 0 } ?? (direction(i) == .past)
    let date =
      isAhead
      ? days.first { $0 >= day }
      : isBehind
        ? days.last { s == nil ? $0 <= day : $0 < day }
        : days.min { abs($0.number - day.number) < abs($1.number - day.number) }
    return date.map { Stretch(from: $0, until: $0, precision: .day, end: at, isRelative: true) }
  }

  /// "the first quarter of 2009", "the second half of last year", "the 19th century".
  private func ordinalUnit(_ i: Int) -> Stretch? {
    let n: Int
    if let named = value(i, { if case .ordinal(let n) = $0 { n } else { nil } }) {
      n = named
    } else if tokens[i].isOrdinal, let number = tokens[i].number {
      n = number
    } else {
      return nil
    }
    var at = i + 1
    if tokens.indices.contains(at), tokens[at].isHyphen { at += 1 }
    guard let unit = unit(at) else { return nil }
    at += 1
    if unit == .century {
      guard let from = Day((n - 1) * 100 + 1, 1, 1), let until = Day(n * 100, 12, 31) else { return nil }
      return Stretch(from: from, until: until, precision: .range, end: at)
    }
    guard
      unit == .quarter && (1...4).contains(n) || unit == .half && (1...2).contains(n) || unit == .week
        || unit == .decade
    else { return nil }
    while isLink(at) || isFiller(at) { at += 1 }
    let whole: Stretch
    if let y = year(at) ?? nil, let from = Day(y, 1, 1), let until = Day(y, 12, 31) {
      whole = Stretch(from: from, until: until, precision: .year, end: at + 1)
    } else if let read = shifted(at) ?? calendarDate(at) {
      whole = read
    } else if self.unit(at) == .year, let read = period(.year, shift: 0, end: at + 1) {
      whole = read
    } else if unit == .quarter, let read = period(.year, shift: 0, end: i + 2) {
      // "in the third quarter": this year's.
      whole = read
    } else {
      return nil
    }
    let y = whole.from.civil.year
    if unit == .week {
      guard whole.precision == .month else { return nil }
      let from = whole.from.adding(days: 7 * (n - 1))
      return Stretch(
        from: from, until: from.adding(days: 6), precision: .week, end: whole.end,
        isRelative: whole.isRelative)
    }
    let months = unit == .quarter ? 3 : 6
    guard whole.precision == .year, let from = Day(y, (n - 1) * months + 1, 1) else { return nil }
    return Stretch(
      from: from, until: from.adding(months: months - 1).endOfMonth,
      precision: unit == .quarter ? .quarter : .range,
      end: whole.end, isRelative: whole.isRelative)
  }

  /// "last summer", "the winter of 1995", "in spring 2011".
  private func season(_ i: Int) -> Stretch? {
    var at = i
    let s = shift(at)
    if s != nil { at += 1 }
    guard let first = value(at, { if case .season(let m) = $0 { m } else { nil } }) else { return nil }
    guard word(at).upos == .noun || word(at).upos == .propn else { return nil }
    at += 1
    var y: Int?
    var isRelative = false
    let after = isLink(at) || isComma(at) ? at + 1 : at
    if let written = year(after) {
      y = written
      at = after + 1
    } else if let n = shift(at) ?? shift(after), let day, unit((shift(at) != nil ? at : after) + 1) == .year {
      y = day.civil.year + n
      at = (shift(at) != nil ? at : after) + 2
    } else if let day, s != nil || isTemporal(tokens[at - 1].words.lowerBound) {
      isRelative = true
      let now = day.civil.year
      let isAhead = s.map { $0 > 0 } ?? (direction(i) == .future)
      let starts = [now - 2, now - 1, now, now + 1].compactMap { Day($0, first, 1) }
      func end(_ day: Day) -> Day { day.adding(months: 2).endOfMonth }
      let chosen: Day?
      if s == 0 {
        chosen = starts.first { $0.civil.year == now || end($0) >= day && $0 <= day }
      } else if isAhead {
        chosen = starts.first { $0 > day } ?? starts.last
      } else {
        chosen = starts.last { s == nil ? $0 <= day : end($0) < day }
      }
      y = chosen?.civil.year
    }
    guard let y, let from = Day(y, first, 1) else { return nil }
    return Stretch(
      from: from, until: from.adding(months: 2).endOfMonth, precision: .range, end: at, isRelative: isRelative
    )
  }

  /// "last year", "this week", "next month", "the past three months", "last December".
  private func shifted(_ i: Int) -> Stretch? {
    guard var s = shift(i), let day else { return nil }
    var at = i + 1
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
  private func counted(_ i: Int) -> Stretch? {
    guard let day, let (n, isRough, end) = count(i), let unit = unit(end) else { return nil }
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
    if let sign = value(end + 1, { if case .away(let n) = $0 { n } else { nil } }) {
      return at((unit == .day ? anchor : lastStart) ?? day, sign, end + 2)
    }
    return nil
  }

  /// "the following day", "the previous month", "the same day".
  private func anaphoric(_ i: Int) -> Stretch? {
    guard let n = value(i, { if case .anaphoric(let n) = $0 { n } else { nil } }), let unit = unit(i + 1),
      let origin = anchor ?? day, unit == .day || shift(i) == nil
    else { return nil }
    return period(unit, shift: n, of: origin, end: i + 2)
  }

  /// "recent weeks": some units up to the report; how many is not said.
  private func recent(_ i: Int) -> Stretch? {
    guard let day, has(i, { $0 == .recent }) else { return nil }
    guard let unit = unit(i + 1),
      unit == .day || unit == .week || unit == .month || unit == .year || unit == .decade,
      word(i + 1).form.lowercased() != word(i + 1).lemma.lowercased()
    else { return nil }
    let from = moved(day, unit, unit == .day ? -7 : -4)
    return Stretch(from: from, until: day, precision: .range, end: i + 2, isRelative: true)
  }

  /// "the 1990s", "the nineties" as the lexicon has them.
  private func decade(_ i: Int) -> Stretch? {
    if let n = value(i, { if case .decade(let n) = $0 { n } else { nil } }), word(i).upos == .noun, let day {
      let century = day.civil.year / 100 * 100
      let start = century + n <= day.civil.year ? century + n : century - 100 + n
      guard let from = Day(start, 1, 1), let until = Day(start + 9, 12, 31) else { return nil }
      return Stretch(from: from, until: until, precision: .range, end: i + 1, isRelative: true)
    }
    guard tokens[i].isDecade, let n = tokens[i].number, n % 10 == 0, let from = Day(n, 1, 1),
      let until = Day(n % 100 == 0 ? n + 99 : n + 9, 12, 31)
    else { return nil }
    if n % 100 == 0, n >= 2000, let decade = Day(n + 9, 12, 31) {
      return Stretch(from: from, until: decade, precision: .range, end: i + 1)
    }
    return Stretch(from: from, until: until, precision: .range, end: i + 1)
  }

  /// "on the 12th": a day of the month the report is in, or of the one next to it.
  private func bareDay(_ i: Int) -> Stretch? {
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
  private func weekend(_ i: Int) -> Stretch? {
    guard unit(i) == .weekend else { return nil }
    let isAhead = direction(i) == .future
    return weekend(i, shift: isAhead ? 0 : (day.map { $0.weekday >= 6 } ?? false ? 0 : -1))
  }

  private func weekend(_ i: Int, shift: Int) -> Stretch? {
    guard let day else { return nil }
    let saturday = day.adding(days: 6 - day.weekday + 7 * shift)
    return Stretch(
      from: saturday, until: saturday.adding(days: 1), precision: .range, end: i + 1, isRelative: true)
  }

  /// A year that stands where a time stands, and is no count.
  private func bareYear(_ i: Int) -> Stretch? {
    guard let n = year(i), (1800...2100).contains(n), word(i).upos == .num else { return nil }
    let w = tokens[i].words.lowerBound
    guard isTemporal(w) || isYearOfNoun(w, n), var read = wholeYear(n, end: i + 1) else { return nil }
    read.isModifier = !isTemporal(w)
    return read
  }

  /// "the 2003 invasion": a number before a noun that it does not count.
  private func isYearOfNoun(_ word: Int, _ n: Int) -> Bool {
    guard let head = tree.words[word].head, head > word, tree.words[head].upos == .noun,
      ["nummod", "compound", "nmod:unmarked", "amod"].contains(tree.words[word].deprel),
      (1900...2100).contains(n)
    else { return false }
    let isOne = tree.words[head].feats["Number"] == "Sing"
    return isOne || tree.words[word].deprel != "nummod"
  }

  /// A year behind "mid-" or "late", whatever the tree makes of it.
  private func loneYear(_ i: Int) -> Stretch? {
    guard let n = year(i), (1800...2100).contains(n) else { return nil }
    return wholeYear(n, end: i + 1)
  }

  private func wholeYear(_ n: Int, end: Int) -> Stretch? {
    guard let from = Day(n, 1, 1), let until = Day(n, 12, 31) else { return nil }
    return Stretch(from: from, until: until, precision: .year, end: end)
  }

  private func isTemporal(_ word: Int) -> Bool {
    ["obl", "nmod", "obl:unmarked", "obl:tmod", "nmod:tmod", "nmod:unmarked", "conj", "appos", "root"]
      .contains(tree.words[word].deprel)
  }

  // MARK: Arithmetic

  private func moved(_ day: Day, _ unit: Unit, _ n: Int) -> Day {
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

  private func period(_ unit: Unit, shift: Int, end: Int) -> Stretch? {
    day.flatMap { period(unit, shift: shift, of: $0, end: end) }
  }

  /// The calendar's day, week, month … that lies `shift` units from a day.
  private func period(_ unit: Unit, shift: Int, of origin: Day, end: Int) -> Stretch? {
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
