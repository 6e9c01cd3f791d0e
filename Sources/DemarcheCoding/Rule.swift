import DemarcheSyntax

/// One rule: which words in which company make an event, and where its participants stand.
public struct Rule: Hashable, Sendable {
  /// `folder/name` of the file without its ending, a slash and the rule's own name: "consult/meet".
  public var id: String
  public var file: String
  /// The line of its name, from 1.
  public var line: Int
  public var type: String
  public var modes: [String]
  /// What the same words make beside it, between the same parties: a sentence to prison is an arrest too.
  public var also: Kind?
  public var contexts: [String]
  /// The CAMEO code it chooses; nil leaves it to the codebook.
  public var cameo: String?
  public var meaning: String
  public var source: String
  /// Lemmas that trigger it, by part of speech; a particle verb stands as "call off".
  public var verbs: [String]
  public var nouns: [String]
  public var adjectives: [String]
  public var conditions: [Condition]
  /// Whether it codes the denial of its words: "will not allow" as a pledge.
  public var polarity: Polarity
  /// Alternatives in order; the first that yields a participant is taken.
  public var actor: [Route]
  public var recipient: [Route]
  /// Whether its type takes two: a recipient, or two who act on each other.
  public var takesTwo: Bool
  /// The sector that does such a thing when nobody is said to: police arrest, courts convict.
  public var implied: String?
  /// Whether what its clause reports is only content and no event of its own.
  public var hidesContent: Bool
  public var confidence: Double
  /// From which probability up the rule holds where the ``TriggerModel`` sees its type and no other rule holds; nil
  /// for a rule with words of its own.
  public var learnt: Double?
  public var yes: [Example]
  public var no: [Example]

  /// A type with its modes.
  public struct Kind: Hashable, Sendable {
    public var type: String
    public var modes: [String]
  }

  public enum Polarity: String, Hashable, Sendable {
    case positive, negative, any
  }

  /// How many conditions it makes; the more specific of two rules wins.
  public var specificity: Int { conditions.count + (polarity == .negative ? 1 : 0) }
}

/// Steps through the tree from a trigger to a phrase.
public struct Path: Hashable, Sendable {
  public var steps: [Step]

  /// One step.
  public enum Step: Hashable, Sendable {
    /// The one who acts and the one acted upon, in whatever form the clause has.
    case subject, object
    /// The indirect object.
    case indirect
    /// A clause that depends on the word: complement, infinitive or participle.
    case clause
    /// A clause of circumstance: "chanting against B", "after B cut their pay", "to force B".
    case adverbial
    /// "A's", and adjectives or nouns before a noun: "Iranian", "US".
    case possessor, modifier
    /// Who made the thing: its possessor, who acts in the clause behind it, or the adjective before it.
    case maker
    /// What governs the word.
    case governor
    /// Everything below the word.
    case below
    /// The phrases before which a preposition stands.
    case preposition(String)
    /// The phrases of place: prepositions of the class `place`.
    case place
  }
}

/// Paths whose participants are taken together: "subject + with".
public struct Route: Hashable, Sendable {
  public var paths: [Path]
}

/// What must stand, or must not, at the end of a path.
public struct Condition: Hashable, Sendable {
  public var path: Path
  public var test: Test
  /// Whether the rule fails where the test holds.
  public var isExclusion: Bool

  public enum Test: Hashable, Sendable {
    /// Some phrase is there.
    case any
    /// Some phrase there is an actor.
    case actor
    /// Some phrase there is a country.
    case country
    /// Some phrase there is an actor whom the rule's own paths do not find as its actor.
    case other
    /// Some phrase is a place, or a part of one.
    case place
    /// Some phrase's head has one of these lemmas.
    case lemmas(Set<String>)
  }
}

/// A sentence that a rule must code, or must not.
public struct Example: Hashable, Sendable {
  /// With slots for countries: `{A}`, `{A adjective}`, `{B capital}`.
  public var sentence: String
  /// Slots expected as actor and as recipient; nil in a `no`.
  public var actors: [String]
  public var recipients: [String]
  public var line: Int
}

/// All rules of a language, found by the words that trigger them.
public final class RuleBook: Sendable {
  public let rules: [Rule]
  /// The rules that know a word, and their types, sorted.
  private typealias Known = (rules: [Int], types: [String])
  private let verbs: [String: Known]
  private let nouns: [String: Known]
  private let adjectives: [String: Known]
  /// The rule of each type for what is learnt.
  let learnt: [String: Int]

  public init(_ rules: [Rule]) {
    self.rules = rules
    func index(_ words: KeyPath<Rule, [String]>) -> [String: Known] {
      var found: [String: [Int]] = [:]
      for (i, rule) in rules.enumerated() {
        for word in rule[keyPath: words] { found[word, default: []].append(i) }
      }
      return found.mapValues { ($0, Set($0.map { rules[$0].type }).sorted()) }
    }
    verbs = index(\.verbs)
    nouns = index(\.nouns)
    adjectives = index(\.adjectives)
    learnt = Dictionary(
      rules.indices.filter { rules[$0].learnt != nil }.map { (rules[$0].type, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  func verbRules(_ lemma: String) -> [Int] { verbs[lemma]?.rules ?? [] }
  func nounRules(_ lemma: String) -> [Int] { nouns[lemma]?.rules ?? [] }

  /// The rules that a word may trigger by itself, whatever its company.
  func rules(of word: Word) -> [Int] { known(word)?.rules ?? [] }

  /// The types of the rules that a word may trigger.
  func types(of word: Word) -> [String] { known(word)?.types ?? [] }

  private func known(_ word: Word) -> Known? {
    switch word.upos {
    case .verb: verbs[word.lowerLemma]
    case .noun, .propn: nouns[word.lowerLemma]
    case .adj: adjectives[word.lowerLemma]
    default: nil
    }
  }
}
