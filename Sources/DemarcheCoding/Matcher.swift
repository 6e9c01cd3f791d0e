import DemarcheDiscourse
public import DemarcheKnowledge
public import DemarcheSyntax

/// Tries the rules at every word of a sentence and keeps, for each word, the most specific that holds.
public final class Matcher: Sendable {
  public let book: RuleBook
  public let classes: WordClasses
  /// Speaks where no rule holds; nil leaves that out.
  public let triggers: TriggerModel?

  public init(book: RuleBook, classes: WordClasses, triggers: TriggerModel? = nil) {
    self.book = book
    self.classes = classes
    self.triggers = triggers
  }

  /// What was found in a sentence, and why the rest was not.
  public struct Outcome: Sendable {
    public var matches: [RuleMatch] = []
    /// What holds but names nobody who does it; the report may have told before who does.
    public var open: [RuleMatch] = []
    public var misses: [RuleMiss] = []
  }

  /// The matches of a sentence in the order of their triggers.
  ///
  /// - Parameter places: what is named as a place, for acts that are done to one.
  /// - Cost: linear in the words, times the rules that each word triggers.
  public func match(_ tree: Tree, _ mentions: [ActorMention], places: [ActorMention] = []) -> Outcome {
    var outcome = Outcome()
    var best: [Int: RuleMatch] = [:]
    var open: [Int: RuleMatch] = [:]
    forEachAttempt(tree, mentions, places) { attempt, walker, finder in
      switch attempt {
      case .success(let match):
        if let lack = lack(of: match, walker, finder) {
          outcome.misses.append(RuleMiss(rule: match.rule, trigger: match.trigger, cause: lack))
          if match.actors.isEmpty,
            open[match.trigger].map({ isBetter(match, $0) }) ?? true
          {
            open[match.trigger] = match
          }
        } else if best[match.trigger].map({ isBetter(match, $0) }) ?? true {
          best[match.trigger] = match
        }
      case .failure(let miss): outcome.misses.append(miss.miss)
      }
    }
    if let triggers { addLearnt(triggers, to: &best, tree, mentions, places, &outcome.misses) }
    let found = best.keys.sorted().compactMap { best[$0] }
    outcome.matches = withoutContent(found, besides: [], tree, &outcome.misses)
    let untold = open.keys.sorted().filter { best[$0] == nil }.compactMap { open[$0] }
    if untold.isEmpty { return outcome }
    // Where nobody is named who demands it, what is demanded has not happened all the same.
    outcome.matches = withoutContent(
      outcome.matches, besides: untold.filter { !$0.content.isEmpty }, tree, &outcome.misses)
    var ignored: [RuleMiss] = []
    outcome.open = withoutContent(untold, besides: outcome.matches, tree, &ignored).filter {
      isAgentless($0.trigger, tree)
    }
    return outcome
  }

  /// Every rule that holds at some word, participants found or not: for those who know the participants.
  public func all(_ tree: Tree, _ mentions: [ActorMention]) -> [RuleMatch] {
    var found: [RuleMatch] = []
    forEachAttempt(tree, mentions, []) { attempt, _, _ in
      if case .success(let match) = attempt { found.append(match) }
    }
    return found
  }

  /// Adds what the model sees at words where no rule holds, the surest first.
  ///
  /// A word beside one of the same type tells the same act: "held" of "held talks".
  private func addLearnt(
    _ triggers: TriggerModel, to best: inout [Int: RuleMatch], _ tree: Tree, _ mentions: [ActorMention],
    _ places: [ActorMention], _ misses: inout [RuleMiss]
  ) {
    // Who does it must be somebody.
    guard mentions.contains(where: { !$0.isPlace }) else { return }
    let used = Set(best.values.flatMap(\.consumed))
    var seen: [(word: Int, rule: Int, probability: Double)] = []
    for word in tree.words.indices where best[word] == nil && !used.contains(word) {
      guard let score = triggers.best(at: word, in: tree), let rule = book.learnt[score.label],
        let least = book.rules[rule].learnt, score.probability >= least
      else { continue }
      seen.append((word, rule, score.probability))
    }
    if seen.isEmpty { return }
    let walker = PathWalker(tree: tree, classes: classes)
    let finder = ParticipantFinder(walker: walker, mentions: mentions, places: places)
    for (word, rule, probability) in seen.sorted(by: { ($0.probability, $1.word) > ($1.probability, $0.word) }
    ) {
      let isTold = best.values.contains { other in
        // "failed to ratify", "denied bombing": what undoes an act is no act beside it.
        if tree.words[other.trigger].head == word, other.modality.negated { return true }
        return book.rules[other.rule].type == book.rules[rule].type
          && (tree.words[word].head == other.trigger || tree.words[other.trigger].head == word)
      }
      if isTold { continue }
      let modality = Modality(of: word, in: tree, classes: classes)
      guard case .success(var match) = attempt(rule, at: word, modality, walker, finder) else { continue }
      if let lack = lack(of: match, walker, finder) {
        misses.append(RuleMiss(rule: rule, trigger: word, cause: lack))
        continue
      }
      match.probability = probability
      best[word] = match
    }
  }

  /// Tries every rule at every word that triggers it.
  private func forEachAttempt(
    _ tree: Tree, _ mentions: [ActorMention], _ places: [ActorMention],
    _ body: (Result<RuleMatch, Miss>, PathWalker, ParticipantFinder) -> Void
  ) {
    let walker = PathWalker(tree: tree, classes: classes)
    let finder = ParticipantFinder(walker: walker, mentions: mentions, places: places)
    for word in tree.words.indices {
      let candidates = rules(at: word, tree)
      if candidates.isEmpty { continue }
      let modality = Modality(of: word, in: tree, classes: classes)
      for index in candidates { body(attempt(index, at: word, modality, walker, finder), walker, finder) }
    }
  }

  /// Which participants a rule that holds is short of; nil when it has those it needs.
  private func lack(of match: RuleMatch, _ walker: PathWalker, _ finder: ParticipantFinder)
    -> RuleMiss.Cause?
  {
    if match.actors.isEmpty, book.rules[match.rule].implied == nil || !walker.namesNobody(match.trigger) {
      return .noActor
    }
    // The recorder looks for another below, where the paths of the rule lead to nobody.
    if book.rules[match.rule].takesTwo, match.recipients.isEmpty, match.actors.count < 2,
      !finder.namesOther(in: match)
    {
      return .noRecipient
    }
    return nil
  }

  /// Whether a word leaves open who does it: a passive without an agent, or a noun with nobody before it.
  private func isAgentless(_ word: Int, _ tree: Tree) -> Bool {
    if tree.words[word].upos == .verb {
      // "to be rescued" tells what is wished.
      return tree.isPassive(word) && tree.child(of: word, "mark") == nil
    }
    return tree.words[word].upos == .noun || tree.words[word].upos == .propn
  }

  /// The more specific rule; of equals the one that found more participants, then the earlier.
  private func isBetter(_ a: RuleMatch, _ b: RuleMatch) -> Bool {
    let (x, y) = (book.rules[a.rule].specificity, book.rules[b.rule].specificity)
    if x != y { return x > y }
    let (m, n) = (a.actors.count + a.recipients.count, b.actors.count + b.recipients.count)
    if (m > 0) != (n > 0) || m != n { return m > n }
    return a.rule < b.rule
  }

  private func rules(at index: Int, _ tree: Tree) -> [Int] {
    let word = tree.words[index]
    let lemma = word.lowerLemma
    switch word.upos {
    case .verb:
      // "gave in": the particle, or an adverb right behind the verb where rules know the two as one.
      for child in tree.children(of: index)
      where tree.words[child].deprel == "compound:prt"
        || tree.words[child].deprel == "advmod" && child == index + 1
      {
        let whole = book.verbRules("\(lemma) \(tree.words[child].lowerLemma)")
        if !whole.isEmpty { return whole }
      }
      return book.verbRules(lemma)
    case .noun, .propn:
      let nouns = book.nounRules(lemma)
      // A verb in the present taken for a noun: "calls on", "visits": it has what only verbs have.
      let isVerb =
        nouns.isEmpty
        && tree.children(of: index).contains {
          ["nsubj", "obj", "xcomp", "ccomp", "aux", "iobj"].contains(tree.words[$0].deprel)
        }
      return isVerb ? book.verbRules(lemma) : nouns
    default: return book.rules(of: word)
    }
  }

  private struct Miss: Error { var miss: RuleMiss }

  private func attempt(
    _ index: Int, at trigger: Int, _ modality: Modality, _ walker: PathWalker, _ finder: ParticipantFinder
  ) -> Result<RuleMatch, Miss> {
    // A rule is read part by part: as a whole it would be copied at each attempt.
    if book.rules[index].polarity == .negative, !modality.negated {
      return .failure(Miss(miss: RuleMiss(rule: index, trigger: trigger, cause: .notDenied)))
    }
    // Looked for once, and not where a condition fails before.
    lazy var actors = finder.participants(book.rules[index].actor, from: trigger, acting: true)
    var consumed: [Int] = []
    for (number, condition) in book.rules[index].conditions.enumerated() {
      let ends = walker.ends(of: condition.path, from: trigger)
      let holds: Bool
      switch condition.test {
      case .any: holds = !ends.isEmpty
      case .actor: holds = finder.hasActor(condition.path, from: trigger, country: false)
      case .country: holds = finder.hasActor(condition.path, from: trigger, country: true)
      case .other:
        let route = Route(paths: [condition.path])
        holds = finder.participants([route], from: trigger).contains { other in
          !actors.contains { $0.actor.isSame(as: other.actor) || $0.actor.code == other.actor.code }
        }
      case .place: holds = finder.hasPlace(condition.path, from: trigger)
      case .lemmas(let lemmas):
        let isAnywhere = condition.path.steps.contains(.below)
        // Found anywhere, a capital makes another word: "May" is not "may".
        func isIn(_ end: Int) -> Bool {
          let word = walker.tree.words[end]
          return lemmas.contains(isAnywhere && word.upos == .propn ? word.lemma : word.lowerLemma)
        }
        // "carried out dozens of air strikes": what was carried out are strikes.
        let isObject = condition.path.steps == [.object]
        let hits = ends.filter { end in
          isIn(end) || isObject && !condition.isExclusion && walker.measured(by: end).map(isIn) ?? false
        }
        holds = !hits.isEmpty
        // What merely stands somewhere below is company, not part of the act; content that is kept is an act of
        // its own.
        let isKept = !book.rules[index].hidesContent && condition.path.steps == [.clause]
        if !condition.isExclusion, !isAnywhere, !isKept { consumed += hits }
      }
      if holds == condition.isExclusion {
        return .failure(Miss(miss: RuleMiss(rule: index, trigger: trigger, cause: .condition(number))))
      }
    }
    let routes = book.rules[index].recipient
    var recipients = finder.participants(routes, from: trigger, besides: actors)
    if recipients.isEmpty {
      recipients = finder.places(routes, from: trigger)
    } else if recipients.allSatisfy({ $0.actor.code == nil || $0.actor.inferred }),
      let place = finder.places(routes, from: trigger).first
    {
      // "the shelling of Lahore killed two people": those of the town.
      recipients = recipients.map { $0.belonging(to: place.actor) }
    }
    var match = RuleMatch(
      rule: index, trigger: trigger, actors: actors, recipients: recipients, consumed: consumed, content: [],
      modality: modality)
    if book.rules[index].hidesContent {
      match.content = walker.ends(of: Path(steps: [.clause]), from: trigger)
    }
    if book.rules[index].polarity != .positive { match.modality.negated = false }
    return .success(match)
  }

  /// Matches that are no content of another and whose word no other has used up.
  ///
  /// Of two that use up each other's word the better one stays.
  private func withoutContent(
    _ matches: [RuleMatch], besides others: [RuleMatch], _ tree: Tree, _ misses: inout [RuleMiss]
  ) -> [RuleMatch] {
    let unceased = matches.filter { isUnceased($0, matches, tree) }.map(\.trigger)
    let matches = matches.filter { !unceased.contains($0.trigger) }
    return matches.filter { match in
      for other in matches + others where other.trigger != match.trigger {
        let isMutual = match.consumed.contains(other.trigger)
        if other.consumed.contains(match.trigger), !isMutual || isBetter(other, match) {
          misses.append(
            RuleMiss(rule: match.rule, trigger: match.trigger, cause: .partOf(other.rule)))
          return false
        }
        if other.content.contains(where: { isContent(match.trigger, of: $0, tree) }) {
          misses.append(
            RuleMiss(rule: match.rule, trigger: match.trigger, cause: .contentOf(other.rule)))
          return false
        }
      }
      return true
    }
  }

  /// "did not stop shelling": who does not end an act goes on with it, and that is what is told.
  private func isUnceased(_ match: RuleMatch, _ matches: [RuleMatch], _ tree: Tree) -> Bool {
    guard match.modality.negated, tree.words[match.trigger].upos == .verb,
      classes.contains("ceasing", tree.words[match.trigger].lowerLemma)
    else { return false }
    return matches.contains { other in
      tree.words[other.trigger].head == match.trigger && tree.words[other.trigger].deprel == "xcomp"
        && !other.modality.isUnreal
    }
  }

  /// Whether a word is part of what a clause says.
  ///
  /// A relative clause is a fact told on the way, and what stands behind "amid" or "after" is the background.
  private func isContent(_ word: Int, of clause: Int, _ tree: Tree) -> Bool {
    var at = word
    while at != clause {
      if tree.words[at].deprel == "acl:relcl" { return false }
      if tree.isBackground(at, classes) { return false }
      guard let head = tree.words[at].head else { return false }
      at = head
    }
    return true
  }
}

extension ActorMention {
  /// The mention as one of the country of another, marked as inferred.
  fileprivate func belonging(to other: Actor) -> ActorMention {
    var mention = self
    mention.actor.key = other.key
    mention.actor.code = other.code
    mention.actor.inferred = true
    mention.actor.how = "of \(other.key ?? ""), where it happened: \(other.how)"
    return mention
  }
}

extension Condition: CustomStringConvertible {
  public var description: String {
    switch test {
    case .any: "\(path): any"
    case .actor: "\(path): actor"
    case .country: "\(path): country"
    case .other: "\(path): other"
    case .place: "\(path): place"
    case .lemmas(let lemmas): "\(path): \(lemmas.sorted().prefix(6).joined(separator: ", "))"
    }
  }
}

extension Path: CustomStringConvertible {
  public var description: String { steps.map(\.description).joined(separator: " ") }
}

extension Path.Step: CustomStringConvertible {
  public var description: String {
    switch self {
    case .subject: "subject"
    case .object: "object"
    case .indirect: "indirect"
    case .clause: "clause"
    case .adverbial: "adverbial"
    case .possessor: "possessor"
    case .modifier: "modifier"
    case .maker: "maker"
    case .governor: "governor"
    case .below: "below"
    case .preposition(let form): form
    case .place: "place"
    }
  }
}

extension Route: CustomStringConvertible {
  public var description: String { paths.map(\.description).joined(separator: " + ") }
}
