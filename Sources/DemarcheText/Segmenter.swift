/// Cuts a text into sentences and tokens, each with its exact place in the text.
///
/// A newline ends a paragraph and with it a sentence; who reads hard-wrapped text joins the lines
/// first. Tokens follow Universal Dependencies' English treebanks.
///
/// - Cost: linear in the text. No sentence has more than ``longestSentence`` tokens: a longer one is cut.
public struct Segmenter: Sendable {
  public static let longestSentence = 400

  private let lexicon: SegmenterLexicon

  public init(lexicon: SegmenterLexicon) { self.lexicon = lexicon }

  /// The sentences of a text, in order.
  ///
  /// Spans count its UTF-8 bytes.
  public func sentences(in text: String) -> [Sentence] { sentences(in: Array(text.utf8)) }

  /// The sentences of a text given as UTF-8 bytes; broken bytes count as letters.
  public func sentences(in text: [UInt8]) -> [Sentence] {
    text.withUnsafeBufferPointer { bytes in
      var found: [Sentence] = []
      var paragraph = 0
      var at = 0
      while at < bytes.count {
        var end = at
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        var tokenizer = Tokenizer(bytes, lexicon)
        tokenizer.tokenize(at, end)
        if !tokenizer.tokens.isEmpty {
          cut(tokenizer.tokens, bytes, paragraph, into: &found)
          paragraph += 1
        }
        at = end + 1
      }
      return found
    }
  }

  /// Parts the full stop from a loose abbreviation that ends a sentence.
  private func loosenStop(of tokens: inout [Token], _ bytes: UnsafeBufferPointer<UInt8>) {
    guard tokens.count < Segmenter.longestSentence, let span = tokens.last?.span, span.count > 1,
      bytes[span.end - 1] == UInt8(ascii: "."),
      lexicon.abbreviations[SegmenterLexicon.key(bytes[span.start..<span.end])] == .loose
    else { return }
    tokens[tokens.count - 1] = Token(span: Span(span.start, span.end - 1))
    tokens.append(Token(span: Span(span.end - 1, span.end)))
  }

  private func cut(
    _ tokens: [Token], _ bytes: UnsafeBufferPointer<UInt8>, _ paragraph: Int, into found: inout [Sentence]
  ) {
    let boundaries = Boundaries(tokens: tokens, bytes: bytes, lexicon: lexicon)
    var start = 0
    var at = 0
    while at < tokens.count {
      var end = at + 1
      let isEnd: Bool
      if let closed = boundaries.sentenceEnd(after: at, first: start) {
        end = closed
        isEnd = true
      } else {
        isEnd = end == tokens.count || end - start >= Segmenter.longestSentence
      }
      if isEnd {
        let span = Span(tokens[start].span.start, tokens[end - 1].span.end)
        var own = Array(tokens[start..<end])
        loosenStop(of: &own, bytes)
        found.append(Sentence(span: span, tokens: own, paragraph: paragraph))
        start = end
      }
      at = end
    }
  }
}
