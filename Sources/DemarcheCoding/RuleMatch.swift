public import DemarcheDiscourse
public import DemarcheKnowledge

/// A rule that holds at a word, with the participants its paths found.
public struct RuleMatch: Hashable, Sendable {
  /// Index of the rule in its book.
  public var rule: Int
  public var trigger: Int
  public var actors: [ActorMention]
  public var recipients: [ActorMention]
  /// Words that the conditions used up: the object of "imposed sanctions".
  public var consumed: [Int]
  /// The clauses below whose content is no event of its own.
  public var content: [Int]
  public var modality: Modality
  /// How likely the ``TriggerModel`` holds it, for a learnt rule; nil for one with words of its own.
  public var probability: Double?
}

/// Why a rule that its trigger called up was not taken.
public struct RuleMiss: Hashable, Sendable {
  public var rule: Int
  public var trigger: Int
  public var cause: Cause

  /// What stood in the way.
  ///
  /// Most misses are never told, so they are put into words only when asked for.
  public enum Cause: Hashable, Sendable {
    /// The rule codes a denial, and nothing is denied.
    case notDenied
    /// The condition of that number does not hold.
    case condition(Int)
    /// Nobody stands where the rule looks for who acts.
    case noActor
    /// One acts alone, and the act takes two.
    case noRecipient
    /// The word is used up by another rule.
    case partOf(Int)
    /// The word stands in what another rule hides.
    case contentOf(Int)
  }

  public init(rule: Int, trigger: Int, cause: Cause) {
    self.rule = rule
    self.trigger = trigger
    self.cause = cause
  }

  /// The cause in words.
  ///
  /// - Parameter book: the rules that were tried.
  public func reason(in book: RuleBook) -> String {
    let rule = book.rules[rule]
    switch cause {
    case .notDenied: return "the words are not denied"
    case .condition(let number):
      let condition = rule.conditions[number]
      return "\(condition.isExclusion ? "unless" : "where") \(condition) does not hold"
    case .noActor: return "no actor at \(rule.actor.map(\.description).joined(separator: ", "))"
    case .noRecipient: return "no recipient, and the act takes two"
    case .partOf(let other): return "part of \(book.rules[other].id)"
    case .contentOf(let other): return "content of \(book.rules[other].id)"
    }
  }
}
