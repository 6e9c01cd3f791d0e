import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// "both sides", "the two countries", "his country".
extension Coreference {
  /// "his country", "its government": the country of whoever the possessor is.
  func homeland(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> [ActorMention]? {
    guard classes.contains("homeland", tree.words[head].lemma.lowercased()),
      let possessor = tree.child(of: head, "nmod:poss"), tree.words[possessor].upos == .pron,
      let owner = resolved.last(where: { $0.head == possessor }), let key = owner.actor.key,
      let entity = tables.entity(key)
    else { return nil }
    let actor = Actor(
      key: key, name: entity.name, code: entity.code, how: "told before: \(owner.actor.how)", kind: .country)
    return [ActorMention(head: head, words: possessor...head, actor: actor, antecedent: owner.antecedent)]
  }

  /// "the two sides", "both countries", "the sides".
  func group(_ head: Int, in tree: Tree) -> [ActorMention]? {
    let word = tree.words[head]
    guard word.upos == .noun, classes.contains("sides", word.lemma.lowercased()), let two = two(at: head)
    else {
      return nil
    }
    let isBoth = tree.children(of: head).contains { child in
      classes.contains("two", tree.words[child].lemma.lowercased())
        || (tree.words[child].feats["Definite"] == "Def" && word.feats["Number"] == "Plur")
    }
    guard isBoth, word.feats["Number"] != "Sing" else { return nil }
    return two.map { one($0, head, MentionPlace(sentence: sentence, head: head)) }
  }

  /// The two that "both sides" or "they" means at a word: those just named in the sentence, those it names
  /// at all when they are two, or the last two that stood together before.
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
