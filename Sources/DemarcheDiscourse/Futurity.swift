package import DemarcheKnowledge
package import DemarcheSyntax

/// Futurity: what is said to be still to come.
///
/// Classes: `future-aux`, `reported-future`, `say`, `condition`, `intend`, `ahead-of`, `planned`, `aim`,
/// `going`, `goal`, `wish`, `perfect`, `suspect`.
extension Modality {
  /// Reads the marks of the future that stand with a word: "will", "is to", "said it would", "planned talks".
  mutating func readFuture(around word: Int, _ clause: ClauseWords) {
    let words = clause.tree.words
    for child in clause.tree.children(of: word) {
      switch words[child].deprel {
      case "aux", "aux:pass":
        if clause.isMark("future-aux", child) {
          expect(clause.form(child), "still to come")
        } else if clause.isToBe(child, word) {
          expect("\(clause.form(child)) to", "still to come")
        } else if clause.isMark("reported-future", child), clause.isReportedInPast(word),
          !clause.dependsOnCondition(word)
        {
          expect("\(clause.form(child))", "in what was said: still to come")
        }
      case "cop" where clause.isToBe(child, word):
        expect("\(clause.form(child)) to", "still to come")
      case "amod", "acl":
        if words[word].upos == .noun, clause.isMark("planned", child) {
          expect(clause.form(child), "still to come")
        }
      case "mark" where clause.isInfinitive(word) && clause.classes.contains("planned", clause.lemma(child)):
        // "is due to arrive", where "due to" is taken for one mark.
        expect(clause.form(child), "still to come")
      case "case":
        if clause.isMark("ahead-of", child) { expect(clause.form(child), "still to come") }
      default: continue
      }
    }
    // Names take no infinitive: "Arnland to send troops" is a headline.
    if let head = words[word].head, words[word].deprel == "acl", clause.isInfinitive(word),
      words[head].upos == .propn
    {
      expect("to \(clause.form(word))", "what a headline announces")
    }
  }

  private mutating func expect(_ words: String, _ meaning: String) {
    if future { return }
    future = true
    say(words, meaning)
  }

  /// Reads a plan above a word: "plans to attack", "set for talks", "a plan to attack"; true when there is one.
  mutating func readFuture(of word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    let words = clause.tree.words
    switch words[word].deprel {
    case "xcomp", "obj", "nsubj:pass", "obl", "nmod", "acl": break
    case "ccomp", "advcl":
      guard clause.isInfinitive(word) || clause.mark(of: word, in: "aim") != nil else { return false }
    default: return false
    }
    guard clause.isOf("intend", head) || clause.classes.contains("going", clause.form(head).lowercased()),
      clause.mark(of: word, in: "background") == nil, !clause.isWish(head, of: word)
    else { return false }
    if words[word].deprel == "obl" || words[word].deprel == "nmod",
      clause.mark(of: word, in: "aim") == nil
    {
      return false
    }
    if clause.isOf("goal", head), words[word].deprel != "xcomp" {
      suppose(clause.form(head), "meant only")
    } else if clause.isSuspected(head) {
      isNoAct = true
      hypothetical = true
      say(clause.form(head), "a plan that somebody is suspected of")
    } else {
      expect(clause.form(head), "still to come")
    }
    return true
  }
}

extension Tree {
  /// The verb of what a plan or a saying announces: "plans to meet", "said it would help"; nil when the word at
  /// hand announces nothing.
  ///
  /// - Parameter classes: `planning`, `say`, and those of ``Modality``.
  package func announcement(at word: Int, classes: WordClasses) -> Int? {
    let clause = ClauseWords(tree: self, classes: classes)
    if clause.isOf("planning", word) {
      return children(of: word).first { words[$0].deprel == "xcomp" && clause.isInfinitive($0) }
    }
    guard clause.isOf("say", word) else { return nil }
    if let plan = child(of: word, "obj"), clause.isOf("intend", plan) {
      return children(of: plan).first { words[$0].deprel == "acl" && clause.isInfinitive($0) }
    }
    return children(of: word).first {
      words[$0].deprel == "ccomp" && Modality(of: $0, in: self, classes: classes).future
    }
  }
}

extension ClauseWords {
  /// "is to attack": an auxiliary before the mark of the infinitive.
  ///
  /// "was to have attacked" is no such: it did not come to that.
  func isToBe(_ auxiliary: Int, _ word: Int) -> Bool {
    guard tree.words[word].upos == .verb, let mark = tree.child(of: word, "mark"), auxiliary < mark,
      tree.words[mark].upos == .part
    else { return false }
    return !tree.children(of: word).contains { $0 > mark && tree.words[$0].deprel == "aux" }
  }

  func isInfinitive(_ word: Int) -> Bool { tree.words[word].feats["VerbForm"] == "Inf" }

  /// "said it would": the future of a time that is past.
  func isReportedInPast(_ word: Int) -> Bool {
    // "would have attacked" did not.
    if tree.children(of: word).contains(where: { tree.words[$0].deprel == "aux" && isMark("perfect", $0) }) {
      return false
    }
    var at = word
    while tree.words[at].deprel == "conj", let head = tree.words[at].head { at = head }
    if tree.words[at].deprel == "ccomp" || tree.words[at].deprel == "parataxis",
      let head = tree.words[at].head,
      isOf("say", head)
    {
      return tree.words[head].feats["Tense"] != "Pres"
    }
    // "The talks would begin on Monday, officials said."
    return tree.children(of: at).contains {
      tree.words[$0].deprel == "parataxis" && isOf("say", $0) && tree.words[$0].feats["Tense"] != "Pres"
    }
  }

  /// "would attack if", "under the plan it would": told of a case only.
  func dependsOnCondition(_ word: Int) -> Bool {
    tree.children(of: word).contains {
      ["advcl", "obl"].contains(tree.words[$0].deprel) && mark(of: $0, in: "condition") != nil
    }
  }

  /// "wants B to attack", "seeks talks", "hopes that": what one wishes and does not do oneself.
  func isWish(_ verb: Int, of word: Int) -> Bool {
    isOf("wish", verb) && (tree.words[word].deprel != "xcomp" || tree.child(of: verb, "obj") != nil)
  }

  /// "accused of planning", "suspected of planning": whether a plan is only alleged.
  func isSuspected(_ plan: Int) -> Bool {
    guard let head = tree.words[plan].head else { return false }
    return isOf("suspect", head)
      && ["advcl", "advcl:obj", "obl", "xcomp", "ccomp"].contains(tree.words[plan].deprel)
  }
}
