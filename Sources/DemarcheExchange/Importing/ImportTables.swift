public import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge

/// What the names and codes of foreign files are in the project's own terms.
///
/// A class, so that a row holds one reference and no copy of each table; nothing in it changes.
public final class ImportTables: Sendable {
  /// Who acts in an act of a code of CAMEO that a file writes as one party's on another.
  enum Parties: String, Sendable {
    /// Both act, and nobody receives.
    case together
    /// The target acts: who hosts a visit is its recipient.
    case reversed
  }

  /// The tables that only reading needs, beside those of ``ExchangeTables``.
  public static let bodies = ExchangeTables.Form(
    name: "exchange/icews-bodies.tsv", columns: ["icews", "code", "source"])
  public static let parties = ExchangeTables.Form(
    name: "exchange/cameo-parties.tsv", columns: ["cameo", "parties", "becomes", "source"])
  public static let cameoCountries = ExchangeTables.Form(
    name: "codebook/cameo-countries.tsv", columns: CameoCodes.countryColumns)
  public static let cameoSectors = ExchangeTables.Form(
    name: "codebook/cameo-sectors.tsv", columns: CameoCodes.sectorColumns)

  let codebook: Codebook
  let crosswalk: Crosswalk
  let codes: CameoCodes
  /// Who acts, by code; a code without a row has an actor and a recipient.
  let parties: [String: (parties: Parties, becomes: String)]
  /// The codes that a reversed one becomes: a visit as its visitor makes it.
  let pairedCodes: Set<String>
  private let states: [String: String]
  private let international: Set<String>
  private let countries: [String: String]
  private let fips: [String: String]
  private let precisions: [String: String]
  private let labels: [String: String]
  private let sectors: [String: Sector]
  private let bodies: [String: String]
  private let types: [String: String]
  private let modes: [String: String]
  private let contexts: [String: String]

  /// What a word for a sector says.
  enum Sector: Sendable {
    /// Of several of an actor the one of the least rank comes first.
    case plover(String, rank: Int)
    /// It is known, and PLOVER has nothing for it.
    case none
  }

  /// Reads the tables.
  ///
  /// - Parameter text: the text of a file of `Data/`; nil when it is missing.
  /// - Throws: every sector, body and code that is unknown, and the faults of all tables, at once. Codes of states are
  ///   not looked up, since a user may have other states than the tables tell of.
  public init(
    codebook: Codebook, crosswalk: Crosswalk, actors: ActorTables, text: (String) -> String?
  ) throws(DataErrors) {
    var errors: [DataFileError] = []
    func table(_ form: ExchangeTables.Form) -> Table? {
      guard let content = text(form.name) else {
        errors.append(DataFileError(file: form.name, line: 0, message: "the file is missing"))
        return nil
      }
      do { return try Table(text: content, file: form.name, columns: form.columns) } catch {
        errors += error.errors
        return nil
      }
    }
    func rows(_ form: ExchangeTables.Form) -> [Table.Row] { table(form).map { Array($0.rows) } ?? [] }
    var states: [String: String] = [:]
    for entity in actors.entities where entity.isCountry { states[entity.key] = entity.code }
    var codes: CameoCodes?
    if let countries = table(ImportTables.cameoCountries), let roles = table(ImportTables.cameoSectors) {
      do { codes = try CameoCodes(countries: countries, sectors: roles, states: states) } catch {
        errors += error.errors
      }
    }
    let international = Set(codes?.internationalCodes ?? [])

    var countries: [String: String] = [:]
    for row in rows(ExchangeTables.countryNames) {
      countries[ImportTables.folded(row["name"])] = states[row["code"]]
    }
    for name in actors.names {
      let entity = actors.entities[name.entity]
      guard entity.isCountry, let code = entity.code else { continue }
      switch name.kind {
      case .name, .formal, .old, .variant, .abbreviation:
        let folded = ImportTables.folded(name.form)
        if countries[folded] == nil { countries[folded] = code }
      case .adjective, .combining, .people, .capital, .seat, .region: break
      }
    }

    var fips: [String: String] = [:]
    for row in rows(ExchangeTables.fips) where fips[row["fips"]] == nil {
      fips[row["fips"]] = states[row["code"]]
    }
    let precisions = Dictionary(
      rows(ExchangeTables.places).map { ($0["type"], $0["precision"]) },
      uniquingKeysWith: { first, _ in first })
    let labels = Dictionary(
      rows(ExchangeTables.labels).map { (ImportTables.folded($0["label"]), $0["code"]) },
      // A code of two figures and the first of three below it may have one label.
      uniquingKeysWith: { first, second in first.utf8.count > second.utf8.count ? first : second })

    var sectors: [String: Sector] = [:]
    for (rank, row) in rows(ExchangeTables.sectors).enumerated() {
      let plover = row["plover"]
      if plover.isEmpty {
        sectors[ImportTables.folded(row["icews"])] = Sector.none
      } else if codebook.sectors[plover] != nil {
        sectors[ImportTables.folded(row["icews"])] = .plover(plover, rank: rank)
      } else {
        errors.append(
          row.fault("unknown sector \(plover)", help: "the sectors stand in codebook/sectors.tsv"))
      }
    }
    // Files that have PLOVER's own sectors give the first first.
    for sector in codebook.sectors.keys where sectors[ImportTables.folded(sector)] == nil {
      sectors[ImportTables.folded(sector)] = .plover(sector, rank: 0)
    }

    var bodies: [String: String] = [:]
    for row in rows(ImportTables.bodies) {
      if !international.contains(row["code"]) {
        errors.append(row.fault("\(row["code"]) is no code of a body that is no state's"))
      }
      bodies[ImportTables.folded(row["icews"])] = row["code"]
    }

    var parties: [String: (parties: Parties, becomes: String)] = [:]
    for row in rows(ImportTables.parties) {
      guard let kind = Parties(rawValue: row["parties"]) else {
        errors.append(row.fault("unknown kind \(row["parties"])", help: "one of: together, reversed"))
        continue
      }
      let becomes = row["becomes"].isEmpty ? row["cameo"] : row["becomes"]
      for code in [row["cameo"], becomes] where crosswalk[code] == nil {
        errors.append(row.fault("CAMEO 1.1b3 has no code \(code)"))
      }
      parties[row["cameo"]] = (kind, becomes)
    }
    // As they are written they are found without being folded first.
    for row in rows(ExchangeTables.sectors) {
      sectors[row["icews"]] = sectors[ImportTables.folded(row["icews"])]
    }
    for (key, code) in states {
      guard let name = actors.entity(key)?.name else { continue }
      countries[name] = countries[ImportTables.folded(name)] ?? code
    }
    guard errors.isEmpty, let codes else { throw DataErrors(errors) }

    self.codebook = codebook
    self.crosswalk = crosswalk
    self.codes = codes
    self.parties = parties
    pairedCodes = Set(parties.values.filter { $0.parties == .reversed }.map(\.becomes))
    self.states = states
    self.international = international
    self.countries = countries
    self.fips = fips
    self.precisions = precisions
    self.labels = labels
    self.sectors = sectors
    self.bodies = bodies
    func byFolded(_ names: [String]) -> [String: String] {
      Dictionary(names.map { (ImportTables.folded($0), $0) }, uniquingKeysWith: { first, _ in first })
    }
    types = byFolded(codebook.types.map(\.name))
    modes = byFolded(codebook.modes.map(\.name))
    contexts = byFolded(codebook.contexts)
  }

  /// The code that records carry for a country, by its name or its own code; nil when no table knows it.
  func country(_ name: String) -> String? {
    if name.utf8.count == 3 {
      if let code = states[name] { return code }
      if international.contains(name) { return name }
    }
    return countries[name] ?? countries[ImportTables.folded(name)]
  }

  /// The code that records carry for a country by its two letters of FIPS 10-4.
  func country(fips code: String) -> String? { fips[code] }

  /// How finely a place of a type of GDELT is known.
  func precision(ofPlaceType type: String) -> String? { precisions[type] }

  /// The code of CAMEO that ICEWS gives a label.
  func cameo(labelled label: String) -> String? { labels[ImportTables.folded(label)] }

  /// What a word for a sector says, of ICEWS or of PLOVER; nil when no table knows it.
  func sector(_ word: String) -> Sector? { sectors[word] ?? sectors[ImportTables.folded(word)] }

  /// The code of a body that is no state's, by the sector that ICEWS gives it instead of a country.
  func body(_ word: String) -> String? { bodies[ImportTables.folded(word)] }

  /// The codebook's own spelling of a type, mode or context; nil when it has none.
  func type(_ name: String) -> String? { types[ImportTables.folded(name)] }
  func mode(_ name: String, of type: String) -> String? {
    modes[ImportTables.folded(name)].flatMap { codebook.mode($0, of: type)?.name }
  }
  func context(_ name: String) -> String? { contexts[ImportTables.folded(name)] }

  /// A name by its letters and figures alone, in small letters.
  static func folded(_ name: String) -> String {
    var isPlain = true
    for byte in name.utf8 where byte >= 0x80 { isPlain = false }
    if !isPlain { return String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
    return String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x61...0x7A, 0x30...0x39: byte
        default: nil
        }
      }, as: UTF8.self)
  }
}
