import DemarcheEvents

/// Dates of publication in all the forms in which outlets and archives write them, as ISO 8601.
///
/// A date needs its day. Words may only be those of dates, so that no sentence is taken for one: month, day of the
/// week, zone, "a.m.", as the data lists them. A time keeps its zone, and has none where none was written.
package struct PublishedDate {
  package let layouts: Layouts

  package init(layouts: Layouts) { self.layouts = layouts }

  /// The date in ISO 8601, with a time when there is one; nil when this is no date or not to be told.
  ///
  /// "02/07/2026" has two readings and gives nil, "13/07/2026" has one; "07.02.2026" begins with the day, as
  /// everywhere where dates have points.
  package func iso(_ text: String) -> String? {
    let bytes = Array(text.utf8.drop { $0 <= 0x20 })
    if let iso = isoForm(bytes) { return iso }
    return parts(bytes).flatMap { date(of: $0) }
  }

  // MARK: ISO 8601 and its like

  /// "2026-02-07", "2026-02-07T08:30:00+03:30", "2026-02-07 08:30:00 UTC", "20260207", "20260207083000".
  private func isoForm(_ bytes: [UInt8]) -> String? {
    var end = bytes.count
    while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
    let bytes = bytes[..<end]
    let digits = bytes.prefix { (0x30...0x39).contains($0) }.count
    func number(_ range: Range<Int>) -> Int {
      bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    if digits == 8 || digits == 14, digits == bytes.count || bytes[digits] | 0x20 == UInt8(ascii: "t") {
      guard let day = PublishedDate.day(number(0..<4), number(4..<6), number(6..<8)) else { return nil }
      if digits == 8, bytes.count < 15 { return day }
      let clock = Array(digits == 14 ? bytes[8..<14] : bytes[9..<15])
      guard clock.allSatisfy({ (0x30...0x39).contains($0) }) else { return day }
      let time = String(decoding: clock, as: UTF8.self)
      let zone = bytes.last.map { $0 | 0x20 } == UInt8(ascii: "z") ? "Z" : ""
      return "\(day)T\(time.prefix(2)):\(time.dropFirst(2).prefix(2)):\(time.suffix(2))\(zone)"
    }
    guard digits == 4, bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      [5, 6, 8, 9].allSatisfy({ (0x30...0x39).contains(bytes[$0]) }),
      let day = PublishedDate.day(number(0..<4), number(5..<7), number(8..<10))
    else { return nil }
    if bytes.count == 10 { return day }
    if bytes[10] | 0x20 == UInt8(ascii: "t") { return String(decoding: bytes, as: UTF8.self) }
    guard bytes[10] == 0x20 else { return nil }
    guard var found = parts(Array(bytes[11...])), found.numbers.isEmpty else { return day }
    found.day = day
    return found.text
  }

  /// "2026-02-07" when there is such a day, in a year of four digits.
  static func day(_ year: Int, _ month: Int, _ day: Int) -> String? {
    year < 1000 ? nil : Day(year, month, day)?.iso
  }

  /// A time given in seconds since 1970, in UTC.
  package static func iso(seconds: Int) -> String {
    let days = (seconds >= 0 ? seconds : seconds - 86399) / 86400
    let left = seconds - days * 86400
    let parts = Parts(
      clock: (left / 3600, left / 60 % 60, left % 60), zone: "Z", day: Day(number: days).iso)
    return parts.text
  }

  // MARK: Dates in words and with strokes

  /// What a date is made of.
  private struct Parts {
    /// The numbers that are no time and no zone, with what stood before each: a stroke, a point, or nothing.
    var numbers: [(value: Int, digits: Int, mark: UInt8)] = []
    var month: Int?
    /// How many numbers stood before the month.
    var before = 0
    var clock: (hour: Int, minute: Int, second: Int)?
    var zone = ""
    var day = ""

    /// The whole in ISO 8601.
    var text: String {
      guard let clock else { return day }
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(day)T\(two(clock.hour)):\(two(clock.minute)):\(two(clock.second))\(zone)"
    }
  }

  private func date(of parts: Parts) -> String? {
    var parts = parts
    let numbers = parts.numbers
    var day: String?
    if let month = parts.month {
      guard numbers.count == 2 else { return nil }
      // "7 February 2026", "February 7, 2026", "2026 February 7".
      let yearAt = numbers[0].digits == 4 ? 0 : 1
      guard numbers[1 - yearAt].digits <= 2 else { return nil }
      var year = numbers[yearAt].value
      // Two digits of a year stand only behind the month, as in mail of old.
      if numbers[yearAt].digits == 2, yearAt == 1, parts.before == 1 { year += year < 70 ? 2000 : 1900 }
      day = PublishedDate.day(year, month, numbers[1 - yearAt].value)
    } else if numbers.count == 3, numbers[1].mark == numbers[2].mark {
      let (a, b, c) = (numbers[0], numbers[1], numbers[2])
      if a.digits == 4, b.mark != 0 {
        day = PublishedDate.day(a.value, b.value, c.value)
      } else if c.digits == 4, b.mark == UInt8(ascii: ".") {
        day = PublishedDate.day(c.value, b.value, a.value)
      } else if c.digits == 4, b.mark == UInt8(ascii: "/") || b.mark == UInt8(ascii: "-") {
        let dayFirst = PublishedDate.day(c.value, b.value, a.value)
        let monthFirst = PublishedDate.day(c.value, a.value, b.value)
        if dayFirst == nil || monthFirst == nil || dayFirst == monthFirst { day = dayFirst ?? monthFirst }
      }
    }
    guard let day else { return nil }
    parts.day = day
    return parts.text
  }

  private func parts(_ bytes: [UInt8]) -> Parts? {
    var parts = Parts()
    var i = 0
    var mark: UInt8 = 0
    func digitsEnd(_ start: Int) -> Int {
      var end = start
      while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
      return end
    }
    func value(_ start: Int, _ end: Int) -> Int? {
      end - start <= 9 ? bytes[start..<end].reduce(0) { $0 * 10 + Int($1) - 0x30 } : nil
    }
    while i < bytes.count {
      let byte = bytes[i]
      if (0x30...0x39).contains(byte) {
        let end = digitsEnd(i)
        guard let number = value(i, end) else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: ":"), end - i <= 2 {
          guard let after = clock(hour: number, bytes, from: end + 1, into: &parts) else { return nil }
          i = after
        } else {
          parts.numbers.append((number, end - i, mark))
          i = end
        }
        mark = 0
      } else if (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 {
        let start = i
        while i < bytes.count, (0x41...0x5A).contains(bytes[i] & 0xDF) || bytes[i] >= 0x80 { i += 1 }
        var word = String(decoding: bytes[start..<i], as: UTF8.self)
        // "a.m." is one word.
        if i + 1 < bytes.count, bytes[i] == UInt8(ascii: "."), i - start == 1,
          (0x41...0x5A).contains(bytes[i + 1] & 0xDF)
        {
          word += String(decoding: bytes[(i + 1)...(i + 1)], as: UTF8.self)
          i += 2
        }
        guard take(word, &parts) else { return nil }
      } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), parts.clock != nil,
        let after = offset(bytes, from: i, into: &parts)
      {
        i = after
      } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") {
        mark = byte
        i += 1
      } else if byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "(")
        || byte == UInt8(ascii: ")") || byte == UInt8(ascii: ";")
      {
        i += 1
      } else {
        return nil
      }
    }
    return parts
  }

  /// Reads minutes and seconds behind an hour; where the clock ends.
  private func clock(hour: Int, _ bytes: [UInt8], from start: Int, into parts: inout Parts) -> Int? {
    var at = start
    var numbers = [hour]
    while numbers.count < 3 {
      guard at + 2 <= bytes.count, bytes[at..<(at + 2)].allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      numbers.append(Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30))
      at += 2
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { break }
      at += 1
    }
    // Fractions of a second are of no use to a date of publication.
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "."), (0x30...0x39).contains(bytes[at + 1]) {
      at += 1
      while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    }
    let second = numbers.count > 2 ? numbers[2] : 0
    guard parts.clock == nil, hour < 24, numbers[1] < 60, second < 61 else { return nil }
    parts.clock = (hour, numbers[1], second)
    return at
  }

  /// Reads "+0330" or "+03:30"; where it ends.
  private func offset(_ bytes: [UInt8], from start: Int, into parts: inout Parts) -> Int? {
    var digits: [UInt8] = []
    var at = start + 1
    while at < bytes.count, digits.count < 4 {
      if (0x30...0x39).contains(bytes[at]) {
        digits.append(bytes[at])
      } else if bytes[at] != UInt8(ascii: ":") || digits.count != 2 {
        break
      }
      at += 1
    }
    guard digits.count == 4 else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    parts.zone = "\(bytes[start] == UInt8(ascii: "+") ? "+" : "-")\(text.prefix(2)):\(text.suffix(2))"
    return at
  }

  /// Takes a word of a date; false when it is none.
  private func take(_ word: String, _ parts: inout Parts) -> Bool {
    if parts.clock != nil, word == "T" || word == "Z" || word == "z" {
      parts.zone = "Z"
      return true
    }
    let value = layouts.value(.dates, of: word) ?? ""
    switch layouts.role(.dates, of: word) {
    case .month:
      guard parts.month == nil, let month = Int(value) else { return false }
      parts.month = month
      parts.before = parts.numbers.count
    case .weekday, .particle: break
    case .zone: parts.zone = value
    case .meridiem:
      guard let clock = parts.clock, let shift = Int(value), (1...12).contains(clock.hour) else {
        return false
      }
      parts.clock?.hour = clock.hour % 12 + shift
    default: return false
    }
    return true
  }
}
