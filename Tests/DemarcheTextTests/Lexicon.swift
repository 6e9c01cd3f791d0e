import DemarcheData
import DemarcheSyntax
import DemarcheText

/// The English lists of this clone.
func englishLexicon() throws -> SegmenterLexicon {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let folder = "/\(root)/Data/lexicon/en"
  func text(_ name: String) throws -> String {
    let file = try MappedFile(path: "\(folder)/\(name)")
    return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
  }
  return try SegmenterLexicon(
    abbreviations: text("abbreviations.tsv"), contractions: text("contractions.tsv"),
    boundaries: text("boundaries.tsv"), folder: folder)
}

/// The sentences of a text, tokens between spaces, the words of a contraction between bars.
func shown(_ text: String) throws -> [String] {
  let bytes = Array(text.utf8)
  func form(_ span: Span) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
  return try Segmenter(lexicon: englishLexicon()).sentences(in: text).map { sentence in
    sentence.tokens.map { token in
      token.words.isEmpty ? form(token.span) : token.words.map(form).joined(separator: "|")
    }.joined(separator: " ")
  }
}
