public import DemarcheHTTP
import Synchronization

/// What was asked of a site since it started, by the class of its answers and by how long they took.
final class Traffic: Sendable {
  /// Upper bounds of the counts of durations, in seconds.
  static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  struct Counts: Hashable, Sendable {
    /// Answers by the first figure of their status; 0 for clients that went before there was one.
    var byClass = [Int](repeating: 0, count: 6)
    /// Requests by the first bound that they lie under; the last for all longer ones.
    var byDuration = [Int](repeating: 0, count: Traffic.bounds.count + 1)
    /// Of all, in seconds.
    var seconds = 0.0
    var bytes = 0
  }

  private let kept = Mutex(Counts())

  var counts: Counts { kept.withLock { $0 } }

  /// Counts one exchange.
  func count(status: Int, bytes: Int, milliseconds: Double) {
    let seconds = milliseconds / 1000
    let place = Traffic.bounds.firstIndex { seconds <= $0 } ?? Traffic.bounds.count
    kept.withLock { counts in
      counts.byClass[min(max(status / 100, 0), 5)] += 1
      counts.byDuration[place] += 1
      counts.seconds += seconds
      counts.bytes += bytes
    }
  }
}

extension Site {
  /// Counts an exchange that is over, for `/metrics`.
  public func count(_ served: Served) {
    traffic.count(status: served.status, bytes: served.bytes, milliseconds: served.milliseconds)
  }
}
