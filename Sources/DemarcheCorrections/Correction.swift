public import DemarcheEvents

/// What one person decided on one thing that was shown to him: an event, or a sentence.
///
/// It is kept as it was made and never changed; what a person decides later supersedes it (``Standing``). Its id is made by whoever decides,
/// so that the same decision sent twice is one.
public struct Correction: Hashable, Sendable {
  /// The version of this record's layout; members are only added within a version.
  public static let schema = 1

  /// How the thing came before the person.
  public enum Queue: String, Hashable, Sendable, CaseIterable {
    /// An event of the machine, shown with its sentence.
    case assisted
    /// A sentence shown without what the machine says of it.
    case blind
    /// A sentence in which the machine found nothing.
    case missed
    /// A thing on which people disagree, shown with what they decided: the decision is an adjudication.
    case disputed
  }

  /// What was decided.
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    /// The machine's event is right.
    case accept
    /// There is no such event.
    case reject
    /// Nothing is said: not clear, or not worth the time.
    case ignore
    /// There is an event, and it is the one in `after`.
    case edit
    /// Somebody else should look at it.
    case flag
    /// These events are in the sentence, all of them; none where `after` is empty.
    case mark
    /// An earlier decision of the same person is taken back.
    case undo
  }

  /// In which order an event was drawn from the queue.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// The least certain that weigh most came first: such events are more often wrong than others.
    case uncertain
    /// By chance, so that the share that is right holds for all.
    case random
  }

  /// The decision's own id, by chance.
  public var id: String
  /// When, ISO 8601 in UTC.
  public var made: String
  /// Who.
  public var coder: String
  public var queue: Queue
  public var order: Order?
  public var decision: Decision
  /// The id of the decision that an undo takes back.
  public var undoes: String?
  public var target: CorrectionTarget
  /// The machine's record as it was shown; nil where a sentence was.
  public var before: Event?
  /// What is right, where `decision` is edit or mark.
  public var after: [MarkedEvent]
  public var comment: String?
  /// How long the person took, in seconds.
  public var seconds: Double?
  /// By which codebook, release and data the person was shown what he decided on.
  public var codebook: String
  public var version: String
  public var data: String

  public init(
    id: String, made: String, coder: String, queue: Queue, order: Order? = nil, decision: Decision,
    undoes: String? = nil, target: CorrectionTarget, before: Event? = nil, after: [MarkedEvent] = [],
    comment: String? = nil, seconds: Double? = nil, codebook: String = "", version: String = "",
    data: String = ""
  ) {
    self.id = id
    self.made = made
    self.coder = coder
    self.queue = queue
    self.order = order
    self.decision = decision
    self.undoes = undoes
    self.target = target
    self.before = before
    self.after = after
    self.comment = comment
    self.seconds = seconds
    self.codebook = codebook
    self.version = version
    self.data = data
  }

  /// The events that are there by this decision; nil where it does not say.
  public var right: [MarkedEvent]? {
    switch decision {
    case .accept: before.map { [MarkedEvent($0)] }
    case .reject: []
    case .edit, .mark: after
    case .ignore, .flag, .undo: nil
    }
  }

  /// Whether it settles what others disagree on.
  public var isAdjudication: Bool { queue == .disputed }

  /// Why this is no decision that can be kept; nil when it is one.
  public var fault: String? {
    if id.isEmpty { return "it has no id" }
    if coder.isEmpty { return "it has no coder" }
    if Day(iso: made) == nil { return "made is no date: \(made)" }
    if let fault = target.fault { return fault }
    if let seconds, !(seconds.isFinite && seconds >= 0) { return "seconds is no number of seconds" }
    if decision == .undo { return undoes == nil ? "an undo names in undoes what it takes back" : nil }
    if [before == nil, target.event == nil, target.trigger == nil].contains(before != nil) {
      return
        "an event has its record in before, its id and the place of its trigger; a sentence has none of them"
    }
    switch decision {
    case .mark:
      return before == nil
        ? nil : "events are marked in a sentence; an event of the machine is accepted, rejected or edited"
    case .accept, .reject, .edit:
      if before == nil { return "\(decision.rawValue) needs an event of the machine; a sentence is marked" }
      return decision == .edit && after.isEmpty
        ? "an edit has what is right in after; with nothing there it is a reject" : nil
    case .ignore, .flag, .undo: return nil
    }
  }
}
