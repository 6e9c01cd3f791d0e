import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

/// Toward whom somebody speaks who answers an act told before: "condemned the shelling", "rejected the request", "refused".
///
/// The noun names the type of the act, by the classes `act-assault`, `act-request` and their like; its doer in the last event of that type is
/// the one who is answered.
struct Replies {
  let classes: WordClasses
  let codebook: Codebook

  /// A speech act without a recipient with the doer of the act that it answers; as it was where none is told.
  ///
  /// - Parameters:
  ///   - trigger: the word of the event in its sentence.
  ///   - earlier: the events told before it, in order.
  func answered(_ event: Event, trigger: Int, in tree: Tree, earlier: [Event]) -> Event? {
    guard event.recipient.isEmpty, event.actor.count == 1, let type = codebook.type(event.event),
      type.isSpeech
    else {
      return nil
    }
    let nouns = tree.children(of: trigger).filter { child in
      let deprel = tree.words[child].deprel
      return tree.words[child].upos == .noun
        && (deprel == "obj" || deprel.hasPrefix("obl") || deprel == "nsubj:pass")
    }
    let named = Set(
      nouns.filter { isTakenUp($0, tree) }.flatMap { types(of: tree.words[$0].lowerLemma) })
    // "She refused.": a bare answer is to what was asked of her.
    let isBare =
      nouns.isEmpty
      && !tree.children(of: trigger).contains { ["obj", "ccomp", "xcomp"].contains(tree.words[$0].deprel) }
    let own = Set(event.actor.compactMap(\.code))
    let source = earlier.last { other in
      let doers = Set(other.actor.compactMap(\.code))
      guard !doers.isEmpty, doers.isDisjoint(with: own) else { return false }
      if named.contains(other.event) { return true }
      return isBare && codebook.type(other.event)?.isSpeech == true && other.event != event.event
        && !own.isDisjoint(with: other.recipient.compactMap(\.code))
    }
    guard let source, source.field == event.field else { return nil }
    var event = event
    event.recipient = source.actor.map {
      $0.inferred(because: "who did what is answered here, in \(Incidents.place(source))")
    }
    event.why.append(
      "answers the \(source.event) at \"\(source.trigger.text)\" in \(Incidents.place(source))")
    return event
  }

  /// Whether a noun means an act told before, and names no doer of its own.
  private func isTakenUp(_ noun: Int, _ tree: Tree) -> Bool {
    let children = tree.children(of: noun)
    guard
      children.contains(where: { tree.words[$0].deprel == "det" && tree.words[$0].feats["Definite"] != "Ind" }
      )
    else {
      return false
    }
    return !children.contains {
      ["nmod:poss", "amod"].contains(tree.words[$0].deprel) && tree.words[$0].upos == .propn
    }
  }

  /// The types that a noun may name.
  private func types(of lemma: String) -> [String] {
    codebook.types.map(\.name).filter { classes.contains("act-\($0.lowercased())", lemma) }
  }
}
