public import DemarcheData
package import DemarcheText

/// The CoNLL-U form of Universal Dependencies, version 2.
public enum CoNLLU {
  /// What a CoNLL-U text holds: its whole trees, and every fault that was found on the way.
  public struct Document: Sendable {
    public var trees: [Tree]
    public var errors: [DataFileError]

    public init(trees: [Tree] = [], errors: [DataFileError] = []) {
      self.trees = trees
      self.errors = errors
    }
  }

  /// No sentence is read that has more words: a file without blank lines is no sentence.
  public static let mostWords = 100_000

  /// Reads a CoNLL-U text.
  ///
  /// MISC and comments are kept. Empty nodes, enhanced dependencies (DEPS) and features of a multiword
  /// token (`Typo=Yes`) are not. A sentence with a fault is left out and reported; the rest is read.
  /// Spans of words, tokens and trees count bytes of the text that ``text(of:)`` rebuilds, from 0 for
  /// each sentence.
  ///
  /// - Cost: linear in the text.
  public static func read(_ text: String, file: String) -> Document {
    var document = Document()
    var reader = Reader(file: file)
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      reader.add(bytes[at..<end], into: &document)
      at = end + 1
    }
    reader.finish(into: &document)
    return document
  }

  /// The value of a comment `name = value`; nil when it is another comment.
  public static func value(of name: String, in comment: String) -> String? {
    guard comment.hasPrefix(name) else { return nil }
    let rest = comment.dropFirst(name.count).drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    return String(rest.dropFirst().drop { $0 == " " })
  }

  /// The plain text of a tree, rebuilt from its forms and the gaps between their spans.
  public static func text(of tree: Tree) -> String {
    var text = ""
    var end = tree.words.first?.span.start ?? 0
    for token in surface(of: tree) {
      if token.span.start > end { text += " " }
      text += token.form
      end = token.span.end
    }
    return text
  }

  /// A token as it stands in the text: a word, or a multiword token.
  package struct Surface {
    package var form: String
    package var span: Span
    package var words: Range<Int>
    package var misc: String
  }

  package static func surface(of tree: Tree) -> [Surface] {
    var found: [Surface] = []
    var next = 0
    for token in tree.multiword {
      while next < token.words.lowerBound {
        found.append(surface(tree.words[next], next))
        next += 1
      }
      found.append(Surface(form: token.form, span: token.span, words: token.words, misc: token.misc))
      next = token.words.upperBound
    }
    while next < tree.words.count {
      found.append(surface(tree.words[next], next))
      next += 1
    }
    return found
  }

  private static func surface(_ word: Word, _ index: Int) -> Surface {
    Surface(form: word.form, span: word.span, words: index..<index + 1, misc: word.misc)
  }
}
