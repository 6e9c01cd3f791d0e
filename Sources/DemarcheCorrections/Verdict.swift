/// What all decisions in force on one thing come to.
public enum Verdict: Hashable, Sendable {
  /// Nobody says what is right.
  case none
  /// An adjudication says so, or all who say anything agree on who did what to whom.
  case settled([MarkedEvent])
  /// They disagree, and nobody has adjudicated.
  case disputed

  /// - Parameter corrections: those in force on one thing, the oldest first.
  public init(_ corrections: [Correction]) {
    if let settled = corrections.last(where: { $0.isAdjudication && $0.right != nil })?.right {
      self = .settled(settled)
      return
    }
    let said = corrections.compactMap(\.right)
    guard let last = said.last else {
      self = .none
      return
    }
    let readings = Set(said.map { Verdict.reading($0) })
    // Of those who agree the latest may have marked more: a mode, a day.
    self = readings.count == 1 ? .settled(last) : .disputed
  }

  /// Types and codes, whatever the order of the events.
  private static func reading(_ events: [MarkedEvent]) -> [[[String]]] {
    events.map { [[$0.event], $0.actorCodes, $0.recipientCodes] }.sorted {
      $0.joined().lexicographicallyPrecedes($1.joined())
    }
  }
}
