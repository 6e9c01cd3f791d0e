import DemarcheDiscourse
import DemarcheKnowledge

/// Who did what kind of thing last in a report, for acts told again without saying who: "the latest raid was at noon",
/// "two were wounded".
struct Doers {
  private typealias Told = (match: RuleMatch, sentence: Int)
  /// The last act of each type that was done.
  private var last: [String: Told] = [:]
  /// The last act of each type toward somebody, be it done or only asked for or announced.
  private var received: [String: Told] = [:]

  /// Over how many sentences a doer is remembered.
  private static let reach = 8

  /// Remembers who did it, where they are known by a country or name.
  mutating func note(_ match: RuleMatch, _ rule: Rule, sentence: Int) {
    var match = match
    match.actors.removeAll { $0.actor.code == nil }
    match.recipients.removeAll { $0.actor.code == nil }
    if match.modality.negated { return }
    if !match.recipients.isEmpty { received[rule.type] = (match, sentence) }
    if !match.actors.isEmpty, !match.modality.isUnreal { last[rule.type] = (match, sentence) }
  }

  /// To whom the same actors did the like before, marked as inferred: "imposed the sanctions on Friday"; those at hand when
  /// they did not.
  ///
  /// - Parameter known: who is said to be on the other side, though not whose they are: "expelled the ambassador".
  func recipients(
    _ type: String, of actors: [ActorMention], as known: [ActorMention], at trigger: Int, sentence: Int
  ) -> [ActorMention] {
    guard let told = received[type], sentence - told.sentence <= Self.reach,
      told.match.actors.isEmpty
        || actors.contains(where: { actor in
          told.match.actors.contains { $0.actor.code == actor.actor.code }
        })
    else { return known }
    return told.match.recipients.map { mention in
      inferred(
        mention, at: known.first, or: trigger,
        "to whom is not said; sentence \(told.sentence + 1) tells the like")
    }
  }

  /// The last act among types, told again by a word of its own; nil when there was none.
  func toldAgain(as types: [String], at trigger: Int, sentence: Int) -> RuleMatch? {
    guard
      let told = types.compactMap({ last[$0] }).max(by: { $0.sentence < $1.sentence }),
      told.sentence < sentence, sentence - told.sentence <= Self.reach
    else { return nil }
    var match = told.match
    let why = "the act is told in sentence \(told.sentence + 1)"
    match.actors = match.actors.map { inferred($0, at: nil, or: trigger, why) }
    match.recipients = match.recipients.map { inferred($0, at: nil, or: trigger, why) }
    match.trigger = trigger
    match.consumed = []
    match.content = []
    return match
  }

  /// A mention of an earlier sentence as one of this.
  private func inferred(_ mention: ActorMention, at known: ActorMention?, or trigger: Int, _ why: String)
    -> ActorMention
  {
    var actor = mention.actor
    actor.inferred = true
    actor.how = "\(why): \(actor.how)"
    return ActorMention(
      head: known?.head ?? trigger, words: known?.words ?? trigger...trigger, actor: actor)
  }

  /// Whether those whom it is done to may be the doers themselves: "three militants were killed too".
  private func isOneOf(_ doer: ActorMention, _ other: ActorMention) -> Bool {
    if doer.actor.isSame(as: other.actor) { return true }
    guard let sector = doer.actor.sectors.first else { return false }
    return other.actor.sectors.first == sector
      && (other.actor.code == nil || other.actor.code == doer.actor.code)
  }

  /// A match without an actor with the one who did the like before, marked as inferred; nil when nobody did, or a verb
  /// does not say to whom.
  func filled(_ match: RuleMatch, _ rule: Rule, sentence: Int) -> RuleMatch? {
    guard let told = last[rule.type], sentence - told.sentence <= Self.reach,
      !match.modality.future, !match.modality.hypothetical,
      !match.recipients.contains(where: { r in told.match.actors.contains { isOneOf($0, r) } })
    else { return nil }
    var match = match
    match.actors = told.match.actors.map {
      inferred(
        $0, at: nil, or: match.trigger,
        "nobody is named; sentence \(told.sentence + 1) tells who did the like")
    }
    return match
  }
}

extension Modality {
  /// Whether the act has not happened: to come, thought of or denied.
  var isUnreal: Bool { future || hypothetical || negated }
}
