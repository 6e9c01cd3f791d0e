public import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge

/// How other projects' files write our codes: the tables of `Data/exchange/`, for writing.
///
/// What a code is, the codebook and the tables of actors say; these tables only say how others spell it.
///
/// - Cost: a look-up each.
public struct ExchangeTables: Sendable {
  /// How CAMEO and GDELT write the code of a record.
  public struct CameoCode: Hashable, Sendable {
    /// What an actor's code begins with.
    public var actor: String
    /// GDELT's country, known group and first type; empty where it has none.
    public var country: String
    public var group: String
    public var type: String
  }

  /// The quad classes of GDELT and Phoenix, by the first two figures of a code of CAMEO.
  public struct QuadClasses: Hashable, Sendable {
    public var gdelt: String
    public var phoenix: String
  }

  /// One table: its name as in `Data/` and its columns.
  public struct Form: Sendable {
    public var name: String
    public var columns: [String]
  }

  public static let fips = Form(name: "exchange/fips.tsv", columns: ["code", "fips", "source"])
  public static let countryNames = Form(
    name: "exchange/country-names.tsv", columns: ["name", "code", "source"])
  public static let sectors = Form(
    name: "exchange/sectors-icews.tsv", columns: ["icews", "plover", "export", "source"])
  public static let labels = Form(name: "exchange/cameo-labels.tsv", columns: ["code", "label", "source"])
  public static let roots = Form(
    name: "exchange/cameo-roots.tsv", columns: ["root", "gdelt", "phoenix", "source"])
  public static let roles = Form(name: "exchange/cameo-roles.tsv", columns: ["plover", "cameo", "source"])
  public static let actors = Form(
    name: "exchange/cameo-actors.tsv",
    columns: ["code", "actor", "country", "group", "type", "source"])
  public static let places = Form(
    name: "exchange/gdelt-places.tsv", columns: ["precision", "country", "type", "source"])

  /// All tables.
  public static let forms = [fips, countryNames, sectors, labels, roots, roles, actors, places]

  /// What the program knows besides: types, states and their numbers.
  public let knowledge: Knowledge
  public var codebook: Codebook { knowledge.codebook }

  private var fipsByCode: [String: String] = [:]
  private var nameByCode: [String: String] = [:]
  private var wordBySector: [String: String] = [:]
  private var labelByCode: [String: String] = [:]
  private var quadsByRoot: [String: QuadClasses] = [:]
  private var roleBySector: [String: String] = [:]
  private var cameoByCode: [String: CameoCode] = [:]
  private var typeByPlace: [String: String] = [:]

  /// Reads the tables.
  ///
  /// Codes of states are not looked up, since a user may have other states than the tables tell of; sectors and codes
  /// of CAMEO are.
  ///
  /// - Parameter text: the text of a file of `Data/`; nil when it is missing.
  /// - Throws: the faults of all tables at once.
  public init(knowledge: Knowledge, text: (String) -> String?) throws(DataErrors) {
    self.knowledge = knowledge
    let codebook = knowledge.codebook
    var errors: [DataFileError] = []
    func rows(_ form: Form) -> [Table.Row] {
      guard let content = text(form.name) else {
        errors.append(DataFileError(file: form.name, line: 0, message: "the file is missing"))
        return []
      }
      do {
        return Array(try Table(text: content, file: form.name, columns: form.columns).rows)
      } catch {
        errors += error.errors
        return []
      }
    }
    /// Whether a row names a code once, and none of its needed cells is empty.
    func isGood(_ row: Table.Row, key: String, needs: [String], seen: inout Set<String>) -> Bool {
      let empty = needs.filter { row[$0].isEmpty }
      for column in empty { errors.append(row.fault("the cell of column \(column) is empty")) }
      guard seen.insert(row[key]).inserted else {
        errors.append(row.fault("\(row[key]) stands twice", help: "keep one of the two rows"))
        return false
      }
      return empty.isEmpty
    }
    func sector(_ row: Table.Row) -> String {
      let sector = row["plover"]
      if !sector.isEmpty, codebook.sectors[sector] == nil {
        errors.append(
          row.fault("unknown sector \(sector)", help: "the sectors stand in codebook/sectors.tsv"))
      }
      return sector
    }

    var seen: Set<String> = []
    for row in rows(ExchangeTables.fips) where isGood(row, key: "fips", needs: ["code", "fips"], seen: &seen)
    {
      if fipsByCode[row["code"]] == nil { fipsByCode[row["code"]] = row["fips"] }
    }
    seen = []
    for row in rows(ExchangeTables.countryNames)
    where isGood(row, key: "name", needs: ["name", "code"], seen: &seen) {
      if nameByCode[row["code"]] == nil { nameByCode[row["code"]] = row["name"] }
    }
    seen = []
    for row in rows(ExchangeTables.sectors)
    where isGood(row, key: "icews", needs: ["icews"], seen: &seen) {
      let sector = sector(row)
      guard !row["export"].isEmpty else { continue }
      if row["export"] != "yes" || sector.isEmpty {
        errors.append(row.fault("export is yes, at a row that has a sector of PLOVER, or empty"))
      } else if wordBySector[sector] != nil {
        errors.append(row.fault("\(sector) has a word already", help: "say yes at one of its rows alone"))
      } else {
        wordBySector[sector] = row["icews"]
      }
    }
    seen = []
    for row in rows(ExchangeTables.labels)
    where isGood(row, key: "code", needs: ["code", "label"], seen: &seen) {
      if codebook.goldstein[row["code"]] == nil {
        errors.append(row.fault("CAMEO 1.1b3 has no code \(row["code"])"))
      }
      labelByCode[row["code"]] = row["label"]
    }
    for code in codebook.goldstein.keys.sorted()
    where text(ExchangeTables.labels.name) != nil && labelByCode[code] == nil {
      errors.append(
        DataFileError(file: ExchangeTables.labels.name, line: 0, message: "the code \(code) is missing"))
    }
    seen = []
    for row in rows(ExchangeTables.roots)
    where isGood(row, key: "root", needs: ["root", "gdelt", "phoenix"], seen: &seen) {
      quadsByRoot[row["root"]] = QuadClasses(gdelt: row["gdelt"], phoenix: row["phoenix"])
    }
    seen = []
    for row in rows(ExchangeTables.roles) where isGood(row, key: "plover", needs: ["plover"], seen: &seen) {
      let sector = sector(row)
      if !row["cameo"].isEmpty { roleBySector[sector] = row["cameo"] }
    }
    seen = []
    for row in rows(ExchangeTables.actors)
    where isGood(row, key: "code", needs: ["code", "actor"], seen: &seen) {
      cameoByCode[row["code"]] = CameoCode(
        actor: row["actor"], country: row["country"], group: row["group"], type: row["type"])
    }
    for row in rows(ExchangeTables.places) {
      typeByPlace["\(row["precision"])/\(row["country"])"] = row["type"]
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  // MARK: Countries

  /// The letters of FIPS 10-4 of a country: its own, or those of the state it belongs to.
  public func fips(of code: String) -> String? {
    fipsByCode[code] ?? knowledge.actors.entity(code)?.code.flatMap { fipsByCode[$0] }
  }

  /// The name of a country as our tables have it; nil for what is no country.
  public func name(of code: String) -> String? {
    knowledge.actors.entity(code).flatMap { $0.isCountry ? $0.name : nil }
  }

  /// The name of a country as ICEWS writes it; nil for what is no country.
  public func icewsName(of code: String) -> String? { nameByCode[code] ?? name(of: code) }

  /// The number of Correlates of War of a state on a day; nil when it was no member.
  public func cow(of code: String, on day: Day?) -> Int? {
    knowledge.stateCodes.number(of: code, in: "cow", on: day)
  }

  /// GDELT's type of a place that is known with a precision.
  public func placeType(_ precision: String, in country: String) -> String? {
    typeByPlace["\(precision)/\(country)"] ?? typeByPlace["\(precision)/"]
  }

  // MARK: Sectors

  /// The word of ICEWS for a sector of PLOVER; nil where it has none.
  public func icewsSector(of sector: String) -> String? { wordBySector[sector] }

  /// The role code of CAMEO for a sector of PLOVER; nil where it has none.
  public func role(of sector: String) -> String? { roleBySector[sector] }

  // MARK: CAMEO

  /// How CAMEO and GDELT write the code of a record: as it is, unless the table says otherwise.
  public func cameo(of code: String) -> CameoCode {
    cameoByCode[code] ?? CameoCode(actor: code, country: code, group: "", type: "")
  }

  /// What ICEWS writes for a code of CAMEO.
  public func label(of cameo: String) -> String? { labelByCode[cameo] }

  /// The quad classes of a code of CAMEO, which is text: "010" is not 10.
  public func quads(of cameo: String) -> QuadClasses? { quadsByRoot[String(cameo.prefix(2))] }
}
