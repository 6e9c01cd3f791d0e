public import DemarcheEvents
public import DemarcheSyntax
import DemarcheText

/// Finds the actors a sentence names or describes and resolves them as of a day.
///
/// It looks for three kinds of pieces - names of entities, names of known people, role nouns - and joins
/// the pieces of one noun phrase: "Iran's Defense Minister, Brigadier General Aziz Nasirzadeh" is one
/// mention with a country, two roles and a person.
public struct MentionFinder: Sendable {
  public let tables: ActorTables
  public let classes: WordClasses

  public init(tables: ActorTables, classes: WordClasses) {
    self.tables = tables
    self.classes = classes
  }

  /// The mentions of a tree in the order of their heads.
  ///
  /// - Parameter day: the day of the report; nil when unknown, then open terms count.
  /// - Cost: linear in the words, for sentences of ordinary phrases.
  public func mentions(in tree: Tree, on day: Day?) -> [ActorMention] {
    let pieces = Pieces(tree: tree, tables: tables, day: day)
    var phrase = PhraseReader(tree: tree, pieces: pieces, finder: self, day: day)
    return phrase.mentions()
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
  private(set) var names: [Int: Piece] = [:]
  private(set) var people: [Int: Piece] = [:]
  private(set) var roles: [Int: Piece] = [:]
  /// The word that heads the name, person or role that covers a word.
  private(set) var coveredBy: [Int: Int] = [:]

  init(tree: Tree, tables: ActorTables, day: Day?) {
    let words = tree.words
    // Titles may stand before a surname; other names before or behind it make it another's.
    var titles = Set<Int>()
    var i = 0
    while i < words.count {
      if let role = Pieces.longest(tables.roleTable, words, i, form: false) {
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
      let name = Pieces.longest(tables.nameTable, words, i, form: true)
      let person = Pieces.longest(tables.personTable, words, i, form: true)
      let nameEnd = name?.end ?? i
      let personEnd = person?.end ?? i
      if let person, personEnd >= nameEnd, Pieces.isNameLike(words[i..<personEnd]),
        personEnd - i > 1 || Pieces.standsAlone(i, words, titles)
      {
        let piece = cover(i..<personEnd, person.values, tree)
        people[piece.head] = piece
        i = personEnd
      } else if let name, nameEnd > i, let values = Pieces.valid(name.values, tables, words[i..<nameEnd], day)
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
      if let role = Pieces.longest(tables.roleTable, words, i, form: false),
        words[role.end - 1].upos == .noun || words[role.end - 1].upos == .propn,
        !(i..<role.end).contains(where: { coveredBy[$0] != nil })
      {
        let piece = cover(i..<role.end, role.values, tree)
        roles[piece.head] = piece
        i = role.end
      } else {
        i += 1
      }
    }
  }

  private mutating func cover(_ range: Range<Int>, _ values: [Int32], _ tree: Tree) -> Piece {
    let head = range.first { i in tree.words[i].head.map { !range.contains($0) } ?? true } ?? range.lowerBound
    for i in range { coveredBy[i] = head }
    return Piece(words: range, head: head, values: values)
  }

  /// The longest phrase from word `start`; forms of names keep their case, roles go by lemma.
  private static func longest(
    _ table: PhraseTable, _ words: [Word], _ start: Int, form: Bool
  ) -> (end: Int, values: [Int32])? {
    var best: (Int, [Int32])?
    var state = PhraseTable.State()
    var i = start
    while i < words.count, i < start + 12 {
      let word = words[i]
      // A hyphen inside a word that the tokeniser left whole counts as a piece of its own.
      var next: PhraseTable.State? = state
      if form {
        for piece in PhraseTable.pieces(word.form) {
          guard let s = next else { break }
          next = table.advance(s, piece.utf8)
        }
      } else {
        let lemma = word.lemma.lowercased()
        next = table.advance(state, lemma.utf8)
      }
      guard let reached = next else { break }
      state = reached
      i += 1
      let values = table.values(state)
      if !values.isEmpty { best = (i, values) }
    }
    return best.map { (end: $0.0, values: $0.1) }
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

  /// Whether no other part of a name stands beside a surname: "Aziz" is not the Aziz of "Aziz Nasirzadeh".
  private static func standsAlone(_ i: Int, _ words: [Word], _ titles: Set<Int>) -> Bool {
    func isName(_ j: Int) -> Bool {
      guard words.indices.contains(j), words[j].upos == .propn, !titles.contains(j),
        words[j].form.utf8.count > 1, !words[j].form.hasSuffix(".")
      else { return false }
      let areJoined = words[j].head == i || words[i].head == j || words[i].head == words[j].head
      return areJoined
        && (words[i].head != words[j].head || words[i].deprel == "flat" || words[j].deprel == "flat")
    }
    return !isName(i - 1) && !isName(i + 1)
  }

  /// A surname alone must look like a name here: a proper noun, not "long" or "bush" as common words.
  private static func isNameLike(_ words: ArraySlice<Word>) -> Bool {
    words.contains { $0.upos == .propn } || words.count > 1
  }
}
