public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// A question: how two parties stand by the reports of some sources, and how that moved.
public struct RelationQuestion: Sendable {
  public var a: Party
  public var b: Party
  public var unit: Period.Unit
  public var from: Day?
  public var until: Day?
  /// What the sources must be; empty takes every report.
  public var sources: [OutletCondition]

  public init(
    _ a: Party, _ b: Party, by unit: Period.Unit = .year, from: Day? = nil, until: Day? = nil,
    sources: [OutletCondition] = []
  ) {
    self.a = a
    self.b = b
    self.unit = unit
    self.from = from
    self.until = until
    self.sources = sources
  }

  /// The question that parameters ask of two parties: by, from, until and those of ``SourceChoice``.
  public init(
    _ a: Party, _ b: Party, _ parameters: QuestionParameters, by unit: Period.Unit = .year
  ) throws(QuestionError) {
    self.init(
      a, b, by: try parameters.unit("by") ?? unit, from: try parameters.day("from", end: false),
      until: try parameters.day("until", end: true), sources: try SourceChoice.conditions(parameters))
  }

  var filter: EventFilter { EventFilter(from: from, until: until) }
}

/// The answer to a ``RelationQuestion``.
public struct RelationAnswer: Sendable {
  public let question: RelationQuestion
  public let relation: Relation
  public let coverage: Coverage
  public let changes: RelationChanges
  public let summary: RelationSummary
  public let columns: RelationColumns

  /// Asks a ledger.
  ///
  /// - Throws: ``QuestionError`` when no source is as asked, ``LedgerError`` when the ledger cannot be read.
  /// - Cost: one range of rows a year of the pair, and the coverage of the ledger.
  public init(
    _ question: RelationQuestion, _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws {
    self.question = question
    (relation, coverage) = try RelationAnswer.counted(
      question, ledger, setting, by: sources.outlets(question.sources))
    changes = RelationChanges(of: relation, coverage: coverage, from: question.from, until: question.until)
    summary = RelationSummary(
      of: relation, words: setting.words, precision: setting.precision, coverage: coverage, changes: changes,
      sources: sources.descriptions)
    columns = RelationColumns(
      relation: relation, coverage: coverage, precision: setting.precision, sources: sources.descriptions,
      a: question.a, b: question.b)
  }

  /// The most periods that ``series()`` gives: more than two centuries by day.
  public static let mostPeriods = 100_000

  /// The periods of the answer, those without evidence as well.
  ///
  /// - Throws: ``QuestionError`` when there are more than ``mostPeriods``, all of which would be in memory.
  public func series() throws(QuestionError) -> RelationSeries {
    func index(_ day: Day?) -> Int? { day.map { Period(question.unit, containing: $0).index } }
    let first = index(question.from) ?? relation.rows.first?.period?.index
    let last = index(question.until) ?? relation.rows.last?.period?.index
    if let first, let last, last - first >= RelationAnswer.mostPeriods {
      throw QuestionError(
        "by", "would give \(last - first + 1) periods, and at most \(RelationAnswer.mostPeriods) are given",
        help: "choose a longer one, or give from and until")
    }
    return relation.series(from: question.from, until: question.until)
  }

  /// The periods asked for, as far as anything was read or told in them or around them; see ``KnownPeriods``.
  public func knownSeries() throws(QuestionError) -> RelationSeries {
    let known = try KnownPeriods(question, [relation], [coverage])
    return relation.series(from: known.first?.first, until: known.last?.last)
  }

  /// The relation of the two parties by some sources, and what was read of those.
  ///
  /// - Parameter outlets: the sources that count, and what each counts as.
  static func counted(
    _ question: RelationQuestion, _ ledger: Ledger, _ setting: Setting, by outlets: [Int: Int]
  ) throws(LedgerError) -> (Relation, Coverage) {
    var builder = RelationBuilder(
      between: setting.name(question.a), and: setting.name(question.b), by: question.unit,
      types: setting.types, quads: setting.quads)
    try ledger.forEachEvidence(
      between: question.a, and: question.b, types: setting.types, matching: question.filter
    ) { line throws(LedgerError) in
      guard let source = outlets[line.source] else { return true }
      var line = line
      line.source = source
      builder.add(line)
      return true
    }
    return (builder.relation, try ledger.coverage(by: question.unit) { outlets[$0] })
  }
}
