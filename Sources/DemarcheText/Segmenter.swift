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
  public func sentences(in text: [UInt8]) -> [Sentence] { sentences(in: text, learner: nil) }

  /// Walks over a text whose sentences are known, so that the weights of evidence can be learnt.
  ///
  /// - Parameter decide: is given the byte behind which a sentence might end, what the rules say and the
  ///   evidence, and returns the truth.
  package func study(_ text: [UInt8], decide: (Int, Bool, [String]) -> Bool) {
    withoutActuallyEscaping(decide) { _ = sentences(in: text, learner: $0) }
  }

  private typealias Learner = (Int, Bool, [String]) -> Bool

  private func sentences(in text: [UInt8], learner: Learner?) -> [Sentence] {
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
          cut(tokenizer.tokens, bytes, paragraph, learner, into: &found)
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
    _ tokens: [Token], _ bytes: UnsafeBufferPointer<UInt8>, _ paragraph: Int, _ learner: Learner?,
    into found: inout [Sentence]
  ) {
    let isLearnt = learner != nil || lexicon.evidence.count > 0
    let evidence = isLearnt ? BoundaryEvidence(tokens: tokens, bytes: bytes) : nil
    let boundaries = Boundaries(tokens: tokens, bytes: bytes, lexicon: lexicon)
    var start = 0
    var at = 0
    while at < tokens.count {
      let closed = boundaries.sentenceEnd(after: at, first: start)
      let end = closed ?? at + 1
      var isEnd = closed != nil
      if let evidence, end < tokens.count, evidence.isOpen(end, verdict: isEnd) {
        if let learner {
          var lines = EvidenceLines()
          evidence.weigh(end, first: start, verdict: isEnd, &lines)
          isEnd = learner(tokens[end - 1].span.end, isEnd, lines.lines)
        } else {
          var sum = EvidenceSum(lexicon.evidence)
          evidence.weigh(end, first: start, verdict: isEnd, &sum)
          isEnd = sum.sum > evidence.threshold(end, verdict: isEnd)
        }
      }
      if end == tokens.count || end - start >= Segmenter.longestSentence { isEnd = true }
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
