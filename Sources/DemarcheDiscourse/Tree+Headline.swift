public import DemarcheKnowledge
public import DemarcheSyntax

extension Tree {
  /// The same tree with the subject of a headline's bare participle as what it is: "Ten miners rescued off the coast"
  /// leaves out "were".
  ///
  /// A verb that always has an object, in the form of its participle and without one, was meant as a passive.
  ///
  /// - Parameter classes: `undergone`, the verbs that always have an object.
  /// - Cost: linear in the words.
  public func withHeadlinePassives(classes: WordClasses) -> Tree {
    var words = self.words
    var isChanged = false
    for verb in words.indices where words[verb].upos == .verb && words[verb].feats["Tense"] == "Past" {
      guard ["root", "parataxis"].contains(words[verb].deprel),
        classes.contains("undergone", words[verb].lowerLemma),
        let subject = child(of: verb, "nsubj"), subject < verb, child(of: verb, "obl:agent") == nil,
        !children(of: verb).contains(where: { child in
          ["obj", "iobj", "aux", "aux:pass", "ccomp", "xcomp", "nsubj:pass", "compound:prt"].contains(
            words[child].deprel)
        })
      else { continue }
      words[subject].deprel = "nsubj:pass"
      isChanged = true
    }
    return isChanged ? with(words: words) : self
  }
}
