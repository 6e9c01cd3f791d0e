public import DemarcheData

/// What is held to be one act, read from the tables of `codebook/`: which types reports use for one, how far from its publication an
/// unstated day may lie, and how much each sign counts.
///
/// The test of two acts is symmetric and blind to what else there is (``link(_:_:)``); what forbids that two are ever in one group is
/// told apart from it (``contradiction(_:_:)``).
public struct Joining: Sendable {
  /// What speaks for or against two acts being one; `joining-signs.tsv` says what each means.
  public enum Sign: Int, Hashable, Sendable, CaseIterable {
    case always, sameType, sameMode, otherMode, sameTrigger
    case sameActors, someRecipients, sameName, otherNames
    case sameTown, otherTown, sameCountry, otherCountry
    case sameDay, nextDay, withinDays, beyondDays, daysApart
    case wording, context, sameNumber, otherNumber

    /// As its table writes it: `same-type`.
    public var name: String {
      "\(self)".map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
    }
  }

  /// How reports use a type.
  struct Usage: Hashable, Sendable {
    var family: String
    /// How many days before its publication an act without a stated day may have taken place.
    var days: Int
    /// Whether each party may be told as the one who acts.
    var isMutual: Bool
  }

  public static let typeColumns = ["type", "family", "days", "mutual", "source"]
  public static let signColumns = ["sign", "weight", "meaning", "source"]

  /// The words of the language, which acts are made with.
  public let wording: Wording
  private let usages: [String: Usage]
  /// By place in ``Sign/allCases``.
  private let weights: [Double]

  /// Reads the tables; a sign without a row counts nothing, and a type without a row is its own family.
  ///
  /// - Throws: every unknown sign, weight or number of days, and every twin, at once.
  public init(types: Table, signs table: Table, wording: Wording) throws(DataErrors) {
    var errors: [DataFileError] = []
    var usages: [String: Usage] = [:]
    for row in types.rows {
      guard let days = Int(row["days"]), (0...Act.reach).contains(days) else {
        errors.append(row.fault("days is a number up to \(Act.reach), not \(row["days"])"))
        continue
      }
      let usage = Usage(family: row["family"], days: days, isMutual: row["mutual"] == "yes")
      if usages.updateValue(usage, forKey: row["type"]) != nil {
        errors.append(row.fault("a twin of \(row["type"])"))
      }
    }
    let signs = Dictionary(Sign.allCases.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    var weights = [Double](repeating: 0, count: Sign.allCases.count)
    var seen: Set<Sign> = []
    for row in table.rows {
      guard let sign = signs[row["sign"]], let weight = Double(row["weight"]) else {
        let help = "signs: \(Sign.allCases.map(\.name).joined(separator: ", "))"
        errors.append(row.fault("unknown sign, or a weight that is no number", help: help))
        continue
      }
      if !seen.insert(sign).inserted { errors.append(row.fault("a twin of \(sign.name)")) }
      weights[sign.rawValue] = weight
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.usages = usages
    self.weights = weights
    self.wording = wording
  }

  func usage(_ type: String) -> Usage {
    usages[type] ?? Usage(family: type, days: Act.reach, isMutual: false)
  }

  func weight(_ sign: Sign) -> Double { weights[sign.rawValue] }
}
