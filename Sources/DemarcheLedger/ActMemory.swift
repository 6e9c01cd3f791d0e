import DemarcheIncidents

/// The acts that were looked at last, so that a new one is not compared with bytes that are read anew each time.
///
/// A day of a firehose has thousands of acts of the same few states, and each new one meets all of them. What is remembered is
/// what the ledger holds: whoever takes acts out of it, undoes a change or sees that another program has written forgets all.
///
/// - Invariant: at most twice `bound` acts, some 2 kB each.
final class ActMemory {
  /// Those that were asked for since the others were; when there are `bound` of them, the others go.
  private var young: [Int: Act] = [:]
  private var old: [Int: Act] = [:]
  private let bound = 8_000

  /// The act with a key; nil when it is not remembered.
  subscript(_ key: Int) -> Act? {
    if let act = young[key] { return act }
    guard let act = old[key] else { return nil }
    remember(act, key)
    return act
  }

  /// Remembers an act.
  func remember(_ act: Act, _ key: Int) {
    if young.count >= bound {
      old = young
      young = Dictionary(minimumCapacity: bound)
    }
    young[key] = act
  }

  func forget() {
    young = [:]
    old = [:]
  }
}
