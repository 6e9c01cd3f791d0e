import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText
import Glibc

/// Opens the data of the program: the pack beside it, or folders named on the command line.
enum Engine {
  static let flags = [
    Flag("data", "FOLDER", "read rules and tables from a folder of text files instead of the pack"),
    Flag("models", "FOLDER", "read the models from a folder instead of the pack"),
    Flag(
      "knowledge", "FOLDER",
      "tables of your own, named as in Data/: their rows take the place of built-in ones"),
    Flag(
      "actors", "FILE", "actors of your own: a table, or a dictionary of TABARI or PETRARCH; may stand again"),
    Flag("agents", "FILE", "roles of your own: a table, or a dictionary of agents; may stand again"),
    Flag(
      "instead", nil, "leave the built-in states, organisations, offices and names out: yours stand alone"),
  ]

  /// Where the pack lies: `DEMARCHE_PACK`, beside the program, or in `../share/demarche`.
  static var packPath: String {
    if let path = getenv("DEMARCHE_PACK") { return String(cString: path) }
    let folder = Files.programFolder
    let beside = "\(folder)/demarche.pack"
    return Files.exists(beside) ? beside : "\(folder)/../share/demarche/demarche.pack"
  }

  /// The data alone, without the model of syntax.
  static func release(_ arguments: Arguments) throws -> Release {
    try release(arguments, user: try userTables(arguments))
  }

  /// The data with given tables of the user's own.
  static func release(_ arguments: Arguments, user: UserTables) throws -> Release {
    try DataSource.current(arguments).release(user: user)
  }

  static func pack() throws(DataFileError) -> Pack {
    do { return try Pack(path: packPath) } catch {
      var error = error
      if error.help == nil {
        error.help =
          "it comes with the program: install it anew, or in a clone call ./run; DEMARCHE_PACK names one elsewhere"
      }
      throw error
    }
  }

  /// The whole walk from text to events.
  ///
  /// - Parameter withTriggers: whether acts are found at words that no rule knows; who asks for mentions or rules alone
  ///   does without.
  /// - Parameter known: the data, where it was read already.
  static func pipeline(
    _ arguments: Arguments, release known: Release? = nil, withTriggers: Bool = true
  ) throws -> Pipeline {
    let models = Meanwhile { () throws in
      (try Engine.parser(arguments), withTriggers ? try Engine.triggers(arguments) : nil)
    }
    let release = try known ?? Engine.release(arguments)
    let (parser, triggers) = try models.value()
    let pipeline = Pipeline(release: release, parser: parser, triggers: triggers)
    // The process ends with it; taking it to pieces first would be for nothing.
    _ = Unmanaged.passRetained(pipeline)
    return pipeline
  }

  /// Sentences, words and trees alone: needs neither rules nor knowledge.
  static func parser(_ arguments: Arguments) throws -> TextParser {
    try TextParser(model: try model(arguments)) { try text($0, arguments) }
  }

  static func model(_ arguments: Arguments) throws -> SyntaxModel {
    if let path = arguments.value("model") { return try SyntaxModel(path: path) }
    if let folder = arguments.value("models") {
      return try SyntaxModel(path: "\(folder)/\(ModelName.syntax)")
    }
    return try SyntaxModel(section: ModelName.section(ModelName.syntax), of: try pack())
  }

  /// The ranker of pairs that `--ranker` names, or that of the models; nil when there is none.
  static func ranker(_ arguments: Arguments) throws -> Ranker? {
    try ranker(ModelName.ranker, "ranker", arguments)
  }

  /// The ranker of triggers that `--triggers` names, or that of the models; nil when there is none.
  static func triggers(_ arguments: Arguments) throws -> Ranker? {
    try ranker(ModelName.triggers, "triggers", arguments)
  }

  private static func ranker(_ name: String, _ flag: String, _ arguments: Arguments) throws -> Ranker? {
    if let path = arguments.value(flag) { return try ranker(file: path) }
    if let folder = arguments.value("models") {
      let path = "\(folder)/\(name)"
      return Files.exists(path) ? try ranker(file: path) : nil
    }
    return try pack().ranker(name)
  }

  private static func ranker(file path: String) throws -> Ranker {
    let file = try MappedFile(path: path)
    return try Ranker(file.bytes, file: path, keptBy: file)
  }

  /// The models in use, each with the first digits of its hash: what a measurement was made with.
  static func modelNames(_ arguments: Arguments) throws -> String {
    let paths = [
      (ModelName.syntax, arguments.value("model")), (ModelName.triggers, arguments.value("triggers")),
    ]
    return try paths.compactMap { name, own in
      try hash(ofModel: name, at: own ?? arguments.value("models").map { "\($0)/\(name)" })
        .map { "\(name) \($0.prefix(8))" }
    }.joined(separator: ", ")
  }

  /// - Parameter path: nil for the pack's.
  private static func hash(ofModel name: String, at path: String?) throws -> String? {
    if let path { return Files.exists(path) ? SHA256.hex(of: try Files.bytes(path)) : nil }
    let pack = try pack()
    // The bytes are there only as long as the pack is.
    return withExtendedLifetime(pack) { pack.bytes(ModelName.section(name)).map { SHA256.hex(of: $0) } }
  }

  /// - Parameter withEvidence: whether the learnt ends of sentences are used, or the rules alone.
  static func segmenter(_ arguments: Arguments, withEvidence: Bool = true) throws -> Segmenter {
    try Segmenter(withEvidence: withEvidence) { try text($0, arguments) }
  }
}

extension Engine {
  /// The tables that `--knowledge`, `--actors` and `--agents` name; files of a folder may lie there without their own
  /// folders.
  static func userTables(_ arguments: Arguments) throws -> UserTables {
    var user = UserTables()
    user.isInstead = arguments.has("instead")
    if let folder = arguments.value("knowledge") {
      for name in try Files.below(folder) where name.hasSuffix(".tsv") {
        let path = "\(folder)/\(name)"
        user.texts.append(try UserTables.File(inFolder: name, path: path, text: try Files.text(path)))
      }
      if user.texts.isEmpty {
        throw DataFileError(
          file: folder, line: 0, message: "the folder holds no table",
          help: "its files are named as in Data/: knowledge/organisations.tsv")
      }
    }
    user.texts += try UserKnowledge.files(arguments, isInstead: user.isInstead)
    if user.isInstead, user.texts.isEmpty {
      throw UsageError("--instead needs --knowledge FOLDER or --actors FILE")
    }
    return user
  }

  /// The tables of one kind, the user's first.
  static func tables(of kind: TableKind, _ arguments: Arguments) throws -> [Table] {
    try tables(of: [kind], arguments)[0]
  }

  /// The tables of several kinds, one list a kind; the user's first.
  static func tables(of kinds: [TableKind], _ arguments: Arguments) throws -> [[Table]] {
    try TableKind.tables(
      of: kinds, in: try files(arguments) { name in kinds.contains { $0.holds(name) } })
  }

  /// The tables of the data that are wanted, by their names, behind all of the user's own.
  static func files(
    _ arguments: Arguments, where isWanted: (String) -> Bool
  ) throws -> [UserTables.File] {
    let own = try userTables(arguments).texts
    if let folder = arguments.value("data") {
      return try own
        + Files.below(folder).filter { $0.hasSuffix(".tsv") && isWanted($0) }.map {
          UserTables.File(name: $0, path: "\(folder)/\($0)", text: try Files.text("\(folder)/\($0)"))
        }
    }
    return own + (try pack().tables(where: isWanted))
  }

  /// The text of a file of the data, from the folder that is named or the pack.
  static func text(_ name: String, _ arguments: Arguments) throws -> String {
    if let folder = arguments.value("data") { return try Files.text("\(folder)/\(name)") }
    return try pack().requiredText(name)
  }

  /// A table of the data.
  static func table(_ name: String, _ columns: [String], _ arguments: Arguments) throws -> Table {
    try Table(text: try text(name, arguments), file: name, columns: columns)
  }
}
