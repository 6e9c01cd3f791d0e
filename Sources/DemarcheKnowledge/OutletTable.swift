public import DemarcheData

/// News media: who owns them, where they stand, what kind they are; found by name or by web domain.
///
/// Read from `knowledge/outlets.tsv`; its head explains the columns. The names are those that the tables of
/// organisations have for the same keys.
public struct OutletTable: Sendable {
  /// One outlet, by its latest years.
  public struct Outlet: Hashable, Sendable {
    public var key: String
    /// The first of its names.
    public var name: String
    /// state, public, private, party, cooperative.
    public var ownership: String
    /// The key of its state.
    public var country: String
    /// agency, newspaper, magazine, journal, broadcaster, online, dataset; empty when not given.
    public var kind: String
    /// What says so, as the row has it: an address, or in what way it is known.
    public var evidence: String
  }

  /// The kind of what brings other outlets' reports as it coded them.
  static let datasetKind = "dataset"

  public static let columns = ["key", "ownership", "country", "domain", "source"]
  public static let optionalColumns = ["kind", "name"]

  /// In the order of the tables.
  public private(set) var outlets: [Outlet] = []
  private var byKey: [String: Int] = [:]
  private var byName: [String: Int] = [:]
  private var byDomain: [String: Int] = [:]

  /// Reads the tables; of rows that say different things the first holds, so that the user's come first.
  ///
  /// - Parameters:
  ///   - tables: of outlets; a row may name its outlet in a column `name`.
  ///   - names: of organisations and their names.
  /// - Throws: every row without a key or an ownership, at once.
  public init(_ tables: [Table], names: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in tables.flatMap(\.rows) {
      if row["key"].isEmpty || row["ownership"].isEmpty {
        errors.append(row.fault("the outlet has no key or no ownership"))
        continue
      }
      let index = byKey[row["key"]] ?? outlets.count
      if index == outlets.count {
        byKey[row["key"]] = index
        outlets.append(
          Outlet(
            key: row["key"], name: row["name"], ownership: row["ownership"], country: row["country"],
            kind: row["kind"], evidence: row["source"]))
      }
      if !row["name"].isEmpty { name(row["name"], index) }
      let domain = OutletTable.domain(row["domain"])
      if !domain.isEmpty, byDomain[domain] == nil { byDomain[domain] = index }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    for table in names {
      let column = table.columns.contains("form") ? "form" : "name"
      for row in table.rows {
        if let index = byKey[row["key"]] { name(row[column], index) }
      }
    }
    for (index, outlet) in outlets.enumerated() where outlet.name.isEmpty { outlets[index].name = outlet.key }
  }

  private mutating func name(_ form: String, _ index: Int) {
    if outlets[index].name.isEmpty { outlets[index].name = form }
    let folded = OutletTable.folded(form)
    if byName[folded] == nil { byName[folded] = index }
  }

  /// The outlet that a report's source is: a name, a domain or an address; nil when none is known.
  ///
  /// A dataset in brackets behind a name says who coded the reports, and nothing of the outlet.
  ///
  /// - Parameter url: asked where the source says nothing.
  public func outlet(of source: String?, url: String? = nil) -> Outlet? {
    for text in [source.map { split($0).name }, url].compactMap(\.self) {
      if let index = byName[OutletTable.folded(text)] ?? index(ofDomain: OutletTable.domain(text)) {
        return outlets[index]
      }
    }
    return nil
  }

  /// The dataset that stands in brackets at the end of a source's name, "Wire (ICEWS)"; nil for what the program read itself.
  public func dataset(of source: String) -> Outlet? { split(source).dataset }

  private func split(_ source: String) -> (name: String, dataset: Outlet?) {
    guard source.utf8.last == UInt8(ascii: ")"), let open = source.lastIndex(of: "("),
      let index = byName[OutletTable.folded(String(source[open...]))],
      outlets[index].kind == OutletTable.datasetKind
    else { return (source, nil) }
    return (source[..<open].trimmed, outlets[index])
  }

  /// The outlet of a domain or of the longest end of it that is known: `www.bbc.co.uk` is `bbc.co.uk`.
  private func index(ofDomain domain: String) -> Int? {
    var rest = domain[...]
    while rest.utf8.contains(UInt8(ascii: ".")) {
      if let index = byDomain[String(rest)] { return index }
      guard let dot = rest.firstIndex(of: ".") else { return nil }
      rest = rest[rest.index(after: dot)...]
    }
    return nil
  }

  /// The host of an address in small letters, without scheme, port and path; a bare domain as it is.
  private static func domain(_ address: String) -> String {
    var bytes = Array(address.utf8)[...]
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: Array("://".utf8)) {
      bytes = bytes[(colon + 3)...]
    }
    let end = bytes.firstIndex {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "?")
    }
    return String(decoding: bytes[..<(end ?? bytes.endIndex)], as: UTF8.self).lowercased()
  }

  /// A name in small letters with its letters and figures alone.
  private static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
