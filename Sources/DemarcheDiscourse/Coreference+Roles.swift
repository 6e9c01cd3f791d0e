import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// Names told before, and roles whose country or holder the report tells.
extension Coreference {
  /// A name told before, and the country of a role that has none.
  ///
  /// - Parameter nominal: the phrase of the mention, when it heads one.
  func completed(
    _ mention: ActorMention, _ nominal: Nominal?, in tree: Tree, _ resolved: [ActorMention]
  ) -> ActorMention {
    if mention.actor.kind == .unknown, let known = unknownName(mention, nominal, in: tree) { return known }
    if mention.actor.name == nil, let known = heldBefore(mention, nominal, in: tree) { return known }
    if let known = calledBefore(mention, nominal, in: tree) ?? bodyBefore(mention, nominal, in: tree)
      ?? groupBefore(mention, nominal, in: tree)
    {
      return known
    }
    if let home = belonging(mention, in: tree) ?? origin(of: mention, in: tree) { return home }
    if mention.actor.kind == .unknown {
      return owned(mention, in: tree, resolved) ?? withCountry(mention, in: tree)
    }
    if let counterpart = counterpart(mention, in: tree) ?? opposite(mention, in: tree, resolved) {
      return counterpart
    }
    guard mention.actor.code == nil, mention.actor.key == nil, !mention.actor.sectors.isEmpty else {
      return mention
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

  /// A name that no table knows, told before in full or with who it is: a surname, an acronym.
  private func unknownName(_ mention: ActorMention, _ nominal: Nominal?, in tree: Tree) -> ActorMention? {
    let form = tree.words[mention.head].form
    if let name = mention.actor.name,
      let known = introduced[name.split(separator: " ").last.map(String.init) ?? name],
      !name.contains(" ") || known.actor.name == name
    {
      return taken(up: known, by: mention, "named before as \(known.actor.name ?? name)")
    }
    if mention.words.count == 1, let known = acronyms[form] {
      return taken(up: known, by: mention, "short for \(known.actor.name ?? ""), told before")
    }
    guard let nominal, nominal.name.count == 1 else { return nil }
    let isShort = form.count > 1 && form.count < 8 && form.allSatisfy(\.isUppercase)
    guard let index = (isShort ? cast.spelled(form) : nil) ?? cast.known(nominal) else { return nil }
    let referent = cast[index]
    guard referent.name.count > 1 || isShort && !referent.capitals.isEmpty else { return nil }
    let name = referent.name.joined(separator: " ")
    let actor =
      referent.actor ?? Actor(name: name, how: "a name that no table knows", kind: .unknown)
    return taken(up: (actor, referent.place), by: mention, "named before as \(name)")
  }

  /// "the minister", "the rebels", "the Tirasian minister": a role that somebody told of before has.
  ///
  /// Left open where two whom the same sentence told of have it.
  private func heldBefore(_ mention: ActorMention, _ nominal: Nominal?, in tree: Tree) -> ActorMention? {
    let role = mention.actor
    guard let nominal, !role.sectors.isEmpty, isDefinite(mention.head, tree), role.kind != .thing,
      tree.child(of: mention.head, "nmod:poss").map({ tree.words[$0].upos != .pron }) ?? true,
      !tree.children(of: mention.head).contains(where: {
        classes.contains("other", tree.words[$0].lowerLemma)
      })
    else { return nil }
    // "the workers at the Orvik mine" say themselves who they are.
    if role.code == nil,
      tree.children(of: mention.head).contains(where: { child in
        child > mention.head && tree.words[child].deprel == "nmod"
          && tree.subtree(of: child).contains {
            tree.words[$0].upos == .propn && lexicon.noun(tree.words[$0].lowerLemma)?.sort != .time
          }
      })
    {
      return nil
    }
    let isPerson = role.kind == .person
    var found: [(index: Int, isCalled: Bool)] = []
    for index in cast.referents.indices.suffix(80) {
      guard cast.referents[index].last.sentence >= sentence - 8 else { continue }
      let other = cast[index]
      guard let actor = other.actor, other.isNamed || actor.code != nil && !actor.inferred,
        other.last.sentence >= sentence - (isPerson ? 8 : 3),
        other.members.isEmpty, isPerson == (other.sort == .person),
        isPerson || actor.kind == .organisation || actor.kind == .body || actor.kind == .group,
        role.code == nil || role.inferred || role.code == actor.code,
        other.here.allSatisfy({ other.last.sentence < sentence || $0 < mention.head }),
        // Two parts of one clause are two: "the mission was expelled by the government".
        other.last.sentence < sentence
          || !other.here.contains(where: { tree.words[$0].head == tree.words[mention.head].head })
      else { continue }
      if let gender = nominal.gender, let known = other.gender, gender != known { continue }
      let isCalled = nominal.nouns.first.map(other.nouns.contains) ?? false
      guard isCalled || fits(role, actor) else { continue }
      found.append((index, isCalled))
    }
    if found.contains(where: \.isCalled), isPerson { found = found.filter(\.isCalled) }
    func place(_ entry: (index: Int, isCalled: Bool)) -> MentionPlace { cast[entry.index].last }
    guard
      let last = found.max(by: { (place($0).sentence, place($0).head) < (place($1).sentence, place($1).head) }
      )
    else { return nil }
    let rivals = found.filter {
      $0.index != last.index && place($0).sentence >= min(place(last).sentence, sentence - 1)
    }
    guard rivals.isEmpty, let actor = cast[last.index].actor else { return nil }
    return taken(up: (actor, cast[last.index].place), by: mention, "told before", confidence: 0.8)
  }

  /// "the group", "the agency": a body told of by name, where the noun itself says nothing of whose it is.
  private func bodyBefore(_ mention: ActorMention, _ nominal: Nominal?, in tree: Tree) -> ActorMention? {
    guard let nominal, mention.actor.kind == .body, mention.actor.code == nil, mention.actor.name == nil,
      nominal.isDefinite, nominal.words.count == 1, let noun = nominal.nouns.first,
      classes.contains("generic-body", noun), tree.child(of: nominal.head, "nmod:poss") == nil
    else { return nil }
    let third = ThirdPerson(.body, at: nominal.head, in: tree)
    guard let choice = choice(for: third, in: tree), let index = choice.whom.index,
      choice.confidence >= 0.5, let actor = cast[index].actor
    else { return nil }
    return taken(
      up: (actor, cast[index].place), by: mention, "told before",
      confidence: (choice.confidence * 90).rounded() / 100)
  }

  /// "the prisoners", "the ambassador": whoever was called so before without a name.
  private func calledBefore(_ mention: ActorMention, _ nominal: Nominal?, in tree: Tree) -> ActorMention? {
    guard let nominal, nominal.isDefinite, nominal.words.count == 1, mention.actor.name == nil,
      mention.actor.code == nil || mention.actor.inferred,
      tree.child(of: nominal.head, "nmod:poss") == nil, tree.child(of: nominal.head, "nmod") == nil,
      let index = cast.known(nominal), !cast[index].isNamed, let actor = cast[index].actor
    else { return nil }
    return taken(up: (actor, cast[index].place), by: mention, "told before", confidence: 0.7)
  }

  /// "the men", "the officers": several told of by another noun, of the same kind where the noun tells one.
  private func groupBefore(_ mention: ActorMention, _ nominal: Nominal?, in tree: Tree) -> ActorMention? {
    guard let nominal, nominal.isDefinite, nominal.isPlural, nominal.words.count == 1,
      mention.actor.name == nil,
      let noun = nominal.nouns.first, classes.contains("generic-person", noun),
      mention.actor.code == nil || mention.actor.inferred,
      !tree.children(of: nominal.head).contains(where: { tree.words[$0].deprel.hasPrefix("nmod") }),
      !tree.children(of: nominal.head).contains(where: { tree.words[$0].deprel.hasPrefix("acl") })
    else { return nil }
    let third = ThirdPerson(.several, at: nominal.head, in: tree)
    guard let index = choice(for: third, in: tree)?.whom.index, cast[index].sort == .group,
      let actor = cast[index].actor, let sector = mention.actor.sectors.first,
      sector == "CVL" || actor.sectors.contains(sector)
    else { return nil }
    return taken(up: (actor, cast[index].place), by: mention, "told before", confidence: 0.6)
  }

  /// Whether somebody may be called by a role: of its office, or else of its first sector and in some office.
  private func fits(_ role: Actor, _ actor: Actor) -> Bool {
    guard let sector = role.sectors.first, actor.sectors.contains(sector) else { return false }
    if let office = role.office { return actor.office == office }
    return role.kind != .person || actor.office != nil || actor.name != nil
  }

  /// A mention that means whom the report told of before.
  func taken(
    up known: (actor: Actor, place: MentionPlace), by mention: ActorMention, _ how: String,
    confidence: Double = 0.9
  ) -> ActorMention {
    var mention = mention
    mention.actor = known.actor
    mention.actor.how = "\(how): \(known.actor.how)"
    mention.antecedent = known.place
    mention.confidence = confidence
    return mention
  }

  /// "his Russian counterpart": who holds there the office that was told of before in the sentence.
  func counterpart(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
    guard classes.contains("counterpart", tree.words[mention.head].lowerLemma),
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

  /// "his predecessor": who held the office before.
  func predecessor(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> ActorMention? {
    let word = tree.words[head]
    guard word.upos == .noun, word.feats["Number"] != "Plur", let day,
      classes.contains("predecessor", word.lowerLemma),
      let possessor = tree.child(of: head, "nmod:poss"),
      let owner = resolved.last(where: { $0.head == possessor }), let key = owner.actor.key,
      let office = owner.actor.office, let name = owner.actor.name,
      let held = tables.holder(of: office, key, on: day), held.holder == name, let start = held.from,
      let before = tables.holder(of: office, key, on: Day(number: start.number - 1)), before.holder != name
    else { return nil }
    let actor = Actor(
      key: key, name: before.holder, code: owner.actor.code, sectors: ["ELI"],
      how: "\(office) before \(name)", kind: .person)
    return ActorMention(head: head, words: possessor...head, actor: actor, confidence: 0.8)
  }

  /// "her counterpart": of those with whom she was told of last, who holds the same office in another country.
  private func opposite(
    _ mention: ActorMention, in tree: Tree, _ resolved: [ActorMention]
  ) -> ActorMention? {
    guard classes.contains("counterpart", tree.words[mention.head].lowerLemma),
      mention.actor.name == nil, mention.actor.code == nil,
      let possessor = tree.child(of: mention.head, "nmod:poss"),
      let owner = resolved.last(where: { $0.head == possessor })?.actor, let office = owner.office
    else { return nil }
    let others = cast.referents.indices.filter {
      guard let actor = cast[$0].actor, cast[$0].sort == .person, actor.office == office else { return false }
      return cast[$0].last.sentence >= sentence - 2 && actor.code != owner.code && actor.code != nil
    }
    guard others.count == 1, let other = others.first, let actor = cast[other].actor else { return nil }
    return taken(up: (actor, cast[other].place), by: mention, "told before", confidence: 0.8)
  }

  /// The mention as that of somebody else, when a full name told before has this surname: "Mohamed" behind
  /// "Ahmed Mohamed" is no office holder.
  func asStranger(_ mention: ActorMention, in tree: Tree, _ reader: NominalReader) -> ActorMention? {
    let form = tree.words[mention.head].form
    // "Paris" behind "Valeska Paris" is neither a town nor its government.
    if [.metonym, .country, .organisation].contains(mention.actor.kind), mention.words.count == 1,
      !mention.isModifier, let index = cast.person(surnamed: form), let actor = cast[index].actor
    {
      return taken(up: (actor, cast[index].place), by: mention, "named before as \(actor.name ?? form)")
    }
    guard mention.actor.kind == .person, mention.words.contains(mention.head), let name = mention.actor.name
    else {
      return nil
    }
    // "Ms. Thelen" is not the Thelen who is a man.
    let nominal = reader.nominal(at: mention.head, in: tree, mention: mention, isPlace: false)
    if let nominal, nominal.name.count == 1, let gender = nominal.gender,
      let first = name.split(separator: " ").first, let known = lexicon.gender(ofName: String(first)),
      known != gender
    {
      var mention = mention
      mention.actor = Actor(name: form, how: "a name told before that no table knows", kind: .unknown)
      return mention
    }
    guard mention.words.count == 1 || nominal?.name.count == 1 && nominal?.words.lowerBound == mention.head
    else { return nil }
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
      !classes.contains("counterpart", tree.words[mention.head].lowerLemma),
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
    guard mention.actor.code == nil else { return nil }
    guard mention.actor.kind == .unknown || mention.actor.kind == .person || mention.actor.kind == .group
    else {
      return nil
    }
    let about = [mention.head] + tree.children(of: mention.head).filter { tree.words[$0].deprel == "appos" }
    for phrase in about.flatMap({ tree.children(of: $0) }) where tree.words[phrase].deprel == "nmod" {
      guard let mark = tree.child(of: phrase, "case"),
        classes.contains("owning", tree.words[mark].lowerLemma)
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

  /// "a spokesman for the Tirasian army", "the ministry in Lumenza": whose somebody is by the body or seat beside it.
  private func belonging(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
    guard mention.actor.code == nil, [.person, .group, .body, .unknown].contains(mention.actor.kind) else {
      return nil
    }
    let isOfState = mention.actor.sectors.contains("GOV") && mention.actor.kind != .unknown
    for phrase in tree.children(of: mention.head) where tree.words[phrase].deprel == "nmod" {
      guard let mark = tree.child(of: phrase, "case") else { continue }
      let preposition = tree.words[mark].lowerLemma
      var home: (key: String?, code: String)?
      if classes.contains("belonging", preposition),
        let body = named.first(where: { $0.head == phrase }),
        [.body, .organisation].contains(body.actor.kind),
        let code = body.actor.code, !body.actor.inferred
      {
        home = (body.actor.key, code)
      } else if isOfState, classes.contains("scene", preposition),
        !classes.contains("represents", tree.words[mention.head].lowerLemma),
        let place = places.first(where: { $0.head == phrase }),
        let entity = tables.entity(place.entry.country), let code = entity.code
      {
        home = (entity.key, code)
      }
      guard let home else { continue }
      var mention = mention
      mention.actor.key = home.key
      mention.actor.code = home.code
      mention.actor.how += "; of \(tree.words[phrase].form)"
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
