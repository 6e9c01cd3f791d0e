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
  var lastStart: Day?
  /// Where the tense does not matter: "until December" is yet to come.
  var forced: ClauseTense.Direction?

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

  func has(_ i: Int, _ test: (Sense) -> Bool) -> Bool {
    tokens.indices.contains(i) && tokens[i].senses.contains(where: test)
  }

  func value<T>(_ i: Int, _ read: (Sense) -> T?) -> T? {
    guard tokens.indices.contains(i) else { return nil }
    for sense in tokens[i].senses { if let value = read(sense) { return value } }
    return nil
  }

  func month(_ i: Int) -> Int? { value(i) { if case .month(let n) = $0 { n } else { nil } } }
  func weekday(_ i: Int) -> Int? { value(i) { if case .weekday(let n) = $0 { n } else { nil } } }
  func shift(_ i: Int) -> Int? { value(i) { if case .shift(let n) = $0 { n } else { nil } } }
  func unit(_ i: Int) -> Unit? { value(i) { if case .unit(let unit) = $0 { unit } else { nil } } }
  func part(_ i: Int) -> TimeLexicon.Part? {
    value(i) { if case .part(let part) = $0 { part } else { nil } }
  }
  func isFiller(_ i: Int) -> Bool { has(i) { $0 == .filler } }
  func isLink(_ i: Int) -> Bool { has(i) { $0 == .link } }

  func word(_ i: Int) -> Word { tree.words[tokens[i].words.lowerBound] }

  func isComma(_ i: Int) -> Bool {
    tokens.indices.contains(i) && word(i).upos == .punct && word(i).form == ","
  }

  /// A day of the month in figures: "6", "12th".
  func dayOfMonth(_ i: Int) -> Int? {
    guard tokens.indices.contains(i), let n = tokens[i].number, (1...31).contains(n), tokens[i].digits <= 2
    else { return nil }
    return n
  }

  func year(_ i: Int) -> Int? {
    guard tokens.indices.contains(i), let n = tokens[i].number, tokens[i].digits == 4, !tokens[i].isOrdinal,
      !tokens[i].isDecade, (1000...2200).contains(n)
    else { return nil }
    return n
  }

  /// A count of units: "two", "12", "several"; a rough one says so.
  func count(_ i: Int) -> (n: Int, isRough: Bool, end: Int)? {
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

  func direction(_ i: Int) -> ClauseTense.Direction {
    forced ?? tense.direction(of: tokens[i].words.lowerBound)
  }

  // MARK: Ranges

  /// "between 3 and 5 May", "from Monday to Wednesday", "March 3-5", "1998 to 2003".
  func range(_ i: Int) -> Stretch? {
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
  func shortYears(_ i: Int) -> Stretch? {
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
  func rangeMiddle(_ i: Int, isOpened: Bool) -> Int? {
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
  func bounded(_ i: Int) -> Stretch? {
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
  func point(_ i: Int) -> Stretch? {
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

  func mayBegin(_ i: Int) -> Bool {
    let token = tokens[i]
    return !token.senses.isEmpty || token.number != nil || token.date != nil
  }
}
