/// How two parties stood in one period, or over all of them.
public struct RelationRow: Hashable, Sendable {
  /// Nil in the row of totals.
  public internal(set) var period: Period?
  public internal(set) var aToB = Tally()
  public internal(set) var bToA = Tally()
  public internal(set) var mutual = Tally()
  /// All directions together; an incident counts once, however many directions its lines have.
  public internal(set) var all = Tally()
  /// The share of incidents that are material conflict, from 0 to 1; nil without any incident.
  public internal(set) var materialConflictShare: Double?
  /// The outlets that the counted lines come from, sorted.
  public internal(set) var sources: [Int] = []
  /// Counted reports that name no source.
  public internal(set) var reportsWithoutSource = 0
  /// Counted lines that stand on the day of their report, because the text gives none.
  public internal(set) var datedByPublication = 0

  init(period: Period?) { self.period = period }

  public func tally(_ direction: Direction) -> Tally {
    switch direction {
    case .aToB: aToB
    case .bToA: bToA
    case .mutual: mutual
    }
  }

  /// Who acts more on the other, (x - y) / (x + y) of the incidents from A to B and from B to A.
  ///
  /// From -1, all from B, to 1, all from A; nil when neither acts on the other alone.
  public var balance: Double? {
    let (x, y) = (aToB.incidents, bToA.incidents)
    return x + y == 0 ? nil : Double(x - y) / Double(x + y)
  }

  /// Whether no line at all lies in the period, counted or left out.
  public var isEmpty: Bool { all.evidence + all.negated + all.hypothetical == 0 }
}

/// How many reports of a relation come from one source.
public struct SourceCount: Hashable, Sendable {
  public let source: Int
  public let reports: Int
}
