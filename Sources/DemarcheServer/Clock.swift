import DemarcheEvents
import Glibc

/// The machine's clock, in universal time.
enum Clock {
  /// The moment as "2026-02-06T14:05:09Z".
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return
      "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  /// Seconds since a moment that ``now()`` wrote; nil for another text, 0 for one that is still to come.
  static func age(of moment: String) -> Int? {
    let parts = moment.split(separator: "T")
    guard parts.count == 2, moment.hasSuffix("Z"), let day = Day(iso: String(parts[0])) else { return nil }
    let numbers = parts[1].dropLast().split(separator: ":").compactMap { Int($0.prefix { $0 != "." }) }
    guard numbers.count == 3 else { return nil }
    let seconds = day.number * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    return max(0, time(nil) - seconds)
  }
}
