import DemarcheData
public import DemarcheSyntax
import DemarcheText

extension TextParser {
  /// The parser of a checkout, from its `Data` and `Models` as they lie there, without a pack.
  ///
  /// - Throws: what is wrong with a file, or that it is missing.
  public convenience init(checkout root: String) throws {
    func text(_ name: String) throws -> String {
      let file = try MappedFile(path: "\(root)/Data/lexicon/en/\(name)")
      return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
    }
    func table(_ name: String, _ columns: [String]) throws -> Table {
      try Table(text: try text(name), file: name, columns: columns)
    }
    let lexicon = try SegmenterLexicon(
      abbreviations: try text("abbreviations.tsv"), contractions: try text("contractions.tsv"),
      boundaries: try text("boundaries.tsv"))
    self.init(
      segmenter: Segmenter(lexicon: lexicon),
      model: try SyntaxModel(path: "\(root)/Models/english-ewt.model"),
      lemmas: try LemmaTable(table("lemmas.tsv", LemmaTable.columns)),
      present: PresentVerbs(try table("present.tsv", PresentVerbs.columns)))
  }
}
