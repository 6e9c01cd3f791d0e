public import DemarcheData
public import DemarcheEvents

/// All that is known of who can act: entities with their names, roles, and offices with their holders.
///
/// - Cost: built once from the tables; look-ups allocate nothing.
public struct ActorTables: Sendable {
  public private(set) var entities: [Entity] = []
  public private(set) var names: [Name] = []
  public private(set) var roles: [Role] = []
  public private(set) var terms: [Term] = []

  private var entityByKey: [String: Int] = [:]
  private var termsByOffice: [String: [Int]] = [:]
  /// The day through which the holders of an office are known, by "key/office".
  private var knownThrough: [String: Day] = [:]
  /// First and middle names of holders: a surname that is one of them is nobody's by itself.
  private var givenNames: Set<String> = []
  /// The sectors of governments and of former officials.
  let governmentSector: String
  let formerSector: String
  let peopleSector: String
  let politySector: String
  let armedSector: String
  /// Names that hold the name of an actor and are none: treaties, wars, seas.
  let otherTable: PhraseTable
  let nameTable: PhraseTable
  let personTable: PhraseTable
  let roleTable: PhraseTable

  /// The tables this is read from.
  public struct Source: Sendable {
    public var states: [Table]
    public var stateNames: [Table]
    public var organisations: [Table]
    public var organisationNames: [Table]
    public var roles: [Table]
    public var terms: [Table]
    public var offices: [Table]
    public var personNames: [Table]
    public var others: [Table]

    public init(
      states: [Table], stateNames: [Table], organisations: [Table], organisationNames: [Table],
      roles: [Table],
      terms: [Table], offices: [Table], personNames: [Table], others: [Table]
    ) {
      self.states = states
      self.stateNames = stateNames
      self.organisations = organisations
      self.organisationNames = organisationNames
      self.roles = roles
      self.terms = terms
      self.offices = offices
      self.personNames = personNames
      self.others = others
    }
  }

  /// Columns of the tables.
  public static let entityColumns = ["key", "name", "kind", "code", "sector", "from", "until", "source"]
  public static let nameColumns = ["key", "form", "kind", "from", "until", "source"]
  public static let roleColumns = ["form", "sector", "also", "office", "kind", "source"]
  public static let termColumns = ["key", "office", "holder", "short", "from", "until", "source"]
  public static let officeColumns = ["key", "office", "known_through", "source"]
  public static let personNameColumns = ["holder", "form", "source"]
  public static let otherColumns = ["form", "why", "source"]
  /// The column that a table of states may have: the key of the state that an ended one's officials now belong to.
  public static let successorColumn = "successor"

  /// Builds the tables.
  ///
  /// - Throws: every row that names an unknown key, kind, sector or date, at once.
  public init(_ source: Source, codebook: Codebook) throws(DataErrors) {
    governmentSector = codebook.governmentSector
    formerSector = codebook.formerSector
    peopleSector = codebook.peopleSector
    politySector = codebook.politySector
    armedSector = codebook.armedSector
    var errors: [DataFileError] = []
    func day(_ row: Table.Row, _ column: String, end: Bool) -> Day? {
      let text = row[column]
      if text.isEmpty { return nil }
      if let day = Day(iso: text, end: end) { return day }
      errors.append(
        row.fault("\(column) is no date: \(text)", help: "write it as 2009-01-20, 2009-01 or 2009"))
      return nil
    }
    func sectors(_ row: Table.Row, _ columns: String...) -> [String] {
      let all = columns.flatMap { row[$0].split(separator: ",").map(\.trimmed) }
      for sector in all where codebook.sectors[sector] == nil {
        errors.append(
          row.fault("unknown sector \(sector)", help: "the sectors stand in codebook/sectors.tsv"))
      }
      return all
    }

    for (tables, isStates) in [(source.states, true), (source.organisations, false)] {
      for row in tables.flatMap(\.rows) {
        guard let kind = isStates ? Entity.Kind(rawValue: row["kind"]) : .organisation else {
          errors.append(row.fault("unknown kind \(row["kind"])"))
          continue
        }
        if entityByKey[row["key"]] != nil { errors.append(row.fault("key \(row["key"]) stands twice")) }
        entityByKey[row["key"]] = entities.count
        entities.append(
          Entity(
            key: row["key"], name: row["name"], kind: kind, code: row["code"].isEmpty ? nil : row["code"],
            sectors: sectors(row, "sector"), from: day(row, "from", end: false),
            until: day(row, "until", end: true),
            successor: isStates && !row[ActorTables.successorColumn].isEmpty
              ? row[ActorTables.successorColumn] : nil))
      }
    }

    var nameTable = PhraseTable()
    for tables in [source.stateNames, source.organisationNames] {
      for row in tables.flatMap(\.rows) {
        guard let entity = entityByKey[row["key"]] else {
          errors.append(row.fault("no entity has the key \(row["key"])"))
          continue
        }
        guard let kind = Name.Kind(rawValue: row["kind"]) else {
          let known = Name.Kind.allCases.map(\.rawValue).joined(separator: ", ")
          errors.append(row.fault("unknown kind of name \(row["kind"])", help: "one of: \(known)"))
          continue
        }
        nameTable.add(PhraseTable.pieces(row["form"]), value: names.count)
        names.append(
          Name(
            entity: entity, form: row["form"], kind: kind, from: day(row, "from", end: false),
            until: day(row, "until", end: true)))
      }
    }

    var roleTable = PhraseTable()
    for row in source.roles.flatMap(\.rows) {
      guard let kind = Role.Kind(rawValue: row["kind"]) else {
        errors.append(row.fault("unknown kind of role \(row["kind"])", help: "person, group, body or thing"))
        continue
      }
      roleTable.add(PhraseTable.pieces(row["form"]), value: roles.count)
      roles.append(
        Role(
          form: row["form"], sectors: sectors(row, "sector", "also"),
          office: row["office"].isEmpty ? nil : row["office"], kind: kind))
    }

    var personTable = PhraseTable()
    var shorts: Set<String> = []
    var bearers: [String: Set<String>] = [:]
    for row in source.terms.flatMap(\.rows) {
      guard entityByKey[row["key"]] != nil else {
        errors.append(row.fault("no entity has the key \(row["key"])"))
        continue
      }
      let index = terms.count
      terms.append(
        Term(
          key: row["key"], office: row["office"], holder: row["holder"], short: row["short"],
          from: day(row, "from", end: false), until: day(row, "until", end: true)))
      let parts = PhraseTable.pieces(row["holder"])
      for part in parts.dropLast() where part != row["short"] {
        bearers[part, default: []].insert(row["holder"])
      }
      personTable.add(parts, value: index)
      if !row["short"].contains(" ") { shorts.insert(row["short"]) }
      if row["short"] != row["holder"] { personTable.add(PhraseTable.pieces(row["short"]), value: index) }
      termsByOffice["\(row["key"])/\(row["office"])", default: []].append(index)
    }
    // What one holder goes by alone is a name even where it is the first of a few others: "Johnson", not "Ali".
    givenNames = Set(bearers.filter { !shorts.contains($0.key) || $0.value.count > 3 }.map(\.key))
    var termsByHolder: [String: [Int]] = [:]
    for (index, term) in terms.enumerated() { termsByHolder[term.holder, default: []].append(index) }
    for row in source.personNames.flatMap(\.rows) {
      guard let held = termsByHolder[row["holder"]] else {
        errors.append(
          row.fault(
            "nobody named \(row["holder"]) holds an office",
            help: "write the name as heads.tsv or ministers.tsv does"))
        continue
      }
      for index in held { personTable.add(PhraseTable.pieces(row["form"]), value: index) }
    }
    for row in source.offices.flatMap(\.rows) {
      knownThrough["\(row["key"])/\(row["office"])"] = day(row, "known_through", end: true)
    }
    var otherTable = PhraseTable()
    for (index, row) in source.others.flatMap(\.rows).enumerated() {
      otherTable.add(PhraseTable.pieces(row["form"]), value: index)
    }
    self.otherTable = otherTable
    self.nameTable = nameTable
    self.roleTable = roleTable
    self.personTable = personTable
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// Whether a word is some holder's first or middle name.
  func isGivenName(_ word: String) -> Bool { givenNames.contains(word) }

  /// The state or territory that a code of the gazetteer means.
  func country(_ code: String) -> Entity? { entityByKey[code].map { entities[$0] } }

  /// The entity with a key.
  public func entity(_ key: String) -> Entity? { entityByKey[key].map { entities[$0] } }

  /// Who held an office on a day; nil when nobody is known, or when the day lies past the day through
  /// which the office is known.
  public func holder(of office: String, _ key: String, on day: Day) -> Term? {
    let name = "\(key)/\(office)"
    if let known = knownThrough[name], known < day {
      // An open term of a list that is known up to an earlier day may have ended since.
      return nil
    }
    let held = (termsByOffice[name] ?? []).map { terms[$0] }.filter { $0.covers(day) }
    // On the day of a change the incoming holder counts.
    return held.max { ($0.from?.number ?? .min) < ($1.from?.number ?? .min) }
  }
}
