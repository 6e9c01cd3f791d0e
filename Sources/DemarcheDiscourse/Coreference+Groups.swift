import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// Words for those who were told of together: "both sides", "the pair", "the latter", "its neighbor"; and "his country".
extension Coreference {
  /// "his country", "its government": the country of whoever the possessor is.
  func homeland(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> [ActorMention]? {
    guard classes.contains("homeland", tree.words[head].lowerLemma),
      let possessor = tree.child(of: head, "nmod:poss"), tree.words[possessor].upos == .pron,
      let owner = resolved.last(where: { $0.head == possessor }), let key = owner.actor.key,
      let entity = tables.entity(key)
    else { return nil }
    let actor = Actor(
      key: key, name: entity.name, code: entity.code, how: "told before: \(owner.actor.how)", kind: .country)
    return [
      ActorMention(
        head: head, words: possessor...head, actor: actor, antecedent: owner.antecedent,
        confidence: owner.confidence)
    ]
  }

  /// "each other", "one another": all who are the subject together.
  func eachOther(_ head: Int, in tree: Tree) -> [ActorMention]? {
    guard classes.contains("each", tree.words[head].lowerLemma),
      let second = tree.child(of: head, "fixed"), second == head + 1,
      classes.contains("other", tree.words[second].lowerLemma)
    else { return nil }
    var verb = head
    while tree.words[verb].upos != .verb, let above = tree.words[verb].head { verb = above }
    let members = tree.subjects(of: verb).filter { $0 < head }.compactMap { cast.here[$0] }
    guard members.count > 1 || members.contains(where: { cast[$0].isPlural }) else { return nil }
    return members.flatMap { mentions(of: $0, at: head...second, head: head, 0.9) }.map { mention in
      var mention = mention
      // Whoever acts on each other stands as the subject already.
      mention.isParty = false
      return mention
    }
  }

  /// Those whom a word for several, or for one of two, means: one mention each; nil when it is no such word.
  mutating func group(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> [ActorMention]? {
    let word = tree.words[head]
    switch word.upos {
    case .noun, .adj, .num, .det, .pron: break
    default: return nil
    }
    guard word.feats["Number"] == "Plur" || isForSeveral(word.lowerLemma) else { return nil }
    if let one = oneOfTwo(head, in: tree, resolved) { return one }
    guard let count = count(of: head, in: tree) else { return nil }
    let lemma = word.lowerLemma
    let isOfPersons = lexicon.noun(lemma)?.sort == .person || tables.role(lemma)?.kind == .person
    let isPair = classes.contains("pair", lemma) || classes.contains("two", lemma)
    if let gender = lexicon.noun(lemma)?.gender, let members = persons(count, of: gender) {
      let found = members.flatMap { mentions(of: $0, at: head...head, head: head, 0.8) }
      meet(members, at: head, in: tree)
      return found
    }
    if isOfPersons || isPair || count != 2,
      let members = together(count, before: head, isOfPersons: isOfPersons && !isPair ? true : nil)
    {
      let found = members.flatMap { mentions(of: $0, at: head...head, head: head, 0.8) }
      meet(members, at: head, in: tree)
      return found
    }
    guard count == 2, classes.contains("sides", lemma), let two = two(at: head) else { return nil }
    let found = two.map { actor in
      let place = actor.key.flatMap { cast.index(ofCountry: $0) }.map { cast[$0].place }
      return one(actor, head, place ?? MentionPlace(sentence: sentence, head: head))
    }
    meet(two.compactMap { $0.key.flatMap { cast.index(ofCountry: $0) } }, at: head, in: tree)
    return found
  }

  /// Whether a word may mean several, or one of two.
  private func isForSeveral(_ lemma: String) -> Bool {
    classes.contains("pair", lemma) || classes.contains("two", lemma) || classes.contains("sides", lemma)
      || classes.contains("former-one", lemma) || classes.contains("latter-one", lemma)
      || classes.contains("neighbor", lemma)
  }

  /// How many a word for several means: "both sides" and "the pair" are two; nil when it is none.
  private func count(of head: Int, in tree: Tree) -> Int? {
    let word = tree.words[head]
    let lemma = word.lowerLemma
    let marks = Array(tree.children(of: head))
    let isDefinite = marks.contains { tree.words[$0].feats["Definite"] == "Def" }
    if classes.contains("pair", lemma) { return isDefinite && tree.child(of: head, "nmod") == nil ? 2 : nil }
    if classes.contains("two", lemma) {
      // "the two", or "both" by itself.
      let isHead =
        word.deprel.hasPrefix("nsubj") || ["obj", "iobj", "obl", "nmod", "nmod:poss"].contains(word.deprel)
        || tree.child(of: head, "case") != nil
      return isHead && (isDefinite || word.upos != .num) && tree.child(of: head, "nmod") == nil ? 2 : nil
    }
    guard word.upos == .noun, word.feats["Number"] != "Sing",
      !marks.contains(where: { tree.words[$0].deprel == "nmod:poss" })
    else { return nil }
    for mark in marks {
      let form = tree.words[mark].lowerLemma
      if classes.contains("two", form), isDefinite || tree.words[mark].upos != .num { return 2 }
      if classes.contains("three", form), isDefinite { return 3 }
    }
    let isBare = !marks.contains { ["nummod", "amod", "nmod", "acl:relcl"].contains(tree.words[$0].deprel) }
    return isDefinite && isBare && classes.contains("sides", lemma) ? 2 : nil
  }

  /// The last so many who were told of together, joined by a conjunction or acting on each other.
  ///
  /// - Parameter isOfPersons: whether only persons are meant; nil for anybody.
  private func together(_ count: Int, before head: Int, isOfPersons: Bool?) -> [Int]? {
    func isFit(_ member: Int) -> Bool {
      guard let isOfPersons else { return true }
      return isOfPersons == (cast[member].sort == .person || cast[member].sort == .name)
    }
    var best: (members: [Int], last: MentionPlace)?
    for index in cast.referents.indices.suffix(60) {
      let referent = cast[index]
      guard referent.members.count == count, referent.last.sentence >= sentence - 4,
        referent.members.allSatisfy(isFit)
      else { continue }
      best = (referent.members, referent.last)
    }
    guard count == 2 else { return best?.members }
    for back in 0...2 where best.map({ $0.last.sentence < sentence - back }) ?? true {
      let told = cast.referents.indices.suffix(60).filter { index in
        let referent = cast[index]
        return referent.last.sentence == sentence - back && referent.isNamed && !referent.isPlural
          && referent.members.isEmpty && referent.part != .modifier
      }
      let persons = told.filter { cast[$0].sort == .person || cast[$0].sort == .name }
      if persons.count == 2, isOfPersons != false { return persons }
      let bodies = told.filter { cast[$0].sort == .country || cast[$0].sort == .body }
      if bodies.count == 2, isOfPersons != true { return bodies }
    }
    return best?.members
  }

  /// So many persons of a gender, when the last sentences told of just so many: "the two women".
  private func persons(_ count: Int, of gender: ReferenceLexicon.Gender) -> [Int]? {
    for back in 0...2 {
      let found = cast.referents.indices.suffix(60).filter {
        cast[$0].last.sentence >= sentence - back && cast[$0].sort == .person && cast[$0].gender == gender
          && cast[$0].isNamed && cast[$0].members.isEmpty && !cast[$0].isPlural
      }
      if found.count >= count { return found.count == count ? found : nil }
    }
    return nil
  }

  /// Notes that a word means several told of before, whom a plural pronoun may take up next.
  private mutating func meet(_ members: [Int], at head: Int, in tree: Tree) {
    guard let index = cast.take(together: members, paragraph: tree.paragraph) else { return }
    cast.meet(index, at: head, part: Nominal.Part(of: head, in: tree), paragraph: tree.paragraph)
  }

  /// "the former", "the latter", "the other side", "its neighbor": one of two who are in play.
  private mutating func oneOfTwo(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> [ActorMention]? {
    let word = tree.words[head]
    let lemma = word.lowerLemma
    let isFirst = classes.contains("former-one", lemma)
    if isFirst || classes.contains("latter-one", lemma) {
      guard word.deprel != "amod", word.deprel != "advmod", word.deprel != "compound",
        tree.children(of: head).contains(where: { tree.words[$0].feats["Definite"] == "Def" }),
        let two = lastTwo(before: head)
      else { return nil }
      let index = isFirst ? two[0] : two[1]
      let found = mentions(of: index, at: head...head, head: head, 0.85)
      cast.meet(index, at: head, part: Nominal.Part(of: head, in: tree), paragraph: tree.paragraph)
      return found
    }
    guard word.upos == .noun, word.feats["Number"] != "Plur", let two = two(at: head) else { return nil }
    let marks = Array(tree.children(of: head))
    let possessor = tree.child(of: head, "nmod:poss")
    let isOther =
      classes.contains("sides", lemma)
      && marks.contains { classes.contains("other", tree.words[$0].lowerLemma) }
    let isNeighbor =
      classes.contains("neighbor", lemma)
      && (possessor.map { tree.words[$0].upos == .pron }
        ?? marks.contains { tree.words[$0].feats["Definite"] == "Def" })
      || classes.contains("sides", lemma)
        && marks.contains { classes.contains("neighboring", tree.words[$0].lowerLemma) }
    guard isOther || isNeighbor else { return nil }
    // Other than whose neighbor it is, or than who acts here.
    let above = possessor ?? tree.words[head].head.flatMap { tree.subjects(of: $0).first }
    guard let above, let own = resolved.last(where: { $0.head == above })?.actor.code else { return nil }
    let others = two.filter { $0.code != own }
    guard others.count == 1, let other = others.first else { return nil }
    let place = other.key.flatMap { cast.index(ofCountry: $0) }.map { cast[$0].place }
    return [one(other, head, place ?? MentionPlace(sentence: sentence, head: head), confidence: 0.7)]
  }

  /// The two that "the former" and "the latter" tell apart: the last two joined by a conjunction, else the last two named.
  private func lastTwo(before head: Int) -> [Int]? {
    let joined = cast.referents.last { $0.members.count == 2 && $0.last.sentence >= sentence - 1 }
    if let joined { return joined.members }
    let told = cast.referents.indices.filter {
      cast[$0].last.sentence >= sentence - 1 && cast[$0].isNamed && cast[$0].members.isEmpty
        && cast[$0].sort != .thing && cast[$0].sort != .place
    }.sorted {
      (cast[$0].last.sentence, cast[$0].last.head) < (cast[$1].last.sentence, cast[$1].last.head)
    }
    return told.count >= 2 ? Array(told.suffix(2)) : nil
  }

  /// The two that "both sides" means at a word: those just named in the sentence, those it names at all when they are
  /// two, or the last two that stood together before.
  func two(at head: Int) -> [Actor]? {
    let before = present.filter { $0.head < head }.map(\.actor)
    if before.count >= 2 { return Array(before.suffix(2)) }
    if present.count == 2 { return present.map(\.actor) }
    return pair.count == 2 ? pair : nil
  }

  func one(_ actor: Actor, _ head: Int, _ place: MentionPlace, confidence: Double = 0.8) -> ActorMention {
    var actor = actor
    actor.how = "told before: \(actor.how)"
    return ActorMention(
      head: head, words: head...head, actor: actor, antecedent: place, confidence: confidence)
  }
}
