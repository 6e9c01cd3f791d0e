/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 as day 0.
///
/// The algorithms are Howard Hinnant's `days_from_civil` and `civil_from_days`.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var number: Int

  public init(number: Int) { self.number = number }

  /// A day by year, month and day of the month; nil where there is no such day.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year)).contains(day)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yoe = y - era * 400
    let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy
    number = era * 146_097 + doe - 719_468
  }

  /// Reads the date of an ISO 8601 text: `2026-02-06`, also with a time behind it.
  ///
  /// A month (`2026-02`) or year (`2026`) is read as its first day, or its last with `end`.
  public init?(iso text: String, end: Bool = false) {
    let date = text.utf8.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
    let cells = date.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard cells.first?.count == 4, cells.dropFirst().allSatisfy({ $0.count == 2 }) else { return nil }
    // A time stands only behind a whole date.
    guard cells.count == 3 || date.count == text.utf8.count else { return nil }
    // A sign is no digit, though it makes a number: "+3".
    guard cells.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
    let parts = cells.map { Int(String(decoding: $0, as: UTF8.self)) }
    guard (1...3).contains(parts.count), let year = parts[0], (1...9999).contains(year) else { return nil }
    guard parts.count > 1 else {
      self.init(year, end ? 12 : 1, end ? 31 : 1)
      return
    }
    guard let month = parts[1], (1...12).contains(month) else { return nil }
    guard parts.count > 2 else {
      self.init(year, month, end ? Day.length(ofMonth: month, year) : 1)
      return
    }
    guard let day = parts[2] else { return nil }
    self.init(year, month, day)
  }

  /// Year, month and day of the month.
  public var civil: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1)
  }

  /// Monday is 1, Sunday 7.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// The day as ISO 8601 writes it.
  public var iso: String {
    let (y, m, d) = civil
    func padded(_ n: Int, _ width: Int) -> String {
      let s = String(n)
      return String(repeating: "0", count: Swift.max(0, width - s.utf8.count)) + s
    }
    return "\(padded(y, 4))-\(padded(m, 2))-\(padded(d, 2))"
  }

  public var description: String { iso }

  /// The number of days of a month.
  public static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day `days` later, or earlier when negative.
  public func adding(days: Int) -> Day { Day(number: number + days) }

  /// The same day of the month `months` later, or the last of that month when it is shorter.
  public func adding(months: Int) -> Day {
    let (y, m, d) = civil
    let index = y * 12 + (m - 1) + months
    let year = index / 12
    let month = index % 12 + 1
    return Day(year, month, Swift.min(d, Day.length(ofMonth: month, year))) ?? self
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}
