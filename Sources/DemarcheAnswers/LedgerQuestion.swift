import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
public import DemarcheLedger
import DemarcheRelations
import DemarcheTables

/// What a ledger is asked, by the names that the HTTP API has.
public enum LedgerQuestion: String, Hashable, Sendable, CaseIterable {
  case events, incidents, relation, changes, partners, panel, coverage

  /// Asks a ledger.
  ///
  /// - Parameter parameters: those of the HTTP API and of the command of the name; the two parties are `a` and `b`.
  /// - Throws: ``QuestionError``, ``LedgerError``.
  public func rows(_ parameters: QuestionParameters, _ ledger: Ledger, _ setting: Setting) throws
    -> AnswerRows
  {
    let sources = try SourceChoice(of: ledger, setting)
    switch self {
    case .events: return try events(parameters, ledger, sources)
    case .incidents: return try incidents(parameters, ledger, sources)
    case .relation:
      let answer = try LedgerQuestion.relation(parameters, ledger, setting, sources)
      let columns = answer.columns
      return AnswerRows(
        FigureColumns.definitions(columns.members(answer.relation.total).map(\.name)),
        summary: answer.summary.text, try answer.series().map(columns.members))
    case .changes:
      let answer = try LedgerQuestion.relation(parameters, ledger, setting, sources)
      return AnswerRows(
        FigureColumns.definitions(ChangeColumns.columns), summary: answer.summary.text,
        try answer.changeRows(ledger))
    case .partners:
      let actor = try LedgerQuestion.party("a", parameters, setting)
      let answer = try PartnersAnswer(
        of: actor, RelationQuestion(actor, actor, parameters), ledger, setting, sources)
      let rows = answer.rows.prefix(try parameters.number("limit", least: 1) ?? .max)
      return AnswerRows(FigureColumns.definitions(answer.columns), rows.map(answer.members))
    case .panel:
      let answer = try PanelAnswer(parameters, ledger, setting, sources)
      return LedgerQuestion.rows(of: answer)
    case .coverage:
      let answer = try CoverageAnswer(parameters, ledger, sources)
      return AnswerRows(CoverageAnswer.definitions, answer.rows)
    }
  }

  /// The answer about the two parties `a` and `b`, of which rows and figure are made.
  public static func relation(
    _ parameters: QuestionParameters, _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws -> RelationAnswer {
    let question = try RelationQuestion(
      party("a", parameters, setting), party("b", parameters, setting), parameters)
    return try RelationAnswer(question, ledger, setting, sources)
  }

  private static func party(
    _ name: String, _ parameters: QuestionParameters, _ setting: Setting
  ) throws(QuestionError) -> Party {
    guard let text = parameters[name] else {
      throw QuestionError(name, "is missing", help: "a code: EGY, USA/GOV, group:EU")
    }
    return try setting.party(text, name)
  }

  /// So many events are read at a time.
  private static let pageLength = 4096

  private func events(
    _ parameters: QuestionParameters, _ ledger: Ledger, _ sources: SourceChoice
  ) throws -> AnswerRows {
    var filter = try EventFilter(parameters)
    try filter.narrow(by: parameters, among: sources)
    let columns = EventColumns(withText: parameters["with-text"] == nil || parameters.has("with-text"))
    var left = filter.limit ?? .max
    var isOver = false
    return AnswerRows(columns.definitions) {
      if isOver || left == 0 { return nil }
      filter.limit = min(left, LedgerQuestion.pageLength)
      let page = try ledger.page(matching: filter)
      left -= page.events.count
      filter.after = page.next
      isOver = page.next == nil
      return page.events.map { event in
        AnswerRows.Row(json: { event.json }, cells: { columns.row(event) })
      }
    }
  }

  private func incidents(
    _ parameters: QuestionParameters, _ ledger: Ledger, _ sources: SourceChoice
  ) throws -> AnswerRows {
    var filter = try EventFilter(parameters)
    try filter.narrow(by: parameters, among: sources)
    let least = try parameters.number("reports", least: 1) ?? 1
    var rows: [AnswerRows.Row]? = []
    try ledger.forEachIncident(matching: filter, toldBy: least) { incident, _ throws(LedgerError) in
      if let columns = IncidentColumns(incident) {
        rows?.append(AnswerRows.Row(json: { columns.json }, cells: { columns.row }))
      }
      return true
    }
    return AnswerRows(IncidentColumns.definitions) {
      defer { rows = nil }
      return rows
    }
  }

  private static func rows(of answer: PanelAnswer) -> AnswerRows {
    let definitions = FigureColumns.definitions(answer.columns.columns)
    var pairs = answer.pairs.makeIterator()
    return AnswerRows(definitions) {
      guard let pair = pairs.next() else { return nil }
      return answer.rows(of: pair).map { row in
        let members = answer.columns.members(row)
        return AnswerRows.Row(
          json: { .object(members) }, cells: { FigureColumns.cells(members, definitions) })
      }
    }
  }
}
