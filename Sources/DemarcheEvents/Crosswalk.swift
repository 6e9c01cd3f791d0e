public import DemarcheData

/// What the codes of CAMEO 1.1b3 are in PLOVER 2.0, and where that differs from the table published in 2021.
public struct Crosswalk: Sendable {
  /// What one code of CAMEO is in PLOVER.
  public struct Entry: Hashable, Sendable {
    public var cameo: String
    /// nil for a code that is no event of PLOVER.
    public var type: String?
    public var modes: [String]
    public var contexts: [String]
    /// Where it differs from the table of 2021, and why; empty where it does not.
    public var note: String
  }

  /// The columns of its table; several modes or contexts stand with commas.
  public static let columns = ["code", "type", "mode", "context", "note", "source"]

  /// All codes, in the order of the table.
  public let entries: [Entry]
  private let byCode: [String: Int]

  /// Reads the crosswalk.
  ///
  /// - Throws: every code, type, mode and context that the codebook does not know, and every code that stands
  ///   twice or not at all.
  public init(_ table: Table, codebook: Codebook) throws(DataErrors) {
    var errors: [DataFileError] = []
    var entries: [Entry] = []
    var byCode: [String: Int] = [:]
    for row in table.rows {
      func list(_ column: String) -> [String] {
        row[column].split(separator: ",").map { String($0.drop { $0 == " " }) }
      }
      let code = row["code"]
      let type = row["type"]
      if codebook.goldstein[code] == nil { errors.append(row.fault("CAMEO 1.1b3 has no code \(code)")) }
      if byCode[code] != nil { errors.append(row.fault("the code \(code) stands twice")) }
      if !type.isEmpty, codebook.type(type) == nil { errors.append(row.fault("unknown type \(type)")) }
      for mode in list("mode") where codebook.mode(mode, of: type) == nil {
        errors.append(row.fault("\(type) has no mode \(mode)"))
      }
      for context in list("context") where !codebook.contexts.contains(context) {
        errors.append(row.fault("unknown context \(context)"))
      }
      byCode[code] = entries.count
      entries.append(
        Entry(
          cameo: code, type: type.isEmpty ? nil : type, modes: list("mode"), contexts: list("context"),
          note: row["note"]))
    }
    for code in codebook.goldstein.keys.sorted() where byCode[code] == nil {
      errors.append(DataFileError(file: table.file, line: 0, message: "the code \(code) is missing"))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.entries = entries
    self.byCode = byCode
  }

  /// The entry of a CAMEO code, as text; nil when CAMEO 1.1b3 has no such code.
  public subscript(_ cameo: String) -> Entry? { byCode[cameo].map { entries[$0] } }
}
