/// Who is meant: an entity, an office holder or a role, resolved as of the report's date.
public struct Actor: Hashable, Sendable {
  /// The key of the entity, when there is one.
  public var key: String?
  /// The canonical name of the person or entity.
  public var name: String?
  /// ISO alpha-3 or an international code; nil when unknown.
  public var code: String?
  public var sectors: [String]
  public var office: String?
  /// The reasoning, in words.
  public var how: String
  public var kind: Kind
  /// Filled from the report rather than stated where it stands.
  public var inferred: Bool

  public enum Kind: String, Hashable, Sendable {
    /// A state or another country.
    case country
    /// A capital or seat that stands for a government when it acts.
    case metonym
    case organisation, person, group, body, thing
    /// A proper name that no table knows.
    case unknown
  }

  public init(
    key: String? = nil, name: String? = nil, code: String? = nil, sectors: [String] = [],
    office: String? = nil,
    how: String, kind: Kind, inferred: Bool = false
  ) {
    self.key = key
    self.name = name
    self.code = code
    self.sectors = sectors
    self.office = office
    self.how = how
    self.kind = kind
    self.inferred = inferred
  }

  /// Whether two mentions mean the same actor, as far as one can tell.
  public func isSame(as other: Actor) -> Bool {
    if let name, let otherName = other.name, kind == .person || other.kind == .person {
      return name == otherName
    }
    return code == other.code && sectors.first == other.sectors.first && kind == other.kind
      && name == other.name
  }
}

/// A stretch of a sentence that names or describes an actor.
public struct ActorMention: Hashable, Sendable {
  /// The word that carries the mention in the tree.
  public var head: Int
  /// The words from its first to its last, clauses and phrases that merely follow left out.
  public var words: ClosedRange<Int>
  public var actor: Actor
  /// Whether it only modifies: "Iranian" in "Iranian threats".
  public var isModifier: Bool
  /// Whether a capital stands where a place stands: "arrived in Tehran" names a host, and no government.
  public var isPlace = false
  /// Where its antecedent stands, for pronouns and role nouns.
  public var antecedent: MentionPlace?
  /// How sure it is that the actor is meant, from 0 to 1; 1 for what stands there by name.
  public var confidence: Double
  /// Whether it means somebody who can be a party; a pronoun may also take up a place or a man of whom no table knows.
  public var isParty = true

  public init(
    head: Int, words: ClosedRange<Int>, actor: Actor, isModifier: Bool = false,
    antecedent: MentionPlace? = nil, confidence: Double = 1
  ) {
    self.head = head
    self.words = words
    self.actor = actor
    self.isModifier = isModifier
    self.antecedent = antecedent
    self.confidence = confidence
  }
}

/// The place of a mention in its report: sentence, head word and the words of its phrase, all from 0.
public struct MentionPlace: Hashable, Sendable {
  public var sentence: Int
  public var head: Int
  public var words: ClosedRange<Int>

  /// - Parameter words: the head alone when not given.
  public init(sentence: Int, head: Int, words: ClosedRange<Int>? = nil) {
    self.sentence = sentence
    self.head = head
    self.words = words ?? head...head
  }
}
