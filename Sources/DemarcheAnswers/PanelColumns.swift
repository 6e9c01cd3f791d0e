public import DemarcheJSON
public import DemarcheKnowledge
public import DemarcheRelations

/// The rows of a panel of dyads, with the codes of both state systems as of the period.
public struct PanelColumns: Sendable {
  private let quads: [Int]
  private let coverage: Coverage
  private let codes: StateCodes

  public init(quads: [Int], coverage: Coverage, codes: StateCodes) {
    self.quads = quads
    self.coverage = coverage
    self.codes = codes
  }

  /// The names of the figures.
  public var columns: [String] {
    ["a_iso3", "b_iso3", "a_cow", "b_cow", "a_gw", "b_gw", "period"] + quads.map { "quad_\($0)" } + [
      "incidents", "mutual", "reports", "texts", "mean_score", "goldstein", "coverage_reports",
      "coverage_sources",
    ]
  }

  /// Every figure of a row under its name.
  public func members(_ row: DyadPanel.Row) -> [JSON.Member] {
    let read = coverage[row.period]
    let tally = row.tally
    var values: [JSON] = [.string(row.a), .string(row.b)]
    for system in ["cow", "gw"] {
      values += [row.a, row.b].map { JSON(number(of: $0, in: system, row.period)) }
    }
    values.append(.string("\(row.period)"))
    values += quads.map { .int(tally.incidentsByQuad[$0] ?? 0) }
    values += [tally.incidents, row.mutual, tally.reports, tally.texts].map { .int($0) }
    values += [tally.scoreMean, tally.goldsteinMean].map { JSON(rounded: $0, digits: 3) }
    values += [.int(read.reports), .int(read.sources)]
    return zip(columns, values).map { JSON.Member($0, $1) }
  }

  /// Whether a state was a member of one of the systems on some day of a period.
  public func isMember(_ key: String, in period: Period) -> Bool {
    number(of: key, in: "cow", period) != nil || number(of: key, in: "gw", period) != nil
  }

  /// The number at the end of the period, or at its beginning for a state that ended in it.
  private func number(of key: String, in system: String, _ period: Period) -> Int? {
    codes.number(of: key, in: system, on: period.last) ?? codes.number(of: key, in: system, on: period.first)
  }
}
