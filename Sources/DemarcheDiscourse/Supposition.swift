import DemarcheKnowledge
import DemarcheSyntax

/// Supposition: what is thought of as possible, asked for, feared or meant, and not said to be so.
///
/// Classes: `modal`, `reported-future`, `condition`, `imagine`, `request`, `wish`, `possible`, `perhaps`, `aim`, `purpose`,
/// `first`, `means`, `proof`, `elliptic`, `inverted`,
/// `thought`, `fiction`, `place`, `question-mark`.
extension Modality {
  /// Reads the marks of the unreal that stand with a word: "could", "if", "a possible attack".
  mutating func readSupposition(around word: Int, _ clause: ClauseWords) {
    let words = clause.tree.words
    for child in clause.tree.children(of: word) {
      switch words[child].deprel {
      case "aux", "aux:pass":
        // What "would" says of a time past is the future's to read.
        let isFuture =
          clause.isMark("reported-future", child) && clause.isReportedInPast(word)
          && !clause.dependsOnCondition(word)
        if clause.isMark("modal", child), !isFuture {
          suppose(clause.form(child), "not said to be so")
        } else if clause.isToHave(child, word) {
          suppose("\(clause.form(child)) to have", "it did not come to that")
        }
      case "cop" where clause.isToHave(child, word):
        suppose("\(clause.form(child)) to have", "it did not come to that")
      case "mark", "case", "advmod":
        if clause.isMark("condition", child), child < word, !clause.isElliptic(child) {
          suppose(clause.form(child), "a condition")
        } else if words[child].deprel == "advmod", clause.isMark("perhaps", child) {
          suppose(clause.form(child), "not said to be so")
        }
      case "amod":
        if words[word].upos == .noun, clause.isMark("possible", child) {
          suppose(clause.form(child), "not said to be so")
        }
      default: continue
      }
    }
    if let auxiliary = clause.inversion(of: word) {
      suppose(clause.form(auxiliary), "before its subject, a condition")
    }
  }

  /// Reads a sentence that opens with an auxiliary and asks nothing: "Had B attacked, C would".
  mutating func readInversion(of word: Int, _ clause: ClauseWords) -> Bool {
    let words = clause.tree.words
    guard word > 0, clause.classes.contains("inverted", words[0].form.lowercased()),
      !words[0..<word].contains(where: { $0.upos == .punct }), !clause.isQuestion
    else { return false }
    suppose(words[0].form, "before its subject, a condition")
    return true
  }

  /// Reads an auxiliary that governs a clause: "had B attacked", which a parser hangs below "had"; true when
  /// there is one.
  mutating func readAuxiliary(of word: Int, above head: Int, _ clause: ClauseWords) -> Bool {
    let deprel = clause.tree.words[head].deprel
    guard deprel == "aux" || deprel == "cop", head < word else { return false }
    suppose(clause.form(head), "before its subject, a condition")
    return true
  }

  /// Reads what happens in a film or a novel alone.
  mutating func readFiction(around word: Int, _ clause: ClauseWords) {
    let story = clause.tree.children(of: word).first { child in
      clause.tree.words[child].deprel == "obl" && clause.isOf("fiction", child)
        && clause.mark(of: child, in: "place") != nil
    }
    guard let story else { return }
    isNoAct = true
    suppose(clause.form(story), "told, and no act")
  }

  /// Reads a sentence that asks.
  mutating func readQuestion(_ clause: ClauseWords) {
    if clause.isQuestion { suppose(clause.tree.words.last?.form ?? "", "asked") }
  }

  mutating func suppose(_ words: String, _ meaning: String) {
    if hypothetical { return }
    hypothetical = true
    say(words, meaning)
  }

  /// Reads a fear, an idea or a call above a word: "fears of an attack", "called for talks"; true when there is one.
  mutating func readSupposition(of word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    let deprel = clause.tree.words[word].deprel
    guard
      ["xcomp", "ccomp", "csubj", "acl", "acl:relcl", "advcl", "obj", "nmod", "obl", "nsubj:pass"].contains(
        deprel),
      clause.mark(of: word, in: "background") == nil
    else { return false }
    let isTalkOf =
      deprel == "nmod"
      && clause.tree.child(of: word, "case").map {
        clause.classes.contains("imagine", "\(clause.lemma(head)) \(clause.lemma($0))")
      } ?? false
    // "is believed to have attacked": what is only thought.
    let isThought =
      deprel == "xcomp" && clause.isOf("thought", head) && clause.tree.child(of: head, "aux:pass") != nil
    if clause.isOf("imagine", head) || isTalkOf || isThought {
      if clause.isSuspected(head) { isNoAct = true }
      suppose(clause.form(head), "not said to be so")
      return true
    }
    if clause.isOf("request", head) {
      let isAsked =
        switch deprel {
        case "xcomp", "ccomp": true
        case "obj": clause.isOf("wish", head)
        case "obl", "nmod", "acl", "advcl":
          clause.mark(of: word, in: "aim") != nil || clause.isInfinitive(word)
        default: false
        }
      if isAsked {
        suppose(clause.form(head), "asked for")
        return true
      }
    }
    return false
  }

  /// Reads what is not shown: "no evidence that B attacked", "could not confirm that"; true when it is so.
  mutating func readUnproven(_ word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    guard clause.isOf("proof", head), let no = clause.negation(of: head) else { return false }
    suppose("\(clause.form(no)) \(clause.form(head))", "not shown to be so")
    return true
  }

  /// Reads an infinitive of purpose: "armed to attack", "permission to attack".
  ///
  /// The first to attack has attacked, and who uses tanks to attack does.
  mutating func readPurpose(_ word: Int, under head: Int, _ clause: ClauseWords) {
    if let aim = clause.mark(of: word, in: "purpose") {
      suppose(clause.form(aim), "a purpose")
      return
    }
    guard clause.isInfinitive(word), !clause.hasSubject(word), !future, !clause.isOf("means", head),
      clause.tree.words[head].upos != .propn
    else { return }
    let isDone =
      clause.tree.words[word].deprel == "acl"
      && (clause.isMark("first", head)
        || clause.tree.children(of: head).contains { $0 < head && clause.isMark("first", $0) })
    if !isDone { suppose("to \(clause.form(word))", "a purpose") }
  }
}

extension ClauseWords {
  /// "was to have attacked": an auxiliary before the mark of a perfect infinitive.
  func isToHave(_ auxiliary: Int, _ word: Int) -> Bool {
    guard tree.words[word].upos == .verb, let mark = tree.child(of: word, "mark"), auxiliary < mark,
      tree.words[mark].upos == .part
    else { return false }
    return tree.children(of: word).contains { $0 > mark && tree.words[$0].deprel == "aux" }
  }

  /// Whether the sentence ends with a mark that asks.
  var isQuestion: Bool {
    tree.words.last { $0.upos != .punct || classes.contains("question-mark", $0.form) }
      .map { classes.contains("question-mark", $0.form) } ?? false
  }

  /// "few, if any": a condition without a clause.
  func isElliptic(_ condition: Int) -> Bool {
    condition + 1 < tree.words.count && isMark("elliptic", condition + 1)
  }

  /// The auxiliary that stands before the subject of a subordinate clause without a conjunction: "had it attacked",
  /// "were it to attack".
  func inversion(of word: Int) -> Int? {
    guard tree.words[word].deprel == "advcl", tree.words[word].upos == .verb,
      let subject = tree.children(of: word).first(where: { tree.words[$0].deprel.hasPrefix("nsubj") }),
      !tree.children(of: word).contains(where: {
        tree.words[$0].deprel == "mark" && $0 < subject || tree.words[$0].deprel == "advmod" && $0 < subject
      })
    else { return nil }
    return tree.children(of: word).first {
      $0 < subject && (tree.words[$0].deprel.hasPrefix("aux") || tree.words[$0].deprel == "cop")
    }
  }
}
