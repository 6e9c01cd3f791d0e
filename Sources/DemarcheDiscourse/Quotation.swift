import DemarcheSyntax

/// Which words stand between quotation marks, over the sentences of a report.
struct Quotation {
  private var isOpen = false
  private var paragraph = -1

  /// Whether each word of the next sentence is quoted; the marks themselves are not.
  ///
  /// A mark left open ends with its paragraph.
  mutating func read(_ tree: Tree) -> [Bool] {
    if tree.paragraph != paragraph {
      isOpen = false
      paragraph = tree.paragraph
    }
    return tree.words.map { word in
      switch word.form {
      case "\u{201C}", "``", "«", "\u{201E}":
        isOpen = true
        return false
      case "\u{201D}", "''", "»":
        isOpen = false
        return false
      case "\"":
        isOpen.toggle()
        return false
      default: return isOpen
      }
    }
  }
}
