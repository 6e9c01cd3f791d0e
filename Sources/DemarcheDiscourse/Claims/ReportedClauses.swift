public import DemarcheKnowledge
public import DemarcheSyntax

extension Tree {
  /// The same tree with clauses put under the verb of saying that reports them, and with the subject that is theirs.
  ///
  /// News breaks up what it reports, and a parser easily takes the parts for one clause. Seven slips are mended: "..., A said" at the end with A hung elsewhere; "he said his country
  /// will not ..." with the country taken for what was said; "B, A said, has left" and its like in quotes with B taken for one who says;
  /// "..., answered A" with A taken for what was answered; "told them on the steps that B ..." with the clause taken for one about steps.
  ///
  /// - Parameter classes: `say`, `uttering`, `complementizer`, `statement-noun`, `addressed`.
  public func withReportedClauses(classes: WordClasses) -> Tree {
    var tree = self
    for say in words.indices
    where words[say].upos == .verb
      && (classes.contains("say", words[say].lemma) || classes.contains("uttering", words[say].lemma))
    {
      let slips: [(Tree) -> [Word]?] = [
        { $0.speakerBefore(say) }, { $0.besideClause(say) }, { $0.besideSpeaker(say) },
        { $0.objectAsSubject(say) }, { $0.subjectAcross(say) },
        { $0.speakerBehind(say) }, { $0.clauseFromNoun(say, classes) },
      ]
      for mended in slips {
        guard let words = mended(tree), Tree.fault(in: words.map(\.head)) == nil else { continue }
        tree = tree.with(words: words)
      }
    }
    return tree
  }

  /// "B has left, A said.": a phrase between the last comma and a verb of saying that ends the sentence is its subject.
  private func speakerBefore(_ say: Int) -> [Word]? {
    let hasSubject = children(of: say).contains {
      words[$0].deprel.hasPrefix("nsubj") || words[$0].deprel.hasPrefix("aux")
    }
    guard !hasSubject, words[say].feats["VerbForm"] != "Inf",
      (say + 1..<words.count).allSatisfy({ words[$0].upos == .punct || dominates(say, $0) }),
      let comma = words[..<say].lastIndex(where: { $0.form == "," || Quotation.isMark($0.form) }), comma >= 2,
      comma + 1 < say
    else { return nil }
    let phrase = comma + 1..<say
    let head = head(of: phrase)
    guard words[head].upos == .noun || words[head].upos == .propn || words[head].upos == .pron,
      phrase.allSatisfy({ dominates(head, $0) || words[$0].upos == .punct || $0 == head })
    else { return nil }
    var mended = words
    if dominates(head, say) || words[say].deprel == "acl:relcl" || words[say].deprel == "acl" {
      guard root != head, root != say else { return nil }
      mended[say].head = root
      mended[say].deprel = "parataxis"
    }
    if words[say].deprel == "conj", child(of: say, "cc") == nil { mended[say].deprel = "parataxis" }
    mended[head].head = say
    mended[head].deprel = "nsubj"
    // "A, head of the committee, said": the name before the comma is the speaker, and the rest says who that is.
    if words[comma].form == ",",
      let name = words[head].head.flatMap({ above in
        children(of: above).last {
          $0 < comma && words[$0].deprel == "nsubj" && subtree(of: $0).allSatisfy { $0 < comma }
        }
      }), let start = subtree(of: name).first(where: { words[$0].upos != .punct }), start > 0,
      isBreak(start - 1),
      subtree(of: name).last(where: { words[$0].upos != .punct }) == comma - 1
    {
      mended[name].head = say
      mended[name].deprel = "nsubj"
      mended[head].head = name
      mended[head].deprel = "appos"
    }
    return mended
  }

  /// "B believes that ..., A writes.": a short clause of saying behind a comma at the end says what stands before it.
  private func besideClause(_ say: Int) -> [Word]? {
    guard words[say].deprel == "ccomp" || words[say].deprel == "conj", let above = words[say].head,
      above < say,
      let subject = children(of: say).first(where: { words[$0].deprel == "nsubj" && $0 < say }),
      let start = subtree(of: say).first(where: { words[$0].upos != .punct }), start > 0,
      words[start - 1].form == ",",
      start <= subject,
      words[(say + 1)...].allSatisfy({ $0.upos == .punct || $0.head == say && $0.deprel == "obl" }),
      !children(of: say).contains(where: { ["obj", "ccomp", "xcomp", "cc"].contains(words[$0].deprel) })
    else { return nil }
    var mended = words
    mended[say].deprel = "parataxis"
    return mended
  }

  /// "A confirmed that B had left but denied that ...": of two verbs of saying that both have a clause with its mark, the second is beside
  /// the first, not beside what the first says.
  private func besideSpeaker(_ say: Int) -> [Word]? {
    func hasMarkedClause(_ verb: Int) -> Bool {
      children(of: verb).contains { words[$0].deprel == "ccomp" && child(of: $0, "mark") != nil }
    }
    guard words[say].deprel == "conj", let said = words[say].head, words[said].deprel == "ccomp",
      child(of: said, "mark") != nil,
      let first = words[said].head, first < said, hasMarkedClause(say), child(of: say, "cc") != nil,
      !children(of: say).contains(where: { words[$0].deprel.hasPrefix("nsubj") })
    else { return nil }
    var mended = words
    mended[say].head = first
    return mended
  }

  /// "He said his country will not ...": a verb of saying takes a clause, and a finite verb wants a subject; where the noun behind the verb
  /// of saying is the only subject to be had for the verb behind it, the two are joined as one reported clause.
  private func objectAsSubject(_ say: Int) -> [Word]? {
    guard let object = child(of: say, "obj"), object > say, let clause = clause(behind: object, of: say)
    else { return nil }
    var mended = words
    if words[clause].head == say || dominates(say, clause) {
      guard words[clause].head == object || words[clause].head == say else { return nil }
    } else {
      // The clause took the place of the verb of saying: they change places.
      mended[say].head = words[clause].head
      mended[say].deprel = words[clause].deprel
    }
    mended[clause].head = say
    mended[clause].deprel = "ccomp"
    mended[object].head = clause
    mended[object].deprel = "nsubj"
    return mended
  }

  /// "B, A said, has left", "'B', said A, 'has left'": what stands first is the subject of the clause that lacks one.
  private func subjectAcross(_ say: Int) -> [Word]? {
    guard
      let clause = children(of: say).first(where: {
        (words[$0].deprel == "ccomp" || words[$0].deprel == "parataxis") && isFinite($0)
      })
    else { return nil }
    let first = children(of: say).first { child in
      child < say && child < clause
        && ["nsubj", "nsubj:pass", "vocative", "obl:unmarked", "obl:tmod", "dislocated", "obj"].contains(
          words[child].deprel)
    }
    guard let first else { return nil }
    let end = subtree(of: first).last { words[$0].upos != .punct } ?? first
    // "Gunners 'shelled a town', A said": the clause stands in between, and A before the verb.
    let between = clause < say ? max(clause, end) : end
    guard isBreak(between < say ? between + 1 : say) || clause < say else { return nil }
    let own = ownSubject(of: say, besides: first, clause)
    guard let own, own != first else { return nil }
    let hasOther = children(of: clause).contains {
      $0 != own
        && (words[$0].deprel.hasPrefix("nsubj") || words[$0].deprel == "expl" || words[$0].deprel == "csubj")
    }
    if hasOther { return nil }
    var mended = words
    mended[first].head = clause
    mended[first].deprel = isPassiveForm(clause) ? "nsubj:pass" : "nsubj"
    mended[own].head = say
    mended[own].deprel = "nsubj"
    return mended
  }

  private func ownSubject(of say: Int, besides first: Int, _ clause: Int) -> Int? {
    if let other = children(of: say).first(where: { $0 != first && words[$0].deprel.hasPrefix("nsubj") }) {
      return other
    }
    guard say > 0, isBreak(say - 1) else { return nil }
    // "said A, 'has left'": A hangs as object, or on the clause behind, and a mark follows.
    let object = child(of: say, "obj").flatMap { $0 > say ? $0 : nil }
    let behind =
      object ?? children(of: clause).first { $0 > say && $0 < clause && words[$0].deprel == "nsubj" }
    guard let behind, let end = subtree(of: behind).last(where: { words[$0].upos != .punct }),
      end + 1 < words.count,
      isBreak(end + 1)
    else { return nil }
    return behind
  }

  /// "'It is dry,' answered A": who stands right behind a verb of saying that a mark sets off is the speaker.
  private func speakerBehind(_ say: Int) -> [Word]? {
    guard words[say].feats["VerbForm"] != "Ger", words[say].feats["VerbForm"] != "Inf",
      words[say].feats["VerbForm"] != "Part" || words[say].feats["Tense"] != "Pres"
    else { return nil }
    guard say > 1, isBreak(say - 1), let object = child(of: say, "obj") ?? child(of: say, "iobj"),
      object > say,
      !children(of: say).contains(where: {
        words[$0].deprel.hasPrefix("nsubj") || $0 > say && words[$0].deprel == "ccomp"
      })
    else { return nil }
    var mended = words
    mended[object].deprel = "nsubj"
    if words[say].deprel == "conj" { mended[say].deprel = "parataxis" }
    return mended
  }

  /// "told reporters on the steps that B had left": the clause with a subject and an object of its own tells nothing about the steps.
  private func clauseFromNoun(_ say: Int, _ classes: WordClasses) -> [Word]? {
    // "wrote off half of the debt that B owed": something else is its object.
    guard child(of: say, "ccomp") == nil,
      child(of: say, "obj") == nil || classes.contains("addressed", words[say].lemma)
    else { return nil }
    for clause in words.indices
    where clause > say && ["acl:relcl", "acl", "ccomp"].contains(words[clause].deprel) {
      guard let noun = words[clause].head, noun > say, dominates(say, noun), isFinite(clause),
        words[noun].upos == .noun, !classes.contains("statement-noun", words[noun].lemma),
        let that = children(of: clause).first(where: {
          classes.contains("complementizer", words[$0].lemma) && child(of: $0, "case") == nil
        }),
        that > noun, words[that].deprel != "det"
      else { continue }
      let isMark = words[that].deprel == "mark"
      let subject = children(of: clause).contains { $0 != that && words[$0].deprel.hasPrefix("nsubj") }
      let object = children(of: clause).contains {
        $0 != that && ["obj", "cop", "aux:pass"].contains(words[$0].deprel)
      }
      guard subject, isMark || object else { continue }
      var mended = words
      mended[clause].head = say
      mended[clause].deprel = "ccomp"
      mended[that].deprel = "mark"
      mended[that].upos = .sconj
      return mended
    }
    return nil
  }

  private func isBreak(_ word: Int) -> Bool { words[word].upos == .punct && !isBracket(word) }

  private func isBracket(_ word: Int) -> Bool { ["(", ")", "-"].contains(words[word].form) }

  private func isQuotationMark(_ word: Int) -> Bool {
    words[word].upos == .punct && Quotation.isMark(words[word].form)
  }

  private func isPassiveForm(_ verb: Int) -> Bool { child(of: verb, "aux:pass") != nil }

  /// Whether a clause has a finite verb: its own or an auxiliary's.
  private func isFinite(_ clause: Int) -> Bool {
    words[clause].feats["VerbForm"] == "Fin"
      || children(of: clause).contains {
        (words[$0].deprel.hasPrefix("aux") || words[$0].deprel == "cop")
          && words[$0].feats["VerbForm"] == "Fin"
      }
  }

  /// The finite verb without a subject that stands behind a noun, its auxiliaries right after it.
  private func clause(behind object: Int, of say: Int) -> Int? {
    let last = subtree(of: object).filter { !isBelow($0, object, deprel: "acl:relcl") }.max() ?? object
    guard last + 1 < words.count else { return nil }
    let next = last + 1
    let verb: Int
    if words[next].upos == .aux, let head = words[next].head,
      words[head].upos == .verb || words[head].upos == .adj || words[head].upos == .noun
    {
      verb = head
    } else if words[next].upos == .verb, words[next].feats["VerbForm"] == "Fin" {
      verb = next
    } else {
      return nil
    }
    guard verb > last, verb != say else { return nil }
    let hasSubject = children(of: verb).contains {
      ["nsubj", "nsubj:pass", "csubj", "expl"].contains(words[$0].deprel)
    }
    if hasSubject { return nil }
    // Either the verb of saying was hung below the clause without a mark, or the clause below its noun.
    let isMarked = children(of: say).contains { words[$0].deprel == "mark" }
    if words[say].head == verb, words[say].deprel == "advcl", !isMarked { return verb }
    // "said its planes had hit": the noun taken for what was said, the clause beside it.
    if words[verb].head == say { return verb }
    return words[verb].head == object && (words[verb].deprel == "acl:relcl" || words[verb].deprel == "acl")
      ? verb : nil
  }

  private func isBelow(_ word: Int, _ top: Int, deprel: String) -> Bool {
    var at = word
    while at != top {
      if words[at].deprel == deprel { return true }
      guard let head = words[at].head else { return false }
      at = head
    }
    return false
  }
}
