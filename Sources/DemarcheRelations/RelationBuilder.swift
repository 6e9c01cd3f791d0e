import DemarcheEvents

/// Counts the evidence between two parties, line after line.
///
/// - Cost: linear in the lines, which may come in any order; some 60 bytes a line are kept.
public struct RelationBuilder: Sendable {
  private let a: String
  private let b: String
  private let unit: Period.Unit
  private let types: [String]
  private let quads: QuadLabels
  private var lines = RelationLines()
  private var undated = 0
  private var coarselyDated = 0

  /// Starts a relation.
  ///
  /// - Parameters:
  ///   - a: what the summary calls the first party.
  ///   - b: what it calls the second.
  ///   - types: the names of the types that `Evidence.type` counts in.
  public init(between a: String, and b: String, by unit: Period.Unit, types: [String], quads: QuadLabels) {
    self.a = a
    self.b = b
    self.unit = unit
    self.types = types
    self.quads = quads
  }

  /// Counts one line; one without a day, or with a day that only stands for a longer time, counts in the total only.
  public mutating func add(_ line: Evidence) {
    var line = line
    if line.day == nil {
      undated += 1
    } else if !line.datedByPublication, isCoarse(line.precision) {
      line.day = nil
      coarselyDated += 1
    }
    lines.add(line)
  }

  /// The relation as counted so far.
  public var relation: Relation {
    let incidents = lines.countedIncidents()
    var counter = RelationLines.Counter(lines, incidents: incidents, types: types.count, quads: quads)
    // All lines of an incident stand on its day, so that it counts in one period, whoever dated it by publication.
    var dated = undated + coarselyDated == 0 ? lines.lines : lines.lines.filter { $0.day != nil }
    for i in dated.indices {
      if let day = incidents[Int(dated[i].incident)]?.day { dated[i].day = Int32(day.number) }
    }
    let byPeriod = grouped(dated)
    return Relation(
      a: a, b: b, unit: unit, total: counter.row(nil, lines.lines[...]),
      rows: byPeriod.periods.map { counter.row($0.period, byPeriod.lines[$0.range]) },
      undated: undated, coarselyDated: coarselyDated,
      incidents: lines.incidentsByKey.compactMap { incidents[$0] },
      sources: counter.reportsBySource(lines.lines[...]), types: types, quads: quads)
  }

  /// The lines side by side with those of the same period, and where each period stands among them.
  private func grouped(
    _ dated: [RelationLines.Line]
  ) -> (lines: [RelationLines.Line], periods: [(period: Period, range: Range<Int>)]) {
    var lines = dated
    // A store gives them in the order of days; then there is nothing to sort.
    let isSorted = zip(lines, lines.dropFirst()).allSatisfy { ($0.day ?? 0) <= ($1.day ?? 0) }
    if !isSorted { lines.sort { ($0.day ?? 0) < ($1.day ?? 0) } }
    var periods: [(period: Period, range: Range<Int>)] = []
    var at = 0
    while at < lines.count {
      let period = Period(unit, containing: Day(number: Int(lines[at].day ?? 0)))
      let last = Int32(period.last.number)
      var end = at
      while end < lines.count, (lines[end].day ?? 0) <= last { end += 1 }
      periods.append((period, at..<end))
      at = end
    }
    return (lines, periods)
  }

  /// Whether a date of that precision may lie in several periods: a year's first day is no day of the event.
  private func isCoarse(_ precision: DatePrecision) -> Bool {
    switch precision {
    case .day, .unknown: false
    case .week: unit == .day
    case .month: unit == .day || unit == .week
    case .quarter: unit != .quarter && unit != .year
    case .year: unit != .year
    // Ranges are mostly of a few days; how long one is, the precision does not say.
    case .range: unit == .day
    }
  }
}
