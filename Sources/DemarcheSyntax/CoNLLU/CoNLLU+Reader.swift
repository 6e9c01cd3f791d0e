import DemarcheData
import DemarcheText

extension CoNLLU {
  /// Reads CoNLL-U a line at a time, so that a file of any size needs no more room than a sentence.
  ///
  /// What a sentence that is left out says of documents and paragraphs (`# newdoc`, `# newpar`,
  /// `# published`, `# source`) goes to the next one that is read.
  public struct Reader: Sendable {
    private let file: String
    private var sentence: SentenceReader
    private var number = 0
    private var paragraph = -1
    private var carried: [String] = []

    public init(file: String) {
      self.file = file
      sentence = SentenceReader(file: file)
    }

    /// Takes the next line, without its newline; a blank line ends a sentence.
    ///
    /// - Parameter document: gets the sentence that has ended and every fault, as they are found.
    public mutating func add(_ line: ArraySlice<UInt8>, into document: inout Document) {
      number += 1
      var line = line
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      if line.isEmpty {
        end(into: &document)
      } else {
        sentence.add(line, line: number, into: &document.errors)
      }
    }

    /// Ends the reading: the last sentence needs no blank line.
    public mutating func finish(into document: inout Document) { end(into: &document) }

    private mutating func end(into document: inout Document) {
      let opensDocument = sentence.startsDocument || carried.contains { $0.hasPrefix("newdoc") }
      let opensParagraph = sentence.startsParagraph || carried.contains { $0.hasPrefix("newpar") }
      var next = paragraph
      if opensDocument { next = -1 }
      if opensParagraph || next < 0 { next += 1 }
      if sentence.startsDocument { carried = [] }
      if sentence.startsParagraph { carried.removeAll { $0.hasPrefix("newpar") } }
      if let tree = sentence.finish(paragraph: next, before: carried, into: &document.errors) {
        document.trees.append(tree)
        paragraph = next
        carried = []
      } else {
        carried += sentence.comments.filter { comment in
          ["newdoc", "newpar", "published =", "source ="].contains { comment.hasPrefix($0) }
        }
      }
      sentence = SentenceReader(file: file)
    }
  }
}
