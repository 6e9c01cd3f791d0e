import DemarcheIncidents

/// The acts that were looked at last, so that a new one is not compared with bytes that are read anew each time.
///
/// A day of a firehose has thousands of acts of the same few states, and each new one meets all of them. What is remembered is
/// what the ledger holds: whoever takes acts out of it, undoes a change or sees that another program has written forgets all.
///
/// - Invariant: at most `bound` acts, some 5 kB each.
final class ActMemory {
  private var acts: [Int: Act] = [:]
  private let bound = 10_000

  /// The act with a key; nil when it is not remembered.
  subscript(_ key: Int) -> Act? { acts[key] }

  /// Remembers an act; at the bound those before are forgotten.
  func remember(_ act: Act, _ key: Int) {
    if acts.count >= bound { forget() }
    acts[key] = act
  }

  func forget() { acts.removeAll(keepingCapacity: true) }
}
