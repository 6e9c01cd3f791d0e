public import Demarche
public import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheRelations

/// What answers are made with beside the ledger: the codebook, names, outlets, groups, measured precision, sentences.
public struct Setting: Sendable {
  public let release: Release
  /// The names of the types, in the order of the codebook.
  public let types: [String]
  public let quads: QuadLabels
  public let figures: PrecisionTable
  public let precision: MeasuredPrecision
  public let groups: Groups
  public let outlets: OutletTable
  public let words: SummaryWords

  /// - Parameters:
  ///   - outlets: the tables of outlets.
  ///   - outletNames: the tables of organisations and their names.
  ///   - groups: the tables of groups of states.
  ///   - words: the table of the sentences of summaries.
  /// - Throws: every fault of every table.
  public init(
    _ release: Release, outlets: [Table], outletNames: [Table], groups: [Table], figures: PrecisionTable,
    words: Table
  ) throws(DataErrors) {
    self.release = release
    let codebook = release.knowledge.codebook
    types = codebook.types.map(\.name)
    quads = QuadLabels(codebook)
    self.figures = figures
    precision = figures.measured(of: types)
    self.groups = try Groups(groups)
    self.outlets = try OutletTable(outlets, names: outletNames)
    self.words = try SummaryWords(words)
  }

  private static let kinds: [TableKind] = [.outlets, .organisations, .organisationNames, .groups]

  /// Whether a setting is made of a table of this name, so that whoever makes one need not read the others.
  public static func reads(_ name: String) -> Bool {
    name == SummaryWords.name || name == PrecisionTable.name || kinds.contains { $0.holds(name) }
  }

  /// - Parameter files: the tables of the data, the user's before those of the release.
  /// - Throws: every fault of every table, or that one is missing.
  public init(_ release: Release, files: [UserTables.File]) throws(DataErrors) {
    let tables = try TableKind.tables(of: Setting.kinds, in: files)
    guard let words = files.last(where: { $0.name == SummaryWords.name }) else {
      throw DataErrors(DataFileError(file: SummaryWords.name, line: 0, message: "the file is missing"))
    }
    try self.init(
      release, outlets: tables[0], outletNames: tables[1] + tables[2], groups: tables[3],
      figures: try PrecisionTable(among: files),
      words: try Table(text: words.text, file: words.path, columns: SummaryWords.columns))
  }

  /// The party that a text names: a code, one with a sector, or a group of the table.
  ///
  /// - Parameter parameter: the name of the parameter the text came with.
  public func party(_ text: String, _ parameter: String? = nil) throws(QuestionError) -> Party {
    guard var party = Party(text) else {
      throw QuestionError(parameter, "\"\(text)\" is no code", help: "EGY, USA/GOV, group:EU")
    }
    guard let group = party.group else { return party }
    guard let memberships = groups.memberships(of: group) else {
      throw QuestionError(
        parameter, "there is no group \(group)",
        help: "groups: \(groups.names.joined(separator: ", ")); or group:FILE")
    }
    party.states = PartySet(
      memberships.map { PartySet.Member(code: $0.member, from: $0.from, until: $0.until) })
    return party
  }

  /// What a party is called: the name of its state or organisation, else its code.
  public func name(_ party: Party) -> String {
    let key = party.group ?? party.code
    let name = name(of: key) ?? key
    return party.sector.map { "\(name) \($0)" } ?? name
  }

  /// The name of a state or organisation by its code; nil for a code that none has.
  public func name(of code: String) -> String? { release.knowledge.actors.entity(code)?.name }
}

extension QuadLabels {
  /// The quads of a codebook; one whose types lower PLOVER's score is one of conflict.
  public init(_ codebook: Codebook) {
    let conflict = codebook.quads.keys.filter { quad in
      codebook.types.filter { $0.quad == quad }.reduce(0) { $0 + $1.score } < 0
    }
    self.init(
      names: codebook.quads, conflict: Set(conflict), materialConflict: codebook.materialConflict,
      material: codebook.material)
  }
}
