/// When a feed is looked at again: at regular times, and later and later while it fails.
///
/// Pure: what time it is is said by who asks, and the same questions have the same answers.
public struct Schedule: Hashable, Sendable {
  /// Seconds between two looks.
  public let every: Int
  /// The longest wait after failures, in seconds: a day.
  public static let longest = 86_400
  /// The shortest time between two looks, in seconds: who asks more often is a burden.
  public static let shortest = 60

  /// - Parameter every: seconds; fewer than ``shortest`` become that.
  public init(every: Int) { self.every = max(Schedule.shortest, every) }

  /// Reads "90s", "15m", "6h" or "1d"; nil for anything else.
  public init?(_ text: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()), number > 0,
      number <= 10_000
    else { return nil }
    self.init(every: number * unit)
  }

  /// The time of the next look, in seconds since 1970.
  ///
  /// The wait doubles with each failure up to a day, is never shorter than what the server asked for, and is drawn out by
  /// up to a tenth, differently for each feed and time, so that many feeds are not all asked in one moment.
  ///
  /// - Parameters:
  ///   - now: the time of the look that is over.
  ///   - failures: how many looks failed since the last good one, this one included.
  ///   - retryAfter: the seconds that the server asked to wait.
  ///   - key: the feed.
  public func next(after now: Int, failures: Int, retryAfter: Int? = nil, key: String) -> Int {
    let doubled = every << min(failures, 20)
    let wait = failures == 0 ? every : min(max(Schedule.longest, every), doubled)
    let asked = min(retryAfter ?? 0, 7 * 86_400)
    let jitter = Schedule.hash("\(key) \(now)") % UInt64(max(1, wait / 10))
    return now + max(wait, asked) + Int(jitter)
  }

  /// FNV-1a of Fowler, Noll and Vo.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
