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
    let day = Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    let rest = seconds - day.number * 86_400
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(day.iso)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// The day of a moment.
  static func day(_ seconds: Int) -> Day {
    Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }

  /// The seconds since 1970 of a moment as ``iso(_:)`` writes it; nil for any other text.
  static func seconds(of iso: String) -> Int? {
    let bytes = Array(iso.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[19] == UInt8(ascii: "Z"),
      let day = Day(iso: String(iso.prefix(10)))
    else { return nil }
    let parts = iso.dropFirst(11).dropLast().split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else {
      return nil
    }
    return day.number * 86_400 + hours * 3600 + minutes * 60 + seconds
  }
}
