import DemarcheDiscourse
import DemarcheKnowledge
import DemarcheSyntax

/// Acts told again by their noun alone: "the raid began at dawn", "the shelling killed two", "the visit was made on Friday".
struct Retellings {
  let book: RuleBook
  /// `retold`: what such a noun does, when the act itself is meant; `happen`, `light`, `killed-act`, `injured-act`.
  let classes: WordClasses

  /// The retold acts of a sentence with the parties of the act they go back to, marked as inferred.
  ///
  /// - Parameter matches: what is found already; a word of theirs tells nothing twice.
  func matches(in tree: Tree, besides matches: [RuleMatch], doers: Doers, sentence: Int) -> [RuleMatch] {
    tree.words.indices.compactMap { noun in
      guard isKnown(noun, tree), let verb = tree.words[noun].head, isItsOwn(verb, of: noun, tree) else {
        return nil
      }
      let types = book.types(of: tree.words[noun]).filter { type in
        !matches.contains { match in
          match.trigger == noun || match.consumed.contains(noun)
            || match.trigger == verb && book.rules[match.rule].type == type
        }
      }
      guard var match = doers.toldAgain(as: types, at: noun, sentence: sentence) else { return nil }
      match.modality = Modality(of: noun, in: tree, classes: classes)
      return match.modality.isUnreal ? nil : match
    }
  }

  /// "the raid": a noun that is taken to be known and says nothing of whose it is.
  private func isKnown(_ noun: Int, _ tree: Tree) -> Bool {
    guard tree.words[noun].upos == .noun, tree.words[noun].deprel.hasPrefix("nsubj"),
      tree.child(of: noun, "nmod:poss") == nil
    else { return false }
    return tree.hasDefiniteDeterminer(noun)
  }

  /// Whether a verb tells of the act that its subject names, and not of what came of it in people's minds.
  private func isItsOwn(_ verb: Int, of noun: Int, _ tree: Tree) -> Bool {
    guard tree.words[verb].upos == .verb else { return false }
    let lemma = tree.words[verb].lowerLemma
    if tree.words[noun].deprel == "nsubj:pass" { return classes.contains("light", lemma) }
    if ["retold", "happen", "killed-act", "injured-act"].contains(where: { classes.contains($0, lemma) }) {
      return true
    }
    guard let object = tree.child(of: verb, "obj") else { return false }
    return classes.contains("happen", "\(lemma) \(tree.words[object].lowerLemma)")
  }
}
