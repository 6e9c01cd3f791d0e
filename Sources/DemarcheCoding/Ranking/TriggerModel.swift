public import DemarcheSyntax

/// Says how likely a word tells an event, and of which type, from the words around it.
///
/// A linear model over what the tree shows (``Ranker``). It knows words in company that no rule names, and is asked
/// only where no rule holds.
public struct TriggerModel: Sendable {
  private let ranker: Ranker
  private let features: TriggerFeatures

  init(ranker: Ranker, features: TriggerFeatures) {
    self.ranker = ranker
    self.features = features
  }

  /// What a word most likely tells; nil for a word that was never seen to tell an event.
  func best(at word: Int, in tree: Tree) -> Ranker.Score? {
    guard TriggerModel.mayTell(tree.words[word]),
      ranker.knows(TriggerFeatures.key(ofLemma: tree.words[word].lowerLemma))
    else { return nil }
    return ranker.best(features.keys(of: word, in: tree), besides: Ranker.none)
  }

  /// The features that weighed most.
  func reasons(at word: Int, in tree: Tree, for type: String) -> [String] {
    ranker.reasons(features.names(of: word, in: tree), for: type)
  }

  /// Whether a word is of a kind that tells events.
  public static func mayTell(_ word: Word) -> Bool {
    word.upos == .verb || word.upos == .noun || word.upos == .adj
  }
}
