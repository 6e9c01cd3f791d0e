/// A day of the Gregorian calendar, counted so that days can be compared, stepped and grouped.
///
/// - Invariant: the year is between 0 and 9999, so that ``description`` is an ISO 8601 date and days
///   sort as their descriptions do.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01; negative before it.
  public let number: Int

  static let first = Day.number(year: 0, month: 1, day: 1)
  static let last = Day.number(year: 9999, month: 12, day: 31)

  /// The day of that number; nil outside the years 0 to 9999.
  public init?(number: Int) {
    guard Day.first <= number, number <= Day.last else { return nil }
    self.number = number
  }

  /// The day of that number, or the nearest one that the calendar of four-digit years has.
  init(clamping number: Int) { self.number = Swift.min(Swift.max(number, Day.first), Day.last) }

  /// A day of the calendar; nil where there is none, such as 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard 0 <= year, year <= 9999, 1 <= month, month <= 12, 1 <= day,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    number = Day.number(year: year, month: month, day: day)
  }

  /// The day an ISO 8601 date starts on: "2015-07-31", "2015-07", "2015", or a date with a time.
  ///
  /// What stands after "T" or a space is left out: the time and zone do not move the day, as the
  /// zone of a report decides what its days are. Nil for anything else.
  public init?(iso text: String) {
    var digits: [[UInt8]] = [[]]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "T") || byte == UInt8(ascii: "t") || byte == UInt8(ascii: " ") {
        // A time stands only after a whole date.
        guard digits.count == 3 else { return nil }
        break
      }
      if byte == UInt8(ascii: "-") {
        digits.append([])
      } else if byte >= 0x30, byte <= 0x39 {
        digits[digits.count - 1].append(byte - 0x30)
      } else {
        return nil
      }
    }
    guard digits.count <= 3, digits[0].count == 4, digits.dropFirst().allSatisfy({ $0.count == 2 }) else {
      return nil
    }
    let numbers = digits.map { $0.reduce(0) { $0 * 10 + Int($1) } }
    self.init(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : 1, day: numbers.count > 2 ? numbers[2] : 1)
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var day: Int { civil.day }

  /// The date as ISO 8601 has it: "2015-07-31".
  public var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Both ways count years from 1 March, so that the leap day is the last of its year; an era is the
  // 400 years (146,097 days) after which the calendar repeats, and 719,468 days lie between
  // 0000-03-01 and 1970-01-01.

  static func number(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = floorDivided(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = floorDivided(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

/// The quotient rounded towards minus infinity, so that periods before 1970 count on evenly.
func floorDivided(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

func padded(_ n: Int, _ width: Int) -> String {
  let digits = String(n)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
