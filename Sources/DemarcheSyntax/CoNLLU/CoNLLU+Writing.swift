import DemarcheText

extension CoNLLU {
  /// Appends a tree in CoNLL-U form, with the blank line that ends a sentence.
  ///
  /// `SpaceAfter=No` is written where two tokens touch. Comments and MISC are written as kept, DEPS is
  /// `_`. An empty column becomes `_`, and characters that would break a line or a column become U+FFFD,
  /// so that what is written can always be read again.
  ///
  /// - Parameter touchesNext: whether the next sentence follows without a space.
  /// - Cost: linear in the tree.
  public static func write(_ tree: Tree, touchesNext: Bool = false, to output: inout String) {
    for comment in tree.comments { output += "# \(line(comment))\n" }
    let tokens = surface(of: tree)
    for (i, token) in tokens.enumerated() {
      let touches =
        i + 1 < tokens.count
        ? tokens[i + 1].span.start <= token.span.end && token.span.count > 0 : touchesNext
      let misc = misc(token.misc, touches: touches)
      if token.words.count > 1 {
        output += "\(token.words.lowerBound + 1)-\(token.words.upperBound)\t\(line(token.form))"
        output += "\t_\t_\t_\t_\t_\t_\t_\t\(line(misc))\n"
      }
      for word in token.words {
        let own = tree.words[word].misc
        write(tree.words[word], number: word + 1, misc: token.words.count > 1 ? own : misc, to: &output)
      }
    }
    output += "\n"
  }

  private static func write(_ word: Word, number: Int, misc: String, to output: inout String) {
    output += "\(number)\t\(line(word.form))\t\(line(word.lemma))\t\(word.upos.name)\t\(line(word.xpos))\t"
    output += "\(word.feats)\t\((word.head ?? -1) + 1)\t\(line(word.deprel))\t_\t\(line(misc))\n"
  }

  /// A MISC column with `SpaceAfter=No` in its place by the alphabet, as treebanks have it.
  static func misc(_ misc: String, touches: Bool) -> String {
    let mark = "SpaceAfter=No"
    guard touches else { return misc }
    if misc == "_" || misc.isEmpty { return mark }
    var attributes = misc.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    if attributes.contains(mark) { return misc }
    let place = attributes.firstIndex { $0.lowercased() > mark.lowercased() } ?? attributes.count
    attributes.insert(mark, at: place)
    return attributes.joined(separator: "|")
  }

  /// Text that fits into a column or a comment: one line, no tabs, not empty.
  private static func line(_ text: String) -> String {
    if text.isEmpty { return "_" }
    // C2 85 and E2 80 A8, A9 are the line ends of Unicode that other readers may obey.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 && $0 != 0xE2 }
    if isPlain { return text }
    var cleaned = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: cleaned.unicodeScalars.append("\u{FFFD}")
      default: cleaned.unicodeScalars.append(scalar)
      }
    }
    return cleaned
  }
}
