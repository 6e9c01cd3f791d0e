import DemarcheHTTP
import Synchronization
import Glibc

/// What a log was told.
final class Tale: Sendable {
  private let all = Mutex<[Served]>([])

  var served: [Served] { all.withLock { $0 } }

  func add(_ served: Served) { all.withLock { $0.append(served) } }

  /// Waits until so much was told, but not for ever.
  func wait(for count: Int) -> [Served] {
    _ = eventually { all.withLock { $0.count >= count } }
    return served
  }
}

/// Waits until something holds, but not for ever; false when it never did.
func eventually(_ holds: () -> Bool) -> Bool {
  for _ in 0..<2000 {
    if holds() { return true }
    usleep(5000)
  }
  return holds()
}
