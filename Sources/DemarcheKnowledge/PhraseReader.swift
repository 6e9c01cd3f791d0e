import DemarcheEvents
import DemarcheSyntax
import DemarcheText

/// Reads the noun phrases of one sentence and says who each one means.
struct PhraseReader {
  let tree: Tree
  let pieces: Pieces
  let finder: MentionFinder
  let day: Day?
  /// The places that the sentence names, by each of their words.
  private let placeAt: WordMap<Gazetteer.Entry>

  init(tree: Tree, pieces: Pieces, finder: MentionFinder, day: Day?, places: [Gazetteer.PlaceMention]) {
    self.tree = tree
    self.pieces = pieces
    self.finder = finder
    self.day = day
    var placeAt = WordMap<Gazetteer.Entry>()
    for place in places { for word in place.words { placeAt[word] = place.entry } }
    self.placeAt = placeAt
  }

  private var tables: ActorTables { finder.tables }
  private var codebook: Codebook { finder.tables.codebook }
  private var words: [Word] { tree.words }

  /// Relations that join the words of one name or of a title and its holder.
  private static let joining: Set<String> = [
    "flat", "flat:name", "compound", "appos", "nmod:desc", "nmod:unmarked", "goeswith", "fixed",
  ]
  /// Relations through which a country belongs to a role.
  private static let owning: Set<String> = [
    "nmod:poss", "nmod", "amod", "compound", "nmod:desc", "nmod:unmarked",
  ]

  mutating func mentions() -> [ActorMention] {
    var found: [ActorMention] = []
    var used = Set<Int>()
    let tops = words.indices.filter(isTop)
    // Roles and people first: they take the countries that stand with them.
    let described = tops.filter { top in
      cluster(top).contains { pieces.roles[$0] != nil || pieces.people[$0] != nil }
    }
    for head in described + tops.filter({ !described.contains($0) }) where !used.contains(head) {
      found += self.mentions(at: head, used: &used)
    }
    // Names that merely modify what is no actor: "Iranian threats", "US sanctions".
    for (head, piece) in pieces.names where !used.contains(head) && !isNamesake(head) {
      let actor = self.actor(entityPiece: piece)
      found.append(
        ActorMention(
          head: head, words: piece.words.lowerBound...(piece.words.upperBound - 1), actor: actor,
          isModifier: modifies(head)))
      used.insert(head)
    }
    for (head, piece) in pieces.people where !used.contains(head) {
      guard let actor = person(piece, country: nil, roles: [], former: false) else { continue }
      found.append(
        ActorMention(
          head: head, words: piece.words.lowerBound...(piece.words.upperBound - 1), actor: actor,
          isModifier: modifies(head)))
    }
    return found.sorted { ($0.head, $0.words.lowerBound) < ($1.head, $1.words.lowerBound) }
  }

  /// Whether a capital only says where or after what something is named: "the Moscow talks", "the Paris accord".
  private func isNamesake(_ head: Int) -> Bool {
    guard let index = pieces.names[head]?.values.first, tables.names[Int(index)].kind == .capital,
      words[head].deprel == "compound", let above = words[head].head
    else { return false }
    return pieces.roles[above] == nil
      && finder.classes.contains("named-after", words[above].lowerLemma)
  }

  private func modifies(_ head: Int) -> Bool {
    let deprel = words[head].deprel
    return deprel == "amod" || deprel == "compound" || deprel == "nmod:poss" || words[head].upos == .adj
  }

  /// Whether a word is the top of its cluster: no joining relation leads up to another nominal.
  private func isTop(_ word: Int) -> Bool {
    guard MentionFinder.isNominal(words[word]) || pieces.names[word] != nil || pieces.people[word] != nil
    else {
      return false
    }
    guard let head = words[word].head, PhraseReader.joining.contains(words[word].deprel) else { return true }
    return !MentionFinder.isNominal(words[head])
  }

  /// The words joined to a top by joining relations, the top first.
  private func cluster(_ top: Int) -> [Int] {
    var cluster = [top]
    var i = 0
    while i < cluster.count {
      for child in tree.children(of: cluster[i]) where PhraseReader.joining.contains(words[child].deprel) {
        cluster.append(child)
      }
      i += 1
    }
    return cluster
  }

  /// The mentions of one noun phrase: one, or one for each owner of "the presidents of A and B".
  private mutating func mentions(at top: Int, used: inout Set<Int>) -> [ActorMention] {
    let cluster = cluster(top)
    let topCover = pieces.coveredBy[top]
    let rolePieces = cluster.compactMap { pieces.roles[$0] }.sorted {
      $0.words.lowerBound < $1.words.lowerBound
    }
    let peoplePieces = cluster.compactMap { pieces.people[$0] }
    let namePieces = cluster.compactMap { pieces.names[$0] }
    // What the top itself is decides; a cluster around an unknown common noun is no actor.
    let known =
      topCover != nil || (words[top].upos == .propn && !(rolePieces.isEmpty && peoplePieces.isEmpty))
    if pieces.others[top] != nil { return [] }
    guard known else { return unknownName(top, cluster).map { [$0] } ?? [] }

    // "Xinhua, the official news agency": what is named is meant, and the role behind it explains.
    let isNamed =
      pieces.names[top] != nil && peoplePieces.isEmpty
      && rolePieces.allSatisfy { words[$0.head].deprel == "appos" && $0.words.lowerBound > top }
    let isBareName = isNamed || rolePieces.isEmpty && peoplePieces.isEmpty
    var actors: [Actor]
    var lastOwner: Int?
    if isBareName, let piece = namePieces.first(where: { $0.words.contains(top) }) ?? namePieces.first {
      var actor = self.actor(entityPiece: piece)
      if actor.code == nil, actor.kind == .group, let home = homeOfPeople(top) {
        actor.code = home.code
        actor.how += ", in \(home.name)"
      }
      actors = [actor]
      used.insert(piece.head)
      if pieces.names[top] == nil, topCover == nil { return [] }
    } else {
      let roles = rolePieces.compactMap { $0.values.first.map { tables.roles[Int($0)] } }
      let before = used
      var owners = owners(of: cluster, role: roles.first, used: &used)
      if owners.count > 1, isPlural(top) { lastOwner = used.subtracting(before).max() }
      // "Prime Minister Romendacil", where a table names him as it names a body: his name says whose he is.
      let holder = namePieces.first { $0.head == top && !used.contains($0.head) }
      if let holder, let index = holder.values.first {
        let entity = tables.entities[tables.names[Int(index)].entity]
        if owners.isEmpty { owners = [entity] }
        if owners.first?.code == entity.code { used.insert(holder.head) }
      }
      let former = cluster.contains { word in
        pieces.formers.contains(word)
          || tree.children(of: word).contains {
            finder.classes.contains("former", words[$0].lowerLemma)
              || finder.classes.contains("former", words[$0].form.lowercased())
          }
      }
      let personPiece = peoplePieces.first
      if let personPiece,
        let person = person(personPiece, country: owners.first?.key, roles: roles, former: former)
      {
        actors = [person]
      } else {
        guard let role = roles.first else {
          // A surname that may be anybody's is still somebody's name.
          return peoplePieces.isEmpty ? [] : unknownName(top, cluster).map { [$0] } ?? []
        }
        // "the head of the agency" is of the agency's kind; "a head" by itself is nobody.
        if roles.allSatisfy({ $0.sectors.isEmpty }), owners.isEmpty { return [] }
        let each: [Entity?] = isPlural(top) && owners.count > 1 ? owners : [owners.first]
        actors = each.map { owner in
          self.actor(
            role: role, roles: roles, owner: owner, cluster: cluster, former: former,
            isPlural: isPlural(top) && each.count == 1)
        }
      }
      for piece in peoplePieces { used.insert(piece.head) }
    }
    let extent = extent(of: cluster, top: top)
    // "the ministers of A and B", whole.
    let range = extent.lowerBound...max(extent.upperBound, lastOwner ?? top)
    return actors.map { ActorMention(head: top, words: range, actor: $0, isModifier: modifies(top)) }
  }

  /// The countries or bodies that a cluster belongs to: "Iran's", "Iranian", "of Iran and Iraq".
  ///
  /// A possessor comes first: in "the UN's Iran envoy" the envoy is the UN's.
  private func owners(of cluster: [Int], role: Role?, used: inout Set<Int>) -> [Entity] {
    var owners: [Entity] = []
    var isPossessed = false
    for word in cluster {
      for child in tree.children(of: word) where PhraseReader.owning.contains(words[child].deprel) {
        // "Iranian troops from Syria" are Iran's, and "its troops from Syria" are its own.
        if words[child].deprel == "nmod",
          !owners.isEmpty || tree.child(of: word, "nmod:poss") != nil || !isOwning(child, role)
        {
          continue
        }
        for end in tree.conjuncts(of: child) {
          guard let piece = pieces.names[end], let first = piece.values.first else { continue }
          let entity = owner(tables.names[Int(first)], at: end, role)
          used.insert(end)
          // A people without a state of its own gives no country: "Tuareg rebels".
          if owners.contains(entity)
            || entity.code == nil && !entity.isCountry && tables.names[Int(first)].kind.isOfPeople
          {
            continue
          }
          if words[child].deprel == "nmod:poss", !isPossessed {
            isPossessed = true
            owners.insert(entity, at: 0)
          } else {
            owners.append(entity)
          }
        }
      }
    }
    if owners.isEmpty, let entity = countryOfPlace(cluster, role) { owners.append(entity) }
    if owners.isEmpty, let possessor = possessorBefore(cluster) {
      used.insert(possessor.head)
      owners.append(possessor.entity)
    }
    return owners
  }

  /// The country that a people is said to be in: "Kurds in the north of Iraq".
  private func homeOfPeople(_ top: Int) -> Entity? {
    for word in tree.subtree(of: top) where word != top {
      if let place = placeAt[word], let country = tables.entity(place.country) { return country }
      guard let index = pieces.names[word]?.values.first else { continue }
      let entity = tables.entities[tables.names[Int(index)].entity]
      if entity.isCountry { return entity }
    }
    return nil
  }

  /// Whose a role is by a name: a capital's police are its country's, whatever government the name stands for;
  /// a governor of Georgia is of the division of that name.
  private func owner(_ name: Name, at word: Int, _ role: Role?) -> Entity {
    let entity = tables.entities[name.entity]
    if name.kind.isMetonym, let place = placeAt[word], let country = tables.entity(place.country) {
      return country
    }
    if entity.isCountry, let role, finder.classes.contains("division-role", role.form),
      let division = finder.gazetteer.places(named: PhraseTable.pieces(name.form)).first(where: {
        $0.kind == "admin" && $0.country != entity.code
      }), let country = tables.entity(division.country)
    {
      return country
    }
    return entity
  }

  /// The country of a town that a role belongs to: "the mayor of Seattle", "lawyers in Lahore", "Baghdad police".
  private func countryOfPlace(_ cluster: [Int], _ role: Role?) -> Entity? {
    for word in cluster {
      for child in tree.children(of: word) where PhraseReader.owning.contains(words[child].deprel) {
        guard let place = placeAt[child], !place.country.isEmpty else { continue }
        if words[child].deprel == "nmod", !isOwning(child, role) { continue }
        if let entity = tables.entity(place.country) { return entity }
      }
    }
    return nil
  }

  /// "A's" right before the phrase belongs to it even where the tree hangs it elsewhere.
  private func possessorBefore(_ cluster: [Int]) -> (head: Int, entity: Entity)? {
    guard let first = cluster.min(), first >= 2, words[first - 1].deprel == "case",
      let head = words[first - 1].head,
      head == first - 2, words[head].deprel == "nmod:poss", let name = pieces.names[head]?.values.first
    else { return nil }
    return (head, tables.entities[tables.names[Int(name)].entity])
  }

  /// "of A" owns; "in A" does for those who belong where they are: "a court in A", "protesters in A".
  private func isOwning(_ phrase: Int, _ role: Role?) -> Bool {
    guard let mark = caseOf(phrase) else { return true }
    if finder.classes.contains("owning", mark) { return true }
    if finder.classes.contains("speaks-for", mark), let role {
      return finder.classes.contains("represents", role.form)
    }
    guard finder.classes.contains("place", mark), let sector = role?.sectors.first else { return false }
    return finder.classes.contains("local-sector", sector.lowercased())
  }

  private func caseOf(_ word: Int) -> String? {
    tree.child(of: word, "case").map { words[$0].lowerLemma }
  }

  // MARK: Who it is

  private func actor(entityPiece piece: Pieces.Piece) -> Actor {
    // Rows of one form: a name before an adjective, the first of its kind.
    let index =
      piece.values.min { a, b in rank(tables.names[Int(a)].kind) < rank(tables.names[Int(b)].kind) } ?? 0
    let name = tables.names[Int(index)]
    let entity = tables.entities[name.entity]
    var sectors = entity.sectors
    var kind: Actor.Kind = entity.isCountry ? .country : .organisation
    var how = "\(name.kind.rawValue) of \(entity.name)"
    if name.kind.isMetonym {
      sectors = [codebook.governmentSector]
      kind = .metonym
      how = "\(name.kind.rawValue) of \(entity.name), standing for its government"
    } else if name.kind == .people {
      sectors = sectors.isEmpty ? [codebook.peopleSector] : sectors
      kind = .group
    } else if name.kind == .adjective, entity.isCountry, isPeople(piece.head) {
      // "the British", "the Swiss"
      sectors = sectors.isEmpty ? [codebook.peopleSector] : sectors
      kind = .group
      how = "the people of \(entity.name)"
    }
    return Actor(
      key: entity.key, name: entity.name, code: entity.code, sectors: sectors, how: how, kind: kind)
  }

  /// Whether an adjective stands for a people: with an article and no noun behind it.
  private func isPeople(_ word: Int) -> Bool {
    !modifies(word)
      || words[word].upos == .adj && !["amod", "compound", "nmod:poss"].contains(words[word].deprel)
      ? tree.children(of: word).contains { words[$0].deprel == "det" && words[$0].feats["Definite"] == "Def" }
      : false
  }

  private func rank(_ kind: Name.Kind) -> Int { Name.Kind.allCases.firstIndex(of: kind) ?? 99 }

  /// The holder of an office whose name stands in the text, as of the day.
  private func person(_ piece: Pieces.Piece, country: String?, roles: [Role], former: Bool) -> Actor? {
    // "Ali" or "Mohamed" alone, without country or title, may be anybody.
    if piece.words.count == 1, country == nil, roles.isEmpty, tables.isGivenName(words[piece.head].form) {
      return nil
    }
    let terms = piece.values.map { tables.terms[Int($0)] }
    let byCountry = country.map { key in terms.filter { $0.key == key } } ?? []
    // "the Iraqi minister Mahdi" is not the Mahdi of another country.
    if country != nil, byCountry.isEmpty, piece.words.count == 1 { return nil }
    let candidates = byCountry.isEmpty ? terms : byCountry
    // A surname alone, shared by holders of several states, is nobody's until the report says whose.
    let named = roles.compactMap(\.office)
    func fits(_ term: Term) -> Int {
      (term.covers(day) ? 4 : 0) + (named.contains(term.office) ? 2 : 0)
        + (day.map { d in term.from.map { $0 <= d } ?? true } ?? true ? 1 : 0)
    }
    guard
      let term = candidates.max(by: { a, b in
        (fits(a), a.from?.number ?? 0) < (fits(b), b.from?.number ?? 0)
      })
    else { return nil }
    guard let held = tables.entity(term.key) else { return nil }
    let isYetToCome = fits(term) & 1 == 0 && !named.contains(term.office)
    // Who will hold an office one day is known by the full name alone, and only as a person of that country.
    if isYetToCome, piece.words.count == 1 { return nil }
    // Of another country or body than the text says: the name is known, the office is what the text gives.
    if let country, byCountry.isEmpty, let owner = tables.entity(country), !roles.isEmpty {
      return Actor(
        key: owner.key, name: term.holder, code: owner.code,
        sectors: former ? [codebook.formerSector] : sectors(of: roles, owner),
        office: former ? nil : named.first,
        how: "\"\(roles[0].form)\" of \(owner.name); known as \(term.office) of \(held.name)", kind: .person)
    }
    let current = term.covers(day) && !former
    // The officials of a state that has ended are those of the state that came after.
    let entity =
      !current && !held.exists(on: day) ? held.successor.flatMap { tables.entity($0) } ?? held : held
    let on = day?.iso ?? "an unknown day"
    let roleSectors = roles.flatMap(\.sectors)
    // Who leads a body is of the body's sector: a party, an armed group, a bank.
    let officeSectors =
      held.isCountry
      ? tables.role(term.office)?.sectors ?? [codebook.governmentSector] : held.sectors
    if current {
      return Actor(
        key: term.key, name: term.holder, code: entity.code,
        sectors: held.isCountry ? unique(officeSectors + roleSectors) : officeSectors,
        office: term.office, how: "\(term.office) of \(entity.name) on \(on)", kind: .person)
    }
    // A title that stands with the name says what someone is now: "General Colin Powell".
    // Of whom the text says "China's top diplomat", it says so of the day.
    let isTitled =
      !former && !roleSectors.isEmpty && (!named.contains(term.office) || country != nil)
      && held.exists(on: day)
    if isTitled {
      return Actor(
        key: entity.key, name: term.holder, code: entity.code, sectors: unique(roleSectors),
        office: named.first,
        how: "\"\(roles[0].form)\"; known as \(term.office) of \(held.name)", kind: .person)
    }
    let started = day.map { d in term.from.map { $0 <= d } ?? true } ?? true
    let sectors =
      started || former ? [codebook.formerSector] : (roleSectors.isEmpty ? [] : unique(roleSectors))
    let how =
      started
      ? "once \(term.office) of \(entity.name), not on \(on)" : "later \(term.office) of \(entity.name)"
    return Actor(
      key: entity.key, name: term.holder, code: entity.code, sectors: sectors, office: nil, how: how,
      kind: .person)
  }

  private func actor(
    role: Role, roles: [Role], owner: Entity?, cluster: [Int], former: Bool, isPlural: Bool
  ) -> Actor {
    let name = personalName(cluster)
    let sectors = former ? [codebook.formerSector] : sectors(of: roles, owner)
    let kind: Actor.Kind =
      switch role.kind {
      case .person: isPlural ? .group : .person
      case .group: .group
      case .body: .body
      case .thing: .thing
      }
    var actor = Actor(
      key: owner?.key, name: name, code: owner?.code, sectors: sectors, office: former ? nil : role.office,
      how: "\"\(role.form)\" is \(role.sectors.joined(separator: ", "))", kind: kind)
    if let owner { actor.how += ", of \(owner.name)" }
    if former { actor.how = "a former \(role.form)" + (owner.map { " of \($0.name)" } ?? "") }
    // An office named without its holder is filled with the holder of the day.
    if name == nil, !former, kind == .person, let office = role.office, let owner, let day,
      let term = tables.holder(of: office, owner.key, on: day)
    {
      actor.name = term.holder
      actor.how = "\(office) of \(owner.name) on \(day.iso)"
    }
    return actor
  }

  /// The sectors of roles, where need be by whom they belong to: "the wing of Hamas", "the head of the court".
  private func sectors(of roles: [Role], _ owner: Entity?) -> [String] {
    let own = unique(roles.flatMap(\.sectors))
    guard let owner, !owner.sectors.isEmpty || own.isEmpty else { return own }
    if own.isEmpty {
      return owner.sectors.isEmpty && owner.isCountry ? [codebook.governmentSector] : owner.sectors
    }
    if own.first == codebook.armedSector, !owner.isCountry { return unique(owner.sectors + own) }
    // Who governs without recognition is of the sector that says so.
    if owner.sectors.contains(codebook.politySector), own.first == codebook.governmentSector {
      return [codebook.politySector]
    }
    return own
  }

  private func isPlural(_ word: Int) -> Bool { words[word].feats["Number"] == "Plur" }

  /// The proper nouns of a cluster that no table covers, as a person's name: "Hamdullah Mohib".
  private func personalName(_ cluster: [Int]) -> String? {
    let parts = cluster.filter { words[$0].upos == .propn && pieces.coveredBy[$0] == nil }.sorted()
    guard let first = parts.first, let last = parts.last, last - first < 6 else { return nil }
    return parts.map { words[$0].form }.joined(separator: " ")
  }

  /// A proper name that no table knows: kept with its text, for it may act.
  private func unknownName(_ top: Int, _ cluster: [Int]) -> ActorMention? {
    // "de" of "de-escalation" is no name.
    guard words[top].upos == .propn, let first = words[top].form.utf8.first, !(0x61...0x7A).contains(first)
    else {
      return nil
    }
    let parts = cluster.filter { words[$0].upos == .propn }.sorted()
    let name = parts.map { words[$0].form }.joined(separator: " ")
    let actor = Actor(name: name, how: "a name that no table knows", kind: .unknown)
    return ActorMention(
      head: top, words: extent(of: cluster, top: top), actor: actor, isModifier: modifies(top))
  }

  /// The words of a mention: its cluster with what stands inside it, and possessors and adjectives before it.
  private func extent(of cluster: [Int], top: Int) -> ClosedRange<Int> {
    var low = top
    var high = top
    func take(_ word: Int) {
      low = min(low, word)
      high = max(high, word)
    }
    for word in cluster {
      take(word)
      for child in tree.children(of: word) {
        switch words[child].deprel {
        case "det", "case", "punct", "acl", "acl:relcl", "conj", "cc", "cop", "nsubj", "parataxis": continue
        case "nmod:poss", "amod", "compound", "nummod", "nmod:desc":
          for below in tree.subtree(of: child) where below < word { take(below) }
        case "nmod":
          if let of = caseOf(child), finder.classes.contains("owning", of), pieces.names[child] != nil {
            take(child)
            if let piece = pieces.names[child] { take(piece.words.upperBound - 1) }
          }
        default: continue
        }
      }
    }
    if let piece = pieces.coveredBy[top].flatMap({ pieces.names[$0] ?? pieces.people[$0] ?? pieces.roles[$0] }
    ) {
      take(piece.words.lowerBound)
      take(piece.words.upperBound - 1)
    }
    while high > low, words[high].upos == .punct { high -= 1 }
    while low < high, words[low].upos == .punct || words[low].upos == .det && words[low].deprel == "det" {
      low += 1
    }
    return low...high
  }

  private func unique(_ list: [String]) -> [String] {
    var seen = Set<String>()
    return list.filter { seen.insert($0).inserted }
  }
}
