public struct SegmenterLexicon: Sendable {
  public init(abbreviations: String, contractions: String) throws {}
}
public struct Segmenter: Sendable {
  public init(lexicon: SegmenterLexicon) {}
  public func sentences(in text: String) -> [Sentence] { [] }
}
