import DemarcheText
public import DemarcheCorrections
public import DemarcheEvents
public import DemarcheLedger

/// How well a ledger is coded, by what people settled.
public struct GoldAnswer: Sendable {
  /// Where the machine and what was settled differ.
  public struct Error: Sendable {
    public var correction: Correction
    public var right: [MarkedEvent]
  }

  public let score: GoldScore
  /// What was settled and the ledger has.
  public let items: [JudgedItem]
  /// What was settled of texts that the ledger does not have, or does not code any more.
  public let absent: Int
  /// Things on which people disagree and that nobody has settled.
  public let disputed: Int
  /// Things that came up because they were uncertain: the precision of these is that of hard cases.
  public let uncertain: Int
  /// The machine's events that people rejected or changed, the surest first.
  public let errors: [Error]

  /// - Parameters:
  ///   - corrections: decisions of any kind, each with the cluster of its text.
  ///   - split: of a part of them alone.
  ///   - withUncertain: whether things that came up because they were uncertain count.
  /// - Cost: opens each report that was decided on.
  public init(
    _ corrections: [Correction], _ ledger: Ledger, split: GoldSplit? = nil, withUncertain: Bool = true
  ) throws(LedgerError) {
    let standing = Standing(corrections)
    var gold = standing.gold
    if let split { gold = gold.filter { $0.split == split } }
    uncertain = gold.count { $0.order == .uncertain }
    if !withUncertain { gold = gold.filter { $0.order != .uncertain } }
    disputed = standing.disputed
    var reports: [String: (events: [Event], source: String?)] = [:]
    var items: [JudgedItem] = []
    for item in gold {
      guard let id = try ledger.reports(withTextOf: item.target).first else { continue }
      if reports[id] == nil {
        reports[id] = (try ledger.records(ofReport: id), try ledger.report(id: id)?.source)
      }
      if let (events, source) = reports[id], let judged = JudgedItem(item, in: events, source: source) {
        items.append(judged)
      }
    }
    self.items = items
    absent = gold.count - items.count
    // Counting the sentences reads all of them.
    score = GoldScore(items, population: items.isEmpty ? nil : try ledger.sentences())
    errors = standing.corrections.compactMap { correction in
      guard let before = correction.before, let right = correction.right,
        !right.contains(where: MarkedEvent(before).agrees)
      else { return nil }
      return Error(correction: correction, right: right)
    }.sorted { a, b in
      (b.correction.before?.confidence ?? 0, a.correction.id) < (
        a.correction.before?.confidence ?? 0, b.correction.id
      )
    }
  }

  /// How often the machine said the first and people the second of two types.
  public var confusion: [(machine: String, right: String, count: Int)] {
    var counts: [[String]: Int] = [:]
    for error in errors {
      guard let before = error.correction.before else { continue }
      let right = error.right.first?.event ?? Agreement.noEvent
      if before.event != right { counts[[before.event, right], default: 0] += 1 }
    }
    return counts.map { ($0.key[0], $0.key[1], $0.value) }.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
  }
}
