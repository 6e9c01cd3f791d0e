public import DemarcheData

/// Reads the codes of actors that CAMEO makes of groups of three letters: CHNGOVMIL, IGOUNOREF.
public struct CameoCodes: Sendable {
  /// What a code says in the project's own terms.
  public struct Reading: Hashable, Sendable {
    /// ISO 3166 alpha-3 or an international code; nil where the code names no one country.
    public var code: String?
    /// Sectors of PLOVER, in the order of the code.
    public var sectors: [String]
    /// Groups that are neither: regions, parties, peoples.
    public var unread: [String]
    /// The key in `states.tsv` of the country that the code is, when it is nothing else.
    public var state: String?
    /// Whether the code is a country's and nothing else.
    public var isBareCountry: Bool { state != nil }
    /// Whether it holds a role that only a person can have.
    public var isPersonal = false
    /// Whether the country was taken as it stands, unknown.
    public var isForeign = false
  }

  /// Why a code cannot be read.
  public enum Fault: Error, Hashable, Sendable, CaseIterable {
    /// It begins with no country known here; no part of it is a role known here.
    case unknownCode, unknownSector
    /// It is not made of groups of three letters.
    case malformedCode
    case severalActors
    /// A mark of TABARI that stands for no actor.
    case complexMark
  }

  private struct Prefix {
    var code: String?
    var sector: String?
    /// The key of the country it is; nil for what is none.
    var state: String?
  }

  /// What stands for a party, or for its country, that is not known.
  public static let unknown = "---"

  private var prefixes: [String: Prefix] = [:]
  private struct Role {
    /// nil for a group that is known and has no sector.
    var sector: String?
    var isPersonal: Bool
  }

  private var sectors: [String: Role] = [:]

  public static let countryColumns = ["cameo", "code", "kind", "sector", "source"]
  public static let sectorColumns = ["cameo", "plover", "person", "source"]

  /// Builds the reader.
  ///
  /// - Parameters:
  ///   - states: the codes that records carry, by the keys of `states.tsv`.
  /// - Throws: every row of a wrong kind, at once.
  public init(
    countries: Table, sectors: Table, states: [String: String]
  ) throws(DataErrors) {
    var errors: [DataFileError] = []
    for (key, code) in states { prefixes[key] = Prefix(code: code, state: key) }
    for row in countries.rows {
      let kind = row["kind"]
      if !["country", "international", "region"].contains(kind) {
        errors.append(row.fault("unknown kind \(kind)", help: "one of: country, international, region"))
      }
      prefixes[row["cameo"]] = Prefix(
        code: row["code"].isEmpty ? nil : row["code"], sector: row["sector"].isEmpty ? nil : row["sector"],
        state: kind == "country" ? row["code"] : nil)
    }
    for row in sectors.rows {
      self.sectors[row["cameo"]] = Role(
        sector: row["plover"].isEmpty ? nil : row["plover"], isPersonal: !row["person"].isEmpty)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The codes of bodies that are no state's, sorted.
  public var internationalCodes: [String] {
    Set(prefixes.values.filter { $0.state == nil }.compactMap(\.code)).sorted()
  }

  /// Reads the code of an actor.
  ///
  /// - Parameter keepForeign: whether a first group that no table knows is kept as the code.
  /// - Throws: A ``Fault`` when it cannot be read.
  public func actor(_ text: String, keepForeign: Bool = false) throws(Fault) -> Reading {
    // PETRARCH writes dashes for a country that is not known, and roles behind them.
    let isUnknown = text.count > CameoCodes.unknown.count && text.hasPrefix(CameoCodes.unknown)
    let known = isUnknown ? String(text.dropFirst(CameoCodes.unknown.count)) : text
    let groups = try CameoCodes.groups(known, isStrict: !keepForeign)
    var reading = Reading(code: nil, sectors: [], unread: [], state: nil)
    var taken = 0
    for count in stride(from: min(3, groups.count), through: 1, by: -1) {
      guard let prefix = prefixes[groups[..<count].joined()] else { continue }
      reading.code = prefix.code
      if let sector = prefix.sector { reading.sectors = [sector] }
      if count == groups.count { reading.state = prefix.state }
      taken = count
      break
    }
    if taken == 0, sectors[groups[0]] == nil {
      guard keepForeign else { throw .unknownCode }
      reading.code = groups[0]
      reading.isForeign = true
      if groups.count == 1 { reading.state = groups[0] }
      taken = 1
    }
    add(groups[taken...], to: &reading)
    return reading
  }

  /// Reads the code of an agent: `~COP`, `NGO~`, `~GOVMED`.
  ///
  /// - Throws: A ``Fault`` when it cannot be read or holds no role.
  public func agent(_ text: String) throws(Fault) -> Reading {
    let groups = try CameoCodes.groups(text.filter { $0 != "~" }, isStrict: true)
    var reading = Reading(code: nil, sectors: [], unread: [], state: nil)
    add(groups[...], to: &reading)
    if reading.sectors.isEmpty { throw .unknownSector }
    return reading
  }

  private func add(_ groups: ArraySlice<String>, to reading: inout Reading) {
    for group in groups {
      guard let role = sectors[group] else {
        reading.unread.append(group)
        continue
      }
      reading.isPersonal = reading.isPersonal || role.isPersonal
      if let sector = role.sector, !reading.sectors.contains(sector) { reading.sectors.append(sector) }
    }
  }

  /// The groups of three letters or digits of a code; the last may be shorter when `isStrict` is false.
  private static func groups(_ text: String, isStrict: Bool) throws(Fault) -> [String] {
    let letters = text.trimmed.uppercased()
    let bytes = Array(letters.utf8)
    if bytes.contains(UInt8(ascii: "/")) { throw .severalActors }
    if bytes.contains(UInt8(ascii: "+")) { throw .complexMark }
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    // Denominations and the like are groups of digits, but no country is.
    guard bytes.count >= 3, !isStrict || bytes.count % 3 == 0, bytes.prefix(3).allSatisfy(isLetter),
      bytes.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) })
    else { throw .malformedCode }
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      String(decoding: bytes[start..<min(start + 3, bytes.count)], as: UTF8.self)
    }
  }
}
