public import DemarcheEvents

/// What the quads are called, and which of them is material conflict: the codebook decides.
public struct QuadLabels: Hashable, Sendable {
  /// Names as they stand in a sentence: "verbal conflict".
  public var names: [Int: String]
  public var materialConflict: Int

  public init(names: [Int: String], materialConflict: Int) {
    self.names = names
    self.materialConflict = materialConflict
  }

  func name(_ quad: Int) -> String { names[quad] ?? "quad \(quad)" }
}

/// Counts the evidence between two parties as it streams by, line after line.
///
/// - Cost: memory grows with distinct reports and acts, not with lines.
public struct RelationBuilder: Sendable {
  private let a: String
  private let b: String
  private let unit: Period.Unit
  private let quads: QuadLabels
  private var total = RowTallying()
  private var rows: [Period: RowTallying] = [:]
  private var undated = 0

  /// Starts a relation; `a` and `b` are what the summary calls the two.
  public init(between a: String, and b: String, by unit: Period.Unit, quads: QuadLabels) {
    self.a = a
    self.b = b
    self.unit = unit
    self.quads = quads
  }

  /// Counts one line; a line without a day counts in the total only.
  public mutating func add(_ line: Evidence) {
    let coarse = line.day != nil && !line.datedByPublication && isCoarse(line.precision)
    total.add(line, coarse: coarse)
    guard let day = line.day else {
      undated += 1
      return
    }
    rows[Period(unit, containing: day), default: RowTallying()].add(line, coarse: coarse)
  }

  /// The relation as counted so far.
  public var relation: Relation {
    let conflict = quads.materialConflict
    return Relation(
      a: a, b: b, unit: unit, total: total.row(nil, materialConflict: conflict),
      rows: rows.keys.sorted().compactMap { rows[$0]?.row($0, materialConflict: conflict) },
      undated: undated, quads: quads)
  }

  private func isCoarse(_ precision: DatePrecision) -> Bool {
    switch precision {
    case .day, .unknown: false
    case .week: unit == .day
    case .month: unit == .day || unit == .week
    case .quarter: unit != .quarter && unit != .year
    case .year: unit != .year
    // How long a range is, the precision does not say.
    case .range: true
    }
  }
}

/// How two parties stand, and how that moved: totals and one row for each period with evidence.
public struct Relation: Hashable, Sendable {
  public let a: String
  public let b: String
  public let unit: Period.Unit
  public let total: RelationRow
  /// The periods that hold evidence, in order; ``series(from:until:)`` has those between as well.
  public let rows: [RelationRow]
  /// Lines that nothing places in time; they count in `total` and in no row.
  public let undated: Int
  public let quads: QuadLabels

  /// Counts a list of evidence.
  public init(
    between a: String, and b: String, evidence: some Sequence<Evidence>, by unit: Period.Unit,
    quads: QuadLabels
  ) {
    var builder = RelationBuilder(between: a, and: b, by: unit, quads: quads)
    for line in evidence { builder.add(line) }
    self = builder.relation
  }

  init(
    a: String, b: String, unit: Period.Unit, total: RelationRow, rows: [RelationRow], undated: Int,
    quads: QuadLabels
  ) {
    self.a = a
    self.b = b
    self.unit = unit
    self.total = total
    self.rows = rows
    self.undated = undated
    self.quads = quads
  }

  /// The rows of every period without a gap; see ``RelationSeries``.
  public func series(from: Day? = nil, until: Day? = nil) -> RelationSeries {
    RelationSeries(self, from: from, until: until)
  }
}
