import DemarcheData
public import DemarcheSyntax
import DemarcheText

/// What must hold for every text on its way to trees, whatever its bytes are.
///
/// One check for the tests that run the committed corpus and for the fuzzer that looks for new cases.
public enum TextWalk {
  /// Walks bytes from text to CoNLL-U and back, and says what did not hold; nil when all did.
  ///
  /// Checked: sentences, tokens and words lie inside the text, in order and not empty; each tree has the
  /// words that were cut; what is written is read again without a fault, with the same forms, spans,
  /// tags, heads and relations. That a tree is one, ``Tree`` itself checks.
  ///
  /// - Cost: some walks over the text, linear.
  public static func fault(in bytes: [UInt8], _ parser: TextParser) -> String? {
    // Bytes as they are: the segmenter takes broken ones for letters.
    if let fault = fault(in: parser.segmenter.sentences(in: bytes), count: bytes.count) {
      return "from bytes: \(fault)"
    }
    let text = String(decoding: bytes, as: UTF8.self)
    for isWrapped in [false, true] {
      let trees = parser.trees(of: text, isWrapped: isWrapped)
      if let fault = fault(in: trees, text) { return "isWrapped \(isWrapped): \(fault)" }
    }
    return nil
  }

  /// Reads bytes as CoNLL-U, parses what can be read, writes it, and says what cannot be read again.
  ///
  /// - Cost: linear in the bytes.
  public static func fault(inCoNLLU bytes: [UInt8], _ parser: TextParser) -> String? {
    let document = CoNLLU.read(String(decoding: bytes, as: UTF8.self), file: "given")
    for error in document.errors where error.line < 1 || error.help == nil {
      return "an error without a line or help: \(error)"
    }
    for tree in document.trees {
      var written = ""
      CoNLLU.write(parser.parse(words: tree), to: &written)
      let again = CoNLLU.read(written, file: "written")
      if let error = again.errors.first { return "not read again: \(error)" }
      guard again.trees.count == 1, again.trees[0].words.count == tree.words.count else {
        return "\(tree.words.count) words are read again as \(again.trees.map(\.words.count))"
      }
    }
    return nil
  }

  private static func fault(in sentences: [Sentence], count: Int) -> String? {
    var end = 0
    var paragraph = 0
    for (i, sentence) in sentences.enumerated() {
      guard !sentence.tokens.isEmpty else { return "sentence \(i) has no token" }
      guard sentence.tokens.count <= Segmenter.longestSentence else {
        return "sentence \(i) has \(sentence.tokens.count) tokens"
      }
      guard sentence.span.start >= end, sentence.span.end <= count else {
        return "sentence \(i) at \(sentence.span) behind \(end) of \(count)"
      }
      guard sentence.paragraph >= paragraph else { return "sentence \(i) in paragraph \(sentence.paragraph)" }
      paragraph = sentence.paragraph
      for token in sentence.tokens {
        guard token.span.start >= end, token.span.count > 0, sentence.span.contains(token.span) else {
          return "token \(token.span) behind \(end) in sentence \(sentence.span)"
        }
        guard token.words.count != 1 else { return "token \(token.span) with one part" }
        for word in token.words {
          guard word.start >= end, word.count > 0, token.span.contains(word) else {
            return "word \(word) behind \(end) in token \(token.span)"
          }
          end = word.end
        }
        end = token.span.end
      }
    }
    return nil
  }

  private static func fault(in trees: [Tree], _ text: String) -> String? {
    var end = 0
    let count = text.utf8.count
    for tree in trees {
      for word in tree.words {
        guard word.span.start >= end, word.span.count > 0, word.span.end <= count else {
          return "word \"\(word.form)\" at \(word.span) behind \(end) of \(count)"
        }
        end = word.span.end
      }
    }
    var written = ""
    CoNLLU.write(document: "a b/c", parts: [trees], to: &written)
    let document = CoNLLU.read(written, file: "written")
    if let error = document.errors.first { return "not read again: \(error)" }
    guard document.trees.count == trees.count else {
      return "\(trees.count) trees written, \(document.trees.count) read"
    }
    for (tree, read) in zip(trees, document.trees) {
      guard CoNLLU.text(of: tree) == CoNLLU.text(of: read) else {
        return "text \"\(CoNLLU.text(of: tree))\" read as \"\(CoNLLU.text(of: read))\""
      }
      guard read.comments.contains("text = \(CoNLLU.text(of: tree))") else {
        return "no comment with the text \"\(CoNLLU.text(of: tree))\""
      }
      guard read.paragraph == tree.paragraph else {
        return "paragraph \(tree.paragraph) read as \(read.paragraph)"
      }
      for (word, other) in zip(tree.words, read.words) {
        let isSame =
          word.form == other.form && word.lemma == other.lemma && word.upos == other.upos
          && word.feats == other.feats && word.head == other.head && word.deprel == other.deprel
        guard isSame else { return "\(word) read as \(other)" }
      }
      guard tree.words.count == read.words.count, tree.multiword.count == read.multiword.count else {
        return "words or tokens are lost"
      }
    }
    return nil
  }
}
