public import DemarcheSyntax

/// The plain text that a treebank was made from, as near as its annotations tell.
public enum PlainText {
  /// The sentences of a paragraph on one line, a line for each paragraph.
  public static func text(of trees: [Tree]) -> String {
    var text = ""
    for (i, tree) in trees.enumerated() {
      let opens = tree.comments.contains { $0.hasPrefix("newpar") || $0.hasPrefix("newdoc") }
      if i > 0 { text += opens ? "\n" : " " }
      text += CoNLLU.text(of: tree)
    }
    return text + "\n"
  }
}
