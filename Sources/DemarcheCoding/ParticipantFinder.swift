import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

/// Finds the actors at and inside the phrases that a path leads to.
struct ParticipantFinder {
  let walker: PathWalker
  /// The mentions of the sentence by head word; a word may stand for two actors ("both sides").
  let mentions: WordMap<[ActorMention]>
  /// The places of the sentence by head word: they act no more than a town does, but it can be shelled.
  let places: WordMap<[ActorMention]>

  init(walker: PathWalker, mentions: [ActorMention], places: [ActorMention] = []) {
    self.walker = walker
    self.mentions = WordMap(grouping: mentions) { $0.head }
    self.places = WordMap(grouping: places) { $0.head }
  }

  private var words: [Word] { walker.tree.words }

  /// The participants of the first route that has any, those aside that are known to stand on the other side.
  ///
  /// The other side's own people come last: in "withdrew its soldiers from B" it is B that is left.
  func participants(
    _ routes: [Route], from trigger: Int, besides others: [ActorMention] = [], acting: Bool = false
  ) -> [ActorMention] {
    var own: [ActorMention] = []
    for route in routes {
      var found: [ActorMention] = []
      for path in route.paths {
        for end in walker.ends(of: path, from: trigger) {
          for mention in actors(at: end, acting: acting)
          where !found.contains(where: { same($0, mention) })
            && !others.contains(where: { same($0, mention) })
          {
            found.append(mention)
          }
        }
      }
      if found.isEmpty { continue }
      if !found.allSatisfy({ isOwn($0, of: others) }) { return found }
      if own.isEmpty { own = found }
    }
    return own
  }

  /// Whether somebody is of a country only because one of the others is.
  private func isOwn(_ mention: ActorMention, of others: [ActorMention]) -> Bool {
    mention.actor.inferred && others.contains { $0.actor.code != nil && $0.actor.code == mention.actor.code }
  }

  /// The actors of a phrase: its head, or else those inside it - possessor, modifiers, then what hangs below.
  ///
  /// - Parameter acting: whether who acts is sought: then a place inside the phrase is nobody ("a storm in A").
  func actors(at head: Int, acting: Bool = false) -> [ActorMention] {
    // A thing that is nobody's by itself is whose name stands before it: "the Church of Zeta website".
    let here = mentions[head] ?? []
    if let members = members(of: head, here) { return members }
    if !here.isEmpty, here.contains(where: { !isAnybodys($0) }) {
      return here.filter { canAct($0, at: head) }
    }
    let inside = inside(head, acting: acting).filter { here.isEmpty || words[$0.head].upos != .pron }
    return inside.isEmpty ? here.filter { canAct($0, at: head) } : inside
  }

  /// "a delegation of Chilean judges": those of whom a crowd is made tell whose it is; nil where the crowd's own words do.
  private func members(of head: Int, _ here: [ActorMention]) -> [ActorMention]? {
    guard !here.isEmpty,
      here.allSatisfy({ $0.actor.name == nil && ($0.actor.inferred || $0.actor.code == nil) }),
      walker.classes.contains("crowd", words[head].lowerLemma)
    else { return nil }
    let found = walker.ends(of: Path(steps: [.preposition("of")]), from: head).flatMap { mentions[$0] ?? [] }
      .filter { $0.actor.code != nil && !$0.actor.inferred }
    return found.isEmpty ? nil : found
  }

  /// Whether a mention names a thing or body of no country by itself: "website", "newspaper".
  private func isAnybodys(_ mention: ActorMention) -> Bool {
    mention.actor.code == nil && mention.actor.name == nil
      && (mention.actor.kind == .thing || mention.actor.kind == .body)
  }

  private func inside(_ head: Int, acting: Bool) -> [ActorMention] {
    guard
      words[head].upos == .noun || words[head].upos == .propn || words[head].upos == .pron
        || words[head].upos == .adj
    else { return [] }
    for step in [Path.Step.possessor, .modifier] {
      let ends = walker.ends(of: Path(steps: [step]), from: head)
      let found = ends.flatMap { end in (mentions[end] ?? []).filter { $0.actor.code != nil } }
      if !found.isEmpty { return found }
    }
    for child in walker.tree.children(of: head) where words[child].deprel == "nmod" {
      if acting, isPlace(child) { continue }
      let found = walker.tree.conjuncts(of: child).flatMap { mentions[$0] ?? [] }.filter {
        $0.actor.code != nil
      }
      if !found.isEmpty { return found }
    }
    // "a law enacted by the council": what somebody made acts for them.
    if acting {
      for child in walker.tree.children(of: head) where words[child].deprel == "acl" {
        guard let agent = walker.tree.child(of: child, "obl:agent") else { continue }
        let found = walker.tree.conjuncts(of: agent).flatMap { mentions[$0] ?? [] }
        if !found.isEmpty { return found }
      }
      return writers(of: head)
    }
    return []
  }

  /// Who makes a statement, letter or resolution: the subject of the verb whose object it is.
  private func writers(of text: Int) -> [ActorMention] {
    guard walker.classes.contains("utterance", words[text].lowerLemma), words[text].deprel == "obj",
      let verb = words[text].head, walker.isVerbal(verb)
    else { return [] }
    return walker.tree.subjects(of: verb).flatMap { mentions[$0] ?? [] }
  }

  /// The places of the first route that leads to any: where a path ends, or what its end is a part of ("the edge of A").
  func places(_ routes: [Route], from trigger: Int) -> [ActorMention] {
    if places.isEmpty { return [] }
    for route in routes {
      let ends = route.paths.flatMap { walker.ends(of: $0, from: trigger) }
      let found = ends.flatMap { end in
        places[end]
          ?? walker.tree.children(of: end).filter { words[$0].deprel == "nmod" && !isPlace($0) }
          .flatMap { places[$0] ?? [] }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether a country other than the actor's is named in the own clause of a match.
  func namesOther(in match: RuleMatch) -> Bool {
    walker.ownClause(below: match.trigger).contains { word in
      (mentions[word] ?? []).contains { mention in
        mention.actor.code != nil
          && !match.actors.contains { $0.actor.code == mention.actor.code || $0.words.contains(word) }
      }
    }
  }

  /// Whether some phrase at the end of a path is a place.
  func hasPlace(_ path: Path, from trigger: Int) -> Bool {
    !places([Route(paths: [path])], from: trigger).isEmpty
  }

  /// Whether some phrase at the end of a path is an actor.
  func hasActor(_ path: Path, from trigger: Int, country: Bool) -> Bool {
    walker.ends(of: path, from: trigger).contains { end in
      actors(at: end).contains { !country || isOfCountry($0) }
    }
  }

  /// Whether somebody speaks or acts for a country: its name stands there, or it is a body of the country
  /// that the report is about.
  ///
  /// A man or a crowd of no stated country is anybody.
  private func isOfCountry(_ mention: ActorMention) -> Bool {
    guard mention.actor.code != nil else { return false }
    if !mention.actor.inferred { return true }
    switch mention.actor.kind {
    case .body, .organisation: return true
    case .person: return mention.actor.name != nil
    default: return false
    }
  }

  /// A name that no table knows acts only as a person or body would: not as a modifier, and not where a
  /// phrase of place stands ("in the Red Sea").
  private func canAct(_ mention: ActorMention, at head: Int) -> Bool {
    if mention.actor.kind != .unknown { return true }
    if mention.isModifier { return false }
    return !isPlace(head)
  }

  private func isPlace(_ phrase: Int) -> Bool {
    walker.tree.children(of: phrase).contains {
      words[$0].deprel == "case" && walker.classes.contains("place", words[$0].lowerLemma)
    }
  }

  /// Whether two mentions bring one participant: "Iran and its government", "the minister, Dorn".
  private func same(_ a: ActorMention, _ b: ActorMention) -> Bool {
    if a.head == b.head { return a.actor.isSame(as: b.actor) }
    guard let code = a.actor.code, code == b.actor.code, a.actor.sectors == b.actor.sectors else {
      return false
    }
    // Civil servants are not the government that is named, though both are of one country and one sector.
    for (group, body) in [(a.actor, b.actor), (b.actor, a.actor)]
    where group.kind == .group && body.kind == .body && !body.inferred { return false }
    return a.actor.name == b.actor.name || a.actor.name == nil || b.actor.name == nil
  }
}
