extension Tree {
  /// The same tree with a finite verb at its root where the parser took the verb for a participle.
  ///
  /// "Troops stormed the town" has the same words as a noun with a participle ("troops stormed by ..."), and
  /// a parser of news often reads it so; but a participle takes no object, and a sentence wants a verb. Three
  /// forms of the slip are put right, each only when the whole sentence has no other finite verb above:
  /// a noun with an `acl` that has an object; a noun with a relative clause that has a subject of its own and
  /// no relative pronoun; a verb hung as `amod` on the object of a noun.
  ///
  /// - Cost: linear in the children of the root.
  public func withFiniteRoot() -> Tree {
    guard words[root].upos == .noun || words[root].upos == .propn, child(of: root, "cop") == nil,
      child(of: root, "nsubj") == nil
    else { return self }
    var words = self.words
    if let verb = children(of: root).first(where: { isActiveParticiple($0) }) {
      promote(verb, in: &words)
      words[root].head = verb
      words[root].deprel = "nsubj"
    } else if let verb = children(of: root).first(where: { isClauseOfItsOwn($0) }),
      let subject = child(of: verb, "nsubj")
    {
      promote(verb, in: &words)
      words[root].head = subject
      words[root].deprel = "compound"
    } else if let (verb, object) = participleBeforeObject() {
      promote(verb, in: &words)
      words[root].head = verb
      words[root].deprel = "nsubj"
      words[object].head = verb
      words[object].deprel = "obj"
    } else {
      return self
    }
    guard Tree.fault(in: words.map(\.head)) == nil else { return self }
    return with(words: words)
  }

  /// Makes a verb the root and gives it what stands behind it.
  private func promote(_ verb: Int, in words: inout [Word]) {
    for child in children(of: root) where child > verb || words[child].deprel == "punct" {
      words[child].head = verb
    }
    words[verb].head = nil
    words[verb].deprel = "root"
  }

  private func isBarePast(_ word: Int) -> Bool {
    guard words[word].upos == .verb, words[word].feats["Tense"] == "Past" else { return false }
    return !children(of: word).contains {
      ["aux", "aux:pass", "mark", "cop", "obl:agent"].contains(words[$0].deprel)
    }
  }

  private func isActiveParticiple(_ word: Int) -> Bool {
    words[word].deprel == "acl" && word > root && isBarePast(word) && child(of: word, "obj") != nil
      && child(of: word, "nsubj") == nil
  }

  private func isClauseOfItsOwn(_ word: Int) -> Bool {
    guard words[word].deprel == "acl:relcl", word > root, words[word].upos == .verb,
      let subject = child(of: word, "nsubj"), subject > root,
      words[subject].upos == .noun || words[subject].upos == .propn
    else { return false }
    let isRelative = subtree(of: word).contains { words[$0].feats["PronType"] == "Rel" }
    // Nothing but the subject's own words stands between the two: they are one noun phrase.
    let isOnePhrase = subtree(of: subject).min().map { $0 == root + 1 } ?? false
    return !isRelative && isOnePhrase
  }

  private func participleBeforeObject() -> (verb: Int, object: Int)? {
    for object in children(of: root) where words[object].deprel == "obj" && object > root {
      for verb in children(of: object) where words[verb].deprel == "amod" && verb > root && isBarePast(verb) {
        return (verb, object)
      }
    }
    return nil
  }
}
