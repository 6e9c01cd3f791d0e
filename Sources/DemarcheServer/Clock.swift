import DemarcheEvents
import Glibc

/// The machine's clock, in universal time.
enum Clock {
  /// The moment as "2026-02-06T14:05:09Z".
  static func now() -> String { iso(seconds()) }

  /// Seconds since 1970.
  static func seconds() -> Int { time(nil) }

  /// A moment in seconds since 1970 as "2026-02-06T14:05:09Z".
  static func iso(_ seconds: Int) -> String {
    let day = day(seconds)
    let rest = seconds - day.number * 86_400
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(day.iso)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// The day of a moment.
  static func day(_ seconds: Int) -> Day {
    Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }

  /// The seconds since 1970 of a moment that ``now()`` wrote, with or without fractions; nil for another text.
  static func seconds(of moment: String) -> Int? {
    let parts = moment.split(separator: "T")
    guard parts.count == 2, moment.hasSuffix("Z"), let day = Day(iso: String(parts[0])) else { return nil }
    let numbers = parts[1].dropLast().split(separator: ":").compactMap { Int($0.prefix { $0 != "." }) }
    guard numbers.count == 3 else { return nil }
    return day.number * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
  }

  /// Seconds since a moment that ``now()`` wrote; nil for another text, 0 for one that is still to come.
  static func age(of moment: String) -> Int? { seconds(of: moment).map { max(0, seconds() - $0) } }
}
