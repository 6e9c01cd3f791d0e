public import DemarcheEvents

/// The rows of a relation for every period from the first to the last, empty ones included.
///
/// A model of counts needs the zeros: a week without an event is an observation.
public struct RelationSeries: Hashable, Sendable, RandomAccessCollection {
  private let rows: [RelationRow]

  /// Fills the gaps; the bounds default to the first and last period with evidence.
  ///
  /// Evidence outside the bounds is not in the series. Empty when there is neither evidence nor
  /// both bounds, or when `from` lies after `until`.
  ///
  /// - Cost: linear in the number of periods.
  public init(_ relation: Relation, from: Day? = nil, until: Day? = nil) {
    let first = from.map { Period(relation.unit, containing: $0) } ?? relation.rows.first?.period
    let last = until.map { Period(relation.unit, containing: $0) } ?? relation.rows.last?.period
    guard let first, let last, first <= last else {
      rows = []
      return
    }
    var known: [Period: RelationRow] = [:]
    for row in relation.rows {
      if let period = row.period { known[period] = row }
    }
    var filled: [RelationRow] = []
    var period = first
    while period <= last {
      filled.append(known[period] ?? RelationRow(period: period))
      period = period.next
    }
    rows = filled
  }

  public var startIndex: Int { rows.startIndex }
  public var endIndex: Int { rows.endIndex }
  public subscript(position: Int) -> RelationRow { rows[position] }
}
