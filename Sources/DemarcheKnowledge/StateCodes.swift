public import DemarcheData
public import DemarcheEvents

/// Numbers of states in the lists of scholars, by day: Correlates of War (`cow`), Gleditsch and Ward (`gw`).
public struct StateCodes: Sendable {
  private struct Spell: Sendable {
    var number: Int
    var from: Day?
    var until: Day?
  }

  private var spells: [String: [Spell]] = [:]

  public static let columns = ["key", "system", "code", "from", "until", "source"]

  /// Reads the table.
  ///
  /// - Throws: every row whose number or dates are none, at once.
  public init(_ tables: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in tables.flatMap(\.rows) {
      guard let number = Int(row["code"]) else {
        errors.append(row.fault("the code is no number: \(row["code"])"))
        continue
      }
      spells["\(row["system"])/\(row["key"])", default: []].append(
        Spell(
          number: number, from: row.day("from", end: false, &errors),
          until: row.day("until", end: true, &errors)))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The keys of all states that a system counts at any time, sorted.
  public var keys: [String] {
    Set(spells.keys.compactMap { $0.split(separator: "/").last.map(String.init) }).sorted()
  }

  /// The number of a state in a system on a day; the latest when the day is unknown, nil when it was no member.
  ///
  /// - Parameters:
  ///   - key: the key of the state, ISO 3166 alpha-3.
  ///   - system: `cow` or `gw`.
  public func number(of key: String, in system: String, on day: Day?) -> Int? {
    let spells = spells["\(system)/\(key)"] ?? []
    guard let day else { return spells.last?.number }
    return spells.first { within(day, $0.from, $0.until) }?.number
  }
}
