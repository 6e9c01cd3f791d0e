public import DemarcheData

/// The codebook: types with their quads and scores, modes, contexts, sectors, and CAMEO with Goldstein values.
public final class Codebook: Sendable {
  /// A PLOVER type.
  public struct EventType: Hashable, Sendable {
    public var name: String
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    public var quad: Int
    public var score: Double
    /// Whether an act without a recipient is none.
    public var needsRecipient: Bool
    /// Whether an act without a recipient has every party as actor.
    public var reciprocal: Bool
    /// What a future act of this type becomes; nil when it keeps its type.
    public var future: String?
    /// Types that are not coded beside this one where the same party does both in one sentence.
    public var drops: Set<String>
    /// Whether it may be done by saying it: its speaker is then the actor, and nobody who merely tells of it.
    public var isSpeech: Bool
    /// Which numbers of people an act of this type has: fields of ``Size``.
    public var sizes: Set<String>
    public var cameo: String
    public var meaning: String
  }

  /// A mode of a type.
  public struct Mode: Hashable, Sendable {
    public var type: String
    public var name: String
    public var score: Double
    public var cameo: String
  }

  public let version: String
  public let types: [EventType]
  public let modes: [Mode]
  /// What an answer is that must be given when nothing speaks for any type; nil where the codebook names none.
  public let fallback: String?
  public let contexts: [String]
  /// A context to the wider one that is left out beside it.
  public let widerContext: [String: String]
  /// Sector to its meaning.
  public let sectors: [String: String]
  /// The sector of a capital or seat that stands for its government.
  public let governmentSector: String
  /// The sector of those who once held an office.
  public let formerSector: String
  /// The sectors of a people named as such, of who governs without recognition, and of armed men of unknown side.
  public let peopleSector: String
  public let politySector: String
  public let armedSector: String
  /// CAMEO code, as text, to its Goldstein value.
  public let goldstein: [String: Double]

  /// Quad to its name, the quads of deeds and not of words, and those of material conflict.
  public let quads: [Int: String]
  public let material: Set<Int>
  public let materialConflict: Set<Int>

  private let typeByName: [String: Int]
  private let modeByName: [String: Int]

  /// The tables a codebook is read from.
  public struct Source: Sendable {
    public var version: Table
    public var types: Table
    public var modes: Table
    public var contexts: Table
    public var sectors: Table
    public var cameo: Table
    public var quads: Table

    public init(
      version: Table, types: Table, modes: Table, contexts: Table, sectors: Table, cameo: Table, quads: Table
    ) {
      self.version = version
      self.types = types
      self.modes = modes
      self.contexts = contexts
      self.sectors = sectors
      self.cameo = cameo
      self.quads = quads
    }
  }

  /// Columns of the tables.
  public static let versionColumns = ["version", "source"]
  public static let typeColumns = [
    "type", "quad", "score", "recipient", "reciprocal", "future", "drops", "cameo", "meaning", "source",
  ]
  /// Columns that may be missing: `yes` for the type of ``fallback`` and for those of ``EventType/isSpeech``, and ``EventType/sizes``.
  public static let optionalTypeColumns = ["fallback", "speech", "sizes"]
  public static let modeColumns = ["type", "mode", "score", "cameo", "source"]
  public static let contextColumns = ["context", "source"]
  /// The column that a table of contexts may have: the wider context that is left out beside this one.
  public static let optionalContextColumns = ["within"]
  public static let sectorColumns = ["sector", "meaning", "use", "source"]
  public static let cameoColumns = ["code", "goldstein", "source"]

  public static let quadColumns = ["quad", "name", "material", "material_conflict", "source"]

  /// Reads the codebook.
  ///
  /// - Throws: every number that is none, and every type or CAMEO code that is not in its table, at once.
  public init(_ source: Source) throws(DataErrors) {
    var errors: [DataFileError] = []
    func number(_ row: Table.Row, _ column: String) -> Double {
      // Neither infinity nor what is no number can be written into a record.
      if let value = Double(row[column]), value.isFinite { return value }
      errors.append(row.fault("\(column) is no number: \(row[column])"))
      return 0
    }
    var goldstein: [String: Double] = [:]
    for row in source.cameo.rows { goldstein[row["code"]] = number(row, "goldstein") }
    func cameo(_ row: Table.Row) -> String {
      if goldstein[row["cameo"]] == nil {
        errors.append(row.fault("CAMEO 1.1b3 has no code \(row["cameo"])"))
      }
      return row["cameo"]
    }
    var types: [EventType] = []
    func list(_ cell: String) -> Set<String> {
      Set(cell.split(separator: ",").map { String($0.drop { $0 == " " }) })
    }
    for row in source.types.rows {
      let quad = Int(exactly: number(row, "quad")) ?? 0
      if !(1...4).contains(quad) { errors.append(row.fault("quad is \(row["quad"]), not 1 to 4")) }
      types.append(
        EventType(
          name: row["type"], quad: quad, score: number(row, "score"),
          needsRecipient: row["recipient"] == "yes",
          reciprocal: row["reciprocal"] == "yes",
          future: row["future"].isEmpty ? nil : row["future"],
          drops: list(row["drops"]), isSpeech: row["speech"] == "yes", sizes: list(row["sizes"]),
          cameo: cameo(row),
          meaning: row["meaning"]))
    }
    for (row, type) in zip(source.types.rows, types) {
      let named = type.drops.union(type.future.map { [$0] } ?? [])
      for name in named.sorted() where !types.contains(where: { $0.name == name }) {
        errors.append(row.fault("unknown type \(name)"))
      }
    }
    let fallbacks = source.types.rows.filter { $0["fallback"] == "yes" }
    for row in fallbacks.dropFirst() {
      errors.append(row.fault("a second type is the fallback", help: "say yes at one type alone"))
    }
    fallback = fallbacks.first?["type"]
    let typeByName = Dictionary(types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { a, _ in a })
    var modes: [Mode] = []
    for row in source.modes.rows {
      if typeByName[row["type"]] == nil { errors.append(row.fault("unknown type \(row["type"])")) }
      modes.append(
        Mode(type: row["type"], name: row["mode"], score: number(row, "score"), cameo: cameo(row)))
    }
    version = source.version.rows.first?["version"] ?? ""
    if version.isEmpty {
      errors.append(DataFileError(file: source.version.file, line: 0, message: "no version"))
    }
    self.types = types
    self.modes = modes
    let contexts: [String] = source.contexts.rows.map { $0["context"] }
    for row in source.contexts.rows where !row["within"].isEmpty && !contexts.contains(row["within"]) {
      errors.append(row.fault("unknown context \(row["within"])"))
    }
    self.contexts = contexts
    widerContext = Dictionary(
      source.contexts.rows.filter { !$0["within"].isEmpty }.map { ($0["context"], $0["within"]) },
      uniquingKeysWith: { a, _ in a })
    sectors = Dictionary(
      source.sectors.rows.map { ($0["sector"], $0["meaning"]) }, uniquingKeysWith: { a, _ in a })
    func sector(usedFor use: String) -> String {
      if let row = source.sectors.rows.first(where: { $0["use"] == use }) { return row["sector"] }
      errors.append(
        DataFileError(file: source.sectors.file, line: 0, message: "no sector has the use \(use)"))
      return ""
    }
    governmentSector = sector(usedFor: "government")
    formerSector = sector(usedFor: "former")
    peopleSector = sector(usedFor: "people")
    politySector = sector(usedFor: "polity")
    armedSector = sector(usedFor: "armed")
    self.goldstein = goldstein
    let named = source.quads.rows.map {
      (
        Int(exactly: number($0, "quad")) ?? 0, $0["name"], $0["material"] == "yes",
        $0["material_conflict"] == "yes"
      )
    }
    quads = Dictionary(named.map { ($0.0, $0.1) }, uniquingKeysWith: { a, _ in a })
    material = Set(named.filter(\.2).map(\.0))
    materialConflict = Set(named.filter(\.3).map(\.0))
    self.typeByName = typeByName
    modeByName = Dictionary(
      modes.enumerated().map { ("\($1.type) \($1.name)", $0) }, uniquingKeysWith: { a, _ in a })
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The type with a name; nil when the codebook has none.
  public func type(_ name: String) -> EventType? { typeByName[name].map { types[$0] } }

  /// The mode of a type.
  public func mode(_ name: String, of type: String) -> Mode? {
    modeByName["\(type) \(name)"].map { modes[$0] }
  }

  /// The score of a type with modes: that of the mode of largest magnitude, or the type's own.
  public func score(_ type: String, modes names: [String]) -> Double {
    let scores = names.compactMap { mode($0, of: type)?.score }
    return scores.max { abs($0) < abs($1) } ?? self.type(type)?.score ?? 0
  }

  /// The CAMEO code that stands for a type with modes.
  public func cameo(_ type: String, modes names: [String]) -> String? {
    let modes = names.compactMap { mode($0, of: type) }
    return modes.max { abs($0.score) < abs($1.score) }?.cameo ?? self.type(type)?.cameo
  }
}
