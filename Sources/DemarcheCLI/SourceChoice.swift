import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations

/// The sources of a ledger, what is known of them, and which of them flags ask for.
struct SourceChoice {
  static let flags = [
    Flag(
      "source", "NAMES", "reports of these outlets alone: names, or ownership=state,country=AZE,kind=agency"),
    Flag(
      "source-type", "OWNERSHIP", "reports of outlets of this ownership alone: state, public, private ..."),
  ]

  let table: OutletTable
  /// The names of the sources by their keys.
  let names: [Int: String]
  private let countries: (String) -> String?

  init(_ arguments: Arguments, _ ledger: Ledger, _ knowledge: Knowledge) throws {
    let tables = try Engine.tables(
      of: [.outlets, .organisations, .organisationNames], arguments)
    table = try OutletTable(tables[0], names: tables[1] + tables[2])
    names = try ledger.sourceNames()
    countries = { knowledge.actors.entity($0)?.name }
  }

  /// What the flags ask of sources.
  static func conditions(_ arguments: Arguments) throws(UsageError) -> [OutletCondition] {
    var conditions: [OutletCondition] = []
    if let text = arguments.value("source") { conditions.append(try read(text)) }
    if let text = arguments.value("source-type") { conditions.append(OutletCondition(ownership: text)) }
    return conditions
  }

  static func read(_ text: String) throws(UsageError) -> OutletCondition {
    guard let condition = OutletCondition(text) else {
      throw UsageError(
        "no sources can be told from \"\(text)\"",
        help: "names with commas (Reuters,BBC), or ownership=state,country=AZE|TUR,kind=agency")
    }
    return condition
  }

  /// The sources that fulfil all conditions, each with the key it counts as: names of one outlet count as one.
  ///
  /// Without a condition reports that name no source count too, as 0.
  ///
  /// - Throws: a ``UsageError`` when no source of the ledger fulfils them.
  func outlets(_ conditions: [OutletCondition], but others: [OutletCondition] = []) throws -> [Int: Int] {
    var outlets: [Int: Int] = conditions.isEmpty && others.isEmpty ? [0: 0] : [:]
    var first: [String: Int] = [:]
    for key in names.keys.sorted() {
      let name = names[key] ?? ""
      guard conditions.allSatisfy({ $0.holds(of: name, in: table) }),
        !others.contains(where: { $0.holds(of: name, in: table) })
      else { continue }
      let outlet = table.outlet(of: name)?.key ?? name
      outlets[key] = first[outlet] ?? key
      if first[outlet] == nil { first[outlet] = key }
    }
    if outlets.isEmpty { throw refusal(conditions) }
    return outlets
  }

  /// What a summary says of the sources.
  var descriptions: [Int: SourceDescription] {
    names.mapValues { name in
      let outlet = table.outlet(of: name)
      return SourceDescription(
        name: outlet?.name ?? name, ownership: outlet?.ownership,
        country: outlet.flatMap { countries($0.country) })
    }
  }

  /// Says that no source of the ledger fulfils a condition, with the way out.
  private func refusal(_ conditions: [OutletCondition]) -> UsageError {
    let asked = conditions.map(\.description).joined(separator: " ")
    if names.isEmpty {
      return UsageError(
        "no report of the ledger names its source",
        help: "demarche ingest --source NAME, or \"source\" in the lines")
    }
    let known = names.values.sorted().prefix(8).joined(separator: ", ")
    return UsageError(
      "no source of the ledger is \(asked)",
      help:
        "it has \(known)\(names.count > 8 ? " ..." : ""); add others to outlets.tsv with --knowledge FOLDER")
  }
}
