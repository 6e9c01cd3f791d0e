import DemarcheEvents

/// Reads dates as pages and feeds write them, and gives them as ISO 8601 does: "2015-07-24T05:36:09+01:00".
///
/// Read are ISO 8601 with its looser kin ("2015/07/24 05:36"), RFC 822 ("Fri, 24 Jul 2015 05:36:09 GMT"), dates in
/// words ("July 24, 2015 at 5:36 p.m. EDT", "24 July 2015") and in figures where they can mean but one day
/// ("24.7.2015", "24/07/2015", "7/24/2015"). Time and zone are kept where they are given; seconds lose their fraction.
enum WrittenDate {
  /// The day as ISO 8601 has it; nil when there is none in the calendar or it lies outside 1900 to 2100.
  static func day(_ year: Int, _ month: Int, _ day: Int) -> String? {
    (1900...2100).contains(year) ? Day(year, month, day)?.iso : nil
  }

  /// The first date in a text; nil where there is none.
  ///
  /// - Parameter monthFirst: whether 7/8/2015 is in July; nil does not know, and such a date is none.
  static func read(_ text: String, lexicon: PageLexicon, monthFirst: Bool? = nil) -> String? {
    let parts = Part.parts(of: text)
    for i in parts.indices {
      guard let (day, next) = day(parts, i, lexicon, monthFirst) else { continue }
      if let time = time(parts, after: next, lexicon) { return day + "T" + time }
      // "5:36 PM, July 24, 2015": the time may stand right before.
      if let clock = parts[..<i].lastIndex(where: { $0.isMark(":") }), i - clock < 8,
        let time = time(parts, after: max(0, clock - 3), lexicon)
      {
        return day + "T" + time
      }
      return day
    }
    return nil
  }

  /// How many letters of a text are not part of a date: what a line that holds only its date has few of.
  static func lettersBeside(_ text: String, lexicon: PageLexicon) -> Int {
    Part.parts(of: text).reduce(0) { sum, part in
      guard case .word(let word) = part, lexicon.value(.month, word) == nil else { return sum }
      return sum + word.utf8.count
    }
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  // MARK: Days

  private static func day(
    _ parts: [Part], _ i: Int, _ lexicon: PageLexicon, _ monthFirst: Bool?
  ) -> (String, next: Int)? {
    func number(_ at: Int) -> (value: Int, digits: Int)? {
      guard at < parts.count, case .number(let value, let digits) = parts[at] else { return nil }
      return (value, digits)
    }
    func month(_ at: Int) -> Int? {
      guard at < parts.count, case .word(let word) = parts[at] else { return nil }
      return lexicon.value(.month, word).flatMap { Int($0) }
    }
    /// The next part that is no mark; words such as "of" and "th" are passed as well.
    func past(_ at: Int) -> Int {
      var at = at
      while at < parts.count, at < i + 8 {
        switch parts[at] {
        case .mark(let mark) where mark != ":": at += 1
        case .word(let word) where word.utf8.count <= 2 && month(at) == nil: at += 1
        default: return at
        }
      }
      return at
    }
    if let (value, digits) = number(i) {
      if digits == 8, let day = day(value / 10_000, value / 100 % 100, value % 100) { return (day, i + 1) }
      if digits == 4, i + 4 < parts.count, case .mark(let a) = parts[i + 1], case .mark(let b) = parts[i + 3],
        a == b,
        "-/.".contains(a), let m = number(i + 2), let d = number(i + 4), m.digits <= 2, d.digits <= 2,
        let day = day(value, m.value, d.value)
      {
        return (day, i + 5)
      }
      guard digits <= 2 else { return nil }
      if i + 4 < parts.count, case .mark(let a) = parts[i + 1], case .mark(let b) = parts[i + 3], a == b,
        "-/.".contains(a), let second = number(i + 2), let year = number(i + 4), second.digits <= 2,
        year.digits == 4
      {
        let isMonthFirst =
          a == "." || value > 12 ? false : second.value > 12 || value == second.value ? true : monthFirst
        guard let isMonthFirst else { return nil }
        let (m, d) = isMonthFirst ? (value, second.value) : (second.value, value)
        return day(year.value, m, d).map { ($0, i + 5) }
      }
      let at = past(i + 1)
      if let m = month(at), case let at = past(at + 1), let year = number(at), let full = full(year),
        let day = day(full, m, value)
      {
        return (day, at + 1)
      }
      return nil
    }
    if let m = month(i) {
      let at = past(i + 1)
      guard let d = number(at), d.digits <= 2 else { return nil }
      var next = past(at + 1)
      if let year = number(next), year.digits == 4, let day = day(year.value, m, d.value) {
        return (day, next + 1)
      }
      // "Thu Aug 23 17:52:51 -0700 2012": the year may stand behind the time.
      while next < parts.count, next < at + 12 {
        if let year = number(next), year.digits == 4, !parts[next - 1].isSign,
          let day = day(year.value, m, d.value)
        {
          return (day, at + 1)
        }
        if case .word(let word) = parts[next], lexicon.value(.zone, word) == nil { break }
        next += 1
      }
    }
    return nil
  }

  /// A year of two digits is of the hundred years around 2000, as RFC 2822 has it.
  private static func full(_ year: (value: Int, digits: Int)) -> Int? {
    switch year.digits {
    case 4: year.value
    case 2: year.value < 50 ? 2000 + year.value : 1900 + year.value
    default: nil
    }
  }

  // MARK: Times

  private static func time(_ parts: [Part], after start: Int, _ lexicon: PageLexicon) -> String? {
    var at = start
    while at < parts.count, at < start + 6 {
      if case .number(let hour, let digits) = parts[at], digits <= 2 {
        if at + 2 < parts.count, parts[at + 1].isMark(":") || parts[at + 1].isMark("."),
          case .number(let minute, 2) = parts[at + 2]
        {
          var next = at + 3
          var second: Int?
          if next + 1 < parts.count, parts[next].isMark(":"), case .number(let value, 2) = parts[next + 1] {
            second = value
            next += 2
            if next + 1 < parts.count, parts[next].isMark("."), case .number = parts[next + 1] { next += 2 }
          }
          return clock(hour, minute, second, parts, next, lexicon)
        }
        if half(parts, at + 1) != nil { return clock(hour, 0, nil, parts, at + 1, lexicon) }
      }
      // The compact form: T053609.
      if case .number(let value, 6) = parts[at], at > 0, case .word("t") = parts[at - 1] {
        return clock(value / 10_000, value / 100 % 100, value % 100, parts, at + 1, lexicon)
      }
      at += 1
    }
    return nil
  }

  private static func clock(
    _ hour: Int, _ minute: Int, _ second: Int?, _ parts: [Part], _ next: Int, _ lexicon: PageLexicon
  ) -> String? {
    var hour = hour
    var next = next
    if let half = half(parts, next), hour <= 12 {
      hour = hour % 12 + (half.isAfternoon ? 12 : 0)
      next = half.next
    }
    guard hour < 24, minute < 60, (second ?? 0) < 61 else { return nil }
    let seconds = second.map { ":" + padded(min($0, 59)) } ?? ""
    return "\(padded(hour)):\(padded(minute))\(seconds)\(zone(parts, next, lexicon))"
  }

  /// "am", "p.m.", with marks between the letters or not.
  private static func half(_ parts: [Part], _ at: Int) -> (isAfternoon: Bool, next: Int)? {
    guard at < parts.count, case .word(let word) = parts[at] else { return nil }
    if word == "am" || word == "pm" { return (word == "pm", at + 1) }
    guard word == "a" || word == "p", at + 2 < parts.count, parts[at + 1].isMark("."),
      case .word("m") = parts[at + 2]
    else { return nil }
    return (word == "p", at + 3 < parts.count && parts[at + 3].isMark(".") ? at + 4 : at + 3)
  }

  private static func zone(_ parts: [Part], _ start: Int, _ lexicon: PageLexicon) -> String {
    var at = start
    while at < parts.count, at < start + 3 {
      switch parts[at] {
      case .word(let word):
        guard let offset = lexicon.value(.zone, word) else { return "" }
        // "GMT+0100": the figures behind the name count.
        if at + 2 < parts.count, parts[at + 1].isSign, case .number = parts[at + 2] {
          at += 1
          continue
        }
        return offset
      case .mark(let sign) where sign == "+" || sign == "-" || sign == "−":
        guard at + 1 < parts.count, case .number(let value, let digits) = parts[at + 1] else { return "" }
        var (hours, minutes) = digits == 4 ? (value / 100, value % 100) : (value, 0)
        if digits <= 2, at + 3 < parts.count, parts[at + 2].isMark(":"),
          case .number(let more, 2) = parts[at + 3]
        {
          minutes = more
        }
        guard digits == 4 || digits <= 2, hours <= 15, minutes < 60 else { return "" }
        if hours == 0, minutes == 0 { return "Z" }
        hours = min(hours, 14)
        return "\(sign == "+" ? "+" : "-")\(padded(hours)):\(padded(minutes))"
      case .mark: at += 1
      case .number: return ""
      }
    }
    return ""
  }
}

/// A word in lower case, a number with the count of its digits, or a mark.
private enum Part {
  case word(String)
  case number(Int, digits: Int)
  case mark(Character)

  var isSign: Bool { isMark("+") || isMark("-") || isMark("−") }

  func isMark(_ mark: Character) -> Bool {
    if case .mark(mark) = self { return true }
    return false
  }

  /// The parts of a text; only its first 400 bytes are looked at.
  static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var word: [UInt8] = []
    var value = 0
    var digits = 0
    func close() {
      if !word.isEmpty { parts.append(.word(String(decoding: word, as: UTF8.self).lowercased())) }
      if digits > 0 { parts.append(.number(value, digits: digits)) }
      word.removeAll()
      (value, digits) = (0, 0)
    }
    for byte in text.utf8.prefix(400) {
      switch byte {
      case 0x30...0x39:
        if !word.isEmpty { close() }
        (value, digits) = (value &* 10 &+ Int(byte - 0x30), digits + 1)
      case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF:
        if digits > 0 { close() }
        word.append(byte)
      case 0...0x20: close()
      default:
        close()
        parts.append(.mark(Character(Unicode.Scalar(byte))))
      }
    }
    close()
    return parts
  }
}
