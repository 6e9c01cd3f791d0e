public import DemarcheCorrections
public import DemarcheEvents

/// Something for a person to decide on.
public struct Candidate: Hashable, Sendable {
  /// What a decision on it is about.
  public var target: CorrectionTarget
  public var title: String?
  public var source: String?
  /// The day of publication.
  public var day: Day?
  /// Where the sentence before lies; nil at the start of a field.
  public var previous: Stretch?
  /// Where the sentence behind lies; nil at the end of a field.
  public var next: Stretch?
  /// The machine's event; nil where a sentence is shown, of which nothing that the machine says may be seen.
  public var event: Event?
  /// What others decided, where they disagree; empty in other queues.
  public var decisions: [Correction]
}

/// Some things to decide on, the first to come first.
public struct Candidates: Sendable {
  public var items: [Candidate]
  /// How many were drawn and left out because their reports were kept without text, or without the places of their sentences.
  public var passedOver: Int

  public init(items: [Candidate], passedOver: Int = 0) {
    self.items = items
    self.passedOver = passedOver
  }
}
