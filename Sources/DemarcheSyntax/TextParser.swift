public import DemarcheText

/// Turns a text into trees: cuts it into sentences and words, tags and parses them.
///
/// Immutable and safe to use from many threads.
public final class TextParser: Sendable {
  public let segmenter: Segmenter
  public let model: SyntaxModel
  /// Lemmas that the model does not know; nil leaves its own.
  public let lemmas: LemmaTable?
  /// Verbs that headlines have in the present; nil leaves the tagger's reading.
  public let present: PresentVerbs?

  public init(
    segmenter: Segmenter, model: SyntaxModel, lemmas: LemmaTable? = nil, present: PresentVerbs? = nil
  ) {
    self.segmenter = segmenter
    self.model = model
    self.lemmas = lemmas
    self.present = present
  }

  /// The trees of a text, one a sentence; spans count bytes of the text as given.
  ///
  /// - Parameter isWrapped: whether single newlines merely wrap lines.
  /// - Cost: linear in the text.
  public func trees(of text: String, isWrapped: Bool = false) -> [Tree] {
    let bytes = Array((isWrapped ? HardWraps.unwrapped(text) : text).utf8)
    return segmenter.sentences(in: bytes).map { sentence in
      let tree = model.parse(sentence: sentence, text: bytes, present: present)
      return lemmas?.applied(to: tree) ?? tree
    }
  }

  /// Analyses the words of a tree afresh, as ``trees(of:isWrapped:)`` does those of a text.
  ///
  /// Forms, spans, multiword tokens, comments and MISC stay as they are; tags, features, lemmas, heads
  /// and relations are new.
  ///
  /// - Cost: linear in the words.
  public func parse(words tree: Tree) -> Tree {
    let parsed = model.parse(words: tree, present: present)
    return lemmas?.applied(to: parsed) ?? parsed
  }
}
