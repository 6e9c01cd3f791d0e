public import DemarcheKnowledge
public import DemarcheSyntax

/// Whether a predicate is said to hold: denied, yet to come, imagined, or past and gone.
public struct Modality: Hashable, Sendable {
  public var negated = false
  public var future = false
  public var hypothetical = false
  /// The reasons, in words of the text.
  public var why: [String] = []

  public init() {}

  /// Reads the modality of a predicate from the words around and above it, up to the clause that a verb of
  /// saying reports.
  ///
  /// What stands behind "amid" or "after" is taken for granted, whatever is said of the clause around it.
  ///
  /// - Parameter classes: `negation`, `future-aux`, `modal`, `condition`, `intend`, `imagine`, `negative-verb`,
  ///   `background`.
  public init(of predicate: Int, in tree: Tree, classes: WordClasses) {
    let words = tree.words
    var at = predicate
    // How many words up; a bound against odd trees.
    for step in 0..<12 {
      readAround(at, tree, classes, isTrigger: step == 0)
      guard let head = words[at].head, !tree.isBackground(at, classes) else { return }
      let lemma = words[head].lemma.lowercased()
      switch words[at].deprel {
      case "xcomp", "ccomp", "csubj", "acl", "obj", "nmod", "obl":
        if words[at].deprel == "ccomp" || words[at].deprel == "xcomp", classes.contains("deny", lemma) {
          negated.toggle()
          why.append("under \"\(words[head].form)\": denied")
          return
        }
        if words[at].deprel == "ccomp", classes.contains("say", lemma) { return }
        if classes.contains("intend", lemma) {
          future = true
          why.append("under \"\(words[head].form)\": still to come")
        } else if classes.contains("imagine", lemma) {
          hypothetical = true
          why.append("under \"\(words[head].form)\": not said to be so")
        } else if classes.contains("negative-verb", lemma), words[at].deprel != "obl" {
          negated.toggle()
          why.append("under \"\(words[head].form)\": not so")
        }
        if words[at].deprel == "obj" || words[at].deprel == "nmod" || words[at].deprel == "obl",
          step > 0 || words[head].upos != .verb
        {
          // A noun inside a phrase shares only what governs it directly.
          if words[head].upos != .verb { return }
        }
      case "advcl":
        // "to attack" after another act is a purpose, not a deed.
        if words[at].feats["VerbForm"] == "Inf",
          !tree.children(of: at).contains(where: { words[$0].deprel == "nsubj" })
        {
          hypothetical = true
          why.append("a purpose")
        }
        return
      case "conj":
        // A coordinate verb shares the auxiliary of the first unless it has its own.
        let hasOwn = tree.children(of: at).contains {
          words[$0].deprel.hasPrefix("aux") || words[$0].deprel == "nsubj"
        }
        if hasOwn || words[at].upos != .verb { return }
      default: return
      }
      at = head
    }
  }

  /// "said it would": the future of a time that is past.
  private func isReportedInPast(_ word: Int, _ tree: Tree, _ classes: WordClasses) -> Bool {
    guard tree.words[word].deprel == "ccomp", let head = tree.words[word].head else { return false }
    return classes.contains("say", tree.words[head].lemma.lowercased())
      && tree.words[head].feats["Tense"] != "Pres"
  }

  private mutating func readAround(_ word: Int, _ tree: Tree, _ classes: WordClasses, isTrigger: Bool) {
    let words = tree.words
    for child in tree.children(of: word) {
      let lemma = words[child].lemma.lowercased()
      let form = words[child].form
      switch words[child].deprel {
      case "advmod", "det", "cc:preconj":
        if classes.contains("negation", lemma) {
          negated.toggle()
          why.append("\"\(form)\": not so")
        }
      case "aux", "aux:pass":
        if classes.contains("future-aux", lemma) {
          future = true
          why.append("\"\(form)\": still to come")
        } else if classes.contains("reported-future", lemma), isReportedInPast(word, tree, classes) {
          future = true
          why.append("\"\(form)\" in what was said: still to come")
        } else if classes.contains("modal", lemma) {
          hypothetical = true
          why.append("\"\(form)\": not said to be so")
        }
      case "mark":
        if classes.contains("condition", lemma) {
          hypothetical = true
          why.append("\"\(form)\": a condition")
        }
      default: continue
      }
    }
  }
}

extension Tree {
  /// Whether a phrase or clause is the background of what governs it: "amid threats", "after the attack".
  ///
  /// - Parameter classes: `background`, prepositions and conjunctions.
  package func isBackground(_ word: Int, _ classes: WordClasses) -> Bool {
    children(of: word).contains { child in
      (words[child].deprel == "case" || words[child].deprel == "mark")
        && classes.contains("background", words[child].lemma.lowercased())
    }
  }
}
