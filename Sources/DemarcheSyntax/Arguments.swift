/// The participants of a predicate, whatever form its clause has.
///
/// Active, passive, relative, participle, infinitive and coordinate clauses are brought to one form here,
/// so that nothing above needs to know them: the subject of "was attacked by B" is B, that of "B, which
/// attacked A" is B, that of "B refused to attack" is B for both verbs.
extension Tree {
  /// The phrases that do what a verb says, as head words; empty when the sentence names none.
  ///
  /// - Cost: bounded by the depth of the tree.
  public func subjects(of verb: Int) -> [Int] { subjects(of: verb, depth: 0) }

  /// The phrases to which it is done, as head words.
  public func objects(of verb: Int) -> [Int] { objects(of: verb, depth: 0) }

  /// To whom it is given, as head words: the indirect object, or the first of two objects.
  public func indirectObjects(of verb: Int) -> [Int] {
    if let indirect = child(of: verb, "iobj") { return conjuncts(of: indirect) }
    let objects = Array(children(of: verb).filter { words[$0].deprel == "obj" })
    return objects.count > 1 ? conjuncts(of: objects[0]) : []
  }

  /// A head word with those coordinated to it.
  public func conjuncts(of word: Int) -> [Int] {
    var found = [word]
    for child in children(of: word) where words[child].deprel == "conj" { found.append(child) }
    return found
  }

  /// Whether a verb stands in the passive, also as a bare participle: "the town attacked by rebels".
  public func isPassive(_ verb: Int) -> Bool {
    var hasPassiveSubject = false
    var hasAgent = false
    for child in children(of: verb) {
      switch words[child].deprel {
      case "aux:pass": return true
      case "obl:agent": hasAgent = true
      case "nsubj:pass", "csubj:pass": hasPassiveSubject = true
      default: continue
      }
    }
    // Beside an active subject and an object the agent is the object's: "banned a rally by students".
    // A bare participle stays passive: "station taken off the air by police".
    if hasAgent {
      let isBare = words[verb].feats["VerbForm"] == "Part" && child(of: verb, "aux") == nil
      return isBare || child(of: verb, "nsubj") == nil || child(of: verb, "obj") == nil
    }
    // A passive subject beside an object and without "be" is a parser's slip.
    if hasPassiveSubject { return child(of: verb, "obj") == nil }
    guard words[verb].feats["VerbForm"] == "Part", words[verb].feats["Tense"] == "Past" else { return false }
    if child(of: verb, "obj") != nil { return false }
    switch words[verb].deprel {
    case "acl", "amod": return true
    case "conj":
      guard let head = words[verb].head, child(of: verb, "aux") == nil, child(of: verb, "nsubj") == nil else {
        return false
      }
      return words[head].upos == .verb && isPassive(head)
    default: return false
    }
  }

  private func subjects(of verb: Int, depth: Int) -> [Int] {
    guard depth < 12 else { return [] }
    if isPassive(verb) {
      if let agent = child(of: verb, "obl:agent") { return conjuncts(of: agent) }
      return []
    }
    // Two subjects are one that the parser took apart: "Old rivals Norway and Chile renewed".
    var found: [Int] = []
    for child in children(of: verb) {
      switch words[child].deprel {
      case "nsubj", "nsubj:outer", "nsubj:pass":
        if child != possessedObject(of: verb) { found += antecedents(of: child, under: verb) }
      case "csubj": if found.isEmpty { return [child] }
      default: continue
      }
    }
    return found.isEmpty ? inheritedSubjects(of: verb, depth: depth) : found
  }

  /// The subject that a clause without one takes from what governs it.
  private func inheritedSubjects(of verb: Int, depth: Int) -> [Int] {
    guard let head = words[verb].head else { return [] }
    let passiveHead = isPassive(head)
    switch words[verb].deprel {
    case "conj":
      guard words[head].upos == .verb || words[head].upos == .adj || words[head].upos == .noun else {
        return []
      }
      return passiveHead && !isPassive(verb)
        ? objects(of: head, depth: depth + 1) : subjects(of: head, depth: depth + 1)
    case "xcomp", "advcl:obj":
      // "ordered the army to attack": the object acts; "refused to attack": the subject does.
      if passiveHead { return objects(of: head, depth: depth + 1) }
      let object = children(of: head).first { words[$0].deprel == "obj" || words[$0].deprel == "iobj" }
      if let object { return antecedents(of: object, under: head) }
      return subjects(of: head, depth: depth + 1)
    case "ccomp", "advcl", "parataxis":
      // A participle hung on a noun inside the clause still shares the clause's subject.
      if words[head].upos == .noun || words[head].upos == .propn, child(of: head, "cop") == nil,
        let above = verbAbove(head)
      {
        return isPassive(above) ? objects(of: above, depth: depth + 1) : subjects(of: above, depth: depth + 1)
      }
      return passiveHead ? objects(of: head, depth: depth + 1) : subjects(of: head, depth: depth + 1)
    case "acl":
      // A present participle belongs to its noun; an infinitive to whoever has the noun: "its plan to".
      if words[verb].feats["VerbForm"] == "Inf" || child(of: verb, "mark") != nil {
        return holders(of: head, depth)
      }
      return conjunctionTop(head)
    case "acl:relcl":
      return objectGap(verb) ? [] : conjunctionTop(head)
    default: return []
    }
  }

  private func verbAbove(_ word: Int) -> Int? {
    var at = word
    for _ in 0..<12 {
      guard let head = words[at].head else { return nil }
      if words[head].upos == .verb { return head }
      at = head
    }
    return nil
  }

  /// Who has the noun: its possessor, or the subject of the verb it is the object of.
  private func holders(of noun: Int, _ depth: Int) -> [Int] {
    if let possessor = child(of: noun, "nmod:poss") { return conjuncts(of: possessor) }
    // "A was the first country to recognise B."
    if child(of: noun, "cop") != nil, let subject = child(of: noun, "nsubj") {
      return antecedents(of: subject, under: noun)
    }
    guard let head = words[noun].head, words[head].upos == .verb else { return [] }
    return subjects(of: head, depth: depth + 1)
  }

  private func conjunctionTop(_ word: Int) -> [Int] { conjuncts(of: word) }

  private func objects(of verb: Int, depth: Int) -> [Int] {
    guard depth < 12 else { return [] }
    if isPassive(verb) {
      for child in children(of: verb)
      where words[child].deprel == "nsubj:pass" || words[child].deprel == "nsubj" {
        return antecedents(of: child, under: verb)
      }
      guard let head = words[verb].head else { return [] }
      switch words[verb].deprel {
      case "acl", "acl:relcl", "amod": return conjuncts(of: head)
      case "conj": return objects(of: head, depth: depth + 1)
      case "xcomp", "advcl", "advcl:obj", "ccomp":
        return isPassive(head) ? objects(of: head, depth: depth + 1) : subjects(of: head, depth: depth + 1)
      default: return []
      }
    }
    // Of two objects the second is what is given; the first is to whom.
    if let object = children(of: verb).last(where: { words[$0].deprel == "obj" }) {
      return antecedents(of: object, under: verb)
    }
    // "urged B to leave" has B as a lone indirect object in some treebanks.
    if let lone = child(of: verb, "iobj") { return conjuncts(of: lone) }
    if let object = possessedObject(of: verb) { return [object] }
    if words[verb].deprel == "acl:relcl", objectGap(verb), let head = words[verb].head {
      return conjuncts(of: head)
    }
    // "condemned and attacked the town": the later verb's object is the earlier one's too.
    for child in children(of: verb) where words[child].deprel == "conj" && words[child].upos == .verb {
      if self.child(of: verb, "obl") == nil, self.child(of: verb, "ccomp") == nil,
        self.child(of: verb, "xcomp") == nil,
        let object = self.child(of: child, "obj"), self.child(of: child, "nsubj") == nil, object > child
      {
        return conjuncts(of: object)
      }
    }
    return []
  }

  /// What stands first of two subjects of a relative clause, as somebody's own: "whose envoy the council expelled".
  private func possessedObject(of verb: Int) -> Int? {
    guard words[verb].deprel == "acl:relcl" else { return nil }
    let subjects = Array(children(of: verb).filter { words[$0].deprel == "nsubj" })
    guard subjects.count > 1, let owner = child(of: subjects[0], "nmod:poss"),
      words[owner].feats["PronType"] == "Rel"
    else { return nil }
    return subjects[0]
  }

  /// Whether a relative clause lacks its object: "the sanctions the council imposed".
  private func objectGap(_ verb: Int) -> Bool {
    guard words[verb].deprel == "acl:relcl", !isPassive(verb), child(of: verb, "obj") == nil,
      let subject = child(of: verb, "nsubj")
    else { return false }
    return words[subject].feats["PronType"] != "Rel"
  }

  /// A phrase with its coordinates, or what a relative pronoun stands for.
  public func antecedents(of word: Int, under verb: Int) -> [Int] {
    guard words[word].feats["PronType"] == "Rel" else { return conjuncts(of: word) }
    // The relative clause may be the verb's own or one that it is coordinated or subordinated to.
    var at = verb
    for _ in 0..<8 {
      if words[at].deprel == "acl:relcl", let head = words[at].head { return conjuncts(of: head) }
      guard let head = words[at].head else { break }
      at = head
    }
    // Hung elsewhere, the clause still stands behind what it tells of.
    var before = word - 1
    while before >= 0, words[before].upos == .punct || words[before].upos == .adp { before -= 1 }
    guard before >= 0, words[before].upos == .noun || words[before].upos == .propn else {
      return conjuncts(of: word)
    }
    while let head = words[before].head, head < word,
      ["flat", "compound", "nmod:desc", "appos"].contains(words[before].deprel)
    {
      before = head
    }
    return [before]
  }
}
