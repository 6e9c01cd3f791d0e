import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// "he", "its", "they", and nouns that take up a name: "the company", "the country".
extension Coreference {
  /// Whom a pronoun of the third person means: one mention, or one for each of several; none when that is not sure enough.
  mutating func pronoun(
    _ pronoun: ThirdPerson, ahead: [Nominal], speakers: [Nominal], in tree: Tree
  ) -> [ActorMention] {
    guard let choice = choice(for: pronoun, in: tree, ahead: ahead, speakers: speakers),
      choice.confidence >= Coreference.floor
    else { return [] }
    let index: Int
    switch choice.whom {
    case .told(let told): index = told
    case .oneOf(let equals): return [oneOf(equals, pronoun)]
    case .ahead(let nominals):
      let taken = nominals.map { cast.take($0, paragraph: tree.paragraph) }
      guard let one = taken.count == 1 ? taken[0] : cast.take(together: taken, paragraph: tree.paragraph)
      else {
        return []
      }
      index = one
    case .pair(let members):
      guard let pair = cast.take(together: members, paragraph: tree.paragraph) else { return [] }
      index = pair
    }
    cast.meet(index, pronoun, paragraph: tree.paragraph)
    let confidence = (choice.confidence * 100).rounded() / 100
    let found = mentions(of: index, at: pronoun.head...pronoun.head, head: pronoun.head, confidence)
    if !found.isEmpty || !cast[index].members.isEmpty { return found }
    // "the plan ... it": nobody who acts, and yet what is meant.
    var thing = ActorMention(
      head: pronoun.head, words: pronoun.head...pronoun.head, actor: Actor(how: "told before", kind: .thing),
      antecedent: cast[index].place, confidence: confidence)
    thing.isParty = false
    return [thing]
  }

  /// One of several whom nothing tells apart: of their country, where they have one.
  private func oneOf(_ equals: [Int], _ pronoun: ThirdPerson) -> ActorMention {
    let actors = equals.compactMap { cast[$0].actor }
    var actor = Actor(how: "one of several told before", kind: .person)
    if let first = actors.first, actors.count == equals.count,
      actors.allSatisfy({ $0.code == first.code && $0.key == first.key })
    {
      actor.key = first.key
      actor.code = first.code
      actor.inferred = true
      if actors.allSatisfy({ $0.sectors == first.sectors }) { actor.sectors = first.sectors }
    }
    return ActorMention(
      head: pronoun.head, words: pronoun.head...pronoun.head, actor: actor, confidence: 0.5)
  }

  /// The likeliest whom a pronoun, or a noun that takes up a name as one would, can mean.
  ///
  /// - Parameters:
  ///   - ahead: the phrases behind it that it may mean.
  ///   - speakers: those behind it that say it.
  func choice(
    for pronoun: ThirdPerson, in tree: Tree, ahead: [Nominal] = [], speakers: [Nominal] = []
  ) -> Antecedents.Choice? {
    let antecedents = Antecedents(
      lexicon: lexicon, classes: classes, tree: tree, cast: cast, sentence: sentence, claims: claims,
      speakersAhead: Set(speakers.compactMap(cast.known)))
    return antecedents.choice(for: pronoun, ahead: ahead.map { ($0, cast.known($0)) })
  }

  /// A phrase that takes up somebody told of by name: "the company", "the country".
  mutating func definite(
    _ nominal: Nominal, in tree: Tree, _ resolved: [ActorMention]
  ) -> [ActorMention] {
    guard nominal.isDefinite, !nominal.isPlural, nominal.actor == nil, nominal.name.isEmpty,
      tree.child(of: nominal.head, "nmod:poss") == nil,
      !tree.children(of: nominal.head).contains(where: {
        tree.words[$0].deprel == "nmod"
          && tree.subtree(of: $0).contains {
            tree.words[$0].upos == .propn && lexicon.noun(tree.words[$0].lowerLemma)?.sort != .time
          }
      })
    else { return [] }
    // Any country may be called one: that "his country" was A makes the country no more A than B.
    if nominal.sort != .country, let index = cast.known(nominal) {
      guard cast[index].isNamed, cast[index].sort != .thing else { return [] }
      take(nominal, in: tree)
      return mentions(of: index, at: nominal.words, head: nominal.head, 0.7)
    }
    let kind: ThirdPerson.Kind
    switch nominal.sort {
    case .country: kind = .country
    case .body where nominal.words.count == 1: kind = .body
    case .place where nominal.words.count == 1: kind = .place
    default: return []
    }
    let third = ThirdPerson(kind, at: nominal.head, in: tree)
    guard let choice = choice(for: third, in: tree), let index = choice.whom.index,
      choice.confidence >= Coreference.floor
    else { return kind == .country ? onlyCountry(beside: nominal, in: tree, resolved) : [] }
    cast.meet(index, at: nominal.head, part: nominal.part, paragraph: tree.paragraph)
    // "rampaged through the country" tells where, and toward nobody.
    let isWhere = tree.children(of: nominal.head).contains {
      tree.words[$0].deprel == "case" && classes.contains("whereabouts", tree.words[$0].lowerLemma)
    }
    return mentions(
      of: index, at: nominal.words, head: nominal.head, (choice.confidence * 90).rounded() / 100
    ).map { mention in
      var mention = mention
      if isWhere { mention.isParty = false }
      return mention
    }
  }

  /// "that country", where none was named: the only one whose officials or towns were, the one that acts left out.
  private func onlyCountry(
    beside nominal: Nominal, in tree: Tree, _ resolved: [ActorMention]
  ) -> [ActorMention] {
    guard [.object, .oblique, .inside].contains(nominal.part) else { return [] }
    var verb = nominal.head
    while tree.words[verb].upos != .verb, let above = tree.words[verb].head { verb = above }
    let acting = Set(
      tree.subjects(of: verb).compactMap { who in resolved.last { $0.head == who }?.actor.code })
    let others = order.compactMap { key in
      weight[key, default: 0] > 0.3 ? tables.entity(key) : nil
    }.filter { entity in entity.code.map { !acting.contains($0) } ?? false }
    guard others.count == 1, let other = others.first else { return [] }
    let actor = Actor(
      key: other.key, name: other.name, code: other.code, how: "the only other country of the report so far",
      kind: .country, inferred: true)
    return [ActorMention(head: nominal.head, words: nominal.words, actor: actor, confidence: 0.5)]
  }

  /// The mention of somebody told of in full, by the last name alone.
  mutating func surname(_ nominal: Nominal, in tree: Tree) -> [ActorMention] {
    guard nominal.actor == nil, nominal.name.count == 1, let form = nominal.name.first,
      cast.person(surnamed: form) != nil, let index = cast.known(nominal)
    else { return [] }
    take(nominal, in: tree)
    return mentions(of: index, at: nominal.words, head: nominal.head, 0.9)
  }

  /// "who", "whose", "which": whom the relative clause hangs on.
  func relative(_ head: Int, in tree: Tree) -> [ActorMention]? {
    guard tree.words[head].upos == .pron, tree.words[head].feats["PronType"] == "Rel",
      let above = tree.words[head].head
    else { return nil }
    var whom = tree.antecedents(of: head, under: above).first.flatMap { cast.referent(at: $0) }
    // "at a dinner with Hollan, who": the clause may be hung on what is nobody.
    if classes.contains("who", tree.words[head].lowerLemma),
      whom.map({ [.thing, .place].contains(cast[$0].sort) }) ?? true,
      let before = (0..<head).last(where: { tree.words[$0].upos != .punct && tree.words[$0].upos != .adp }),
      let near = cast.referent(at: before), [.person, .group, .name].contains(cast[near].sort)
    {
      whom = near
    }
    return whom.map { index in
      mentions(of: index, at: head...head, head: head, 0.95).map { mention in
        var mention = mention
        // The path to a clause's subject leads past the pronoun already.
        mention.isParty = false
        return mention
      }
    }
  }

  /// The mentions that stand for a referent at a word; none for a thing without a name.
  func mentions(of index: Int, at words: ClosedRange<Int>, head: Int, _ confidence: Double) -> [ActorMention]
  {
    let referent = cast[index]
    if !referent.members.isEmpty {
      return referent.members.flatMap { mentions(of: $0, at: words, head: head, confidence) }
    }
    guard
      referent.isNamed || referent.actor != nil || referent.sort == .person || referent.sort == .group
        || referent.sort == .body
    else { return [] }
    var mention: ActorMention
    if var actor = referent.actor {
      actor.how = "told before: \(actor.how)"
      mention = ActorMention(head: head, words: words, actor: actor)
      mention.isParty = actor.kind != .unknown || [.person, .body, .name].contains(referent.sort)
    } else {
      let name = referent.name.isEmpty ? nil : referent.name.joined(separator: " ")
      let actor = Actor(name: name, how: "told before", kind: referent.sort == .person ? .person : .unknown)
      mention = ActorMention(head: head, words: words, actor: actor)
      mention.isParty = false
    }
    mention.antecedent = referent.place
    mention.confidence = confidence
    return [mention]
  }

  /// The subject that a pronoun in a clause or phrase before it may mean: "Before he left, Hollan ..."; or, where the
  /// pronoun stands in the subject itself, the object: "Her own ministers urged Delmar".
  func wordAhead(of pronoun: Int, in tree: Tree) -> Int? {
    let words = tree.words
    var at = pronoun
    var found: Int?
    while let above = words[at].head {
      let deprel = words[at].deprel
      let children = tree.children(of: above)
      if ["advcl", "acl", "csubj", "dislocated", "dep", "nmod:unmarked"].contains(deprel)
        || deprel.hasPrefix("obl")
      {
        found = children.first { words[$0].deprel.hasPrefix("nsubj") && $0 > pronoun } ?? found
      }
      if found == nil, deprel.hasPrefix("nsubj") || deprel == "csubj",
        above != words[pronoun].head || deprel == "csubj"
      {
        // A second subject behind is one whose clause the parser joined: "His purse lost, Hollan ...".
        found =
          children.first { child in
            words[child].deprel.hasPrefix("nsubj") && child > at
              && words[at..<child].contains { $0.upos == .punct }
          }
          ?? children.first { ["obj", "iobj"].contains(words[$0].deprel) && $0 > pronoun }
      }
      at = above
    }
    return found
  }
}
