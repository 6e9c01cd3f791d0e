public import DemarcheData
public import DemarcheEvents

/// All that is known of who can act: entities with their names, roles, and offices with their holders.
///
/// - Cost: built once from the tables; look-ups allocate nothing.
public final class ActorTables: Sendable {
  public let entities: Rows<Entity>
  public let names: Rows<Name>
  public let roles: Rows<Role>
  public let terms: Rows<Term>

  let strings: StringPool
  /// Indices of entities by key, of terms by "key/office", of roles by form; numbers of days by "key/office".
  let entityByKey: PhraseTable
  let termsByOffice: PhraseTable
  let roleByForm: PhraseTable
  /// The day through which the holders of an office are known.
  let knownThrough: PhraseTable
  /// First and middle names of holders: a surname that is one of them is nobody's by itself.
  let givenNames: PhraseTable
  /// Which sector is whose: of governments, of former officials, of peoples.
  let codebook: Codebook
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
    self.codebook = codebook
    var errors: [DataFileError] = []
    var strings = StringPool.Builder()
    var entities: [Int32] = []
    var names: [Int32] = []
    var roles: [Int32] = []
    var terms: [Int32] = []
    var entityByKey: [String: Int] = [:]
    func day(_ row: Table.Row, _ column: String, end: Bool) -> Int32 {
      row.day(column, end: end, &errors).map { Int32($0.number) } ?? ActorTables.unbounded
    }
    func sectors(_ row: Table.Row, _ columns: String...) -> Int32 {
      let all = columns.flatMap { row[$0].split(separator: ",").map(\.trimmed) }
      for sector in all where codebook.sectors[sector] == nil {
        errors.append(
          row.fault("unknown sector \(sector)", help: "the sectors stand in codebook/sectors.tsv"))
      }
      return strings.number(all.joined(separator: ","))
    }

    for (tables, isStates) in [(source.states, true), (source.organisations, false)] {
      for row in tables.flatMap(\.rows) {
        guard let kind = isStates ? Entity.Kind(rawValue: row["kind"]) : .organisation else {
          errors.append(row.fault("unknown kind \(row["kind"])"))
          continue
        }
        if entityByKey[row["key"]] != nil { errors.append(row.fault("key \(row["key"]) stands twice")) }
        entityByKey[row["key"]] = entities.count / ActorTables.entityWidth
        let successor = isStates ? row[ActorTables.successorColumn] : ""
        entities += [
          strings.number(row["key"]), strings.number(row["name"]), strings.number(kind.rawValue),
          strings.number(row["code"].isEmpty ? nil : row["code"]), sectors(row, "sector"),
          day(row, "from", end: false), day(row, "until", end: true),
          strings.number(successor.isEmpty ? nil : successor),
        ]
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
        nameTable.add(PhraseTable.pieces(row["form"]), value: names.count / ActorTables.nameWidth)
        names += [
          Int32(entity), strings.number(row["form"]), strings.number(kind.rawValue),
          day(row, "from", end: false),
          day(row, "until", end: true),
        ]
      }
    }

    var roleTable = PhraseTable()
    var roleByForm = PhraseTable()
    for row in source.roles.flatMap(\.rows) {
      guard let kind = Role.Kind(rawValue: row["kind"]) else {
        errors.append(row.fault("unknown kind of role \(row["kind"])", help: "person, group, body or thing"))
        continue
      }
      let index = roles.count / ActorTables.roleWidth
      roleTable.add(PhraseTable.pieces(row["form"]), value: index)
      roleByForm.add([row["form"]], value: index)
      roles += [
        strings.number(row["form"]), sectors(row, "sector", "also"),
        strings.number(row["office"].isEmpty ? nil : row["office"]), strings.number(kind.rawValue),
      ]
    }

    var personTable = PhraseTable()
    var termsByOffice = PhraseTable()
    var termsByHolder: [String: [Int]] = [:]
    var shorts: Set<String> = []
    var bearers: [String: Set<String>] = [:]
    for row in source.terms.flatMap(\.rows) {
      guard entityByKey[row["key"]] != nil else {
        errors.append(row.fault("no entity has the key \(row["key"])"))
        continue
      }
      let index = terms.count / ActorTables.termWidth
      terms += [
        strings.number(row["key"]), strings.number(row["office"]), strings.number(row["holder"]),
        strings.number(row["short"]), day(row, "from", end: false), day(row, "until", end: true),
      ]
      termsByHolder[row["holder"], default: []].append(index)
      let parts = PhraseTable.pieces(row["holder"])
      for part in parts.dropLast() where part != row["short"] {
        bearers[part, default: []].insert(row["holder"])
      }
      personTable.add(parts, value: index)
      if !row["short"].contains(" ") { shorts.insert(row["short"]) }
      if row["short"] != row["holder"] { personTable.add(PhraseTable.pieces(row["short"]), value: index) }
      termsByOffice.add(["\(row["key"])/\(row["office"])"], value: index)
    }
    // What one holder goes by alone is a name even where it is the first of a few others: "Johnson", not "Ali".
    var givenNames = PhraseTable()
    for name in bearers.keys.sorted() {
      let isKnownAlone = shorts.contains(name) && bearers[name].map { $0.count <= 3 } ?? false
      if !isKnownAlone { givenNames.add([name], value: 1) }
    }
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
    var knownThrough = PhraseTable()
    for row in source.offices.flatMap(\.rows) {
      let known = day(row, "known_through", end: true)
      if known != ActorTables.unbounded {
        knownThrough.add(["\(row["key"])/\(row["office"])"], value: Int(known))
      }
    }
    var otherTable = PhraseTable()
    for (index, row) in source.others.flatMap(\.rows).enumerated() {
      otherTable.add(PhraseTable.pieces(row["form"]), value: index)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    var keys = PhraseTable()
    for (key, index) in entityByKey.sorted(by: { $0.value < $1.value }) { keys.add([key], value: index) }
    self.otherTable = otherTable
    self.nameTable = nameTable
    self.roleTable = roleTable
    self.personTable = personTable
    self.entityByKey = keys
    self.termsByOffice = termsByOffice
    self.roleByForm = roleByForm
    self.knownThrough = knownThrough
    self.givenNames = givenNames
    self.strings = strings.pool
    self.entities = ActorTables.entityRows(entities, strings.pool)
    self.names = ActorTables.nameRows(names, strings.pool)
    self.roles = ActorTables.roleRows(roles, strings.pool)
    self.terms = ActorTables.termRows(terms, strings.pool)
  }

  /// Reads what ``write(to:)`` wrote; nil when it is none or cut short.
  init?(_ archive: inout ArchiveReader, codebook: Codebook) {
    guard let strings = StringPool(&archive), let entities: [Int32] = archive.array(),
      let names: [Int32] = archive.array(), let roles: [Int32] = archive.array(),
      let terms: [Int32] = archive.array(),
      let nameTable = PhraseTable(&archive), let personTable = PhraseTable(&archive),
      let roleTable = PhraseTable(&archive), let otherTable = PhraseTable(&archive),
      let entityByKey = PhraseTable(&archive), let termsByOffice = PhraseTable(&archive),
      let roleByForm = PhraseTable(&archive), let knownThrough = PhraseTable(&archive),
      let givenNames = PhraseTable(&archive), entities.count % ActorTables.entityWidth == 0,
      names.count % ActorTables.nameWidth == 0, roles.count % ActorTables.roleWidth == 0,
      terms.count % ActorTables.termWidth == 0
    else { return nil }
    self.codebook = codebook
    self.strings = strings
    self.entities = ActorTables.entityRows(entities, strings)
    self.names = ActorTables.nameRows(names, strings)
    self.roles = ActorTables.roleRows(roles, strings)
    self.terms = ActorTables.termRows(terms, strings)
    self.nameTable = nameTable
    self.personTable = personTable
    self.roleTable = roleTable
    self.otherTable = otherTable
    self.entityByKey = entityByKey
    self.termsByOffice = termsByOffice
    self.roleByForm = roleByForm
    self.knownThrough = knownThrough
    self.givenNames = givenNames
  }

  /// Whether a word is some holder's first or middle name.
  func isGivenName(_ word: String) -> Bool { givenNames.first(of: word) != nil }

  /// The role of a form, by its lemma.
  public func role(_ form: String) -> Role? { roleByForm.first(of: form).map { roles[Int($0)] } }

  /// The entity with a key.
  public func entity(_ key: String) -> Entity? { entityByKey.first(of: key).map { entities[Int($0)] } }

  /// Who held an office on a day; nil when nobody is known, or when the day lies past the day through
  /// which the office is known.
  public func holder(of office: String, _ key: String, on day: Day) -> Term? {
    let name = "\(key)/\(office)"
    if let known = knownThrough.first(of: name), known < day.number {
      // An open term of a list that is known up to an earlier day may have ended since.
      return nil
    }
    let held = termsByOffice.values(of: name).map { terms[Int($0)] }.filter { $0.covers(day) }
    // On the day of a change the incoming holder counts.
    return held.max { ($0.from?.number ?? .min) < ($1.from?.number ?? .min) }
  }
}
