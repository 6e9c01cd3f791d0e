import DemarcheKnowledge
import DemarcheSyntax

/// A noun phrase of a sentence, with what it tells of whom it means.
struct Nominal {
  /// What a phrase stands for.
  enum Sort: Hashable {
    case person, group, body, country, place, thing
    /// A name of which nothing else is known.
    case name
  }

  /// The part it has in its clause.
  enum Part: Hashable {
    case subject, object, possessor, oblique, inside, modifier

    var sign: ReferenceLexicon.Sign {
      switch self {
      case .subject: .subject
      case .object: .object
      case .possessor: .possessor
      case .oblique: .oblique
      case .inside: .inside
      case .modifier: .modifier
      }
    }
  }

  var head: Int
  /// Articles left out, as mentions have them.
  var words: ClosedRange<Int>
  var sort: Sort
  var part: Part
  var gender: ReferenceLexicon.Gender?
  /// Whether no title or noun tells the gender, but a given name, or a holder whom the text does not name.
  var isGenderGuessed = false
  var isPlural: Bool
  /// The words of its name, in order; empty for common nouns.
  var name: [String]
  /// The common nouns that describe it, lemmas in lower case.
  var nouns: [String]
  /// The capitals of a name of several words: "OBW" of "Open Borders Watch".
  var capitals = ""
  /// Whether it takes up what was told before: "the company", "this man".
  var isDefinite: Bool
  /// Who is meant, where a table or the text names an actor.
  var actor: Actor?
}

extension Nominal.Part {
  /// The part of a word, from its relation; a coordinate has the part of the first.
  init(of word: Int, in tree: Tree) {
    var at = word
    while tree.words[at].deprel == "conj", let head = tree.words[at].head { at = head }
    let deprel = tree.words[at].deprel
    switch deprel {
    case "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "root", "parataxis", "obl:agent": self = .subject
    case "obj", "iobj", "xcomp", "ccomp": self = .object
    case "nmod:poss": self = .possessor
    case "compound", "amod": self = .modifier
    case "nmod", "appos", "acl", "acl:relcl": self = .inside
    default: self = .oblique
    }
  }
}

extension ReferenceLexicon.Sort {
  /// What a name is that a noun of this sort describes; nil where the noun tells nothing.
  var ofReferent: Nominal.Sort? {
    switch self {
    case .person: .person
    case .body: .body
    case .country: .country
    case .place: .place
    case .group, .time, .idle: nil
    }
  }
}

/// Reads the noun phrases of sentences.
struct NominalReader {
  let lexicon: ReferenceLexicon
  let tables: ActorTables
  let classes: WordClasses

  /// Relations of words that belong to the phrase of their head and mean nobody else.
  private static let joined: Set<String> = [
    "flat", "flat:name", "compound", "appos", "nmod:desc", "nmod:unmarked", "goeswith", "fixed", "vocative",
    "obl:unmarked", "obl:tmod", "obl:npmod", "discourse", "reparandum", "dislocated", "amod", "det", "dep",
  ]

  /// The phrase at a word; nil when the word heads none that a pronoun could take up.
  ///
  /// - Parameters:
  ///   - mention: the actor that the word names or describes, if it does.
  ///   - isPlace: whether the word is the name of a place.
  ///   - isCalled: whether a body told of by name is called by a noun: "the front".
  func nominal(
    at head: Int, in tree: Tree, mention: ActorMention?, isPlace: Bool,
    isCalled: (String) -> Bool = { _ in false }
  ) -> Nominal? {
    let words = tree.words
    let word = words[head]
    guard word.upos == .noun || word.upos == .propn || mention != nil || isPlace && word.upos != .verb
    else { return nil }
    if mention == nil, NominalReader.joined.contains(word.deprel), !isPersonApart(head, tree) { return nil }
    let names = word.upos == .propn && [.country, .organisation].contains(mention?.actor.kind)
    if isPredicate(head, tree, isNamed: names) { return nil }
    let inner = self.inner(head, tree)
    let lemmas = inner.filter { words[$0].upos == .noun || words[$0].upos == .propn }
      .map { words[$0].lowerLemma }
    let known = word.upos == .propn && mention == nil ? nil : lexicon.noun(word.lowerLemma)
    if mention == nil, known?.sort == .time { return nil }
    if mention == nil, known?.sort == .idle, !isCalled(word.lowerLemma) { return nil }
    // "Thursday" and "March" are names of times.
    if word.upos == .propn, mention == nil || mention?.actor.kind == .unknown,
      lexicon.noun(word.lowerLemma)?.sort == .time
    {
      return nil
    }
    let isNamed = word.upos == .propn || mention?.actor.name != nil && mention?.actor.kind != .group
    let (title, parts) = titleAndName(inner, tree)
    var gender = known?.gender ?? title?.gender
    let titles = [known, title].compactMap(\.self)
    var name = isNamed ? parts.map { words[$0].form } : []
    // "a spokesman, Pavel Dorn": the name behind a role.
    var phrase = mention?.words ?? (inner.first ?? head)...(inner.last ?? head)
    if name.isEmpty || mention == nil && word.upos == .noun,
      let own = tree.children(of: head).first(where: {
        $0 > head && words[$0].upos == .propn && ["appos", "flat", "nmod:desc"].contains(words[$0].deprel)
      })
        ?? (titles.contains { $0.sort == .person } || mention?.actor.kind == .person
          ? nameBehind(head, tree) : nil)
    {
      let (title, named) = titleAndName(self.inner(own, tree), tree)
      gender = gender ?? title?.gender
      if let first = named.first, let last = named.last, mention?.actor.kind == .person || mention == nil {
        name = named.map { words[$0].form }
        phrase = first...last
      }
    }
    // A name that the tables know tells the given name that the text leaves out.
    var isGuessed = false
    if gender == nil, let full = mention?.actor.name, mention?.actor.kind == .person {
      let parts = full.split(separator: " ").map(String.init)
      gender = self.gender(of: parts)
      isGuessed = gender != nil
    }
    let isPlural = word.feats["Number"] == "Plur" || word.feats["Number"] == "Ptan"
    let sort = self.sort(
      head, tree, mention: mention, isPlace: isPlace, known: known, titles: titles, name: name,
      isPlural: isPlural, lemmas: lemmas)
    if gender == nil, sort == .person || sort == .name, name.count > 1 || sort == .person {
      gender = self.gender(of: name)
      isGuessed = gender != nil
    }
    // "hundreds of pensioners" have the part of the hundreds.
    var whole = head
    if isPlural, word.deprel == "nmod", let above = word.head,
      lexicon.noun(words[above].lowerLemma)?.sort == .idle,
      let mark = tree.child(of: head, "case"), classes.contains("owning", words[mark].lowerLemma)
    {
      whole = above
    }
    let isDefinite = tree.hasDefiniteDeterminer(head)
    let isPerson =
      sort == .person || sort == .name && name.count > 1 && gender != nil
    // "the Philippines" are one.
    let isOne = (sort == .country || sort == .body) && word.upos == .propn
    return Nominal(
      head: head, words: phrase,
      sort: isPerson ? .person : sort, part: Nominal.Part(of: whole, in: tree), gender: gender,
      isGenderGuessed: isGuessed,
      isPlural: isPlural && !isOne || sort == .group, name: name,
      nouns: describing(head, tree), capitals: capitals(of: mention?.words ?? phrase, tree),
      isDefinite: isDefinite, actor: mention?.actor)
  }

  /// Whether a noun says what somebody is rather than whom: "is a teacher", "became president", "as a teacher".
  ///
  /// - Parameter isNamed: whether it names a country or body, which may be told of so: "that is Tirasia".
  func isPredicate(_ head: Int, _ tree: Tree, isNamed: Bool = false) -> Bool {
    if isNamed { return false }
    if tree.child(of: head, "cop") != nil || tree.words[head].deprel == "xcomp" { return true }
    guard tree.words[head].upos == .noun, let mark = tree.child(of: head, "case") else { return false }
    return classes.contains("in-role", tree.words[mark].lowerLemma)
  }

  /// "a spokesman for the ministry, Pavel Dorn": a person's name that the parser hung on the noun before it, of one person.
  private func nameBehind(_ head: Int, _ tree: Tree) -> Int? {
    guard tree.words[head].feats["Number"] != "Plur",
      let phrase = tree.children(of: head).last(where: { $0 > head && tree.words[$0].deprel == "nmod" })
    else { return nil }
    return tree.children(of: phrase).first {
      tree.words[$0].deprel == "appos" && tree.words[$0].upos == .propn
        && lexicon.gender(ofName: tree.words[$0].form) != nil && tree.child(of: $0, "flat") != nil
    }
  }

  /// Whether a name in apposition is a person's beside a noun that is none: the two were merely hung together.
  private func isPersonApart(_ head: Int, _ tree: Tree) -> Bool {
    guard tree.words[head].deprel == "appos", tree.words[head].upos == .propn,
      lexicon.gender(ofName: tree.words[head].form) != nil, let above = tree.words[head].head,
      tree.words[above].upos == .noun
    else { return false }
    let lemma = tree.words[above].lowerLemma
    return lexicon.noun(lemma)?.sort != .person && tables.role(lemma)?.kind != .person
  }

  /// The last title in a phrase and the words of the name, which stand behind it.
  ///
  /// As in "U.S. Secretary George Shultz". The last word of a name is no title, whatever it means
  /// elsewhere: "Howard Baker".
  private func titleAndName(_ inner: [Int], _ tree: Tree) -> (title: ReferenceLexicon.Noun?, name: [Int]) {
    let words = tree.words
    guard let end = inner.last(where: { words[$0].upos == .propn }) else { return (nil, []) }
    var title: ReferenceLexicon.Noun?
    var start = -1
    for word in inner where word < end || words[word].upos == .noun {
      let lemma = words[word].lowerLemma
      let noun = lexicon.noun(lemma)
      guard noun?.sort == .person || tables.role(lemma)?.kind == .person else { continue }
      // A title is written as a noun, or stands first, or has no given name before it.
      if words[word].upos == .propn, word > start + 1,
        inner.contains(where: { $0 < word && $0 > start && lexicon.gender(ofName: words[$0].form) != nil })
      {
        continue
      }
      title = noun ?? ReferenceLexicon.Noun(sort: .person, gender: title?.gender)
      if word < end { start = word }
    }
    return (title, inner.filter { words[$0].upos == .propn && $0 > start })
  }

  /// The common nouns of a phrase: its head and what stands in apposition or before a name as a title.
  private func describing(_ head: Int, _ tree: Tree) -> [String] {
    let words = tree.words
    var nouns = words[head].upos == .noun ? [words[head].lowerLemma] : []
    for child in tree.children(of: head) {
      switch words[child].deprel {
      case "appos", "nmod:desc": nouns.append(words[child].lowerLemma)
      case "compound" where words[head].upos == .propn: nouns.append(words[child].lowerLemma)
      default: continue
      }
    }
    // "Aberdeen School" is a school.
    if words[head].upos == .propn { nouns.append(words[head].form.lowercased()) }
    return nouns
  }

  /// The capitals at the beginning of the words of a name of at least two.
  private func capitals(of phrase: ClosedRange<Int>, _ tree: Tree) -> String {
    guard phrase.count > 1, phrase.contains(where: { tree.words[$0].upos == .propn }) else { return "" }
    var capitals = ""
    for word in phrase {
      let form = tree.words[word].form
      guard form.contains(where: \.isLowercase), let first = form.first, first.isUppercase else { continue }
      capitals.append(first)
    }
    return capitals
  }

  /// The words of a phrase without articles, clauses and phrases that follow.
  private func inner(_ head: Int, _ tree: Tree) -> [Int] {
    let words = tree.words
    var found = [head]
    var i = 0
    while i < found.count {
      for child in tree.children(of: found[i]) {
        switch words[child].deprel {
        case "compound", "flat", "flat:name", "goeswith", "nmod:desc": found.append(child)
        case "amod", "nummod": if i == 0, child < head { found.append(child) }
        default: continue
        }
      }
      i += 1
    }
    return found.sorted()
  }

  private func gender(of name: [String]) -> ReferenceLexicon.Gender? {
    if let first = name.first, let gender = lexicon.gender(ofName: first) { return gender }
    // Names in which the family comes first.
    guard name.count > 1, let last = name.last else { return nil }
    return name.count == 2 ? lexicon.gender(ofName: last) : nil
  }

  private func sort(
    _ head: Int, _ tree: Tree, mention: ActorMention?, isPlace: Bool, known: ReferenceLexicon.Noun?,
    titles: [ReferenceLexicon.Noun], name: [String], isPlural: Bool, lemmas: [String]
  ) -> Nominal.Sort {
    let words = tree.words
    // "an embassy official" is a person, whatever the embassy is.
    if words[head].upos == .noun, mention?.actor.kind != .group, let mention, mention.actor.kind != .person,
      known?.sort == .person || tables.role(words[head].lowerLemma)?.kind == .person
    {
      return isPlural ? .group : .person
    }
    switch mention?.actor.kind {
    case .person: return isPlural ? .group : .person
    case .country, .metonym: return .country
    case .organisation, .body: return .body
    case .group: return .group
    case .thing: return .thing
    case .unknown, nil: break
    }
    if isPlace { return .place }
    if words[head].upos == .propn {
      if titles.contains(where: { $0.sort == .person }) { return .person }
      for lemma in [words[head].lowerLemma] + lemmas.suffix(1) {
        switch lexicon.noun(lemma)?.sort {
        case .body: return .body
        case .place: return .place
        case .country: return .country
        case .time, .idle, .group, .person, nil: continue
        }
      }
      let hasArticle = tree.children(of: head).contains { words[$0].deprel == "det" }
      if words[head].feats["Number"] == "Plur" { return .group }
      // "Taylor Marsh, an actor": what stands in apposition says what the name is.
      for child in tree.children(of: head) where words[child].deprel == "appos" && words[child].upos == .noun
      {
        let lemma = words[child].lowerLemma
        if let sort = lexicon.noun(lemma)?.sort.ofReferent { return sort }
        if tables.role(lemma)?.kind == .person { return .person }
      }
      return hasArticle ? .thing : .name
    }
    let sort: Nominal.Sort
    switch known?.sort {
    case .person: sort = .person
    case .group: return .group
    case .body: sort = .body
    case .country: sort = .country
    case .place: sort = .place
    case .time, .idle: sort = .thing
    case nil:
      switch tables.role(words[head].lowerLemma)?.kind {
      case .person: sort = .person
      case .group: return .group
      case .body: sort = .body
      case .thing, nil: sort = .thing
      }
    }
    return sort == .person && isPlural ? .group : sort
  }
}
