import DemarcheDiscourse
import DemarcheKnowledge

/// Who did what kind of thing last in a report, for acts told again without saying who: "the latest raid was at noon",
/// "two were wounded".
struct Doers {
  private var last: [String: (actors: [ActorMention], sentence: Int)] = [:]
  private var received: [String: (actors: [ActorMention], recipients: [ActorMention], sentence: Int)] = [:]

  /// Over how many sentences a doer is remembered.
  private static let reach = 8

  /// Remembers who did it, where they are known by a country or name.
  mutating func note(_ match: RuleMatch, _ rule: Rule, sentence: Int) {
    let known = match.actors.filter { $0.actor.code != nil }
    if known.isEmpty || match.modality.isUnreal { return }
    let recipients = match.recipients.filter { $0.actor.code != nil }
    if !recipients.isEmpty { received[rule.type] = (known, recipients, sentence) }
    last[rule.type] = (known, sentence)
  }

  /// Whether those whom it is done to may be the doers themselves: "three militants were killed too".
  private func isOneOf(_ doer: ActorMention, _ other: ActorMention) -> Bool {
    if doer.actor.isSame(as: other.actor) { return true }
    guard let sector = doer.actor.sectors.first else { return false }
    return other.actor.sectors.first == sector
      && (other.actor.code == nil || other.actor.code == doer.actor.code)
  }

  /// To whom the same actors did the like before, marked as inferred: "imposed the sanctions on Friday"; empty when they did not.
  func recipients(_ type: String, of actors: [ActorMention], at trigger: Int, sentence: Int) -> [ActorMention]
  {
    guard let told = received[type], sentence - told.sentence <= Self.reach,
      actors.contains(where: { actor in told.actors.contains { $0.actor.code == actor.actor.code } })
    else { return [] }
    return told.recipients.map { mention in
      var actor = mention.actor
      actor.inferred = true
      actor.how = "to whom is not said; sentence \(told.sentence + 1) tells the like: \(actor.how)"
      return ActorMention(head: trigger, words: trigger...trigger, actor: actor)
    }
  }

  /// A match without an actor with the one who did the like before, marked as inferred; nil when nobody did, or a verb
  /// does not say to whom.
  func filled(_ match: RuleMatch, _ rule: Rule, sentence: Int) -> RuleMatch? {
    guard let told = last[rule.type], sentence - told.sentence <= Self.reach, !match.modality.isUnreal,
      !match.recipients.contains(where: { r in told.actors.contains { isOneOf($0, r) } })
    else { return nil }
    var match = match
    match.actors = told.actors.map { mention in
      var actor = mention.actor
      actor.inferred = true
      actor.how = "nobody is named; sentence \(told.sentence + 1) tells who did the like: \(actor.how)"
      return ActorMention(head: match.trigger, words: match.trigger...match.trigger, actor: actor)
    }
    return match
  }
}

extension Modality {
  /// Whether the act has not happened: to come, thought of or denied.
  fileprivate var isUnreal: Bool { future || hypothetical || negated }
}
