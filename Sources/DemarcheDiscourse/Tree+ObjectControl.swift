public import DemarcheKnowledge
public import DemarcheSyntax

extension Tree {
  /// The same tree with gerunds that tell what the object did under the object's care: in "accused B of shelling a
  /// town" and "charged them with murdering a guard" it is B and they who act.
  ///
  /// - Parameter classes: `of-object`, the prepositions before such a gerund.
  /// - Cost: linear in the words.
  public func withObjectControl(classes: WordClasses) -> Tree {
    var words = self.words
    var isChanged = false
    for verb in words.indices
    where words[verb].deprel == "advcl" && words[verb].upos == .verb && words[verb].feats["VerbForm"] != "Inf"
    {
      guard let head = words[verb].head, head < verb, words[head].upos == .verb,
        let object = children(of: head).first(where: { ["obj", "iobj"].contains(words[$0].deprel) }),
        object < verb,
        children(of: verb).contains(where: {
          words[$0].deprel == "mark" && $0 > object
            && classes.contains("of-object", words[$0].lowerLemma)
        }),
        !children(of: verb).contains(where: { words[$0].deprel.contains("subj") })
      else { continue }
      words[verb].deprel = "advcl:obj"
      isChanged = true
    }
    return isChanged ? with(words: words) : self
  }
}
