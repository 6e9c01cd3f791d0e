/// A surface token: what stands between spaces and punctuation, and the syntactic words it holds.
///
/// Most tokens are one word. A contraction or possessive holds several, as Universal Dependencies
/// splits them: "don't" is "do" and "n't", "Iran's" is "Iran" and "'s".
///
/// - Invariant: `words` is empty for a token of one word; otherwise it has at least two spans that
///   lie inside `span`, in order.
public struct Token: Hashable, Sendable {
  public var span: Span
  public var words: [Span]

  public init(span: Span, words: [Span] = []) {
    self.span = span
    self.words = words
  }
}

/// A sentence of a text, cut into tokens.
///
/// - Invariant: `tokens` is not empty, its spans are ordered, do not overlap and lie inside `span`.
public struct Sentence: Hashable, Sendable {
  public var span: Span
  public var tokens: [Token]
  /// The paragraph it stands in, from 0.
  public var paragraph: Int

  public init(span: Span, tokens: [Token], paragraph: Int) {
    self.span = span
    self.tokens = tokens
    self.paragraph = paragraph
  }
}
