import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// "I" and "we": whoever speaks.
extension Coreference {
  /// The mentions with "I" and "we" among them, which mean whoever says so.
  func withFirstPersons(_ resolved: [ActorMention], in tree: Tree) -> [ActorMention] {
    var all = resolved
    for head in tree.words.indices {
      let word = tree.words[head]
      guard word.upos == .pron, word.feats["PronType"] == "Prs", word.feats["Person"] == "1",
        let speaker = claims?.speakers(of: head, sentence: sentence).last
          ?? claims?.lastSpeakers(at: sentence).last, let told = known[speaker]
      else { continue }
      var actor = told.actor
      actor.how = "who speaks here: \(actor.how)"
      let place =
        told.antecedent
        ?? MentionPlace(sentence: speaker.sentence, head: speaker.word, words: told.words)
      all.append(
        ActorMention(head: head, words: head...head, actor: actor, antecedent: place, confidence: 0.8))
    }
    guard all.count > resolved.count else { return resolved }
    return all.map { mention in
      mention.actor.name == nil && (mention.actor.code == nil || mention.actor.inferred)
        ? owned(mention, in: tree, all) ?? mention : mention
    }.sorted { $0.head < $1.head }
  }
}
