public import DemarcheSyntax
import DemarcheText

extension Tree {
  /// A tree typed by hand: one word a line, `form lemma UPOS head deprel [Feature=Value|...]`.
  ///
  /// Heads count from 1, and 0 is the root. Words stand in the text with one space between them.
  ///
  /// Traps on a line that is not of that form: a test is a program of its own.
  public static func typed(_ lines: String) -> Tree {
    var words: [Word] = []
    var at = 0
    for line in lines.split(separator: "\n") {
      let cells = line.split(separator: " ").map(String.init)
      if cells.isEmpty { continue }
      guard cells.count == 5 || cells.count == 6, let upos = UPOS(name: cells[2]), let head = Int(cells[3])
      else {
        preconditionFailure("not a word: \(line)")
      }
      let feats = cells.count == 6 ? Features(cells[5]) : Features()
      guard let feats else { preconditionFailure("no features: \(line)") }
      let span = Span(at, at + cells[0].utf8.count)
      at = span.end + 1
      words.append(
        Word(
          form: cells[0], lemma: cells[1], upos: upos, feats: feats, head: head == 0 ? nil : head - 1,
          deprel: cells[4], span: span))
    }
    return Tree(words: words, span: Span(0, max(0, at - 1)))
  }

  /// Sentences typed by hand as one text, a space between them.
  public static func typed(text sentences: [String]) -> [Tree] {
    var offset = 0
    return sentences.map { sentence in
      let tree = typed(sentence).shifted(by: offset)
      offset = tree.span.end + 1
      return tree
    }
  }

  /// The text that ``typed(_:)`` puts its words into.
  public var typedText: String { words.map(\.form).joined(separator: " ") }

  /// The forms at indices, for readable expectations.
  public func forms(_ indices: some Sequence<Int>) -> [String] { indices.map { words[$0].form } }

  /// The index of the first word of a form; traps when there is none.
  public func index(_ form: String) -> Int {
    guard let index = words.firstIndex(where: { $0.form == form }) else {
      preconditionFailure("no word \(form) in \(typedText)")
    }
    return index
  }
}
