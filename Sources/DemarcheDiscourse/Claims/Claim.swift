public import DemarcheText

/// The place of a word in a report: sentence and word, both from 0.
public struct WordPlace: Hashable, Sendable {
  public var sentence: Int
  public var word: Int

  public init(sentence: Int, word: Int) {
    self.sentence = sentence
    self.word = word
  }
}

/// One attributed statement: who says it, by which word, and what is said.
///
/// The outlet's own voice is no claim.
public struct Claim: Hashable, Sendable {
  /// How the text marks what is said.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// All of it in quotation marks.
    case direct
    /// Some of it in quotation marks.
    case mixed
    case indirect
    /// By a phrase of source: "according to", "in the view of", "reportedly".
    case accordingTo = "according-to"
    /// By a colon or a dash in a headline.
    case headline
    /// Words in quotation marks that the outlet keeps at a distance, whoever's they are.
    case scare
  }

  /// Head words of those who say it; empty when the text names nobody.
  public var speakers: [WordPlace]
  /// The word of saying; nil where quotation marks or a colon do its work.
  public var cue: WordPlace?
  public var kind: Kind
  /// The stance of the teller toward it, after the class of the cue: `say`, `claim`, `deny`; nil without a cue.
  public var stance: String?
  /// What is said, in stretches without the speaker and the word of saying; bytes of the field, in order.
  ///
  /// - Invariant: not empty.
  public var pieces: [Span]
  /// The claim that contains it, as index in the list that holds both.
  public var within: Int?

  public init(
    speakers: [WordPlace], cue: WordPlace?, kind: Kind, stance: String? = nil, pieces: [Span],
    within: Int? = nil
  ) {
    precondition(!pieces.isEmpty, "a claim that says nothing")
    self.speakers = speakers
    self.cue = cue
    self.kind = kind
    self.stance = stance
    self.pieces = pieces
    self.within = within
  }

  /// From the first byte of what is said to the last, whatever stands between.
  public var content: Span { pieces.dropFirst().reduce(pieces[0]) { $0.union($1) } }

  /// Whether a stretch is part of what is said.
  public func says(_ span: Span) -> Bool { pieces.contains { $0.contains(span) } }
}
