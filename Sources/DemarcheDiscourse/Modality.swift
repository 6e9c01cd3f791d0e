public import DemarcheKnowledge
public import DemarcheSyntax

/// Whether a predicate is said to hold: denied, yet to come, or only imagined.
///
/// It is read in three parts, each in a file of its own: polarity, futurity and supposition. Each looks at the
/// words around a predicate and at what governs it, and says in words what it found.
public struct Modality: Hashable, Sendable {
  public var negated = false
  public var future = false
  public var hypothetical = false
  /// Whether it is no act at all: only a plan of which somebody is accused, or what happens in a novel.
  public var isNoAct = false
  /// The reasons, in words of the text.
  public var why: [String] = []

  public init() {}

  /// Reads the modality of a predicate from the words around and above it, up to the clause that a verb of
  /// saying reports.
  ///
  /// What stands behind "amid" or "after" is taken for granted, whatever is said of the clause around it; and so
  /// is what a definite noun names: who "will condemn the attack" does not make it one to come.
  ///
  /// - Parameter classes: those that the three parts name, `say`, `light`, `happen`, `enter`, `topic-verb`,
  ///   `portion`, `contrast`, `background`.
  public init(of predicate: Int, in tree: Tree, classes: WordClasses) {
    let clause = ClauseWords(tree: tree, classes: classes)
    let words = tree.words
    if readInversion(of: predicate, clause) { return }
    var at = predicate
    // The word below, which has been read already.
    var below: Int?
    // What is coordinated shares of its clause what it does not have itself.
    var shared = Shared.all
    // How many words up; a bound against odd trees.
    for _ in 0..<12 {
      if shared.contains(.negation) { readNegation(around: at, besides: below, clause) }
      if shared.contains(.mood) {
        readFuture(around: at, clause)
        readSupposition(around: at, clause)
        readFiction(around: at, clause)
      }
      guard let head = words[at].head else {
        readQuestion(clause)
        return
      }
      if tree.isBackground(at, classes) { return }
      switch words[at].deprel {
      case "conj":
        shared = clause.shared(by: at)
      case "xcomp", "ccomp", "csubj", "acl", "acl:relcl", "advcl", "advcl:obj", "parataxis":
        shared = .all
        // What a clause asks, supposes or takes for granted, nothing above it changes.
        if clause.isClosed(at, under: head) { return }
        if readAuxiliary(of: at, above: head, clause) || endsUnderVerb(at, head, clause) { return }
      case "obj", "nsubj", "nsubj:pass", "nsubj:outer", "obl", "nmod", "appos":
        shared = .all
        if endsUnderPhrase(at, head, clause) { return }
      default: return
      }
      below = at
      at = head
    }
  }

  /// Reads what governs a clause; true when nothing further up bears on it.
  private mutating func endsUnderVerb(_ word: Int, _ head: Int, _ clause: ClauseWords) -> Bool {
    let deprel = clause.tree.words[word].deprel
    if readDenial(of: word, under: head, clause) { return true }
    if readUnfailing(word, under: head, clause) { return true }
    if ["ccomp", "csubj", "acl", "acl:relcl"].contains(deprel), readUnproven(word, under: head, clause) {
      return true
    }
    if deprel == "ccomp" || deprel == "csubj", readRaised(word, under: head, clause) { return true }
    if readPretence(of: word, under: head, clause) { return false }
    if deprel == "ccomp" || deprel == "parataxis", clause.isOf("say", head) { return true }
    if readFuture(of: word, under: head, clause) { return false }
    if readSupposition(of: word, under: head, clause) { return false }
    if deprel.hasPrefix("advcl") || deprel == "parataxis" {
      if deprel == "advcl" { readPurpose(word, under: head, clause) }
      return true
    }
    if deprel == "acl:relcl" { return true }
    if deprel == "acl" {
      readPurpose(word, under: head, clause)
      // "talks aimed at", "talks said to": a participle tells more of its noun, an infinitive is its content.
      return clause.tree.words[word].feats["VerbForm"] != "Inf"
    }
    return false
  }

  /// Reads what governs a phrase; true when nothing further up bears on it.
  private mutating func endsUnderPhrase(_ word: Int, _ head: Int, _ clause: ClauseWords) -> Bool {
    let words = clause.tree.words
    if readDenial(of: word, under: head, clause) { return true }
    if readPretence(of: word, under: head, clause) { return false }
    if readFuture(of: word, under: head, clause) { return false }
    if readSupposition(of: word, under: head, clause) { return true }
    switch words[word].deprel {
    case "nmod": return !clause.isOf("portion", head)
    case "appos": return true
    case "nsubj": return !clause.happens(word, at: head)
    case "nsubj:pass", "nsubj:outer": return !clause.isOf("light", head) && !clause.isOf("happen", head)
    case "obl": return !clause.isOf("light", head) && !clause.isOf("enter", head)
    default:
      if words[head].upos != .verb { return true }
      if clause.isOf("light", head) || clause.isOf("happen", head) { return false }
      return clause.isDefinite(word) || clause.isOf("topic-verb", head)
    }
  }

  /// Adds a reason: the words of the text, and what they say.
  mutating func say(_ words: String, _ meaning: String) { why.append("\"\(words)\": \(meaning)") }
}

/// What a coordinate has in common with what it is coordinated to.
struct Shared: OptionSet {
  let rawValue: Int
  /// "not", "no".
  static let negation = Shared(rawValue: 1)
  /// Auxiliaries and what marks the clause.
  static let mood = Shared(rawValue: 2)
  static let all: Shared = [.negation, .mood]
}

/// The words around a predicate, as the classes of the lexicon know them.
struct ClauseWords {
  let tree: Tree
  let classes: WordClasses

  func lemma(_ word: Int) -> String { tree.words[word].lowerLemma }
  func form(_ word: Int) -> String { tree.words[word].form }

  /// Whether a word is in a class: by its lemma, or together with its particle, "rule out", or with the adverb
  /// right behind it, "stop short".
  func isOf(_ name: String, _ word: Int) -> Bool {
    let lemma = lemma(word)
    if classes.contains(name, lemma) { return true }
    guard tree.words[word].upos == .verb else { return false }
    for child in tree.children(of: word) where child > word {
      let deprel = tree.words[child].deprel
      if deprel == "compound:prt" || (deprel == "advmod" || deprel == "xcomp") && child == word + 1,
        classes.contains(name, "\(lemma) \(self.lemma(child))")
      {
        return true
      }
    }
    return false
  }

  /// Whether a verb and the mark of what it governs are in a class together: "decide against", "hold off on".
  func isWith(_ name: String, _ verb: Int, markOf word: Int) -> Bool {
    tree.children(of: word).contains { mark in
      guard tree.words[mark].deprel == "case" || tree.words[mark].deprel == "mark" else { return false }
      if classes.contains(name, "\(lemma(verb)) \(lemma(mark))") { return true }
      return tree.children(of: verb).contains { particle in
        particle > verb && particle < word
          && ["compound:prt", "advmod"].contains(tree.words[particle].deprel)
          && classes.contains(name, "\(lemma(verb)) \(lemma(particle)) \(lemma(mark))")
      }
    }
  }

  /// A function word with what is fixed to it: "ahead of", "rather than", "in case".
  func phrase(_ word: Int) -> String {
    var phrase = lemma(word)
    for child in tree.children(of: word) where tree.words[child].deprel == "fixed" {
      phrase += " \(lemma(child))"
    }
    return phrase
  }

  /// Whether a function word is in a class, alone or with what is fixed to it.
  func isMark(_ name: String, _ word: Int) -> Bool {
    classes.contains(name, lemma(word)) || classes.contains(name, phrase(word))
  }

  /// The first preposition or conjunction of a word that is in a class.
  func mark(of word: Int, in name: String) -> Int? {
    tree.children(of: word).first { child in
      ["case", "mark", "cc", "advmod"].contains(tree.words[child].deprel) && child < word
        && isMark(name, child)
    }
  }

  /// Whether a clause that a parser calls relative is what its noun says, "rumours that B attacked A": it lacks
  /// nothing that the noun could be.
  private func isContent(_ word: Int) -> Bool {
    var hasSubject = false
    var hasObject = false
    for child in tree.children(of: word) {
      if tree.words[child].deprel == "mark" || tree.words[child].upos == .sconj { return true }
      if tree.words[child].feats["PronType"] == "Rel" { continue }
      hasSubject = hasSubject || tree.words[child].deprel.hasPrefix("nsubj")
      hasObject = hasObject || tree.words[child].deprel == "obj" && tree.words[child].upos != .pron
    }
    return hasSubject && hasObject
  }

  /// Whether nothing above a clause bears on it: "whether B attacked" is open and "why B attacked" is taken for
  /// granted, whoever denies what; so is what one sees or mentions, and a relative clause that is no content.
  func isClosed(_ word: Int, under head: Int) -> Bool {
    let deprel = tree.words[word].deprel
    if deprel == "acl:relcl" {
      return !isContent(word)
    }
    guard ["ccomp", "xcomp", "csubj", "advcl", "acl"].contains(deprel) else { return false }
    if mark(of: word, in: "condition") != nil { return true }
    // "there is no doubt that"
    if isOf("doubt", head), negation(of: head) != nil { return true }
    guard deprel == "ccomp" else { return false }
    return isOf("factive", head)
      || tree.children(of: word).contains {
        $0 < word && tree.words[$0].deprel == "advmod" && tree.words[$0].feats["PronType"] == "Int"
      }
  }

  func hasSubject(_ word: Int) -> Bool {
    tree.children(of: word).contains { tree.words[$0].deprel.hasPrefix("nsubj") }
  }

  /// Whether a verb is told as past: itself or by its first auxiliary.
  func isPast(_ word: Int) -> Bool {
    let auxiliary = tree.children(of: word).first {
      tree.words[$0].deprel.hasPrefix("aux") || tree.words[$0].deprel == "cop"
    }
    return tree.words[auxiliary ?? word].feats["Tense"] == "Past"
  }

  /// "the attack", "this attack", "its attack": what is taken to be known.
  func isDefinite(_ word: Int) -> Bool {
    tree.child(of: word, "nmod:poss") != nil || tree.hasDefiniteDeterminer(word)
  }

  /// Whether a verb says of its noun that it takes place: "talks will be held", "a strike begins", "there is a".
  func happens(_ word: Int, at head: Int) -> Bool {
    guard tree.words[word].deprel.hasPrefix("nsubj") else { return false }
    if isOf("happen", head) { return true }
    // "take place"
    if let object = tree.child(of: head, "obj"), classes.contains("happen", "\(lemma(head)) \(lemma(object))")
    {
      return true
    }
    return tree.children(of: head).contains { tree.words[$0].deprel == "expl" && $0 < head }
  }

  /// What a coordinate verb or noun shares with the first: the auxiliary unless it has its own or is finite, and
  /// the negation unless "but" stands between.
  func shared(by word: Int) -> Shared {
    let words = tree.words
    let isContrast = tree.children(of: word).contains {
      words[$0].deprel == "cc" && isMark("contrast", $0)
    }
    guard words[word].upos == .verb else { return isContrast ? [] : [.negation] }
    let hasOwn = tree.children(of: word).contains {
      words[$0].deprel.hasPrefix("aux") || words[$0].deprel == "cop" || words[$0].deprel.hasPrefix("nsubj")
    }
    if hasOwn || words[word].feats["VerbForm"] == "Fin" { return [] }
    return isContrast ? [.mood] : .all
  }
}

extension Tree {
  /// Whether a phrase or clause is the background of what governs it: "amid threats", "after the attack".
  ///
  /// - Parameter classes: `background`, prepositions and conjunctions.
  package func isBackground(_ word: Int, _ classes: WordClasses) -> Bool {
    children(of: word).contains { child in
      (words[child].deprel == "case" || words[child].deprel == "mark")
        && classes.contains("background", words[child].lowerLemma)
    }
  }
}
