public import DemarcheData
package import DemarcheText

/// The CoNLL-U form of Universal Dependencies, version 2.
public enum CoNLLU {
  /// What a CoNLL-U text holds: its whole trees, and every fault that was found on the way.
  public struct Document: Sendable {
    public var trees: [Tree]
    public var errors: [DataFileError]
  }

  /// Reads a CoNLL-U text.
  ///
  /// Empty nodes, enhanced dependencies and MISC attributes other than `SpaceAfter=No` are not kept.
  /// A sentence with a fault is left out and reported; the rest is read. Spans of words, tokens and
  /// trees count bytes of the text that ``text(of:)`` rebuilds, from 0 for each sentence.
  ///
  /// - Cost: linear in the text.
  public static func read(_ text: String, file: String) -> Document {
    var document = Document(trees: [], errors: [])
    let bytes = Array(text.utf8)
    var sentence = SentenceReader(file: file)
    var number = 0
    var paragraph = -1
    var at = 0
    while at <= bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      var stop = end
      if stop > at, bytes[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
      if stop > at {
        sentence.add(bytes[at..<stop], line: number)
      }
      if stop == at || end >= bytes.count {
        if sentence.startsDocument { paragraph = -1 }
        if sentence.startsParagraph || paragraph < 0 { paragraph += 1 }
        if let tree = sentence.finish(paragraph: paragraph, into: &document.errors) {
          document.trees.append(tree)
        }
        sentence = SentenceReader(file: file)
      }
      at = end + 1
    }
    return document
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
  }

  package static func surface(of tree: Tree) -> [Surface] {
    var found: [Surface] = []
    var next = 0
    for token in tree.multiword {
      while next < token.words.lowerBound {
        found.append(
          Surface(form: tree.words[next].form, span: tree.words[next].span, words: next..<next + 1))
        next += 1
      }
      found.append(Surface(form: token.form, span: token.span, words: token.words))
      next = token.words.upperBound
    }
    while next < tree.words.count {
      found.append(Surface(form: tree.words[next].form, span: tree.words[next].span, words: next..<next + 1))
      next += 1
    }
    return found
  }
}
