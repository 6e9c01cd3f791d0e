import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

/// Finds what no rule sees: pairs of actors between whom the ranker is sure that something happens.
struct PairFinder: Sendable {
  let ranker: Ranker
  let labeler: Labeler
  let classes: WordClasses
  /// From which probability up a pair is an event.
  private static let least = 0.75
  /// How many pairs of a sentence are looked at.
  private static let most = 6

  /// The pairs of a sentence at words where no rule holds.
  ///
  /// - Parameters:
  ///   - taken: triggers and participants that rules have found already.
  func findings(_ tree: Tree, _ mentions: [ActorMention], taken: [RuleMatch]) -> [Recorder.Finding] {
    let known = mentions.filter { !$0.isPlace && ($0.actor.code != nil || !$0.actor.sectors.isEmpty) }
    guard known.count >= 2 else { return [] }
    var found: [Recorder.Finding] = []
    var asked = 0
    for actor in known where mayAct(actor, tree) {
      for recipient in known where recipient.head != actor.head && !recipient.actor.isSame(as: actor.actor) {
        guard let joint = joint(actor.head, recipient.head, tree),
          tree.words[joint].upos == .verb || tree.words[joint].upos == .noun,
          !taken.contains(where: {
            $0.trigger == joint || tree.dominates(joint, $0.trigger) || tree.dominates($0.trigger, joint)
          }),
          !found.contains(where: { $0.trigger == joint }),
          !classes.contains("say", tree.words[joint].lemma.lowercased()),
          labeler.knowsEvents(under: joint, tree), asked < PairFinder.most
        else { continue }
        asked += 1
        // What the words alone say tells most pairs apart; the rules are asked only where it is not nothing.
        let quick = labeler.features(in: tree, actor: actor.head, recipient: recipient.head, asksRules: false)
        guard let first = ranker.scores(quick).first, first.label != Ranker.none,
          first.probability >= PairFinder.least - 0.2
        else {
          continue
        }
        let features = labeler.features(
          in: tree, actor: actor.head, recipient: recipient.head, asksRules: true)
        guard let best = ranker.scores(features).first, best.label != Ranker.none,
          best.probability >= PairFinder.least
        else {
          continue
        }
        found.append(
          Recorder.Finding(
            type: best.label, trigger: joint, actors: [actor], recipients: [recipient],
            modality: Modality(of: joint, in: tree, classes: classes), by: .ranker, name: "ranker",
            confidence: best.probability,
            why: ["the ranker, by " + ranker.reasons(features, for: best.label).joined(separator: ", ")]))
      }
    }
    return found
  }

  /// Whether a mention stands where those who act stand.
  private func mayAct(_ mention: ActorMention, _ tree: Tree) -> Bool {
    let deprel = tree.words[mention.head].deprel
    return deprel.hasPrefix("nsubj") && deprel != "nsubj:pass" || deprel == "obl:agent"
      || deprel == "nmod:poss"
  }

  /// The lowest word that stands above both.
  private func joint(_ a: Int, _ b: Int, _ tree: Tree) -> Int? {
    var at = tree.words[a].head
    while let word = at {
      if tree.dominates(word, b) { return word }
      at = tree.words[word].head
    }
    return nil
  }
}
