import DemarcheEvents
public import DemarcheJSON
public import DemarcheRelations

/// The change points of a relation: every figure under its name.
public struct ChangeColumns {
  public var relation: Relation
  /// What tells of an incident by its key: its event and its report.
  public var words: (CountedIncident) -> [JSON.Member]

  public init(relation: Relation, words: @escaping (CountedIncident) -> [JSON.Member]) {
    self.relation = relation
    self.words = words
  }

  /// The names of the figures of a change point.
  public static let columns = [
    "measure", "period", "earliest", "latest", "until", "direction", "before", "after", "ratio", "gain",
    "confidence", "method", "doubt", "coverage_before", "coverage_after", "leading",
  ]

  /// Every figure of a change point under its name.
  public func members(_ point: ChangePoint) -> [JSON.Member] {
    [
      .init("measure", .string(point.measure.rawValue)), .init("period", .string("\(point.period)")),
      .init("earliest", .string("\(point.earliest)")), .init("latest", .string("\(point.latest)")),
      .init("until", .string("\(point.until)")), .init("direction", .string(point.rises ? "up" : "down")),
      .init("before", JSON(rounded: point.before, digits: 3)),
      .init("after", JSON(rounded: point.after, digits: 3)),
      .init("ratio", JSON(rounded: point.ratio, digits: 3)),
      .init("gain", JSON(rounded: point.gain, digits: 2)),
      .init("confidence", JSON(rounded: point.confidence, digits: 3)),
      .init("method", .string(RelationChanges.method)),
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
                  .init("score", JSON(rounded: incident.score, digits: 2)),
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
        .init("doubt", .string("coverage-\(measure.rawValue)")),
        .init("coverage_before", JSON(rounded: before, digits: 1)),
        .init("coverage_after", JSON(rounded: after, digits: 1)),
      ]
    }
  }
}
