public import DemarcheData
public import DemarcheEvents

/// Everything the program knows of the world and of a language, read from the tables of `Data/`.
public final class Knowledge: Sendable {
  public let codebook: Codebook
  public let crosswalk: Crosswalk
  public let classes: WordClasses
  public let actors: ActorTables
  public let time: TimeExpressions
  public let numbers: NumberLexicon
  public let gazetteer: Gazetteer
  public let stateCodes: StateCodes
  public let contexts: ContextLexicon
  public let reference: ReferenceLexicon

  /// Reads all tables.
  ///
  /// - Parameters:
  ///   - names: the names of all files of `Data/`.
  ///   - text: the text of one of them; nil when it is missing.
  ///   - compiled: the tables of actors and places as ``compiled()`` gave them; used when the user has none.
  ///   - user: the user's own tables of actors and places, what they hold for and their texts.
  /// - Throws: the faults of all tables at once.
  public init(
    names: [String], user: UserTables = UserTables(), compiled: UnsafeRawBufferPointer? = nil,
    text: (String) -> String?
  ) throws(DataErrors) {
    var errors: [DataFileError] = []
    func table(
      _ name: String, _ columns: [String], optional: [String] = [], own: String? = nil
    ) -> Table? {
      guard let content = own ?? text(name) else {
        errors.append(DataFileError(file: name, line: 0, message: "the file is missing"))
        return nil
      }
      do {
        return try Table(text: content, file: name, columns: columns, optional: optional)
      } catch {
        errors += error.errors
        return nil
      }
    }
    func read<Value>(_ make: () throws(DataErrors) -> Value) -> Value? {
      do { return try make() } catch {
        errors += error.errors
        return nil
      }
    }
    let version = table("codebook/version.tsv", Codebook.versionColumns)
    let types = table(
      "codebook/types.tsv", Codebook.typeColumns, optional: Codebook.optionalTypeColumns)
    let modes = table("codebook/modes.tsv", Codebook.modeColumns)
    let contexts = table(
      "codebook/contexts.tsv", Codebook.contextColumns, optional: Codebook.optionalContextColumns)
    let sectors = table("codebook/sectors.tsv", Codebook.sectorColumns)
    let cameo = table("codebook/cameo.tsv", Codebook.cameoColumns)
    let quads = table("codebook/quads.tsv", Codebook.quadColumns)
    let codes = table("codebook/crosswalk.tsv", Crosswalk.columns)
    // The user's tables come first, and take the place of the rows with the same key.
    func tables(_ kind: TableKind) -> [Table] {
      let own = user.texts.filter { kind.holds($0.name) }
        .compactMap { table($0.path, kind.columns, optional: kind.optional, own: $0.text) }
      let isReplaced = user.isInstead && (kind.isReplaceable || !own.isEmpty)
      let files = isReplaced ? [] : names.filter(kind.holds).sorted()
      if files.isEmpty, !isReplaced {
        errors.append(DataFileError(file: "\(kind.stem).tsv", line: 0, message: "the file is missing"))
      }
      let builtIn = files.compactMap { table($0, kind.columns, optional: kind.optional) }
      if own.isEmpty { return builtIn }
      func key(_ row: Table.Row) -> [String] { kind.replaces.map { row[$0] } }
      let keys = Set(own.flatMap { $0.rows.map(key) })
      return own + builtIn.map { $0.removing { keys.contains(key($0)) } }
    }
    let words = names.filter { $0.hasPrefix("lexicon/en/classes") && $0.hasSuffix(".tsv") }.sorted()
      .compactMap { table($0, WordClasses.columns) }
    let times = table("lexicon/en/time.tsv", TimeLexicon.columns)
    // A language may do without words of number.
    let numberWords = names.filter { $0 == "lexicon/en/numbers.tsv" }
      .compactMap { table($0, NumberLexicon.columns) }.first
    let contextWords = names.filter { $0.hasPrefix("lexicon/en/contexts") && $0.hasSuffix(".tsv") }.sorted()
      .compactMap { table($0, ContextLexicon.wordColumns) }
    let givenNames = table("lexicon/en/given-names.tsv", ReferenceLexicon.nameColumns)
    let nounSorts = table("lexicon/en/noun-sorts.tsv", ReferenceLexicon.nounColumns)
    let signs = table("lexicon/en/antecedents.tsv", ReferenceLexicon.signColumns)
    let contextSectors = names.filter { $0 == "codebook/context-sectors.tsv" }
      .compactMap { table($0, ContextLexicon.sectorColumns) }

    var codebook: Codebook?
    if let version, let types, let modes, let contexts, let sectors, let cameo, let quads {
      codebook = read { () throws(DataErrors) in
        try Codebook(
          .init(
            version: version, types: types, modes: modes, contexts: contexts, sectors: sectors, cameo: cameo,
            quads: quads))
      }
    }
    var crosswalk: Crosswalk?
    if let codebook, let codes {
      crosswalk = read { () throws(DataErrors) in try Crosswalk(codes, codebook: codebook) }
    }
    var actors: ActorTables?
    var gazetteer: Gazetteer?
    if let compiled, user.texts.isEmpty, !user.isInstead, let codebook,
      let ready = Knowledge.read(compiled: compiled, codebook: codebook)
    {
      (actors, gazetteer) = ready
    } else {
      let source = ActorTables.Source(
        states: tables(.states), stateNames: tables(.stateNames), organisations: tables(.organisations),
        organisationNames: tables(.organisationNames), roles: tables(.roles),
        terms: tables(.heads) + tables(.ministers), offices: tables(.offices),
        personNames: tables(.personNames), others: tables(.notActors))
      let places = tables(.places)
      if let codebook, errors.isEmpty {
        actors = read { () throws(DataErrors) in try ActorTables(source, codebook: codebook) }
      }
      gazetteer = read { () throws(DataErrors) in try Gazetteer(places) }
    }
    let states = tables(.stateCodes)
    let stateCodes = read { () throws(DataErrors) in try StateCodes(states) }
    let classes = read { () throws(DataErrors) in try WordClasses(words) }
    let lexicon = times.flatMap { table in read { () throws(DataErrors) in try TimeLexicon(table) } }
    let numbers = numberWords.flatMap { table in read { () throws(DataErrors) in try NumberLexicon(table) } }
    let contextLexicon = codebook.flatMap { codebook in
      read { () throws(DataErrors) in
        try ContextLexicon(words: contextWords, sectors: contextSectors, codebook: codebook)
      }
    }
    let reference = read { () throws(DataErrors) in
      try ReferenceLexicon(
        names: [givenNames].compactMap(\.self), nouns: [nounSorts].compactMap(\.self),
        signs: [signs].compactMap(\.self))
    }
    guard errors.isEmpty, let codebook, let crosswalk, let actors, let classes, let lexicon, let gazetteer,
      let stateCodes, let contextLexicon, let reference
    else {
      throw DataErrors(errors)
    }
    self.codebook = codebook
    self.crosswalk = crosswalk
    self.actors = actors
    self.classes = classes
    time = TimeExpressions(lexicon: lexicon, classes: classes)
    self.numbers = numbers ?? NumberLexicon()
    self.gazetteer = gazetteer
    self.stateCodes = stateCodes
    self.contexts = contextLexicon
    self.reference = reference
  }
}

/// Tables of the user's own, beside the built-in ones or instead of them.
///
/// They have the names and columns of those in `Data/`. A row takes the place of the built-in rows of the same
/// key: the key of an entity, the form of a name or role, the office of a term, the name of a place.
public struct UserTables: Sendable {
  /// One file: its name as in `Data/`, `knowledge/organisations.tsv`, where it lies, and its text.
  public struct File: Sendable {
    public var name: String
    public var path: String
    public var text: String

    public init(name: String, path: String, text: String) {
      self.name = name
      self.path = path
      self.text = text
    }
  }

  public var texts: [File] = []
  /// Whether the built-in states, organisations, offices and their names are left out.
  public var isInstead = false

  public init() {}
}
