import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// Names told before, and roles whose country or holder the report tells.
extension Coreference {
  /// The surname alone of somebody whom no table knows and the report has told of by the full name.
  func named(_ mention: ActorMention, _ nominal: Nominal) -> ActorMention? {
    guard mention.actor.kind == .unknown, mention.antecedent == nil, nominal.name.count == 1,
      let index = cast.known(nominal), cast[index].sort == .person || cast[index].sort == .name,
      cast[index].name.count > 1
    else { return nil }
    var mention = mention
    let name = cast[index].name.joined(separator: " ")
    mention.actor.name = name
    mention.actor.how += "; named before as \(name)"
    mention.antecedent = cast[index].place
    mention.confidence = 0.9
    return mention
  }

  /// A name told before, and the country of a role that has none.
  func completed(
    _ mention: ActorMention, in tree: Tree, _ resolved: [ActorMention]
  ) -> ActorMention {
    if mention.actor.kind == .unknown, let name = mention.actor.name,
      let known = introduced[name.split(separator: " ").last.map(String.init) ?? name]
    {
      return taken(up: known, by: mention, "named before as \(known.actor.name ?? name)")
    }
    if mention.actor.kind == .unknown, mention.words.count == 1,
      let known = acronyms[tree.words[mention.head].form]
    {
      return taken(up: known, by: mention, "short for \(known.actor.name ?? ""), told before")
    }
    if mention.actor.code == nil, let home = origin(of: mention, in: tree) { return home }
    if mention.actor.kind == .unknown {
      return owned(mention, in: tree, resolved) ?? withCountry(mention, in: tree)
    }
    if let counterpart = counterpart(mention, in: tree) { return counterpart }
    guard mention.actor.code == nil, mention.actor.key == nil, !mention.actor.sectors.isEmpty else {
      return mention
    }
    // "the president", "the minister": the same office told before in the report.
    if mention.actor.name == nil, mention.actor.kind == .person,
      let earlier = recent.last(where: { $0.actor.kind == .person && sameRole($0.actor, mention.actor) })
    {
      return taken(up: (earlier.actor, earlier.place), by: mention, "told before")
    }
    var mention = mention
    if let owned = owned(mention, in: tree, resolved) {
      mention = owned
    } else if isDomestic(mention, in: tree),
      let (key, code) = scene(of: mention, in: tree, places) ?? prevailing()
    {
      mention.actor.key = key
      mention.actor.code = code
      mention.actor.inferred = true
      mention.actor.how += "; of \(key), which the report has been about"
    }
    if let key = mention.actor.key, mention.actor.name == nil, mention.actor.kind == .person,
      let office = mention.actor.office, let day,
      isDefinite(mention.head, tree), let term = tables.holder(of: office, key, on: day)
    {
      mention.actor.name = term.holder
    }
    return mention
  }

  /// A mention that means whom the report told of before.
  func taken(
    up known: (actor: Actor, place: MentionPlace), by mention: ActorMention, _ how: String
  ) -> ActorMention {
    var mention = mention
    mention.actor = known.actor
    mention.actor.how = "\(how): \(known.actor.how)"
    mention.antecedent = known.place
    mention.confidence = 0.9
    return mention
  }

  /// "his Russian counterpart": who holds there the office that was told of before in the sentence.
  func counterpart(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
    guard classes.contains("counterpart", tree.words[mention.head].lemma.lowercased()),
      mention.actor.name == nil,
      let key = mention.actor.key,
      let other = recent.last(where: {
        $0.place.sentence == sentence && $0.actor.office != nil && $0.actor.key != key
      }),
      let office = other.actor.office
    else { return nil }
    var mention = mention
    mention.actor.office = office
    mention.actor.sectors = other.actor.sectors
    mention.actor.how += "; \(office) as \(other.actor.name ?? "the one named before")"
    if mention.actor.kind == .person, let day, let term = tables.holder(of: office, key, on: day) {
      mention.actor.name = term.holder
    }
    return mention
  }

  /// The mention as that of somebody else, when a full name told before has this surname: "Mohamed" behind
  /// "Ahmed Mohamed" is no office holder.
  func asStranger(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
    let form = tree.words[mention.head].form
    guard mention.actor.kind == .person, mention.words.count == 1 else { return nil }
    if let known = introduced[form] {
      guard known.actor.name != mention.actor.name, known.actor.name?.contains(" ") ?? false else {
        return nil
      }
      return taken(up: known, by: mention, "named before as \(known.actor.name ?? form)")
    }
    guard strangers.contains(form) else { return nil }
    var mention = mention
    mention.actor = Actor(name: form, how: "a name told before that no table knows", kind: .unknown)
    return mention
  }

  /// "our negotiators", "Dorn's council": who is somebody's belongs where that one does.
  func owned(_ mention: ActorMention, in tree: Tree, _ resolved: [ActorMention]) -> ActorMention? {
    guard let possessor = tree.child(of: mention.head, "nmod:poss"),
      let owner = resolved.last(where: { $0.head == possessor }), let code = owner.actor.code,
      let country = tables.entity(code), country.isCountry
    else { return nil }
    var mention = mention
    mention.actor.key = country.key
    mention.actor.code = code
    mention.actor.how += "; \(tree.words[possessor].form): \(owner.actor.how)"
    return mention
  }

  /// "a boy from Irving, Texas": somebody belongs to the country of the place that he is said to be from.
  func origin(of mention: ActorMention, in tree: Tree) -> ActorMention? {
    guard mention.actor.kind == .unknown || mention.actor.kind == .person || mention.actor.kind == .group
    else {
      return nil
    }
    let about = [mention.head] + tree.children(of: mention.head).filter { tree.words[$0].deprel == "appos" }
    for phrase in about.flatMap({ tree.children(of: $0) }) where tree.words[phrase].deprel == "nmod" {
      guard let mark = tree.child(of: phrase, "case"),
        classes.contains("owning", tree.words[mark].lemma.lowercased())
      else { continue }
      let below = tree.subtree(of: phrase)
      guard let place = places.first(where: { below.contains($0.head) }),
        let entity = tables.entity(place.entry.country), let code = entity.code
      else { continue }
      var mention = mention
      mention.actor.key = entity.key
      mention.actor.code = code
      mention.actor.how += "; from \(place.entry.name), which lies in \(entity.name)"
      return mention
    }
    return nil
  }

  /// A person of whom nothing is told belongs where the report is, when it is plainly about one country.
  func withCountry(_ mention: ActorMention, in tree: Tree) -> ActorMention {
    // A name with an article is a body's or a thing's: "the Office", "the Typhoon Jebi".
    let hasArticle = tree.children(of: mention.head).contains { tree.words[$0].deprel == "det" }
    guard !hasArticle,
      let (key, code) = prevailing(share: 0.7)
    else { return mention }
    var mention = mention
    mention.actor.key = key
    mention.actor.code = code
    mention.actor.inferred = true
    mention.actor.how += "; of \(key), which the report is about"
    return mention
  }

  func sameRole(_ a: Actor, _ b: Actor) -> Bool {
    guard let first = b.sectors.first, a.sectors.contains(first) else { return false }
    if let office = b.office { return a.office == office }
    return a.office != nil || a.name != nil
  }

  /// Roles that belong to a country even when the sentence does not say which.
  func isDomestic(_ mention: ActorMention, in tree: Tree) -> Bool {
    guard mention.actor.name == nil, let sector = mention.actor.sectors.first else { return false }
    return classes.contains("domestic-sector", sector.lowercased())
  }

  func isDefinite(_ word: Int, _ tree: Tree) -> Bool {
    tree.children(of: word).contains {
      tree.words[$0].feats["Definite"] == "Def" || tree.words[$0].deprel == "nmod:poss"
    }
  }
}
