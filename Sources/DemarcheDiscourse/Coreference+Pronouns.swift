import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// "he", "its", "they", and nouns that take up a name: "the company", "the country".
extension Coreference {
  /// Whom a pronoun of the third person means: one mention, or one for each of several; none when that is not sure enough.
  mutating func pronoun(_ pronoun: ThirdPerson, ahead: Nominal?, in tree: Tree) -> [ActorMention] {
    let antecedents = antecedents(in: tree)
    guard
      let choice = antecedents.choice(for: pronoun, ahead: ahead.map { ($0, cast.known($0)) }),
      choice.confidence >= Coreference.floor
    else { return [] }
    let index: Int
    switch choice.whom {
    case .told(let told): index = told
    case .ahead(let nominal): index = cast.take(nominal, paragraph: tree.paragraph)
    case .pair(let members):
      guard let pair = cast.take(pair: members, paragraph: tree.paragraph) else { return [] }
      index = pair
    }
    cast.meet(index, pronoun, paragraph: tree.paragraph)
    let confidence = (choice.confidence * 100).rounded() / 100
    return mentions(of: index, at: pronoun.head...pronoun.head, head: pronoun.head, confidence)
  }

  func antecedents(in tree: Tree) -> Antecedents {
    let speaker = speaking.flatMap { speaking in
      cast.referents.indices.suffix(40).last {
        cast[$0].place == speaking.place || cast[$0].actor == speaking.actor
      }
    }
    return Antecedents(
      lexicon: lexicon, classes: classes, tree: tree, cast: cast, sentence: sentence, quoted: quoted,
      speaking: speaker)
  }

  /// A phrase that takes up somebody told of by name: "the company"; "the country" is the one the report is at.
  func definite(_ nominal: Nominal, in tree: Tree) -> [ActorMention] {
    guard nominal.isDefinite, !nominal.isPlural, nominal.actor == nil,
      nominal.words.count == 1, tree.child(of: nominal.head, "nmod") == nil,
      tree.child(of: nominal.head, "nmod:poss") == nil
    else { return [] }
    if let index = cast.known(nominal) {
      guard cast[index].isNamed, cast[index].sort != .thing else { return [] }
      return mentions(of: index, at: nominal.words, head: nominal.head, 0.7)
    }
    guard nominal.sort == .country else { return [] }
    let countries = cast.referents.indices.filter {
      cast[$0].sort == .country && cast[$0].actor != nil && cast[$0].last.sentence >= sentence - 4
    }
    let latest = countries.max {
      (cast[$0].last.sentence, cast[$0].count, cast[$0].last.head)
        < (cast[$1].last.sentence, cast[$1].count, cast[$1].last.head)
    }
    return latest.map { mentions(of: $0, at: nominal.words, head: nominal.head, 0.6) } ?? []
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

  /// The subject that a pronoun in a clause or phrase before it may mean: "Before he left, Hollan ...".
  func subjectAhead(of pronoun: Int, in tree: Tree) -> Int? {
    var at = pronoun
    while let above = tree.words[at].head {
      let deprel = tree.words[at].deprel
      if deprel == "advcl" || deprel.hasPrefix("obl"),
        let subject = tree.children(of: above).first(where: { tree.words[$0].deprel.hasPrefix("nsubj") }),
        subject > pronoun
      {
        return subject
      }
      at = above
    }
    return nil
  }
}
