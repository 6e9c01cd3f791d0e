import DemarcheKnowledge
import DemarcheSyntax

/// Walks the paths of rules through one tree.
struct PathWalker {
  let tree: Tree
  let classes: WordClasses

  private var words: [Word] { tree.words }

  /// The head words at the end of a path from a trigger, in order of the text of each step.
  func ends(of path: Path, from trigger: Int) -> [Int] {
    var at: [Int] = []
    func add(_ ends: [Int]) { for end in ends where !at.contains(end) { at.append(end) } }
    guard let first = path.steps.first else { return [] }
    add(ends(of: first, from: trigger))
    for step in path.steps.dropFirst() {
      let words = at
      at = []
      for word in words { add(ends(of: step, from: word)) }
    }
    // A path that comes back to its trigger has led nowhere.
    at.removeAll { $0 == trigger }
    return at
  }

  private func ends(of step: Path.Step, from word: Int) -> [Int] {
    switch step {
    case .subject: return isVerbal(word) ? tree.subjects(of: word) : nominalSubjects(of: word)
    case .object: return objects(of: word)
    case .indirect: return tree.indirectObjects(of: word)
    case .clause:
      return tree.children(of: word).filter { child in
        switch words[child].deprel {
        case "xcomp", "ccomp", "acl": return true
        case "advcl", "advcl:obj":
          return words[child].feats["VerbForm"] == "Inf" || words[child].feats["VerbForm"] == "Ger"
        default: return false
        }
      }
    case .adverbial: return tree.children(of: word).filter { words[$0].deprel.hasPrefix("advcl") }
    case .possessor:
      return tree.child(of: word, "nmod:poss").map { tree.antecedents(of: $0, under: word) } ?? []
    case .modifier:
      return tree.children(of: word).filter {
        ["amod", "compound", "nmod:desc", "nmod:unmarked"].contains(words[$0].deprel)
      }.flatMap { tree.conjuncts(of: $0) }
    case .maker: return makers(of: word)
    case .governor: return words[word].head.map { [$0] } ?? []
    case .below: return tree.subtree(of: word).filter { $0 != word }
    case .preposition(let form): return phrases(of: word) { $0 == form }
    case .place: return phrases(of: word) { classes.contains("place", $0) }
    }
  }

  /// What a noun of measure is a measure of: the strikes of "dozens of strikes".
  func measured(by noun: Int) -> Int? {
    guard words[noun].upos == .noun, classes.contains("measure", words[noun].lemma) else { return nil }
    return tree.children(of: noun).first { child in
      words[child].deprel == "nmod"
        && tree.child(of: child, "case").map { classes.contains("owning", words[$0].lemma) } ?? false
    }
  }

  /// The objects of a verb; those of an infinitive in a relative clause stand before it: "the sanctions that A plans to lift".
  private func objects(of verb: Int) -> [Int] {
    guard isVerbal(verb) else { return [] }
    let found = tree.objects(of: verb)
    guard found.isEmpty, words[verb].deprel == "xcomp", let head = words[verb].head,
      words[head].deprel == "acl:relcl", let noun = words[head].head,
      let relative = tree.child(of: head, "obj"), words[relative].feats["PronType"] == "Rel"
    else { return found }
    return [noun]
  }

  /// Whether a trigger leaves out who does it: "was arrested", "the arrested students", "thousands marched", "what began
  /// as a march", "strikes spread".
  func namesNobody(_ word: Int) -> Bool {
    guard isVerbal(word) else { return words[word].upos == .noun }
    let subjects = tree.subjects(of: word)
    if tree.isPassive(word) { return subjects.isEmpty }
    return !subjects.isEmpty
      && subjects.allSatisfy { classes.contains("unnamed", words[$0].lowerLemma) }
  }

  /// The words below a trigger that belong to its act, the nearest first: not its subject, and no other clause.
  func ownClause(below trigger: Int) -> [Int] {
    var found: [Int] = []
    var level = [trigger]
    for depth in 0..<4 {
      level = level.flatMap { word in tree.children(of: word).filter { !isOutside($0, depth) } }.sorted()
      found += level
    }
    return found
  }

  /// Whether a word opens what is no part of the act: its subject, a clause, what was said of it.
  private func isOutside(_ word: Int, _ depth: Int) -> Bool {
    let deprel = words[word].deprel
    if deprel == "obl" || deprel == "nmod" {
      // Where it was said is not of whom it was said: "criticised the freeze in interviews with C".
      if classes.contains("utterance", words[word].lowerLemma), isScene(word) { return true }
      // What stands behind "despite" or "amid" is no part of the act.
      if hasCase(word, of: "aside") { return true }
    }
    return ["ccomp", "advcl", "advcl:obj", "acl:relcl", "parataxis", "conj", "appos", "csubj"].contains(
      deprel)
      || depth == 0 && deprel.hasPrefix("nsubj")
  }

  /// Whether a phrase tells where it was: "in New York".
  func isScene(_ word: Int) -> Bool { hasCase(word, of: "scene") }

  private func hasCase(_ word: Int, of name: String) -> Bool {
    tree.children(of: word).contains {
      words[$0].deprel == "case" && classes.contains(name, words[$0].lowerLemma)
    }
  }

  func isVerbal(_ word: Int) -> Bool { words[word].upos == .verb || words[word].upos == .aux }

  /// The phrases before which a preposition stands.
  ///
  /// A phrase that the parser hung one word too high or too
  /// low is found too: a verb's may hang on its object, a noun's on its verb.
  private func phrases(of word: Int, _ isWanted: (String) -> Bool) -> [Int] {
    var found = direct(word, isWanted)
    if !found.isEmpty { return found }
    if isVerbal(word) {
      for object in tree.objects(of: word) where !isVerbal(object) { found += direct(object, isWanted) }
    } else if let head = words[word].head, isVerbal(head),
      ["obj", "nsubj:pass", "obl", "nsubj"].contains(words[word].deprel)
    {
      // Who does what the verb says need not do what the noun says.
      let isPassive = tree.isPassive(head)
      found += direct(head, isWanted).filter {
        $0 != word && !(isPassive && words[$0].deprel == "obl:agent")
      }
      // "talks took place between A and B"
      if found.isEmpty, words[word].deprel == "nsubj", let object = tree.child(of: head, "obj") {
        let lemmas = "\(words[head].lemma) \(words[object].lemma)".lowercased()
        if classes.contains("happen", lemmas) { found += direct(object, isWanted) }
      }
    }
    return found
  }

  private func direct(_ word: Int, _ isWanted: (String) -> Bool) -> [Int] {
    var found: [Int] = []
    for child in tree.children(of: word) {
      switch words[child].deprel {
      case "obl", "nmod", "obl:agent", "advcl", "advcl:obj", "acl":
        for mark in tree.children(of: child)
        where words[mark].deprel == "case" || words[mark].deprel == "mark" {
          if isWanted(words[mark].lowerLemma) {
            found += tree.conjuncts(of: child)
            break
          }
        }
      default: continue
      }
    }
    return found
  }

  /// Who made what a noun names: its possessor, who acts in the clause behind it ("the plan put forward by A", "the plan
  /// that A had drafted"), or the adjective or noun before it.
  private func makers(of noun: Int) -> [Int] {
    let possessors = ends(of: .possessor, from: noun)
    if !possessors.isEmpty { return possessors }
    for clause in tree.children(of: noun) where words[clause].deprel.hasPrefix("acl") && isVerbal(clause) {
      guard tree.isPassive(clause) || tree.child(of: clause, "nsubj") != nil else { continue }
      let found = tree.subjects(of: clause).filter { $0 != noun }
      if !found.isEmpty { return found }
    }
    return ends(of: .modifier, from: noun)
  }

  /// Who does what a noun says: its possessor, the adjective or noun before it, "by" whom, or the subject of
  /// the verb that governs it ("the two held talks", "the talks between").
  private func nominalSubjects(of noun: Int) -> [Int] {
    if let agent = tree.child(of: noun, "obl:agent") { return tree.conjuncts(of: agent) }
    // "A is the largest donor": the subject of the copula.
    if tree.child(of: noun, "cop") != nil, let subject = tree.child(of: noun, "nsubj") {
      return tree.antecedents(of: subject, under: noun)
    }
    let possessors = ends(of: .possessor, from: noun)
    if !possessors.isEmpty { return possessors }
    // "held talks", and "the attack was launched by".
    if let head = words[noun].head, isVerbal(head), ["obj", "nsubj:pass"].contains(words[noun].deprel),
      classes.contains("light", words[head].lowerLemma)
    {
      let light = tree.subjects(of: head).filter { $0 != noun }
      if !light.isEmpty { return light }
    }
    return ends(of: .modifier, from: noun)
  }
}
