public import DemarcheEvents
public import DemarcheJSON
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// Who deals with whom: every two parties that an event joins in a stretch of days, with the incidents of both sides.
public struct PairsAnswer: Sendable {
  /// Two parties, the earlier code first, and what is between them.
  public struct Row: Hashable, Sendable {
    public var a: String
    public var b: String
    /// Incidents by quad, in the order of the codebook's quads; an incident counts once, as it does in the pair's relation.
    public var incidentsByQuad: [Int]
    public var cooperation: Int
    public var conflict: Int
    /// Incidents in which the one acts on the other, and in which both act together; told both ways, one counts in each.
    public var aToB: Int
    public var bToA: Int
    public var mutual: Int
    public var texts: Int
    public var reports: Int
    /// The mean PLOVER score of the incidents.
    public var scoreMean: Double

    public var incidents: Int { cooperation + conflict }

    /// The number of one kind of counting.
    public func count(_ name: String) -> Int {
      switch name {
      case "reports": reports
      case "texts": texts
      default: incidents
      }
    }
  }

  /// The pair with most incidents first; of equals by code.
  public let rows: [Row]
  public let quads: QuadLabels

  /// Asks a ledger; the two parties of the question are not looked at.
  ///
  /// - Throws: ``QuestionError`` when no source is as asked; ``LedgerError``.
  /// - Cost: one long range of rows a year; see `PairTallies`.
  public init(
    from: Day? = nil, until: Day? = nil, sources conditions: [OutletCondition] = [],
    types: [String] = [], quads wanted: Set<Int> = [],
    with participant: Party? = nil, _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws {
    let outlets = conditions.isEmpty ? nil : try sources.outlets(conditions)
    let filter = EventFilter(
      participant: participant, types: types, quads: wanted, from: from, until: until, limit: nil)
    let found = try ledger.pairTallies(
      types: setting.types, matching: filter, by: outlets.map { Set($0.keys) })
    let quads = setting.quads
    self.quads = quads
    // Participants of no known country are in one pair with anybody, and are no party.
    rows = found.filter { !$0.a.isEmpty && !$0.b.isEmpty }.map { row in
      let byQuad = quads.numbers.map { row.incidentsByQuad[$0] ?? 0 }
      let conflict = row.incidentsByQuad.reduce(0) {
        quads.conflict.contains($1.key) ? $0 + $1.value : $0
      }
      return Row(
        a: row.a, b: row.b, incidentsByQuad: byQuad, cooperation: row.incidents - conflict,
        conflict: conflict,
        aToB: row.aToB, bToA: row.bToA, mutual: row.mutual, texts: row.texts, reports: row.reports,
        scoreMean: row.scoreMean)
    }
  }

  /// Every figure of a row under its name.
  public func members(_ row: Row) -> [JSON.Member] {
    [
      .init("a", .string(row.a)), .init("b", .string(row.b)), .init("incidents", .int(row.incidents)),
      .init("texts", .int(row.texts)), .init("reports", .int(row.reports)),
      .init("cooperation", .int(row.cooperation)), .init("conflict", .int(row.conflict)),
      .init("a_to_b", .int(row.aToB)), .init("b_to_a", .int(row.bToA)), .init("mutual", .int(row.mutual)),
      .init("score_mean", JSON(rounded: row.scoreMean, digits: 3)),
    ] + zip(quads.numbers, row.incidentsByQuad).map { .init("quad_\($0)", .int($1)) }
  }

  /// The names of the figures of a row, for the quads of a codebook.
  public static func columns(_ quads: QuadLabels) -> [String] {
    [
      "a", "b", "incidents", "texts", "reports", "cooperation", "conflict", "a_to_b", "b_to_a", "mutual",
      "score_mean",
    ] + quads.numbers.map { "quad_\($0)" }
  }
}
