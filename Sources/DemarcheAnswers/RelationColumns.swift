public import DemarcheJSON
public import DemarcheRelations

/// The rows of a relation: every figure under its name, and the chief ones as cells of a table.
public struct RelationColumns: Sendable {
  public var relation: Relation
  public var coverage: Coverage
  public var precision: MeasuredPrecision
  /// What sources are called, by their keys.
  public var sources: [Int: SourceDescription]
  /// The codes of the two, as they were asked for.
  public var a: Party
  public var b: Party

  public init(
    relation: Relation, coverage: Coverage, precision: MeasuredPrecision, sources: [Int: SourceDescription],
    a: Party, b: Party
  ) {
    self.relation = relation
    self.coverage = coverage
    self.precision = precision
    self.sources = sources
    self.a = a
    self.b = b
  }

  private var quads: [Int] { relation.quads.numbers }

  /// The heads of ``cells(_:)``.
  public var header: [String] {
    ["PERIOD", "REPORTS", "TEXTS", "INCIDENTS", "\(a) > \(b)", "\(b) > \(a)", "MUTUAL"]
      + quads.map { (relation.quads.names[$0] ?? "\($0)").uppercased() }
      + ["RIGHT 95 %", "MEAN SCORE", "SOURCES", "READ", "PER 1000"]
  }

  /// The chief figures of a row, as they are shown.
  public func cells(_ row: RelationRow) -> [String] {
    let all = row.all
    let counts =
      [all.reports, all.texts, all.incidents, row.aToB.incidents, row.bToA.incidents, row.mutual.incidents]
      + quads.map { all.incidentsByQuad[$0] ?? 0 }
    let right = precision.right(among: all, types: relation.types)
    return [row.period.map { "\($0)" } ?? "all"] + counts.map(String.init) + [
      right.counted == 0 ? "" : "\(right.low)-\(right.high)",
      all.scoreMean.map { decimal($0, digits: 2) } ?? "", String(row.sources.count),
      row.period.map { String(coverage[$0].reports) } ?? "",
      rate(row).map { decimal($0, digits: 2) } ?? "",
    ]
  }

  /// Every figure of a row under its name.
  public func members(_ row: RelationRow) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("period", JSON(row.period.map { "\($0)" })), .init("a", .string("\(a)")),
      .init("b", .string("\(b)")),
    ]
    members += tally("", row.all)
    members += tally("a_to_b_", row.aToB) + tally("b_to_a_", row.bToA) + tally("mutual_", row.mutual)
    let right = precision.right(among: row.all, types: relation.types)
    let read = row.period.map { coverage[$0] }
    members += [
      .init("balance", JSON(rounded: row.balance, digits: 3)),
      .init("right_expected", right.counted == 0 ? .null : JSON(rounded: right.expected, digits: 1)),
      .init("right_low", right.counted == 0 ? .null : .int(right.low)),
      .init("right_high", right.counted == 0 ? .null : .int(right.high)),
      .init("unmeasured", .int(right.unmeasured)),
      .init("coverage_reports", JSON(read?.reports)),
      .init("coverage_sources", JSON(read?.sources)),
      .init("incidents_per_1000", JSON(rounded: rate(row), digits: 3)),
      .init("negated", .int(row.all.negated)), .init("hypothetical", .int(row.all.hypothetical)),
      .init("dated_by_publication", .int(row.datedByPublication)),
      .init("reports_without_source", .int(row.reportsWithoutSource)),
      .init("sources", .array(row.sources.map { .string(sources[$0]?.name ?? "\($0)") })),
    ]
    return members
  }

  private func tally(_ prefix: String, _ tally: DemarcheRelations.Tally) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("\(prefix)reports", .int(tally.reports)), .init("\(prefix)texts", .int(tally.texts)),
      .init("\(prefix)incidents", .int(tally.incidents)), .init("\(prefix)lines", .int(tally.evidence)),
    ]
    for quad in quads {
      members.append(.init("\(prefix)quad_\(quad)", .int(tally.incidentsByQuad[quad] ?? 0)))
    }
    for quad in quads {
      members.append(.init("\(prefix)share_\(quad)", JSON(rounded: tally.share(ofQuad: quad), digits: 4)))
    }
    members += [
      .init("\(prefix)net_cooperation", .int(tally.netCooperation)),
      .init("\(prefix)score_sum", JSON(rounded: tally.scoreSum, digits: 3)),
      .init("\(prefix)score_mean", JSON(rounded: tally.scoreMean, digits: 3)),
      .init("\(prefix)goldstein_mean", JSON(rounded: tally.goldsteinMean, digits: 3)),
    ]
    return members
  }

  private func rate(_ row: RelationRow) -> Double? {
    row.period.flatMap { coverage.rate(of: row.all.incidents, in: $0) }
  }
}
