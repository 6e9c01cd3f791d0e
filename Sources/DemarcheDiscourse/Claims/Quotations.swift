public import DemarcheSyntax
import DemarcheText

/// What stands between one pair of quotation marks, over sentences and paragraphs.
public struct Quotation: Hashable, Sendable {
  /// One sentence's part of it: the words inside, the marks left out.
  public struct Piece: Hashable, Sendable {
    public var sentence: Int
    /// - Invariant: not empty.
    public var words: ClosedRange<Int>
  }

  /// In order; never empty.
  public var pieces: [Piece]

  /// The quotations of a text.
  ///
  /// A straight mark opens when it touches only what follows, and closes when it touches only what stands before. A quotation that a
  /// paragraph leaves open goes on where the next one begins with a mark, as print has it; else it ends with its sentence. Single marks
  /// pair up within a sentence, and apostrophes are none.
  ///
  /// - Parameter trees: the sentences of one field, in order.
  public static func find(in trees: [Tree]) -> [Quotation] {
    var found: [Quotation] = []
    var open: [Piece]?
    var isInside = false
    var from = 0
    for (sentence, tree) in trees.enumerated() {
      if isInside, sentence > 0, trees[sentence - 1].paragraph != tree.paragraph {
        // A new paragraph goes on with the quotation when it opens with a mark, or when a mark closes it soon.
        if let first = tree.words.first, mark(first.form) == .double {
          from = 1
        } else if isClosedSoon(trees[sentence...]) {
          from = 0
        } else {
          if let first = open?.first { found.append(Quotation(pieces: [first])) }
          open = nil
          isInside = false
        }
      } else {
        from = 0
      }
      var index = isInside ? from : 0
      while index < tree.words.count {
        defer { index += 1 }
        guard mark(tree.words[index].form) == .double else { continue }
        if isInside {
          // "He said he "never" did": a second opening mark means that the first was never closed.
          if opens(index, tree), !closes(index, tree) {
            if let first = open?.first { found.append(Quotation(pieces: [first])) }
            open = nil
            from = index + 1
            continue
          }
          if index > from { open = (open ?? []) + [Piece(sentence: sentence, words: from...index - 1)] }
          if let open, !open.isEmpty { found.append(Quotation(pieces: open)) }
          open = nil
          isInside = false
        } else if opens(index, tree) || !closes(index, tree) {
          isInside = true
          open = nil
          from = index + 1
        }
      }
      if isInside, from < tree.words.count {
        open = (open ?? []) + [Piece(sentence: sentence, words: from...tree.words.count - 1)]
      }
      found += singles(in: tree, sentence)
    }
    if isInside, let first = open?.first { found.append(Quotation(pieces: [first])) }
    return found
  }

  /// Whether the next mark within a few sentences closes.
  private static func isClosedSoon(_ trees: ArraySlice<Tree>) -> Bool {
    for tree in trees.prefix(5) {
      for index in tree.words.indices where mark(tree.words[index].form) == .double {
        return index > 0 && closes(index, tree) && !opens(index, tree)
      }
    }
    return false
  }

  private enum Mark { case double, single }

  /// Quotation marks are those that Unicode calls initial or final punctuation, the straight ones, and those of typewriters.
  private static func mark(_ form: String) -> Mark? {
    switch form {
    case "\"", "``", "''", "“", "”", "„", "«", "»": .double
    case "'", "‘", "’", "`": .single
    default: nil
    }
  }

  /// Whether a word is a quotation mark.
  static func isMark(_ form: String) -> Bool { mark(form) != nil }

  private static func opens(_ index: Int, _ tree: Tree) -> Bool {
    let words = tree.words
    if ["“", "``", "„", "«"].contains(words[index].form) { return true }
    if ["”", "»"].contains(words[index].form) { return false }
    let touchesNext = index + 1 < words.count && words[index].span.end == words[index + 1].span.start
    let touchesLast = index > 0 && words[index - 1].span.end == words[index].span.start
    return touchesNext && !touchesLast || touchesNext && index > 0 && words[index - 1].form == "("
  }

  private static func closes(_ index: Int, _ tree: Tree) -> Bool {
    let words = tree.words
    if ["“", "``", "„", "«"].contains(words[index].form) { return false }
    if ["”", "»"].contains(words[index].form) { return true }
    return index > 0 && words[index - 1].span.end == words[index].span.start
  }

  /// Pairs of single marks within a sentence.
  private static func singles(in tree: Tree, _ sentence: Int) -> [Quotation] {
    var found: [Quotation] = []
    var from: Int?
    for (index, word) in tree.words.enumerated() where mark(word.form) == .single {
      // "the ministers' talks" has a mark of possession.
      if word.upos == .part { continue }
      if let start = from, closes(index, tree), index > start {
        found.append(Quotation(pieces: [Piece(sentence: sentence, words: start...index - 1)]))
        from = nil
      } else if opens(index, tree), word.form != "’" {
        from = index + 1
      }
    }
    return found
  }
}
