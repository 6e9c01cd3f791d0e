/// What one actor did to another, or two had to do with each other.
public struct Tie: Hashable, Sendable {
  /// The code of the one that acts.
  public var a: String
  /// The code of the one that is acted on.
  public var b: String
  public var dealings: Dealings

  public init(_ a: String, _ b: String, _ dealings: Dealings) {
    self.a = a
    self.b = b
    self.dealings = dealings
  }

  /// All incidents of each actor, whichever side it is on; those of an actor with itself count once.
  static func totals(_ ties: [Tie]) -> [String: Dealings] {
    var totals: [String: Dealings] = [:]
    for tie in ties {
      totals[tie.a, default: Dealings()] = totals[tie.a, default: Dealings()] + tie.dealings
      if tie.a != tie.b {
        totals[tie.b, default: Dealings()] = totals[tie.b, default: Dealings()] + tie.dealings
      }
    }
    return totals
  }

  /// The actors, the one with most incidents first; of equals by code.
  static func ranked(_ totals: [String: Dealings]) -> [String] {
    totals.filter { $0.value.incidents > 0 }.sorted {
      ($1.value.incidents, $0.key) < ($0.value.incidents, $1.key)
    }.map(\.key)
  }
}
