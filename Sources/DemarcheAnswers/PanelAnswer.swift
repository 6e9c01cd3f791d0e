import Demarche
public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// Directed pairs by period, empty periods included: what a model of dyads is fitted on.
public struct PanelAnswer: Sendable {
  /// In the order of their codes.
  public let pairs: [DyadPanel.Pair]
  public let columns: PanelColumns
  private let panel: DyadPanel?
  private let isWhole: Bool

  /// Asks a ledger.
  ///
  /// - Parameters:
  ///   - actors: all pairs of these, also those without an act; nil takes pairs that have one.
  ///   - one: only pairs that this code is in.
  ///   - limit: without `actors` so many pairs, those with most acts.
  ///   - isWhole: rows also of periods in which one of the two was no member of either state system, and of parties that are no states.
  /// - Throws: ``QuestionError`` when no source is as asked, and for more periods than a row each can be given; ``LedgerError``.
  /// - Cost: one long range of rows a year.
  public init(
    by unit: Period.Unit, from: Day?, until: Day?, types: [String] = [], quads: Set<Int> = [],
    among actors: [String]?, with one: String? = nil, limit: Int, isWhole: Bool,
    sources conditions: [OutletCondition] = [], _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws {
    let outlets = try sources.outlets(conditions)
    let coverage = try ledger.coverage(by: unit) { outlets[$0] }
    let codes = setting.release.knowledge.stateCodes
    columns = PanelColumns(quads: setting.quads.numbers, coverage: coverage, codes: codes)
    self.isWhole = isWhole
    let read = coverage.bounds
    let first =
      from.map { day in read.map { max($0.lowerBound, Period(unit, containing: day)) } } ?? read?.lowerBound
    let last =
      until.map { day in read.map { min($0.upperBound, Period(unit, containing: day)) } } ?? read?.upperBound
    guard let first, let last, first <= last else {
      (pairs, panel) = ([], nil)
      return
    }
    let wanted = actors.map { PanelAnswer.pairs(of: $0) }
    var panel = DyadPanel(first...last, types: setting.types, quads: setting.quads)
    let filter = EventFilter(
      participant: one.map { Party(code: $0) }, types: types, quads: quads,
      from: max(from ?? first.first, first.first),
      until: min(until ?? last.last, last.last), limit: nil)
    try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
      guard let source = outlets[line.source], let pair = DyadPanel.Pair(a, b),
        wanted?.contains(pair) ?? true
      else { return true }
      var line = line
      line.source = source
      panel.add(a, b, line)
      return true
    }
    self.panel = panel
    if let wanted {
      pairs = wanted.sorted()
      return
    }
    let found = try ledger.pairTallies(types: setting.types, matching: filter, by: Set(outlets.keys))
    pairs = found.lazy.compactMap { DyadPanel.Pair($0.a, $0.b) }.prefix(limit).sorted()
  }

  /// Asks a ledger: by, from, until, event, quad, actors, with, pairs, all-periods and those of ``SourceChoice``.
  ///
  /// Without `actors` it takes `pairs` pairs, 100 when not given, those with most acts.
  public init(
    _ parameters: QuestionParameters, _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws {
    try self.init(
      by: try parameters.unit("by") ?? .year, from: try parameters.day("from", end: false),
      until: try parameters.day("until", end: true), types: parameters.list("event"),
      quads: Set(parameters.list("quad").compactMap { Int($0) }),
      among: parameters["actors"] == nil ? nil : parameters.list("actors"), with: parameters["with"],
      limit: try parameters.number("pairs", least: 1) ?? 100, isWhole: parameters.has("all-periods"),
      sources: try SourceChoice.conditions(parameters), ledger, setting, sources)
  }

  /// Every two of some codes.
  public static func pairs(of actors: [String]) -> Set<DyadPanel.Pair> {
    var pairs: Set<DyadPanel.Pair> = []
    for (i, a) in actors.enumerated() {
      for b in actors[(i + 1)...] {
        if let pair = DyadPanel.Pair(a, b) { pairs.insert(pair) }
      }
    }
    return pairs
  }

  /// The rows of one pair, in both directions.
  public func rows(of pair: DyadPanel.Pair) -> [DyadPanel.Row] {
    var rows: [DyadPanel.Row] = []
    let columns = columns, isWhole = isWhole
    panel?.forEachRow(
      of: [pair], where: { isWhole || columns.isMember($0.a, in: $1) && columns.isMember($0.b, in: $1) }
    ) { rows.append($0) }
    return rows
  }
}
