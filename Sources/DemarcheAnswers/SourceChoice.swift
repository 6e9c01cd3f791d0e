import Demarche
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// The sources of a ledger, what is known of them, and which of them a question asks for.
public struct SourceChoice: Sendable {
  /// The names of the parameters that ``conditions(_:)`` reads, each with what it is for.
  public static let parameters: [(name: String, value: String?, meaning: String)] = [
    (
      "source", "NAMES",
      "reports of these outlets alone: names, or ownership=state,country=AZE,kind=agency,dataset=none"
    ),
    ("source-type", "OWNERSHIP", "reports of outlets of this ownership alone: state, public, private ..."),
  ]

  public let table: OutletTable
  /// The names of the sources by their keys.
  public let names: [Int: String]
  /// Every source with the key it counts as: the first of its outlet; 0 stands for reports that name none.
  public let every: [Int: Int]
  private let setting: Setting

  /// - Cost: a row for each source of the ledger.
  public init(of ledger: Ledger, _ setting: Setting) throws(LedgerError) {
    table = setting.outlets
    names = try ledger.sourceNames()
    every = SourceChoice.counted(names, setting.outlets) { _ in true }
    self.setting = setting
  }

  /// What parameters ask of sources.
  public static func conditions(_ parameters: QuestionParameters) throws(QuestionError) -> [OutletCondition] {
    var conditions: [OutletCondition] = []
    if let text = parameters["source"] { conditions.append(try read("source", text)) }
    if let text = parameters["source-type"] { conditions.append(OutletCondition(ownership: text)) }
    return conditions
  }

  /// A condition from its text.
  public static func read(_ name: String, _ text: String) throws(QuestionError) -> OutletCondition {
    guard let condition = OutletCondition(text) else {
      throw QuestionError(
        name, "names no sources: \"\(text)\"",
        help:
          "names with commas (Reuters,BBC), or ownership=state,country=AZE|TUR,kind=agency, or dataset=ICEWS")
    }
    return condition
  }

  /// The sources that fulfil all conditions, each with the key it counts as: names of one outlet count as one.
  ///
  /// Without a condition reports that name no source count too, as 0.
  ///
  /// - Throws: a ``QuestionError`` when no source of the ledger fulfils them.
  public func outlets(
    _ conditions: [OutletCondition], but others: [OutletCondition] = []
  ) throws(QuestionError) -> [Int: Int] {
    // Of reports that name no source it is known that they are of no dataset, and nothing else.
    let unnamed =
      conditions.allSatisfy(\.holdsOfUnnamed)
      && others.allSatisfy { $0.isOfDatasets && !$0.holdsOfUnnamed }
    let outlets = SourceChoice.counted(names, table) { name in
      guard let name else { return unnamed }
      return conditions.allSatisfy { $0.holds(of: name, in: table) }
        && !others.contains { $0.holds(of: name, in: table) }
    }
    if outlets.isEmpty { throw refusal(conditions) }
    return outlets
  }

  /// The sources whose names fit, each with the key it counts as: the first of those that fit of its outlet.
  ///
  /// - Parameter fits: asked with nil for reports that name none.
  private static func counted(
    _ names: [Int: String], _ table: OutletTable, _ fits: (String?) -> Bool
  ) -> [Int: Int] {
    var outlets = fits(nil) ? [0: 0] : [:]
    var first: [String: Int] = [:]
    for key in names.keys.sorted() {
      let name = names[key] ?? ""
      guard fits(name) else { continue }
      // What a dataset coded of an outlet's reports is not what was read here of them.
      let outlet = (table.outlet(of: name)?.key).map { "\($0) \(table.dataset(of: name)?.key ?? "")" } ?? name
      outlets[key] = first[outlet] ?? key
      if first[outlet] == nil { first[outlet] = key }
    }
    return outlets
  }

  /// What a source is called, as the table of outlets has it, else as its reports do; nil for 0 and keys of none.
  public func name(of key: Int) -> String? {
    names[key].map(shownName)
  }

  private func shownName(_ name: String) -> String {
    guard let outlet = table.outlet(of: name) else { return name }
    return table.dataset(of: name).map { "\(outlet.name) (\($0.name))" } ?? outlet.name
  }

  /// What a summary says of the sources.
  public var descriptions: [Int: SourceDescription] {
    names.mapValues { name in
      let outlet = table.outlet(of: name)
      return SourceDescription(
        name: shownName(name), ownership: outlet?.ownership,
        country: outlet.flatMap { setting.name(of: $0.country) })
    }
  }

  /// Says that no source of the ledger fulfils a condition, with the way out.
  private func refusal(_ conditions: [OutletCondition]) -> QuestionError {
    let asked = conditions.map(\.description).joined(separator: " ")
    if names.isEmpty {
      return QuestionError(
        "source", "names none: no report of the ledger names its source",
        help: "demarche ingest --source NAME, or \"source\" in the lines", isOfAbsent: true)
    }
    let known = names.values.sorted().prefix(8).joined(separator: ", ")
    return QuestionError(
      "source", "names none: no source of the ledger is \(asked)",
      help:
        "it has \(known)\(names.count > 8 ? " ..." : ""); add others to outlets.tsv with --knowledge FOLDER",
      isOfAbsent: true)
  }
}
