/// One kind of table of actors or places: where its files stand, what their columns are, which rows are the same.
///
/// A kind may stand in several files: `organisations.tsv`, `organisations-armed.tsv`.
public struct TableKind: Sendable {
  /// The beginning of the names of its files: `knowledge/organisations`.
  public var stem: String
  public var columns: [String]
  public var optional: [String] = []
  /// Columns of which no two rows may have the same.
  public var key: [String]
  /// Columns by which a row of the user's takes the place of built-in ones.
  public var replaces: [String]
  /// Whether rows are terms, which must not overlap in one office.
  public var isTerms = false
  /// Whether the user's tables may stand instead of all that is built in.
  public var isReplaceable = true

  /// Whether a file, named as in `Data/`, is of the kind.
  public func holds(_ name: String) -> Bool {
    name.hasSuffix(".tsv") && (name == "\(stem).tsv" || name.hasPrefix("\(stem)-"))
  }

  public static let states = TableKind(
    stem: "knowledge/states", columns: ActorTables.entityColumns, optional: [ActorTables.successorColumn],
    key: ["key"], replaces: ["key"])
  public static let stateNames = TableKind(
    stem: "knowledge/state-names", columns: ActorTables.nameColumns, key: ["key", "form", "kind", "from"],
    replaces: ["form"])
  public static let stateCodes = TableKind(
    stem: "knowledge/state-codes", columns: StateCodes.columns, key: ["key", "system", "from"],
    replaces: ["key", "system"])
  public static let organisations = TableKind(
    stem: "knowledge/organisations", columns: ActorTables.entityColumns, key: ["key"], replaces: ["key"])
  public static let organisationNames = TableKind(
    stem: "knowledge/organisation-names", columns: ActorTables.nameColumns,
    key: ["key", "form", "kind", "from"], replaces: ["form"])
  public static let heads = TableKind(
    stem: "knowledge/heads", columns: ActorTables.termColumns, key: ["key", "office", "holder", "from"],
    replaces: ["key", "office"], isTerms: true)
  public static let ministers = TableKind(
    stem: "knowledge/ministers", columns: ActorTables.termColumns, key: ["key", "office", "holder", "from"],
    replaces: ["key", "office"], isTerms: true)
  public static let offices = TableKind(
    stem: "knowledge/offices", columns: ActorTables.officeColumns, key: ["key", "office"],
    replaces: ["key", "office"])
  public static let personNames = TableKind(
    stem: "knowledge/person-names", columns: ActorTables.personNameColumns, key: ["holder", "form"],
    replaces: ["holder", "form"])
  public static let notActors = TableKind(
    stem: "knowledge/not-actors", columns: ActorTables.otherColumns, key: ["form"], replaces: ["form"],
    isReplaceable: false)
  public static let outlets = TableKind(
    stem: "knowledge/outlets", columns: OutletTable.columns, optional: OutletTable.optionalColumns,
    key: ["key", "domain"], replaces: ["key", "domain"])
  public static let groups = TableKind(
    stem: "knowledge/groups", columns: Groups.columns, key: ["group", "member", "from"],
    replaces: ["group", "member"])
  public static let places = TableKind(
    stem: "knowledge/places", columns: Gazetteer.columns, key: ["name", "country", "lat", "lon"],
    replaces: ["name"], isReplaceable: false)
  public static let roles = TableKind(
    stem: "lexicon/en/roles", columns: ActorTables.roleColumns, key: ["form"], replaces: ["form"],
    isReplaceable: false)

  /// All kinds, in the order in which they are told.
  public static let all = [
    states, stateNames, stateCodes, organisations, organisationNames, heads, ministers, offices, personNames,
    notActors, outlets, groups, places, roles,
  ]
}
