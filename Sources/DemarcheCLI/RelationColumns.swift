import DemarcheEvents
import DemarcheJSON
import DemarcheRelations

/// The rows of a relation as table, CSV or JSON.
struct RelationColumns {
  var relation: Relation
  var coverage: Coverage
  var precision: MeasuredPrecision
  /// What sources are called, by their keys.
  var sources: [Int: SourceDescription]
  /// The codes of the two, as they were asked for.
  var a: Party
  var b: Party

  private var quads: [Int] { relation.quads.numbers }

  var header: [String] {
    ["PERIOD", "REPORTS", "TEXTS", "INCIDENTS", "\(a) > \(b)", "\(b) > \(a)", "MUTUAL"]
      + quads.map { (relation.quads.names[$0] ?? "\($0)").uppercased() }
      + ["RIGHT 95 %", "MEAN SCORE", "SOURCES", "READ", "PER 1000"]
  }

  func cells(_ row: RelationRow) -> [String] {
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
  func members(_ row: RelationRow) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("period", JSON(row.period.map { "\($0)" })), .init("a", .string("\(a)")),
      .init("b", .string("\(b)")),
    ]
    members += tally("", row.all)
    members += tally("a_to_b_", row.aToB) + tally("b_to_a_", row.bToA) + tally("mutual_", row.mutual)
    let right = precision.right(among: row.all, types: relation.types)
    let read = row.period.map { coverage[$0] }
    members += [
      .init("balance", rounded(row.balance, 3)),
      .init("right_expected", right.counted == 0 ? .null : rounded(right.expected, 1)),
      .init("right_low", right.counted == 0 ? .null : .int(right.low)),
      .init("right_high", right.counted == 0 ? .null : .int(right.high)),
      .init("unmeasured", .int(right.unmeasured)),
      .init("coverage_reports", JSON(read?.reports)),
      .init("coverage_sources", JSON(read?.sources)), .init("incidents_per_1000", rounded(rate(row), 3)),
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
      members.append(.init("\(prefix)share_\(quad)", rounded(tally.share(ofQuad: quad), 4)))
    }
    members += [
      .init("\(prefix)net_cooperation", .int(tally.netCooperation)),
      .init("\(prefix)score_sum", rounded(tally.scoreSum, 3)),
      .init("\(prefix)score_mean", rounded(tally.scoreMean, 3)),
      .init("\(prefix)goldstein_mean", rounded(tally.goldsteinMean, 3)),
    ]
    return members
  }

  private func rate(_ row: RelationRow) -> Double? {
    row.period.flatMap { coverage.rate(of: row.all.incidents, in: $0) }
  }
}

/// The change points of a relation as JSON.
struct ChangeColumns {
  var relation: Relation
  /// What tells of an incident by its key: its event and its report.
  var words: (CountedIncident) -> [JSON.Member]

  func members(_ point: ChangePoint) -> [JSON.Member] {
    [
      .init("measure", .string(point.measure.rawValue)), .init("period", .string("\(point.period)")),
      .init("earliest", .string("\(point.earliest)")), .init("latest", .string("\(point.latest)")),
      .init("until", .string("\(point.until)")), .init("direction", .string(point.rises ? "up" : "down")),
      .init("before", rounded(point.before, 3)), .init("after", rounded(point.after, 3)),
      .init("ratio", rounded(point.ratio, 3)), .init("gain", rounded(point.gain, 2)),
      .init("confidence", rounded(point.confidence, 3)), .init("method", .string(RelationChanges.method)),
    ] + doubt(point.doubt)
      + [
        .init(
          "leading",
          .array(
            point.leading.map { incident in
              .object(
                [
                  .init("texts", .int(incident.texts)), .init("reports", .int(incident.reports)),
                  .init("day", JSON(incident.day?.iso)),
                  .init("type", .string(relation.types[incident.type])),
                  .init("score", rounded(incident.score, 2)),
                ] + words(incident))
            }))
      ]
  }

  private func doubt(_ doubt: ChangePoint.Doubt?) -> [JSON.Member] {
    switch doubt {
    case nil: [.init("doubt", .null), .init("coverage_before", .null), .init("coverage_after", .null)]
    case .onlyCountChanges:
      [
        .init("doubt", .string("only-count")), .init("coverage_before", .null),
        .init("coverage_after", .null),
      ]
    case .coverageChanges(let measure, let before, let after):
      [
        .init("doubt", .string("coverage-\(measure.rawValue)")), .init("coverage_before", rounded(before, 1)),
        .init("coverage_after", rounded(after, 1)),
      ]
    }
  }
}

/// Members as the cells of a line of CSV: a list with "|" between its parts, what is null empty.
func csvLine(_ members: [JSON.Member]) -> String {
  members.map { EventCSV.quoted(csvCell($0.value)) }.joined(separator: ",")
}

private func csvCell(_ value: JSON) -> String {
  if value.isNull { return "" }
  if let text = value.string { return text }
  if let list = value.array { return list.map(csvCell).joined(separator: "|") }
  if case .object(let members) = value { return members.map { csvCell($0.value) }.joined(separator: " ") }
  return value.line
}

/// A number with so many digits at most.
func rounded(_ x: Double?, _ digits: Int) -> JSON {
  guard let x, let value = Double(decimal(x, digits: digits)) else { return .null }
  return .double(value)
}
