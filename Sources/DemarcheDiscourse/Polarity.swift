import DemarcheSyntax

/// Polarity: what is said not to be so, and how far a negation reaches.
///
/// Classes: `negation`, `near-negation`, `nobody`, `merely`, `until`, `longer`, `instead`, `short-of`, `yet`, `circumstance`,
/// `deny`, `reject`, `untrue`, `role`, `opinion`, `negative-verb`, `refrain`, `negative-noun`, `chance`, `miss`, `drop`,
/// `hostile`, `killed-act`, `injured-act`,
/// `absence`.
extension Modality {
  /// Reads the negations that stand with a word: "not", "no", "without", a subject or object that is nobody.
  ///
  /// - Parameter below: the word from which the walk came.
  mutating func readNegation(around word: Int, besides below: Int?, _ clause: ClauseWords) {
    let words = clause.tree.words
    for child in clause.tree.children(of: word) where child != below {
      switch words[child].deprel {
      case "advmod", "det", "cc:preconj":
        if clause.isMark("negation", child) || clause.isMark("near-negation", child) {
          if isOutdone(child, at: word, clause) { continue }
          deny(clause.form(child))
        } else if clause.isMark("longer", child), let no = clause.negation(of: child) {
          deny("\(clause.form(no)) \(clause.form(child))")
        }
      case "amod" where clause.isMark("near-negation", child) && !clause.isCounted(word):
        deny(clause.form(child))
      case "case", "mark", "cc":
        if clause.isMark("negation", child) && words[child].deprel != "cc" || clause.isMark("instead", child)
        {
          deny(clause.form(child))
        }
      case "nsubj", "nsubj:pass", "obj":
        if words[word].upos == .verb, !clause.isHarmless(child, of: word), let none = clause.nobody(child) {
          deny(none)
        }
      case "obl":
        // "at no time", "under no circumstances"
        if clause.isOf("circumstance", child), let no = clause.negation(of: child) {
          deny("\(clause.form(no)) \(clause.form(child))")
        }
      default: continue
      }
    }
  }

  /// Whether a "not" takes nothing back: "not only", "not until Friday", "no doubt".
  private func isOutdone(_ negation: Int, at word: Int, _ clause: ClauseWords) -> Bool {
    let words = clause.tree.words
    let next = negation + 1
    if next < words.count, clause.isMark("merely", next) { return true }
    guard words[negation].deprel == "advmod", words[word].upos == .verb else { return false }
    // "Not for the first time, B attacked": before the subject and without an auxiliary it denies a phrase alone.
    let below = clause.tree.children(of: word)
    if !clause.isMark("near-negation", negation),
      let subject = below.first(where: { words[$0].deprel.hasPrefix("nsubj") }), negation < subject,
      !below.contains(where: { $0 < subject && words[$0].deprel.hasPrefix("aux") })
    {
      return true
    }
    guard clause.isPast(word) else { return false }
    return clause.tree.children(of: word).contains {
      ["obl", "advcl", "advmod"].contains(words[$0].deprel) && clause.mark(of: $0, in: "until") != nil
    }
  }

  private mutating func deny(_ words: String) {
    negated.toggle()
    say(words, negated ? "not so" : "denied twice, so it holds")
  }

  /// Reads what somebody denies: "denied having attacked", "ruled out an attack", "denied any role in the attack".
  mutating func readDenial(of word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    let deprel = clause.tree.words[word].deprel
    if clause.isOf("deny", head), ["xcomp", "ccomp", "obj", "advcl", "csubj", "nsubj:pass"].contains(deprel) {
      return denied(by: head, clause)
    }
    if deprel != "nmod", clause.isOf("untrue", head), clause.negation(of: head) == nil {
      negated.toggle()
      say(clause.form(head), "not so")
      return true
    }
    // "called reports that it had attacked false", "reports that it had attacked were false"
    if deprel != "nmod", clause.isOf("role", head), let claim = clause.tree.words[head].head,
      clause.isOf("untrue", claim) && clause.negation(of: claim) == nil
        || clause.tree.children(of: claim).contains(where: {
          clause.tree.words[$0].deprel == "xcomp" && clause.isOf("untrue", $0)
        })
    {
      negated.toggle()
      say(clause.form(head), "said to be untrue")
      return true
    }
    // "denied any role in the attack": the part in it is denied, and so the act of who denies.
    // "rejected claims that it had attacked" denies the attack.
    if ["nmod", "acl", "acl:relcl", "ccomp"].contains(deprel), clause.isOf("role", head),
      let verb = clause.tree.words[head].head, clause.isOf("deny", verb) || clause.isOf("reject", verb),
      clause.tree.words[head].deprel == "obj"
    {
      return denied(by: verb, clause)
    }
    return false
  }

  /// Reads "did not leave without praising B": what was not left out was done; true when it is so.
  mutating func readUnfailing(_ word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    guard clause.tree.words[word].deprel == "advcl", negated,
      let without = clause.mark(of: word, in: "negation"), let no = clause.negation(of: head)
    else { return false }
    negated = false
    say("\(clause.form(no)) \(clause.form(head)) \(clause.form(without))", "denied twice, so it holds")
    return true
  }

  private mutating func denied(by verb: Int, _ clause: ClauseWords) -> Bool {
    let isDeniedItself = clause.negation(of: verb) != nil
    if isDeniedItself {
      // What is not denied or not ruled out is left open, unless somebody does not deny what is said of him.
      hypothetical = true
      say(clause.form(verb), "not denied, and left open")
    } else {
      negated.toggle()
      say(clause.form(verb), "denied")
    }
    return true
  }

  /// Reads a negation that stands with the verb of opinion above: "does not believe that B attacked".
  mutating func readRaised(_ word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    guard clause.isOf("opinion", head), let no = clause.negation(of: head) else { return false }
    negated.toggle()
    say("\(clause.form(no)) \(clause.form(head))", "held not to be so")
    return true
  }

  /// Reads what governs a word and says that it did not come about: "failed to", "lack of", "yet to".
  mutating func readPretence(of word: Int, under head: Int, _ clause: ClauseWords) -> Bool {
    let words = clause.tree.words
    let isAvoided: Bool
    switch words[word].deprel {
    case "xcomp": isAvoided = clause.isOf("negative-verb", head)
    case "obj", "nsubj:pass": isAvoided = words[word].upos == .noun && clause.isOf("negative-verb", head)
    case "advcl", "advcl:obj", "obl":
      // "held off imposing": a participle without a mark, right behind.
      let isBare =
        words[word].deprel == "advcl" && words[word].feats["VerbForm"] == "Ger"
        && !clause.tree.children(of: word).contains { $0 < word }
      // "refrained from attacking", "stopped short of threats"
      isAvoided =
        isBare && clause.isOf("negative-verb", head) && (word == head + 1 || word == head + 2)
        || clause.isOf("refrain", head) && clause.mark(of: word, in: "short-of") != nil
        || clause.isWith("refrain", head, markOf: word)
    case "acl", "nmod":
      // "missed the chance to"; a plan that is dropped is no act at all.
      if let verb = clause.tree.words[head].head, words[head].deprel == "obj" {
        if clause.isOf("chance", head), clause.isOf("miss", verb) {
          negated.toggle()
          say("\(clause.form(verb)) \(clause.form(head))", "not so")
          return true
        }
        if clause.isOf("intend", head), clause.isOf("drop", verb) { isNoAct = true }
      }
      guard clause.isOf(words[word].deprel == "acl" ? "negative-noun" : "absence", head),
        clause.mark(of: head, in: "background") == nil
      else {
        return false
      }
      negated.toggle()
      say(clause.form(head), "not so")
      return true
    default: return false
    }
    if isAvoided {
      negated.toggle()
      say("\(clause.form(head))", "not so")
      return true
    }
    // "has yet to", "is yet to"
    if words[word].deprel == "xcomp",
      let yet = clause.tree.children(of: head).first(where: { clause.isMark("yet", $0) && $0 < word })
    {
      negated.toggle()
      say(clause.form(yet), "not so far")
      return true
    }
    return false
  }
}

extension ClauseWords {
  /// "the raid killed nobody": the raid took place.
  func isHarmless(_ object: Int, of verb: Int) -> Bool {
    guard tree.words[object].deprel == "obj", isOf("killed-act", verb) || isOf("injured-act", verb) else {
      return false
    }
    return tree.children(of: verb).contains { tree.words[$0].deprel == "nsubj" && isOf("hostile", $0) }
  }

  /// The word that negates a verb or adverb, when one does.
  func negation(of word: Int) -> Int? {
    tree.children(of: word).first { child in
      ["advmod", "det", "cc:preconj"].contains(tree.words[child].deprel)
        && (isMark("negation", child) || isMark("near-negation", child))
    }
      ?? tree.children(of: word).first { child in
        tree.words[child].deprel.hasPrefix("nsubj") && nobody(child) != nil
      }
  }

  /// The words of a subject or object that says that there is none: "no one", "nobody", "neither side", "few".
  func nobody(_ word: Int) -> String? {
    if isMark("nobody", word)
      || tree.words[word].upos != .verb && isMark("near-negation", word) && !isCounted(word)
    {
      return form(word)
    }
    for child in tree.children(of: word) {
      let deprel = tree.words[child].deprel
      // "not a single prisoner"
      let isNotOne =
        deprel == "advmod" && child + 1 < word
        && (tree.words[child + 1].feats["Definite"] == "Ind"
          || tree.words[child + 1].feats["NumType"] == "Card")
      if deprel == "det" || deprel == "cc:preconj" || isNotOne, isMark("negation", child) {
        return "\(form(child)) \(form(word))"
      }
      if deprel == "amod" || deprel == "det", isMark("near-negation", child), !isCounted(word) {
        return "\(form(child)) \(form(word))"
      }
    }
    return nil
  }

  /// "a few", "the few", "few dozen": some after all.
  func isCounted(_ word: Int) -> Bool {
    tree.children(of: word).contains { child in
      ["nummod", "nmod:poss"].contains(tree.words[child].deprel)
        || tree.words[child].deprel == "det" && !isMark("negation", child)
    }
  }
}
