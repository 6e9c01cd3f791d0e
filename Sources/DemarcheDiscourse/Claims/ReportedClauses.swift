public import DemarcheKnowledge
public import DemarcheSyntax

extension Tree {
  /// The same tree with clauses put under the verb of saying that reports them.
  ///
  /// "He said his country will not ..." has no "that" to mark the clause, and a parser easily takes "his
  /// country" for what was said and hangs the rest elsewhere. But a verb of saying takes a clause, and a
  /// finite verb wants a subject: where the noun after the verb of saying is the only subject to be had for
  /// the verb behind it, the two are joined as one reported clause.
  ///
  /// - Parameter classes: `say`.
  public func withReportedClauses(classes: WordClasses) -> Tree {
    var words = self.words
    var isChanged = false
    for say in words.indices
    where words[say].upos == .verb && classes.contains("say", words[say].lemma.lowercased()) {
      guard let object = children(of: say).first(where: { self.words[$0].deprel == "obj" }), object > say,
        let clause = clause(behind: object, of: say)
      else { continue }
      if words[clause].head == say || dominates(say, clause) {
        guard words[clause].head == object || words[clause].head == say else { continue }
      } else {
        // The clause took the place of the verb of saying: they change places.
        words[say].head = words[clause].head
        words[say].deprel = words[clause].deprel
      }
      words[clause].head = say
      words[clause].deprel = "ccomp"
      words[object].head = clause
      words[object].deprel = "nsubj"
      isChanged = true
      break
    }
    guard isChanged, Tree.fault(in: words.map(\.head)) == nil else { return self }
    return with(words: words)
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
