public import DemarcheEvents
public import DemarcheSyntax
import DemarcheText

/// Finds the actors a sentence names or describes and resolves them as of a day.
///
/// It looks for three kinds of pieces - names of entities, names of known people, role nouns - and joins
/// the pieces of one noun phrase: "Iran's Defense Minister, Brigadier General Aziz Nasirzadeh" is one
/// mention with a country, two roles and a person.
public final class MentionFinder: Sendable {
  public let tables: ActorTables
  public let classes: WordClasses
  public let gazetteer: Gazetteer

  public init(tables: ActorTables, classes: WordClasses, gazetteer: Gazetteer) {
    self.tables = tables
    self.classes = classes
    self.gazetteer = gazetteer
  }

  /// What a sentence names: actors in the order of their heads, places in the order of the text.
  public struct Found: Sendable {
    public var actors: [ActorMention]
    public var places: [Gazetteer.PlaceMention]
  }

  /// What is known of a sentence before any place of it is chosen.
  ///
  /// The places that a sentence names may depend on what the report is about, which is known later.
  struct Names {
    let tree: Tree
    let pieces: Pieces
    /// Names of places, each with all places of that name.
    let places: [Gazetteer.Candidate]
    let context: Gazetteer.Context
  }

  /// Reads a tree.
  ///
  /// - Parameters:
  ///   - day: the day of the report; nil when unknown, then open terms count.
  ///   - country: the code of the country that the report has been about, for places of one name.
  /// - Cost: linear in the words, for sentences of ordinary phrases.
  public func find(in tree: Tree, on day: Day?, about country: String? = nil) -> Found {
    let names = names(in: tree, on: day)
    return found(names, places(of: names, about: country), on: day)
  }

  /// Reads a tree for a sentence whose report is not known yet, and gives what it takes to look again.
  public func look(in tree: Tree, on day: Day?) -> Look {
    let names = names(in: tree, on: day)
    let places = places(of: names, about: nil)
    return Look(names: names, places: places, found: found(names, places, on: day))
  }

  /// What was seen of a sentence at the first look.
  public struct Look {
    let names: Names
    let places: [Gazetteer.PlaceMention]
    public let found: Found
  }

  /// What the sentence names once it is known what its report is about: the same, unless a place of it is another.
  public func find(_ look: Look, on day: Day?, about country: String?) -> Found {
    if look.names.places.isEmpty { return look.found }
    let places = places(of: look.names, about: country)
    return places == look.places ? look.found : found(look.names, places, on: day)
  }

  private func names(in tree: Tree, on day: Day?) -> Names {
    let hashes = SentencePieces(tree.words)
    let candidates = gazetteer.candidates(in: tree.words, hashes)
    let pieces = Pieces(
      tree: tree, hashes: hashes, tables: tables, classes: classes, day: day, candidates: candidates)
    var context = Gazetteer.Context()
    for (head, piece) in pieces.names {
      guard let index = piece.values.first else { continue }
      let entity = tables.entities[tables.names[Int(index)].entity]
      // A capital says nothing of where another place lies that it is not itself.
      if entity.isCountry, let code = entity.code,
        !candidates.contains(where: { $0.words.contains(head) && $0.words.count == piece.words.count })
      {
        context.countries.append((code, head))
      }
    }
    context.countries.sort { $0.word < $1.word }
    return Names(
      tree: tree, pieces: pieces, places: candidates.filter { isName($0, tree, pieces) }, context: context)
  }

  private func places(of names: Names, about country: String?) -> [Gazetteer.PlaceMention] {
    var context = names.context
    context.report = country
    return names.places.compactMap { candidate in
      guard let (entry, how) = gazetteer.choose(candidate, among: names.places, context) else { return nil }
      return Gazetteer.PlaceMention(
        head: names.tree.head(of: candidate.words),
        words: candidate.words.lowerBound...(candidate.words.upperBound - 1), entry: entry, how: how)
    }
  }

  private func found(_ names: Names, _ chosen: [Gazetteer.PlaceMention], on day: Day?) -> Found {
    let (tree, pieces) = (names.tree, names.pieces)
    var phrase = PhraseReader(tree: tree, pieces: pieces, finder: self, day: day, places: chosen)
    // The place line names where the report is from and whose it is; nobody in it acts.
    let dateline = tree.dateline
    let actors = phrase.mentions().filter { !dateline.contains($0.head) }.map { mention in
      var mention = mention
      mention.isPlace =
        mention.actor.kind == .metonym && tree.isLocative(mention.head, classes)
      return mention
    }
    let places = chosen.filter { dateline.contains($0.head) || isPlace($0, tree, pieces) }
    // A town that no table of actors knows is a town: "Lahore" in "met in Lahore".
    return Found(
      actors: actors.filter { mention in
        mention.actor.kind != .unknown || !places.contains { $0.words.overlaps(mention.words) }
      }, places: places)
  }

  /// Whether a candidate is the name of a place at all: no person, no treaty, no part of a longer name.
  private func isName(_ candidate: Gazetteer.Candidate, _ tree: Tree, _ pieces: Pieces) -> Bool {
    for word in candidate.words {
      // "Taiwan Strait" is no actor, and a place; "Paris" of "Paris Club" neither.
      if let count = pieces.others[word], count > candidate.words.count { return false }
      guard let head = pieces.coveredBy[word] else { continue }
      if pieces.people[head] != nil { return false }
      if let name = pieces.names[head], name.words.count > candidate.words.count { return false }
    }
    let head = tree.head(of: candidate.words)
    if candidate.words.count == 1, Pieces.isPartOfName(head, tree, pieces.titles, candidates: []) {
      return false
    }
    if tree.words[head].deprel == "compound", let above = tree.words[head].head,
      classes.contains("named-after", tree.words[above].lowerLemma)
    {
      return false
    }
    return true
  }

  /// Whether a name that may also be an actor's stands for the place: "in Tehran" against "Tehran warned".
  private func isPlace(_ place: Gazetteer.PlaceMention, _ tree: Tree, _ pieces: Pieces) -> Bool {
    guard let head = place.words.lazy.compactMap({ pieces.coveredBy[$0] }).first,
      let name = pieces.names[head],
      let index = name.values.first
    else { return true }
    let kind = tables.names[Int(index)].kind
    if kind.isAdjective || kind == .people { return false }
    if kind == .region {
      return !tree.words[head].deprel.hasPrefix("nsubj") || tree.isLocative(head, classes)
    }
    return tree.isLocative(head, classes)
  }

  /// Whether the word carries its country in itself as an adjective or a compound's first part.
  static func isNominal(_ word: Word) -> Bool { word.upos == .noun || word.upos == .propn }
}

/// The known stretches of a sentence, none overlapping another of its kind.
struct Pieces {
  struct Piece {
    var words: Range<Int>
    /// The word whose head lies outside the piece.
    var head: Int
    var values: [Int32]
  }

  /// Names of entities, by head word.
  private(set) var names = WordMap<Piece>()
  private(set) var people = WordMap<Piece>()
  private(set) var roles = WordMap<Piece>()
  /// The word that heads the name, person or role that covers a word.
  private(set) var coveredBy = WordMap<Int>()

  /// Words of names that hold the name of an actor and are none, with the length of the name.
  private(set) var others = WordMap<Int>()
  /// Words of role nouns, which may stand before a name as titles.
  private(set) var titles: Set<Int> = []
  /// Heads of roles that a prefix puts into the past: "ex-president".
  private(set) var formers: Set<Int> = []

  init(
    tree: Tree, hashes: SentencePieces, tables: ActorTables, classes: WordClasses, day: Day?,
    candidates: [Gazetteer.Candidate]
  ) {
    let words = tree.words
    // Titles may stand before a surname; other names before or behind it make it another's.
    var i = 0
    while i < words.count {
      if let role = hashes.longest(tables.roleTable, i, .lemma) {
        titles.formUnion(i..<role.end)
        i = role.end
      } else {
        i += 1
      }
    }
    // Longest match from the left, people before entities so that "Jordan Smith" would stay whole; a
    // longer match of either kind wins.
    i = 0
    while i < words.count {
      let name = hashes.longest(tables.nameTable, i, .form)
      let person = hashes.longest(tables.personTable, i, .form)
      let other = hashes.longest(tables.otherTable, i, .form)
      let nameEnd = name?.end ?? i
      let personEnd = person?.end ?? i
      if let other, other.end > max(nameEnd, personEnd) {
        for word in i..<other.end { others[word] = other.end - i }
        i = other.end
      } else if let person, personEnd >= nameEnd, !Pieces.isInside(i..<personEnd, candidates),
        !Pieces.isTown(i..<personEnd, candidates, tree, classes), Pieces.isNameLike(words[i..<personEnd]),
        personEnd - i > 1 || !Pieces.isPartOfName(i, tree, titles, candidates: candidates)
      {
        let piece = cover(i..<personEnd, tables.personTable.values(person.state), tree)
        people[piece.head] = piece
        i = personEnd
      } else if let name, nameEnd > i,
        let values = Pieces.valid(tables.nameTable.values(name.state), tables, words[i..<nameEnd], day),
        nameEnd - i > 1 || !Pieces.isPersonsName(i, tree, titles, candidates)
      {
        let piece = cover(i..<nameEnd, values, tree)
        names[piece.head] = piece
        i = nameEnd
      } else {
        i += 1
      }
    }
    i = 0
    while i < words.count {
      // "ex-president": one word with a prefix that the classes know.
      if let former = Pieces.formerRole(words[i], tables, classes), coveredBy[i] == nil {
        let piece = cover(i..<(i + 1), former, tree)
        roles[piece.head] = piece
        formers.insert(piece.head)
        i += 1
      } else if let role = hashes.longest(tables.roleTable, i, .lemma),
        words[role.end - 1].upos == .noun || words[role.end - 1].upos == .propn,
        !(i..<role.end).contains(where: { coveredBy[$0] != nil || others[$0] != nil })
      {
        let piece = cover(i..<role.end, tables.roleTable.values(role.state), tree)
        roles[piece.head] = piece
        i = role.end
      } else {
        i += 1
      }
    }
  }

  /// Whether a surname is a part of a longer name of a place: "The Hague".
  private static func isInside(_ words: Range<Int>, _ candidates: [Gazetteer.Candidate]) -> Bool {
    candidates.contains { $0.words.count > words.count && $0.words.contains(words.lowerBound) }
  }

  /// Whether a surname that is also a town's name is the town: it stands where a place stands.
  private static func isTown(
    _ words: Range<Int>, _ candidates: [Gazetteer.Candidate], _ tree: Tree, _ classes: WordClasses
  ) -> Bool {
    words.count == 1 && candidates.contains { $0.words == words }
      && tree.isLocative(words.lowerBound, classes)
  }

  private static func formerRole(_ word: Word, _ tables: ActorTables, _ classes: WordClasses) -> [Int32]? {
    guard word.form.utf8.contains(0x2D) else { return nil }
    let parts = PhraseTable.pieces(word.lowerLemma)
    guard parts.count >= 3, parts[1] == "-", classes.contains("former", parts[0]) else { return nil }
    var state: PhraseTable.State? = PhraseTable.State()
    for part in parts.dropFirst(2) {
      state = state.flatMap { tables.roleTable.advance($0, PhraseTable.hash(part.utf8)) }
    }
    return state.map { tables.roleTable.values($0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private mutating func cover(_ range: Range<Int>, _ values: [Int32], _ tree: Tree) -> Piece {
    let head = tree.head(of: range)
    for i in range { coveredBy[i] = head }
    return Piece(words: range, head: head, values: values)
  }

  /// Names that hold on the day; nil when none does or the word is plainly no name here.
  private static func valid(
    _ values: [Int32], _ tables: ActorTables, _ words: ArraySlice<Word>, _ day: Day?
  ) -> [Int32]? {
    guard
      words.contains(where: { $0.upos != .verb && $0.upos != .aux && $0.upos != .pron && $0.upos != .punct })
    else { return nil }
    let held = values.filter { index in
      let name = tables.names[Int(index)]
      return within(day, name.from, name.until) && tables.entities[name.entity].exists(on: day)
    }
    // A name out of its time still names the entity.
    return held.isEmpty ? values : held
  }

  /// Whether another part of a name stands beside a word: "Aziz" is not the Aziz of "Aziz Nasirzadeh".
  ///
  /// - Parameter candidates: names of places, which are no part of a person's.
  static func isPartOfName(_ i: Int, _ tree: Tree, _ titles: Set<Int>, candidates: [Gazetteer.Candidate])
    -> Bool
  {
    let words = tree.words
    func isName(_ j: Int) -> Bool {
      guard words.indices.contains(j), words[j].upos == .propn, !titles.contains(j),
        words[j].form.utf8.count > 1, !words[j].form.hasSuffix("."),
        !candidates.contains(where: { $0.words.contains(j) })
      else { return false }
      let areJoined = words[j].head == i || words[i].head == j || words[i].head == words[j].head
      return areJoined
        && (words[i].head != words[j].head || words[i].deprel == "flat" || words[j].deprel == "flat")
    }
    return isName(i - 1) || isName(i + 1)
  }

  /// Whether the name of a state or city is a person's here: "Michael Jordan", "Paris Diallo".
  private static func isPersonsName(
    _ i: Int, _ tree: Tree, _ titles: Set<Int>, _ candidates: [Gazetteer.Candidate]
  ) -> Bool {
    let words = tree.words
    func isStranger(_ j: Int) -> Bool {
      words.indices.contains(j) && words[j].upos == .propn && !titles.contains(j)
        && words[j].form.utf8.count > 2
        && !candidates.contains { $0.words.contains(j) }
    }
    if words[i].deprel == "flat", words[i].head == i - 1, isStranger(i - 1) { return true }
    return words.indices.contains(i + 1) && words[i + 1].deprel == "flat" && words[i + 1].head == i
      && isStranger(i + 1)
  }

  /// A capital that a tagger takes for an adjective, though it stands where nouns stand: a name it never saw.
  private static func isAdjectiveAsNoun(_ word: Word) -> Bool {
    guard word.upos == .adj, let first = word.form.utf8.first, (0x41...0x5A).contains(first) else {
      return false
    }
    return word.deprel.hasPrefix("nsubj")
      || ["obj", "iobj", "obl", "obl:agent", "conj"].contains(word.deprel)
  }

  /// A surname alone must look like a name here: a proper noun, not "long" or "bush" as common words.
  private static func isNameLike(_ words: ArraySlice<Word>) -> Bool {
    words.contains { $0.upos == .propn || isAdjectiveAsNoun($0) } || words.count > 1
  }
}
