public import DemarcheJSON
public import DemarcheLedger
public import DemarcheRelations

/// One pair by the reports of two groups of sources, side by side.
public struct ComparisonAnswer: Sendable {
  /// What stands for all sources that are not of the first group.
  public static let rest = "rest"

  public let question: RelationQuestion
  public let comparison: Comparison
  /// The comparison in plain sentences.
  public let summary: String
  /// The sources of the ledger that are in both groups: what they report counts on both sides.
  public let overlap: Int

  /// Asks a ledger for both groups, each as a text that ``SourceChoice/read(_:_:)`` reads, or ``rest``.
  ///
  /// - Parameter labels: what the two groups are called in the summary; nil calls them by their texts.
  /// - Throws: ``QuestionError`` when a group has no source, ``LedgerError`` when the ledger cannot be read.
  public init(
    _ question: RelationQuestion, _ first: String, with second: String, _ ledger: Ledger,
    _ setting: Setting, _ sources: SourceChoice, labels: (first: String, second: String)? = nil
  ) throws {
    self.question = question
    let group = try SourceChoice.read("first", first)
    let own = try sources.outlets(question.sources + [group])
    let (one, oneRead) = try RelationAnswer.counted(question, ledger, setting, by: own)
    let others =
      second == ComparisonAnswer.rest
      ? try sources.outlets(question.sources, but: [group])
      : try sources.outlets(question.sources + [SourceChoice.read("second", second)])
    let (other, otherRead) = try RelationAnswer.counted(question, ledger, setting, by: others)
    overlap = Set(own.keys).intersection(others.keys).count
    let known = try KnownPeriods(question, [one, other], [oneRead, otherRead])
    comparison = Comparison(
      labels?.first ?? first, one, oneRead, with: labels?.second ?? second, other, otherRead,
      from: known.first, until: known.last)
    summary = comparison.summary(setting.words)
  }

  /// The names of the figures of a row.
  public static let columns = [
    "period", "first_reports", "first_texts", "first_incidents", "first_conflict", "first_score_mean",
    "first_coverage_reports", "second_reports", "second_texts", "second_incidents", "second_conflict",
    "second_score_mean", "second_coverage_reports", "ratio", "p", "differs",
  ]

  /// Every figure of a row under its name.
  public func members(_ row: Comparison.Row) -> [JSON.Member] {
    func side(_ prefix: String, _ side: RelationRow, _ read: Coverage.Row) -> [JSON.Member] {
      [
        .init("\(prefix)_reports", .int(side.all.reports)), .init("\(prefix)_texts", .int(side.all.texts)),
        .init("\(prefix)_incidents", .int(side.all.incidents)),
        .init("\(prefix)_conflict", .int(side.all.conflict)),
        .init("\(prefix)_score_mean", JSON(rounded: side.all.scoreMean, digits: 3)),
        .init("\(prefix)_coverage_reports", .int(read.reports)),
      ]
    }
    return [.init("period", .string("\(row.period)"))] + side("first", row.first, row.firstCoverage)
      + side("second", row.second, row.secondCoverage) + [
        .init("ratio", JSON(rounded: row.ratio, digits: 3)), .init("p", JSON(rounded: row.p, digits: 4)),
        .init("differs", .string(row.differs ? "yes" : "no")),
      ]
  }
}
