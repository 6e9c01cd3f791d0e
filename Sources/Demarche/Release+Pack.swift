public import DemarcheCoding
public import DemarcheData
public import DemarcheKnowledge
public import DemarcheSyntax
public import DemarcheText

/// The names of the models of a release, as in `Models/`.
public enum ModelName {
  public static let syntax = "english-ewt.model"
  public static let ranker = "ranker-en.model"
  public static let triggers = "triggers-en.model"

  /// Where a model lies in a pack.
  public static func section(_ name: String) -> String { "models/\(name)" }
}

extension Pack {
  /// The text of a file of the data, named as in `Data/`.
  ///
  /// - Throws: that the pack has none of the name.
  public func requiredText(_ name: String) throws(DataFileError) -> String {
    guard let text = text(name) else {
      throw DataFileError(
        file: path, line: 0, message: "the pack has no \(name)", help: "build it anew: ./run")
    }
    return text
  }

  /// A table of the data.
  public func table(_ name: String, columns: [String]) throws -> Table {
    try Table(text: try requiredText(name), file: name, columns: columns)
  }

  /// The tables of the data that are wanted, by their names; the others are not read.
  public func tables(where isWanted: (String) -> Bool) -> [UserTables.File] {
    names.filter { $0.hasSuffix(".tsv") && isWanted($0) }
      .map { UserTables.File(name: $0, path: $0, text: text($0) ?? "") }
  }

  /// A linear model; nil when the pack has none of the name.
  public func ranker(_ name: String) throws(DataFileError) -> Ranker? {
    guard let bytes = bytes(ModelName.section(name)) else { return nil }
    return try Ranker(bytes, file: name, keptBy: file)
  }
}

extension TextParser {
  /// The parser of a model with the words that the data knows: where sentences end, lemmas, verbs of headlines.
  ///
  /// - Parameter text: the text of a file, named as in `Data/`.
  public convenience init(model: SyntaxModel, text: (String) throws -> String) throws {
    self.init(
      segmenter: try Segmenter(text: text), model: model,
      lemmas: try LemmaTable(TextParser.table("lexicon/en/lemmas.tsv", LemmaTable.columns, text)),
      present: PresentVerbs(try TextParser.table("lexicon/en/present.tsv", PresentVerbs.columns, text)))
  }

  /// The parser of a pack.
  public convenience init(_ pack: Pack) throws {
    try self.init(model: try SyntaxModel(section: ModelName.section(ModelName.syntax), of: pack)) {
      try pack.requiredText($0)
    }
  }

  private static func table(
    _ name: String, _ columns: [String], _ text: (String) throws -> String
  ) throws -> Table { try Table(text: try text(name), file: name, columns: columns) }
}

extension Segmenter {
  /// The segmenter that the data describes.
  ///
  /// - Parameters:
  ///   - withEvidence: whether the learnt ends of sentences are used, or the rules alone.
  ///   - text: the text of a file, named as in `Data/`.
  public init(withEvidence: Bool = true, text: (String) throws -> String) throws {
    self.init(
      lexicon: try SegmenterLexicon(
        abbreviations: try text("lexicon/en/abbreviations.tsv"),
        contractions: try text("lexicon/en/contractions.tsv"),
        boundaries: withEvidence ? try text("lexicon/en/boundaries.tsv") : nil))
  }
}

extension Pipeline {
  /// The walk with all that a pack holds.
  ///
  /// - Parameter user: tables of the user's own.
  /// - Throws: every fault of every file.
  /// - Cost: a tenth of a second; the pack stays mapped while the pipeline lives.
  public convenience init(_ pack: Pack, user: UserTables = UserTables()) throws {
    let models = Meanwhile { () throws in (try TextParser(pack), try pack.ranker(ModelName.triggers)) }
    let release = try Release(pack, user: user)
    let (parser, triggers) = try models.value()
    self.init(release: release, parser: parser, triggers: triggers)
  }
}
