import DemarcheCoding

/// Whether the answer of the ranker counts, or that of the rules.
enum RankedAnswer {
  /// From this probability up the ranker's answer counts; else that of the rules, where they have one.
  private static let least = 0.6

  /// The ranker's answer where it counts; nil leaves the rules theirs.
  ///
  /// - Parameters:
  ///   - hasRule: whether a rule has an answer.
  ///   - force: whether some answer must be given.
  static func counting(_ scores: [Ranker.Score], hasRule: Bool, force: Bool) -> Ranker.Score? {
    scores.first.flatMap { $0.probability >= least || !hasRule && force ? $0 : nil }
  }

  /// The label that counts when some must; nil when neither has one.
  static func label(rule: String?, scores: [Ranker.Score]) -> String? {
    counting(scores, hasRule: rule != nil, force: true)?.label ?? rule
  }
}
