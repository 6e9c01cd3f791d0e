/// Directed pairs by period, empty periods included: what a model of dyads is fitted on.
///
/// A row counts what A does to B; what both do together counts in the rows of both directions, and `mutual` says how
/// much of a row that is.
public struct DyadPanel: Sendable {
  /// Two parties without direction, in the order of their codes.
  public struct Pair: Hashable, Sendable, Comparable {
    public let a: String
    public let b: String

    /// Nil for a party with itself.
    public init?(_ x: String, _ y: String) {
      if x == y { return nil }
      (a, b) = x < y ? (x, y) : (y, x)
    }

    public static func < (x: Pair, y: Pair) -> Bool { (x.a, x.b) < (y.a, y.b) }
  }

  /// What A did to B in a period.
  public struct Row: Hashable, Sendable {
    public let a: String
    public let b: String
    public let period: Period
    public let tally: Tally
    /// The incidents of the tally that both did together.
    public let mutual: Int
  }

  private let periods: ClosedRange<Period>
  /// What the count of a pair begins with.
  private let empty: RelationBuilder
  private var forward: [Pair: RelationBuilder] = [:]
  private var backward: [Pair: RelationBuilder] = [:]

  /// - Parameter periods: the first and last period of the panel, of one unit.
  public init(_ periods: ClosedRange<Period>, types: [String], quads: QuadLabels) {
    self.periods = periods
    empty = RelationBuilder(between: "", and: "", by: periods.lowerBound.unit, types: types, quads: quads)
  }

  /// Counts one line between two parties, its direction seen from `x`; one of a party with itself is passed over.
  public mutating func add(_ x: String, _ y: String, _ line: Evidence) {
    guard let pair = Pair(x, y) else { return }
    let isForward = line.direction == .mutual || (line.direction == .aToB) == (pair.a == x)
    let isBackward = line.direction == .mutual || !isForward
    if isForward { DyadPanel.add(line, of: pair, to: &forward, empty) }
    if isBackward { DyadPanel.add(line, of: pair, to: &backward, empty) }
  }

  private static func add(
    _ line: Evidence, of pair: Pair, to builders: inout [Pair: RelationBuilder], _ empty: RelationBuilder
  ) {
    builders[pair, default: empty].add(line)
  }

  /// The pairs with any line, sorted.
  public var pairs: [Pair] { Set(forward.keys).union(backward.keys).sorted() }

  /// Gives the rows of some pairs to `body`: for each direction of each pair, period after period.
  ///
  /// - Parameters:
  ///   - pairs: in the order in which they come out.
  ///   - isCounted: whether a pair has a row in a period; the state system decides.
  /// - Cost: linear in the rows; only those of one pair are held at once.
  public func forEachRow(
    of pairs: some Sequence<Pair>, where isCounted: (Pair, Period) -> Bool, _ body: (Row) throws -> Void
  ) rethrows {
    for pair in pairs {
      for (builders, a, b) in [(forward, pair.a, pair.b), (backward, pair.b, pair.a)] {
        var known: [Period: RelationRow] = [:]
        for row in builders[pair]?.relation.rows ?? [] {
          if let period = row.period { known[period] = row }
        }
        var period = periods.lowerBound
        while period <= periods.upperBound {
          if isCounted(pair, period) {
            let row = known[period]
            try body(
              Row(
                a: a, b: b, period: period, tally: row?.all ?? Tally(), mutual: row?.mutual.incidents ?? 0))
          }
          period = period.next
        }
      }
    }
  }
}
