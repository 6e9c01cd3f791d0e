import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// What is kept of a sentence for those that follow.
extension Coreference {
  /// Where a mention of the present sentence stands.
  func place(of mention: ActorMention) -> MentionPlace {
    MentionPlace(sentence: sentence, head: mention.head, words: mention.words)
  }

  /// Takes a phrase into the cast.
  mutating func take(_ nominal: Nominal, in tree: Tree) {
    let index = cast.take(nominal, paragraph: tree.paragraph)
    if let actor = nominal.actor { cast.know(actor, of: index) }
  }

  /// "Hollan and Grell": when the last of several joined phrases has been read, all of them are one to be meant.
  mutating func joinCoordinates(endingAt head: Int, in tree: Tree) {
    guard tree.words[head].deprel == "conj" else { return }
    // Of three the third may hang on the second.
    var top = head
    while tree.words[top].deprel == "conj", let above = tree.words[top].head { top = above }
    let parts = joined(to: top, in: tree)
    guard parts.last == head, let first = cast.here[top] else { return }
    let referent = cast[first]
    var words = top...head
    if let low = parts.min(), low < top { words = low...head }
    var nominal = Nominal(
      head: top, words: words,
      sort: referent.sort == .person || referent.sort == .name ? .group : referent.sort,
      part: Nominal.Part(of: top, in: tree), gender: nil, isPlural: true, name: [], nouns: [],
      isDefinite: false,
      actor: nil)
    if nominal.sort == .group,
      parts.contains(where: { cast.here[$0].map { cast[$0].sort == .thing } ?? true })
    {
      nominal.sort = .thing
    }
    cast.take(joined: parts, as: nominal, paragraph: tree.paragraph)
  }

  /// A head word with those coordinated to it, also to one of them, in the order of the text.
  private func joined(to top: Int, in tree: Tree) -> [Int] {
    ([top]
      + tree.children(of: top).filter { tree.words[$0].deprel == "conj" }
      .flatMap { joined(to: $0, in: tree) }).sorted()
  }

  /// "Hollan is a teacher": what is said of somebody is a noun by which to be called.
  mutating func describeSubject(of head: Int, in tree: Tree, _ reader: NominalReader) {
    guard tree.words[head].upos == .noun, reader.isPredicate(head, tree) else { return }
    let subjects =
      tree.child(of: head, "nsubj").map { [$0] } ?? tree.words[head].head.map { tree.subjects(of: $0) } ?? []
    guard let index = subjects.first(where: { cast.here[$0] != nil }).flatMap({ cast.here[$0] })
    else { return }
    let lemma = tree.words[head].lowerLemma
    cast.describe(index, as: lemma, noun(lemma))
  }

  /// What a common noun stands for: by the words' own table, else by the roles that actors have.
  private func noun(_ lemma: String) -> ReferenceLexicon.Noun? {
    lexicon.noun(lemma)
      ?? tables.role(lemma).flatMap { role in
        switch role.kind {
        case .person: ReferenceLexicon.Noun(sort: .person, gender: nil)
        case .body: ReferenceLexicon.Noun(sort: .body, gender: nil)
        case .group, .thing: nil
        }
      }
  }

  /// "the Observatory for Human Rights (SOHR)": the capitals in brackets stand for the name from here on.
  mutating func learnAcronym(of mention: ActorMention, in tree: Tree) {
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
    acronyms[form] = (actor, place(of: mention))
  }

  mutating func note(_ mention: ActorMention, in tree: Tree) {
    let actor = mention.actor
    let place = place(of: mention)
    if let key = actor.key, isCountry(key) { weigh(key, 1) }
    if actor.kind == .unknown, let name = actor.name {
      let last = name.lastPart
      if last.utf8.count < name.utf8.count { strangers.insert(String(last)) }
    }
    // An office holder whom only the tables name is not introduced by name.
    if let name = actor.name, isWritten(name, mention, tree), actor.kind == .person || !actor.sectors.isEmpty,
      actor.kind != .organisation,
      actor.kind != .country
    {
      introduced[String(name.lastPart)] = (actor, place)
    }
    if mention.isModifier, actor.kind != .person { return }
    let deprel = tree.words[mention.head].deprel
    recent.append((actor, place, deprel.hasPrefix("nsubj") || deprel == "conj" && actor.kind == .person))
    if recent.count > 24 { recent.removeFirst() }
  }

  /// Whether the last part of a name stands in a mention or in apposition to it.
  private func isWritten(_ name: String, _ mention: ActorMention, _ tree: Tree) -> Bool {
    let last = name.lastPart
    if last.isEmpty { return false }
    return mention.words.contains { tree.words[$0].form.hasSuffix(last) }
      || tree.children(of: mention.head).contains { tree.words[$0].form == last }
  }

  mutating func notePair(_ mentions: [ActorMention]) {
    let found = countries(in: mentions.filter { $0.antecedent == nil || $0.actor.kind == .person }).map(
      \.actor)
    if found.count >= 2 {
      // Of several the first two: who acts and toward whom.
      pair = Array(found.prefix(2))
    } else if found.count == 1, pair.count < 2, !pair.contains(where: { $0.code == found[0].code }) {
      pair.append(found[0])
    }
  }
}

extension String {
  /// What stands behind the last space of a name; the whole of one word.
  var lastPart: Substring {
    utf8.lastIndex(of: UInt8(ascii: " ")).map { self[utf8.index(after: $0)...] } ?? self[...]
  }
}
