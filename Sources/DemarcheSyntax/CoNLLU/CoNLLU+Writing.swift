import DemarcheText

extension CoNLLU {
  /// Appends a tree in CoNLL-U form, with the blank line that ends a sentence.
  ///
  /// `SpaceAfter=No` is written where two tokens touch. Comments are written as kept.
  public static func write(_ tree: Tree, to output: inout String) {
    for comment in tree.comments { output += "# \(comment)\n" }
    let tokens = surface(of: tree)
    for (i, token) in tokens.enumerated() {
      let touches = i + 1 < tokens.count && tokens[i + 1].span.start <= token.span.end
      let misc = touches && token.span.count > 0 ? "SpaceAfter=No" : "_"
      if token.words.count > 1 {
        output +=
          "\(token.words.lowerBound + 1)-\(token.words.upperBound)\t\(token.form)\t_\t_\t_\t_\t_\t_\t_\t"
        output += "\(misc)\n"
      }
      for word in token.words {
        write(tree.words[word], number: word + 1, misc: token.words.count > 1 ? "_" : misc, to: &output)
      }
    }
    output += "\n"
  }

  private static func write(_ word: Word, number: Int, misc: String, to output: inout String) {
    output += "\(number)\t\(word.form)\t\(word.lemma)\t\(word.upos.name)\t\(word.xpos)\t"
    output += "\(word.feats)\t\((word.head ?? -1) + 1)\t\(word.deprel)\t_\t\(misc)\n"
  }
}
