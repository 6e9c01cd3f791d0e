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
  /// Most misses are never told, so a condition is put into words only when asked for.
  public enum Cause: Hashable, Sendable {
    case condition(Condition)
    case words(String)
  }

  public init(rule: Int, trigger: Int, cause: Cause) {
    self.rule = rule
    self.trigger = trigger
    self.cause = cause
  }

  init(rule: Int, trigger: Int, reason: String) {
    self.init(rule: rule, trigger: trigger, cause: .words(reason))
  }

  /// The cause in words.
  public var reason: String {
    switch cause {
    case .condition(let condition):
      "\(condition.isExclusion ? "unless" : "where") \(condition) does not hold"
    case .words(let words): words
    }
  }
}
