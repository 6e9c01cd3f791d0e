import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// "I" and "we": whoever speaks.
extension Coreference {
  /// The mentions with "I" and "we" among them, which mean whoever speaks: in the sentence, or in the one before.
  mutating func withFirstPersons(_ resolved: [ActorMention], in tree: Tree) -> [ActorMention] {
    var all = resolved
    for head in tree.words.indices {
      let word = tree.words[head]
      guard word.upos == .pron, word.feats["PronType"] == "Prs", word.feats["Person"] == "1",
        let speaker = speaker(at: head, resolved, tree)
      else { continue }
      var actor = speaker.actor
      actor.how = "who speaks here: \(actor.how)"
      all.append(
        ActorMention(head: head, words: head...head, actor: actor, antecedent: speaker.place, confidence: 0.8)
      )
    }
    if all.count > resolved.count {
      all = all.map { mention in
        mention.actor.name == nil && (mention.actor.code == nil || mention.actor.inferred)
          ? owned(mention, in: tree, all) ?? mention : mention
      }
    }
    // Who speaks last goes on speaking.
    for mention in resolved where !mention.isModifier && mention.antecedent == nil {
      guard let head = tree.words[mention.head].head, tree.words[mention.head].deprel.hasPrefix("nsubj"),
        classes.contains("say", tree.words[head].lemma.lowercased())
      else { continue }
      speaking = (mention.actor, place(of: mention))
    }
    return all.sorted { $0.head < $1.head }
  }

  func speaker(at head: Int, _ resolved: [ActorMention], _ tree: Tree)
    -> (actor: Actor, place: MentionPlace)?
  {
    for speaker in tree.speakers(of: head, classes: classes).reversed() where speaker.head != head {
      guard let mention = resolved.first(where: { $0.head == speaker.head }) else { continue }
      return (mention.actor, mention.antecedent ?? place(of: mention))
    }
    guard let speaking, speaking.place.sentence >= sentence - 2 else { return nil }
    return speaking
  }
}
