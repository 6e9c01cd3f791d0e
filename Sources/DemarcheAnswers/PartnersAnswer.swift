public import DemarcheJSON
public import DemarcheLedger
public import DemarcheRelations

/// One actor with each of its partners.
public struct PartnersAnswer: Sendable {
  public let actor: Party
  /// The partners with an incident that counts, the one with most first.
  public let rows: [Partners.Row]
  private let setting: Setting
  private let sources: SourceChoice

  /// Asks a ledger; the second party of the question is not looked at.
  ///
  /// - Throws: ``QuestionError`` for a group or a sector, and when no source is as asked; ``LedgerError``.
  /// - Cost: one range of rows a year of all pairs the actor is in.
  public init(
    of actor: Party, _ question: RelationQuestion, _ ledger: Ledger, _ setting: Setting,
    _ sources: SourceChoice
  ) throws {
    guard actor.states == nil, actor.sector == nil else {
      throw QuestionError(nil, "partners are those of one country or organisation", help: "IRN")
    }
    let outlets = try sources.outlets(question.sources)
    var partners = Partners(
      of: actor.code, by: question.unit, types: setting.types, quads: setting.quads)
    var filter = question.filter
    filter.participant = actor
    try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
      guard a == actor.code || b == actor.code, let source = outlets[line.source] else { return true }
      var line = line
      line.source = source
      if b == actor.code { line.direction = line.direction.reversed }
      partners.add(a == actor.code ? b : a, line)
      return true
    }
    self.actor = actor
    self.setting = setting
    self.sources = sources
    rows = partners.rows
  }

  /// The names of the figures of a partner.
  public var columns: [String] {
    let none = RelationBuilder(
      between: "", and: "", by: .year, types: setting.types, quads: setting.quads
    ).relation
    return members(none, with: "").map(\.name)
  }

  /// Every figure of a partner's total under its name.
  public func members(_ row: Partners.Row) -> [JSON.Member] { members(row.relation, with: row.partner) }

  private func members(_ relation: Relation, with partner: String) -> [JSON.Member] {
    let columns = RelationColumns(
      relation: relation, coverage: Coverage(relation.unit), precision: setting.precision,
      sources: sources.descriptions, a: actor, b: Party(code: partner))
    return columns.members(relation.total).filter {
      $0.name != "period" && !$0.name.hasPrefix("coverage_") && $0.name != "incidents_per_1000"
    }
  }
}
