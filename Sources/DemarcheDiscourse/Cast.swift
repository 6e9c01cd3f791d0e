import DemarcheKnowledge
import DemarcheSyntax

/// Those whom a report has told of, in the order in which it first did.
struct Cast {
  private(set) var referents: [Referent] = []
  /// The referents whose name has a word at its beginning or end.
  private var byName: [String: [Int]] = [:]
  /// The latest referent of an entity's key.
  private var byKey: [String: Int] = [:]
  /// The referent at each head word of the present sentence.
  private(set) var here = WordMap<Int>()
  /// The referent whose phrase a word of the present sentence stands in.
  private var within = WordMap<Int>()
  private var sentence = -1
  /// Those whom the last sentences told of: all that a pronoun can mean.
  private var near: [Int] = []
  private var oldest = 0
  /// Those told of long ago and met again in the present sentence.
  private var returned: Set<Int> = []

  /// Opens the next sentence.
  mutating func open(sentence: Int) {
    self.sentence = sentence
    near = candidates.filter {
      referents[$0].last.sentence >= sentence - (referents[$0].count >= 4 ? 12 : 5)
    }
    oldest = referents.count
    returned = []
    here = WordMap()
    within = WordMap()
  }

  subscript(index: Int) -> Referent { _read { yield referents[index] } }

  /// Those whom a pronoun can mean: whom the last sentences told of, of the often told some more.
  ///
  /// One met again after long is among them from there on.
  var candidates: [Int] {
    (returned.isEmpty ? near : Set(near).union(returned).sorted()) + (oldest..<referents.count)
  }

  /// The referent that a phrase takes up: by key, by name, or "the school" for one that is called a school.
  func known(_ nominal: Nominal) -> Int? {
    if let actor = nominal.actor, actor.kind != .unknown, let key = key(of: actor, nominal) {
      if let index = byKey[key] { return index }
      if actor.kind != .person || actor.name == nil { return nil }
    }
    if !nominal.name.isEmpty { return byName(nominal) }
    guard nominal.isDefinite, let noun = nominal.nouns.first else { return nil }
    // A noun with its own country or owner says itself whose it is.
    let code = nominal.actor?.inferred == false ? nominal.actor?.code : nil
    let isFree = nominal.words.count <= 1
    return referents.indices.suffix(60).last {
      referents[$0].isPlural == nominal.isPlural && referents[$0].last.sentence >= sentence - 8
        && referents[$0].members.isEmpty && referents[$0].nouns.contains(noun)
        && (isFree || !referents[$0].isNamed)
        && (code == nil || code == referents[$0].actor?.code && referents[$0].actor?.inferred == false)
    }
  }

  /// The one told of most often whom a name fits, of equals the latest.
  private func byName(_ nominal: Nominal) -> Int? {
    let found = [nominal.name.last, nominal.name.first].compactMap(\.self).flatMap { byName[$0] ?? [] }
    return found.filter { fits(nominal, referents[$0]) }
      .max { (referents[$0].count, $0) < (referents[$1].count, $1) }
  }

  private func fits(_ nominal: Nominal, _ other: Referent) -> Bool {
    let name = nominal.name
    if other.name == name { return true }
    if let gender = nominal.gender, let known = other.gender, gender != known { return false }
    let isOfPersons = [.person, .name].contains(other.sort) && [.person, .name].contains(nominal.sort)
    if name.count == 1 {
      // "Hollan" behind "Peter Hollan"; "Microsoft" behind "Microsoft Corporation".
      return isOfPersons ? other.name.contains(name[0]) : other.name.first == name[0]
    }
    if other.name.count == 1 {
      return isOfPersons ? name.contains(other.name[0]) : name.first == other.name[0]
    }
    return isOfPersons && name.first == other.name.first && name.last == other.name.last
  }

  private func key(of actor: Actor, _ nominal: Nominal) -> String? {
    switch actor.kind {
    case .country, .metonym: return actor.key
    case .organisation: return actor.key.map { "body " + $0 }
    case .person: return actor.name.map { "person " + $0 }
    case .group, .body, .thing, .unknown: return nil
    }
  }

  /// Takes in a phrase: as one told of before, or as a new one.
  @discardableResult
  mutating func take(_ nominal: Nominal, paragraph: Int) -> Int {
    if let index = here[nominal.head] { return index }
    let place = MentionPlace(sentence: sentence, head: nominal.head, words: nominal.words)
    let index: Int
    if let known = known(nominal) {
      index = known
      referents[known].meet(nominal, at: place, paragraph: paragraph)
      if known < oldest { returned.insert(known) }
    } else {
      index = referents.count
      referents.append(Referent(nominal, at: place, paragraph: paragraph))
    }
    here[nominal.head] = index
    for word in nominal.words where within[word] == nil { within[word] = index }
    if let actor = nominal.actor, let key = key(of: actor, nominal) { byKey[key] = index }
    for word in Set([nominal.name.last, nominal.name.first].compactMap(\.self))
    where byName[word]?.contains(index) != true {
      byName[word, default: []].append(index)
    }
    return index
  }

  /// Takes in several phrases joined by a conjunction as one.
  mutating func take(joined heads: [Int], as nominal: Nominal, paragraph: Int) {
    let members = heads.compactMap { here[$0] }
    guard members.count == heads.count, Set(members).count > 1 else { return }
    let place = MentionPlace(sentence: sentence, head: nominal.head, words: nominal.words)
    if let known = referents.indices.suffix(60).last(where: { referents[$0].members == members }) {
      referents[known].meet(nominal, at: place, paragraph: paragraph)
      if known < oldest { returned.insert(known) }
      return
    }
    var referent = Referent(nominal, at: place, paragraph: paragraph)
    referent.isPlural = true
    referent.members = members
    referent.name = []
    referents.append(referent)
  }

  /// Several who were named apart, as one whom a plural pronoun can mean; nil for fewer than two.
  mutating func take(together members: [Int], paragraph: Int) -> Int? {
    guard members.count > 1, Set(members).count == members.count, let last = members.last else { return nil }
    if let known = referents.indices.suffix(60).last(where: { referents[$0].members == members }) {
      return known
    }
    var referent = referents[last]
    referent.members = members
    referent.isPlural = true
    referent.name = []
    referent.nouns = []
    referent.pronoun = nil
    referent.here = []
    referents.append(referent)
    return referents.count - 1
  }

  /// Notes that a pronoun means a referent.
  mutating func meet(_ index: Int, _ pronoun: ThirdPerson, paragraph: Int) {
    let place = MentionPlace(sentence: sentence, head: pronoun.head)
    referents[index].meet(pronoun, at: place, paragraph: paragraph)
    if index < oldest { returned.insert(index) }
    here[pronoun.head] = index
    for member in referents[index].members { referents[member].count += 0.5 }
  }

  /// Notes that a word of its own, such as "the latter", means a referent.
  mutating func meet(_ index: Int, at head: Int, part: Nominal.Part, paragraph: Int) {
    referents[index].meet(at: MentionPlace(sentence: sentence, head: head), part: part, paragraph: paragraph)
    if index < oldest { returned.insert(index) }
    here[head] = index
  }

  /// The referent that a word of the present sentence heads, or in whose phrase it stands.
  func referent(at word: Int) -> Int? { here[word] ?? within[word] }

  /// The latest person told of by a full name of which a word is the last part.
  func person(surnamed form: String) -> Int? {
    byName[form]?.last {
      referents[$0].sort == .person && referents[$0].name.count > 1 && referents[$0].name.last == form
    }
  }

  /// Whether a body told of by name is called by a noun.
  func isBody(calledBy noun: String) -> Bool {
    referents.suffix(60).contains { $0.sort == .body && $0.isNamed && $0.nouns.contains(noun) }
  }

  /// The referent of a country by its key.
  func index(ofCountry key: String) -> Int? { byKey[key] }

  /// The latest body whose name has these capitals: "OBW" for "Open Borders Watch".
  func spelled(_ capitals: String) -> Int? {
    referents.lastIndex { $0.capitals == capitals && $0.members.isEmpty && $0.sort != .person }
  }

  /// Adds what a predicate says of its subject: "Hollan is a teacher".
  mutating func describe(_ index: Int, as noun: String, _ known: ReferenceLexicon.Noun?) {
    referents[index].nouns.insert(noun)
    if referents[index].sort == .name, let sort = known?.sort.ofReferent { referents[index].sort = sort }
    if referents[index].sort == .person { referents[index].gender = referents[index].gender ?? known?.gender }
  }

  /// Sets what has become known of the actor of a referent.
  mutating func know(_ actor: Actor, of index: Int) {
    if actor.kind != .unknown || referents[index].actor == nil { referents[index].actor = actor }
  }
}
