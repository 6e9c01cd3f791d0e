public import DemarcheEvents

/// What people say of an event of the machine.
public enum CorrectionStatus: String, Hashable, Sendable, CaseIterable {
  /// Nobody has decided on it.
  case machine
  case accepted, edited, rejected, flagged

  /// By the decisions in force on the place where the event's trigger stands.
  ///
  /// An adjudication counts before all others, then the latest. A decision on another reading of the same words still tells something: what was
  /// rejected as an event of this type stays rejected whoever takes part, and what a person had put in its place is accepted.
  ///
  /// - Parameter corrections: those in force at the trigger's place, the oldest first.
  public init(of record: Event, by corrections: [Correction]) {
    let weighed = corrections.filter { !$0.isAdjudication } + corrections.filter(\.isAdjudication)
    self = weighed.reversed().lazy.compactMap { $0.status(of: record) }.first ?? .machine
  }
}

extension Correction {
  fileprivate func status(of record: Event) -> CorrectionStatus? {
    guard let before else { return nil }
    let reading = MarkedEvent(record)
    if target.event == record.id || MarkedEvent(before).agrees(with: reading) {
      switch decision {
      case .accept: return .accepted
      case .reject: return .rejected
      case .edit: return .edited
      case .flag: return .flagged
      case .ignore, .mark, .undo: return nil
      }
    }
    if decision == .edit, after.contains(where: reading.agrees) { return .accepted }
    guard before.event == record.event else { return nil }
    switch decision {
    case .reject: return .rejected
    case .flag: return .flagged
    case .accept, .edit, .ignore, .mark, .undo: return nil
    }
  }
}
