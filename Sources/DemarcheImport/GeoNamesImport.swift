public import DemarcheData

/// Turns lines of the dumps of GeoNames (`allCountries.txt`, `cities15000.txt`) into rows of `places.tsv`.
///
/// Each line becomes a row for its name, one for the name in ASCII where that differs, and on demand one for
/// each alternate name in Latin letters.
///
/// - Invariant: every line is accepted, skipped or rejected in `report`, and once.
/// - Cost: one pass over each line; nothing of a line is kept.
public struct GeoNamesImport: Sendable {
  public private(set) var report = ImportReport()
  private let options: Options
  private struct Feature {
    var kind: String
    /// Whether the number of people decides if it is wanted.
    var isCounted: Bool
  }

  private let features: [String: Feature]
  private let countries: [String: String]
  private var admins: [String: String] = [:]

  public static let columns = [
    "name", "country", "lat", "lon", "kind", "size", "geonameid", "admin", "source",
  ]
  public static let featureColumns = ["feature", "kind", "people", "source"]
  public static let countryColumns = ["iso2", "iso3", "source"]

  /// What of the dump is wanted.
  public struct Options: Hashable, Sendable {
    /// Places with fewer people are left out where the table of features says that people count.
    public var minPopulation = 0
    /// ISO 3166 alpha-3 of the countries wanted; empty is all.
    public var countries: Set<String> = []
    /// Whether alternate names in Latin letters become rows too.
    public var withAlternates = false
    /// What the source column says.
    public var source = "GeoNames"

    public init() {}
  }

  public init(features: Table, countries: Table, options: Options = Options()) {
    self.options = options
    self.features = Dictionary(
      features.rows.map { ($0["feature"], Feature(kind: $0["kind"], isCounted: !$0["people"].isEmpty)) },
      uniquingKeysWith: { first, _ in first })
    self.countries = Dictionary(
      countries.rows.map { ($0["iso2"], $0["iso3"]) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads a line of `admin1CodesASCII.txt`: `AL.50`, the name of the part of a country.
  public mutating func readAdmin(_ line: ArraySlice<UInt8>, file: String, number: Int) {
    let cells = GeoNamesImport.cells(line)
    if cells.isEmpty || cells == [""] { return }
    guard cells.count >= 2 else {
      report.reject(
        ImportFault(file: file, line: number, reason: .columns, text: cells.joined(separator: " ")))
      return
    }
    admins[cells[0]] = cells[1]
  }

  /// The rows of a line of the dump; none when it is left out or rejected.
  public mutating func rows(_ line: ArraySlice<UInt8>, file: String, number: Int) -> [[String]] {
    let cells = GeoNamesImport.cells(line)
    if cells.count <= 1, cells.first.map(\.trimmed) ?? "" == "" { return [] }
    func reject(_ reason: ImportFault.Reason, _ text: String) -> [[String]] {
      report.reject(ImportFault(file: file, line: number, reason: reason, text: text))
      return []
    }
    guard cells.count >= 19 else { return reject(.columns, "\(cells.count) of 19: \(cells[0])") }
    let name = cells[1].trimmed
    if name.isEmpty { return reject(.noName, cells[0]) }
    guard let feature = features[cells[7]] else {
      report.skip("a feature that the table does not take up: \(cells[6]).\(cells[7])")
      return []
    }
    // Seas and mountain ranges may lie in no one country.
    guard let country = cells[8].isEmpty ? "" : countries[cells[8]] else {
      return reject(.unknownCountry, "\(cells[8]): \(name)")
    }
    guard let lat = Double(cells[4]), let lon = Double(cells[5]), abs(lat) <= 90, abs(lon) <= 180 else {
      return reject(.noNumber, "\(cells[4]) \(cells[5]): \(name)")
    }
    guard let population = cells[14].isEmpty ? 0 : Int(cells[14]) else {
      return reject(.noNumber, "\(cells[14]): \(name)")
    }
    if !options.countries.isEmpty, !options.countries.contains(country) {
      report.skip("of another country")
      return []
    }
    // A strait has no people and is wanted all the same.
    if feature.isCounted, population < options.minPopulation {
      report.skip("fewer people than asked for")
      return []
    }
    var names = [name]
    let ascii = cells[2].trimmed
    if !ascii.isEmpty, ascii != name { names.append(ascii) }
    if options.withAlternates {
      for other in cells[3].split(separator: ",").map(\.trimmed)
      where GeoNamesImport.isLatin(other) && !names.contains(other) {
        names.append(other)
      }
    }
    report.accept()
    let size = GeoNamesImport.size(population)
    let admin = admins["\(cells[8]).\(cells[10])"] ?? ""
    return names.map { form in
      [form, country, cells[4], cells[5], feature.kind, String(size), cells[0], admin, options.source]
    }
  }

  /// Hands over the faults not yet told.
  public mutating func takeFaults() -> [ImportFault] { report.takeFaults() }

  /// The class of a number of people, 1 to 6.
  static func size(_ population: Int) -> Int {
    switch population {
    case 5_000_000...: 6
    case 1_000_000...: 5
    case 300_000...: 4
    case 100_000...: 3
    case 15_000...: 2
    default: 1
    }
  }

  /// Whether a form is one that a text in Latin letters may hold: a capital first, at least three letters.
  private static func isLatin(_ form: String) -> Bool {
    form.unicodeScalars.allSatisfy {
      $0.value < 0x250 || (0x1E00..<0x1F00).contains($0.value) || $0.value == 0x2019
    }
      && form.count > 2 && form.first?.isUppercase == true && !form.contains { $0.isNumber }
      && form.contains(where: \.isLowercase)
  }

  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    var line = line
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
