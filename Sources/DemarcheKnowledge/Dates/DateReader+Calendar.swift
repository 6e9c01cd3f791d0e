import DemarcheEvents
import DemarcheSyntax

/// Days and stretches that the calendar names: dates, holidays, seasons, quarters, decades, years.
extension DateReader {
  /// A date of the calendar.
  ///
  /// "Friday, February 6, 2026", "6 February", "February 2026", "2026-02-06", "the 6th of February".
  func calendarDate(_ i: Int) -> Stretch? {
    guard tokens.indices.contains(i) else { return nil }
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
  func nearestYear(_ m: Int, _ d: Int?, weekday: Int?, _ i: Int) -> Int? {
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

  func isCapitalised(_ i: Int) -> Bool {
    tokens[i].isCapitalised && word(i).upos != .verb && word(i).upos != .aux
  }

  /// A month by name and not a verb or a person: "May fell", "June Smith", "march on the capital".
  func isMonth(_ i: Int) -> Bool {
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

  func isShifted(_ i: Int) -> Bool { shift(i - 1) != nil || part(i - 1) != nil }

  /// A number that counts what follows: "March 20 people".
  func isQuantity(_ i: Int) -> Bool {
    let w = tokens[i].words.lowerBound
    guard let head = tree.words[w].head, tree.words[w].deprel == "nummod" else { return false }
    return head > w && !tokens.contains { $0.words.contains(head) && !$0.senses.isEmpty }
  }

  /// "Christmas Day", "last Easter", "New Year's Eve 1999".
  func holiday(_ i: Int) -> Stretch? {
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
  func ordinalUnit(_ i: Int) -> Stretch? {
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
  func season(_ i: Int) -> Stretch? {
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

  /// "the 1990s", "the nineties" as the lexicon has them.
  func decade(_ i: Int) -> Stretch? {
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

  /// A year that stands where a time stands, and is no count.
  func bareYear(_ i: Int) -> Stretch? {
    guard let n = year(i), (1800...2100).contains(n), word(i).upos == .num else { return nil }
    let w = tokens[i].words.lowerBound
    guard isTemporal(w) || isYearOfNoun(w, n), var read = wholeYear(n, end: i + 1) else { return nil }
    read.isModifier = !isTemporal(w)
    return read
  }

  /// "the 2003 invasion": a number before a noun that it does not count.
  func isYearOfNoun(_ word: Int, _ n: Int) -> Bool {
    guard let head = tree.words[word].head, head > word, tree.words[head].upos == .noun,
      ["nummod", "compound", "nmod:unmarked", "amod"].contains(tree.words[word].deprel),
      (1900...2100).contains(n)
    else { return false }
    let isOne = tree.words[head].feats["Number"] == "Sing"
    return isOne || tree.words[word].deprel != "nummod"
  }

  /// A year behind "mid-" or "late", whatever the tree makes of it.
  func loneYear(_ i: Int) -> Stretch? {
    guard let n = year(i), (1800...2100).contains(n) else { return nil }
    return wholeYear(n, end: i + 1)
  }

  func wholeYear(_ n: Int, end: Int) -> Stretch? {
    guard let from = Day(n, 1, 1), let until = Day(n, 12, 31) else { return nil }
    return Stretch(from: from, until: until, precision: .year, end: end)
  }

  func isTemporal(_ word: Int) -> Bool {
    ["obl", "nmod", "obl:unmarked", "obl:tmod", "nmod:tmod", "nmod:unmarked", "conj", "appos", "root"]
      .contains(tree.words[word].deprel)
  }
}
