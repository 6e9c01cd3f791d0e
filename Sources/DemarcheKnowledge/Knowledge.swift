public import DemarcheData
public import DemarcheEvents

/// Everything the program knows of the world and of a language, read from the tables of `Data/`.
public struct Knowledge: Sendable {
  public let codebook: Codebook
  public let classes: WordClasses
  public let actors: ActorTables
  public let time: TimeExpressions
  public let gazetteer: Gazetteer

  /// Reads all tables.
  ///
  /// - Parameters:
  ///   - names: the names of all files of `Data/`.
  ///   - text: the text of one of them; nil when it is missing.
  /// - Throws: the faults of all tables at once.
  public init(names: [String], text: (String) -> String?) throws(DataErrors) {
    var errors: [DataFileError] = []
    func table(_ name: String, _ columns: [String], optional: [String] = []) -> Table? {
      guard let content = text(name) else {
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
    let types = table("codebook/types.tsv", Codebook.typeColumns)
    let modes = table("codebook/modes.tsv", Codebook.modeColumns)
    let contexts = table("codebook/contexts.tsv", Codebook.contextColumns)
    let sectors = table("codebook/sectors.tsv", Codebook.sectorColumns)
    let cameo = table("codebook/cameo.tsv", Codebook.cameoColumns)
    let quads = table("codebook/quads.tsv", Codebook.quadColumns)
    // A kind of table may stand in several files: `organisations.tsv`, `organisations-armed.tsv`.
    func tables(_ stem: String, _ columns: [String], optional: [String] = []) -> [Table] {
      let files = names.filter {
        $0.hasSuffix(".tsv") && ($0 == "\(stem).tsv" || $0.hasPrefix("\(stem)-"))
      }.sorted()
      if files.isEmpty { errors.append(DataFileError(file: "\(stem).tsv", line: 0, message: "the file is missing")) }
      return files.compactMap { table($0, columns, optional: optional) }
    }
    let source = ActorTables.Source(
      states: tables("knowledge/states", ActorTables.entityColumns, optional: [ActorTables.successorColumn]),
      stateNames: tables("knowledge/state-names", ActorTables.nameColumns),
      organisations: tables("knowledge/organisations", ActorTables.entityColumns),
      organisationNames: tables("knowledge/organisation-names", ActorTables.nameColumns),
      roles: tables("lexicon/en/roles", ActorTables.roleColumns),
      terms: tables("knowledge/heads", ActorTables.termColumns)
        + tables("knowledge/ministers", ActorTables.termColumns),
      offices: tables("knowledge/offices", ActorTables.officeColumns),
      personNames: tables("knowledge/person-names", ActorTables.personNameColumns),
      others: tables("knowledge/not-actors", ActorTables.otherColumns))
    let places = tables("knowledge/places", Gazetteer.columns)
    let words = names.filter { $0.hasPrefix("lexicon/en/classes") && $0.hasSuffix(".tsv") }.sorted()
      .compactMap { table($0, WordClasses.columns) }
    let times = table("lexicon/en/time.tsv", TimeLexicon.columns)

    var codebook: Codebook?
    if let version, let types, let modes, let contexts, let sectors, let cameo, let quads {
      codebook = read { () throws(DataErrors) in
        try Codebook(
          .init(
            version: version, types: types, modes: modes, contexts: contexts, sectors: sectors, cameo: cameo,
            quads: quads))
      }
    }
    var actors: ActorTables?
    if let codebook, errors.isEmpty {
      actors = read { () throws(DataErrors) in try ActorTables(source, codebook: codebook) }
    }
    let classes = read { () throws(DataErrors) in try WordClasses(words) }
    let lexicon = times.flatMap { table in read { () throws(DataErrors) in try TimeLexicon(table) } }
    let gazetteer = read { () throws(DataErrors) in try Gazetteer(places) }
    guard errors.isEmpty, let codebook, let actors, let classes, let lexicon, let gazetteer else {
      throw DataErrors(errors)
    }
    self.codebook = codebook
    self.actors = actors
    self.classes = classes
    time = TimeExpressions(lexicon: lexicon, classes: classes)
    self.gazetteer = gazetteer
  }
}
