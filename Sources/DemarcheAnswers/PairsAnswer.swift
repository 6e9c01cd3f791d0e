public import DemarcheJSON
public import DemarcheLedger
public import DemarcheRelations

/// Who has to do with whom: every two codes with an incident between them, those with most first.
public struct PairsAnswer: Sendable {
  /// The pairs; A is the earlier code.
  public let rows: [PairTallies.Row]
  private let quads: [Int]

  /// Asks a ledger.
  ///
  /// - Parameters:
  ///   - filter: of days, outlets, types, quads and marks; its participant narrows to the pairs that one is in.
  ///   - sources: by the keys of the sources that count, what each counts as.
  /// - Throws: `LedgerError` when the ledger cannot be read.
  /// - Cost: one pass over the rows of all pairs in the range.
  public init(
    _ filter: EventFilter, _ ledger: Ledger, _ setting: Setting, by outlets: [Int: Int]? = nil
  ) throws(LedgerError) {
    var tallies = PairTallies()
    try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
      if let outlets, outlets[line.source] == nil { return true }
      tallies.add(a, b, line)
      return true
    }
    rows = tallies.rows
    quads = setting.quads.numbers
  }

  /// The names of the figures of a row, for the quads of a codebook.
  public static func columns(_ quads: QuadLabels) -> [String] {
    ["a", "b", "incidents"] + quads.numbers.map { "quad_\($0)" }
      + ["a_to_b", "b_to_a", "mutual", "reports", "lines", "score_mean"]
  }

  /// Every figure of a row under its name.
  public func members(_ row: PairTallies.Row) -> [JSON.Member] {
    [.init("a", .string(row.a)), .init("b", .string(row.b)), .init("incidents", .int(row.incidents))]
      + quads.map { .init("quad_\($0)", .int(row.incidentsByQuad[$0] ?? 0)) }
      + [
        .init("a_to_b", .int(row.aToB)), .init("b_to_a", .int(row.bToA)), .init("mutual", .int(row.mutual)),
        .init("reports", .int(row.reports)), .init("lines", .int(row.lines)),
        .init("score_mean", JSON(rounded: row.scoreMean, digits: 3)),
      ]
  }
}
