public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax

/// Joins the mentions of one report: pronouns, surnames, "the two sides", and roles without a country.
///
/// Sentences are read in order; nothing later in the report changes what came before.
public struct Coreference: Sendable {
  private let classes: WordClasses
  /// The present day of the report, for offices.
  private let day: Day?
  private let tables: ActorTables

  /// Names introduced with who they are, by their last part.
  private var introduced: [String: (actor: Actor, place: MentionPlace)] = [:]
  /// Recent mentions of single persons, countries and bodies, the latest last.
  private var recent: [(actor: Actor, place: MentionPlace, isSubject: Bool)] = []
  /// How much of the report so far is about each country: decays from sentence to sentence.
  private var weight: [String: Double] = [:]
  /// The countries of `weight` in the order in which the report first told of them.
  private var order: [String] = []
  /// The last two different countries that stood together in a sentence.
  private var pair: [Actor] = []
  /// The countries named in the present sentence, with their head words.
  private var present: [(actor: Actor, head: Int)] = []
  /// Acronyms that the report itself explains.
  private var acronyms: [String: (actor: Actor, place: MentionPlace)] = [:]
  /// Last parts of full names that no table knows.
  private var strangers: Set<String> = []
  /// Whoever was mentioned so far, by place.
  private var known: [MentionPlace: Actor] = [:]
  private var sentence = -1
  /// The places that the present sentence names.
  private var places: [Gazetteer.PlaceMention] = []
  /// The country that the report as a whole names most, and its share of all that it names.
  private let main: (key: String, share: Double)?

  /// - Parameter named: how often the report as a whole names each country, by key; where a sentence comes before any
  ///   country is named, the one that the report is plainly about counts.
  public init(classes: WordClasses, tables: ActorTables, day: Day?, named: [String: Double] = [:]) {
    self.classes = classes
    self.tables = tables
    self.day = day
    let all = named.values.reduce(0, +)
    main = named.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value / all) }
  }

  /// How often a sentence names each country, by key: itself, a body of its own, or a place in it; what merely describes
  /// something counts half.
  public static func countriesNamed(_ found: MentionFinder.Found, _ tables: ActorTables) -> [String: Double] {
    var named: [String: Double] = [:]
    for mention in found.actors {
      guard let code = mention.actor.code, let country = tables.entity(code), country.isCountry else {
        continue
      }
      named[country.key, default: 0] += mention.isModifier ? 0.5 : 1
    }
    for place in found.places {
      guard let country = tables.entity(place.entry.country) else { continue }
      named[country.key, default: 0] += 0.5
    }
    return named
  }

  /// The mentions of the next sentence with what the report tells of them filled in.
  ///
  /// - Parameters:
  ///   - places: those that the sentence names; where it is tells whose "the police" are.
  ///   - speakers: on whose word a word of the sentence stands, outermost first.
  public mutating func resolve(
    _ mentions: [ActorMention], in tree: Tree, places: [Gazetteer.PlaceMention] = [],
    speakers: (_ word: Int) -> [MentionPlace] = { _ in [] }
  ) -> [ActorMention] {
    sentence += 1
    self.places = places
    for key in weight.keys { weight[key, default: 0] *= 0.8 }
    var resolved: [ActorMention] = []
    let mentions = mentions.map { asStranger($0, in: tree) ?? $0 }
    present = countries(in: mentions)
    // What a sentence is about counts for its own roles too, also when it is named behind them.
    // A country that merely describes something ("French flags") counts for less.
    for entry in present {
      guard let key = entry.actor.key, isCountry(key) else { continue }
      let isNamed = mentions.contains { $0.actor.key == key && !$0.isModifier }
      weigh(key, isNamed ? 0.5 : 0.25)
    }
    for place in places {
      guard let key = tables.entity(place.entry.country)?.key,
        !present.contains(where: { $0.actor.key == key })
      else {
        continue
      }
      weigh(key, 0.4)
    }
    // One noun may carry several: "the French and German ministers".
    let covered = Dictionary(grouping: mentions, by: \.head)
    for head in tree.words.indices {
      if let here = covered[head] {
        for mention in here {
          let complete = completed(mention, in: tree, resolved)
          note(complete, in: tree)
          resolved.append(complete)
        }
      } else if let found = pronoun(head, in: tree) ?? group(head, in: tree)
        ?? homeland(head, in: tree, resolved)
      {
        resolved.append(contentsOf: found)
      }
    }
    for mention in resolved { known[MentionPlace(sentence: sentence, head: mention.head)] = mention.actor }
    resolved = withFirstPersons(resolved, in: tree, speakers)
    for mention in resolved { learnAcronym(of: mention, in: tree) }
    notePair(resolved)
    return resolved
  }

  // MARK: Filling in

  /// A name told before, and the country of a role that has none.
  private func completed(
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

  /// The country of the place where they act: "students rallied in Arnburg".
  private func scene(
    of mention: ActorMention, in tree: Tree, _ places: [Gazetteer.PlaceMention]
  ) -> (key: String, code: String)? {
    let words = tree.words
    guard words[mention.head].deprel.hasPrefix("nsubj"), let verb = words[mention.head].head else {
      return nil
    }
    let place = places.first { place in
      words[place.head].head == verb && words[place.head].deprel.hasPrefix("obl")
        && tree.children(of: place.head).contains {
          words[$0].deprel == "case" && classes.contains("scene", words[$0].lemma.lowercased())
        }
    }
    return place.flatMap { tables.entity($0.entry.country) }.flatMap { entity in
      entity.code.map { (entity.key, $0) }
    }
  }

  /// A mention that means whom the report told of before.
  private func taken(
    up known: (actor: Actor, place: MentionPlace), by mention: ActorMention, _ how: String
  ) -> ActorMention {
    var mention = mention
    mention.actor = known.actor
    mention.actor.how = "\(how): \(known.actor.how)"
    mention.antecedent = known.place
    return mention
  }

  /// "his Russian counterpart": who holds there the office that was told of before in the sentence.
  private func counterpart(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
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
  private func asStranger(_ mention: ActorMention, in tree: Tree) -> ActorMention? {
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
  private func owned(_ mention: ActorMention, in tree: Tree, _ resolved: [ActorMention]) -> ActorMention? {
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
  private func origin(of mention: ActorMention, in tree: Tree) -> ActorMention? {
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
  private func withCountry(_ mention: ActorMention, in tree: Tree) -> ActorMention {
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

  private func isCountry(_ key: String) -> Bool { tables.entity(key)?.isCountry ?? false }

  /// The country that the report has been about up to here; nil when none stands out.
  public var presentCountry: (key: String, code: String)? { prevailing() }

  private func sameRole(_ a: Actor, _ b: Actor) -> Bool {
    guard let first = b.sectors.first, a.sectors.contains(first) else { return false }
    if let office = b.office { return a.office == office }
    return a.office != nil || a.name != nil
  }

  /// Roles that belong to a country even when the sentence does not say which.
  private func isDomestic(_ mention: ActorMention, in tree: Tree) -> Bool {
    guard mention.actor.name == nil, let sector = mention.actor.sectors.first else { return false }
    return classes.contains("domestic-sector", sector.lowercased())
  }

  private func isDefinite(_ word: Int, _ tree: Tree) -> Bool {
    tree.children(of: word).contains {
      tree.words[$0].feats["Definite"] == "Def" || tree.words[$0].deprel == "nmod:poss"
    }
  }

  private mutating func weigh(_ key: String, _ more: Double) {
    if weight[key] == nil { order.append(key) }
    weight[key, default: 0] += more
  }

  private func prevailing(share: Double = 0) -> (key: String, code: String)? {
    // A country that only describes something counts where no other is named at all: "strikes at Arnish mines".
    let ranked = order.map { (key: $0, value: weight[$0] ?? 0) }
    // Of equals the one that came in last.
    if let best = ranked.reversed().max(by: { $0.value < $1.value }),
      best.value > 0.3 || weight.count == 1 && best.value > 0.2
    {
      guard best.value >= share * weight.values.reduce(0, +), let code = tables.entity(best.key)?.code else {
        return nil
      }
      return (best.key, code)
    }
    guard let main, main.share >= max(share, 0.5), let code = tables.entity(main.key)?.code else {
      return nil
    }
    return (main.key, code)
  }

  // MARK: Pronouns

  private func pronoun(_ head: Int, in tree: Tree) -> [ActorMention]? {
    let word = tree.words[head]
    guard word.upos == .pron, word.feats["PronType"] == "Prs", word.feats["Person"] == "3",
      word.deprel != "expl"
    else { return nil }
    if word.feats["Number"] == "Plur" {
      if let group = lastGroup(head, tree) { return group }
      guard let two = two(at: head) else { return nil }
      return two.map { one($0, head, MentionPlace(sentence: sentence, head: head)) }
    }
    let isPerson = word.feats["Gender"] == "Masc" || word.feats["Gender"] == "Fem"
    let candidates = recent.filter { entry in
      if entry.place.sentence == sentence, entry.place.head >= head { return false }
      if entry.place.sentence < sentence - 2 { return false }
      switch entry.actor.kind {
      case .person: return isPerson
      case .country, .metonym, .organisation, .body: return !isPerson
      // "it" is a body that no table knows where that has just been said to say something.
      case .unknown: return isPerson || entry.place.sentence == sentence && entry.isSubject
      default: return false
      }
    }
    // The subject of the nearest sentence, else whoever was named last.
    guard
      let best = candidates.last(where: { $0.isSubject && $0.place.sentence >= sentence - 1 })
        ?? candidates.last
    else { return nil }
    return [one(best.actor, head, best.place)]
  }

  /// The mentions with "I" and "we" among them, which mean whoever speaks.
  private func withFirstPersons(
    _ resolved: [ActorMention], in tree: Tree, _ speakers: (_ word: Int) -> [MentionPlace]
  ) -> [ActorMention] {
    var all = resolved
    for head in tree.words.indices {
      let word = tree.words[head]
      guard word.upos == .pron, word.feats["PronType"] == "Prs", word.feats["Person"] == "1",
        let place = speakers(head).last, var actor = known[place]
      else { continue }
      actor.how = "who speaks here: \(actor.how)"
      let antecedent = resolved.first { $0.head == place.head && place.sentence == sentence }?.antecedent
      all.append(ActorMention(head: head, words: head...head, actor: actor, antecedent: antecedent ?? place))
    }
    guard all.count > resolved.count else { return resolved }
    return all.map { mention in
      mention.actor.name == nil && (mention.actor.code == nil || mention.actor.inferred)
        ? owned(mention, in: tree, all) ?? mention : mention
    }.sorted { $0.head < $1.head }
  }

  private func lastGroup(_ head: Int, _ tree: Tree) -> [ActorMention]? {
    guard let best = recent.last(where: { $0.actor.kind == .group && $0.place.sentence >= sentence - 1 })
    else { return nil }
    return [one(best.actor, head, best.place)]
  }

  /// "his country", "its government": the country of whoever the possessor is.
  private func homeland(_ head: Int, in tree: Tree, _ resolved: [ActorMention]) -> [ActorMention]? {
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
  private func group(_ head: Int, in tree: Tree) -> [ActorMention]? {
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

  private func one(_ actor: Actor, _ head: Int, _ place: MentionPlace) -> ActorMention {
    var actor = actor
    actor.how = "told before: \(actor.how)"
    return ActorMention(head: head, words: head...head, actor: actor, antecedent: place)
  }

  // MARK: Remembering

  /// "the Observatory for Human Rights (SOHR)": the capitals in brackets stand for the name from here on.
  private mutating func learnAcronym(of mention: ActorMention, in tree: Tree) {
    let words = tree.words
    let at = mention.words.upperBound + 1
    guard words.indices.contains(at + 2), words[at].form == "(", words[at + 2].form == ")",
      mention.actor.kind != .country, mention.actor.kind != .metonym
    else { return }
    let form = words[at + 1].form
    let capitals = form.utf8.filter { (0x41...0x5A).contains($0) }.count
    guard capitals >= 2, capitals * 2 > form.utf8.count, form.utf8.count <= 10 else { return }
    var actor = mention.actor
    if actor.name == nil { actor.name = words[mention.words].map(\.form).joined(separator: " ") }
    acronyms[form] = (actor, MentionPlace(sentence: sentence, head: mention.head))
  }

  private mutating func note(_ mention: ActorMention, in tree: Tree) {
    let actor = mention.actor
    let place = MentionPlace(sentence: sentence, head: mention.head)
    if let key = actor.key, isCountry(key) { weigh(key, 1) }
    if actor.kind == .unknown, let name = actor.name, let last = name.split(separator: " ").last,
      last.count < name.count
    {
      strangers.insert(String(last))
    }
    if let name = actor.name, actor.kind == .person || !actor.sectors.isEmpty, actor.kind != .organisation,
      actor.kind != .country, let last = name.split(separator: " ").last
    {
      introduced[String(last)] = (actor, place)
    }
    if mention.isModifier, actor.kind != .person { return }
    let deprel = tree.words[mention.head].deprel
    recent.append((actor, place, deprel.hasPrefix("nsubj") || deprel == "conj" && actor.kind == .person))
    if recent.count > 24 { recent.removeFirst() }
  }

  private mutating func notePair(_ mentions: [ActorMention]) {
    let found = countries(in: mentions.filter { $0.antecedent == nil || $0.actor.kind == .person }).map(
      \.actor)
    if found.count >= 2 {
      // Of several the first two: who acts and toward whom.
      pair = Array(found.prefix(2))
    } else if found.count == 1, pair.count < 2, !pair.contains(where: { $0.code == found[0].code }) {
      pair.append(found[0])
    }
  }

  /// The different countries and bodies that mentions belong to, each once, in order of the text.
  private func countries(in mentions: [ActorMention]) -> [(actor: Actor, head: Int)] {
    var found: [(actor: Actor, head: Int)] = []
    for mention in mentions where !mention.isPlace && !isWhereabouts(mention) {
      guard let code = mention.actor.code, let key = mention.actor.key, let entity = tables.entity(key),
        !found.contains(where: { $0.actor.code == code })
      else { continue }
      let actor = Actor(
        key: key, name: entity.name, code: code, sectors: entity.isCountry ? [] : entity.sectors,
        how: "\(entity.name), named in sentence \(sentence + 1)",
        kind: entity.isCountry ? .country : .organisation)
      found.append((actor, mention.head))
    }
    return found
  }

  /// Whether a country only says where a place lies: "Reykjavik, Iceland".
  private func isWhereabouts(_ mention: ActorMention) -> Bool {
    guard mention.actor.kind == .country else { return false }
    return places.contains {
      $0.words.upperBound < mention.head && mention.head - $0.words.upperBound <= 2
        && $0.entry.country == mention.actor.code
    }
  }

  /// The two that "both sides" or "they" means at a word: those just named in the sentence, those it names
  /// at all when they are two, or the last two that stood together before.
  private func two(at head: Int) -> [Actor]? {
    let before = present.filter { $0.head < head }.map(\.actor)
    if before.count >= 2 { return Array(before.suffix(2)) }
    if present.count == 2 { return present.map(\.actor) }
    return pair.count == 2 ? pair : nil
  }
}
