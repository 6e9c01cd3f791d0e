import DemarcheKnowledge
public import DemarcheSyntax

/// What speaks for an event that a single word tells, as names that a person can read.
///
/// Names begin with what they are: `lemma=` the word, `obj=` and other relations what hangs below it, `below=` its
/// phrases with their prepositions, `head=` what governs it, `near=` the words beside it, `class=` semantic classes,
/// `known=` the types of the rules that know the word.
public struct TriggerFeatures: Sendable {
  private let book: RuleBook
  private let classesOf: [String: [String]]

  init(book: RuleBook, classes: WordClasses) {
    self.book = book
    classesOf = classes.byWord()
  }

  /// Whether rules know a word by itself, whatever its company.
  public func isKnown(_ word: Word) -> Bool { !book.rules(of: word).isEmpty }

  /// The features of a word in a tree that is ready for rules.
  public func names(of word: Int, in tree: Tree) -> [String] {
    var names = FeatureNames()
    add(word, in: tree, to: &names)
    return names.all
  }

  /// The hashes of the names of the features of a word, in the same order.
  ///
  /// - Cost: one list; no name is put together.
  func keys(of word: Int, in tree: Tree) -> [UInt64] {
    var keys = FeatureKeys()
    add(word, in: tree, to: &keys)
    return keys.all
  }

  private func add(_ word: Int, in tree: Tree, to features: inout some FeatureSink) {
    func classes(_ lemma: String) -> [String] { classesOf[lemma] ?? [] }
    let words = tree.words
    let lemma = words[word].lowerLemma
    let upos = words[word].upos.name
    features.add("lemma=", lemma)
    features.add("lemma+upos=", lemma, "+", upos)
    features.add("lemma+rel=", lemma, "+", words[word].deprel)
    features.add("rel=", upos, "+", words[word].deprel)
    if lemma.utf8.count > 5 { features.add("end=", String(lemma.suffix(4)), "+", upos) }
    for name in classes(lemma) { features.add("class=", name) }
    for type in book.types(of: words[word]) { features.add("known=", type) }
    if let feat = words[word].feats["VerbForm"] { features.add("form=", feat) }
    for child in tree.children(of: word) {
      let below = words[child].lowerLemma
      let deprel = words[child].deprel
      switch deprel {
      case "punct", "det", "cc": continue
      case "obl", "nmod", "advcl", "acl", "obl:agent":
        let mark =
          tree.children(of: child).first {
            words[$0].deprel == "case" || words[$0].deprel == "mark"
          }.map { words[$0].lowerLemma } ?? deprel
        features.add("lemma+case=", lemma, "+", mark)
        features.add("below=", mark, "+", below)
        features.add("lemma+below=", lemma, "+", mark, "+", below)
        for name in classes(below) { features.add("below:class=", mark, "+", name) }
      case "nsubj", "nsubj:pass", "nmod:poss", "compound", "amod", "obj", "iobj", "xcomp", "ccomp":
        features.add(deprel, "=", below)
        features.add("lemma+", deprel, "=", lemma, "+", below)
        features.add("lemma~", deprel, "=", lemma)
        for name in classes(below) {
          features.add(deprel, ":class=", name)
          features.add("lemma+", deprel, ":class=", lemma, "+", name)
        }
        for type in book.types(of: words[child]) { features.add(deprel, ":known=", type) }
        // What the object is of: "voiced support for the plan", "the release of prisoners".
        if deprel == "obj" || deprel == "xcomp" || deprel == "ccomp" {
          for under in tree.children(of: child)
          where ["obj", "nmod", "obl", "amod", "xcomp", "compound"].contains(words[under].deprel) {
            let lowest = words[under].lowerLemma
            features.add(deprel, ">", words[under].deprel, "=", below, "+", lowest)
            for name in classes(lowest) { features.add(deprel, ">class=", name) }
          }
        }
      default:
        features.add("lemma+", deprel, "=", lemma, "+", below)
      }
    }
    if let head = words[word].head {
      let above = words[head].lowerLemma
      features.add("head=", words[word].deprel, "+", above)
      features.add("lemma+head=", lemma, "+", above)
      for type in book.types(of: words[head]) {
        features.add("head:known=", words[word].deprel, "+", type)
      }
      for name in classes(above) { features.add("head:class=", words[word].deprel, "+", name) }
      if let top = words[head].head { features.add("top=", words[top].lowerLemma) }
    } else {
      features.add("head=root")
    }
    for step in [-2, -1, 1, 2] where words.indices.contains(word + step) {
      let beside = words[word + step]
      if beside.upos == .propn || beside.upos == .punct { continue }
      features.add(TriggerFeatures.near(step), beside.lowerLemma)
      if step == 1 { features.add("lemma+next=", lemma, "+", beside.lowerLemma) }
    }
  }

  private static func near(_ step: Int) -> String {
    switch step {
    case -2: "near-2="
    case -1: "near-1="
    case 1: "near1="
    default: "near2="
    }
  }

  /// The hash of the name of the feature that tells the word itself.
  static func key(ofLemma lemma: String) -> UInt64 {
    PhraseTable.hash(lemma.utf8, behind: PhraseTable.hash("lemma=".utf8))
  }
}

/// Takes the names of features part by part.
private protocol FeatureSink {
  mutating func add(
    _ a: String, _ b: String, _ c: String, _ d: String, _ e: String, _ f: String, _ g: String)
}

extension FeatureSink {
  @inline(__always)
  mutating func add(
    _ a: String, _ b: String = "", _ c: String = "", _ d: String = "", _ e: String = "", _ f: String = ""
  ) { add(a, b, c, d, e, f, "") }
}

/// The names whole, for a person to read.
private struct FeatureNames: FeatureSink {
  var all: [String] = []

  mutating func add(
    _ a: String, _ b: String, _ c: String, _ d: String, _ e: String, _ f: String, _ g: String
  ) { all.append(a + b + c + d + e + f + g) }
}

/// The hashes of the names alone, as ``Ranker/key(_:)`` gives them.
private struct FeatureKeys: FeatureSink {
  var all: [UInt64] = []

  init() { all.reserveCapacity(96) }

  mutating func add(
    _ a: String, _ b: String, _ c: String, _ d: String, _ e: String, _ f: String, _ g: String
  ) {
    var hash = PhraseTable.hash(a.utf8)
    hash = PhraseTable.hash(b.utf8, behind: hash)
    hash = PhraseTable.hash(c.utf8, behind: hash)
    hash = PhraseTable.hash(d.utf8, behind: hash)
    hash = PhraseTable.hash(e.utf8, behind: hash)
    hash = PhraseTable.hash(f.utf8, behind: hash)
    hash = PhraseTable.hash(g.utf8, behind: hash)
    all.append(hash)
  }
}
