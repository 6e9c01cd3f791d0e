extension Tree {
  /// The same tree with a subject that was taken for a part of an expression of time: "The League last year
  /// imposed sanctions".
  ///
  /// What modifies a noun directly stands behind its adjectives, so a name before an adjective of time is no part of
  /// the time. Only a verb that has no subject gets it back.
  ///
  /// - Cost: linear in the words.
  public func withStrandedSubjects() -> Tree {
    var words = self.words
    var isChanged = false
    for time in words.indices where words[time].deprel == "obl:unmarked" {
      guard let verb = words[time].head, words[verb].upos == .verb, time < verb,
        !children(of: verb).contains(where: { words[$0].deprel.contains("subj") }),
        let name = child(of: time, "compound"),
        children(of: time).contains(where: { words[$0].deprel == "amod" && $0 > name })
      else { continue }
      words[name].head = verb
      words[name].deprel = isPassive(verb) ? "nsubj:pass" : "nsubj"
      for child in children(of: time) where child < name && words[child].deprel != "punct" {
        words[child].head = name
      }
      isChanged = true
    }
    guard isChanged, Tree.fault(in: words.map(\.head)) == nil else { return self }
    return with(words: words)
  }
}
