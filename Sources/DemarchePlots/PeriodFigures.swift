import DemarcheEvents
import DemarcheRelations

/// What a figure shows of one period: incidents by direction and kind, and what was read.
///
/// Incidents lie in one period each, so those of several periods can be added up.
struct PeriodFigures {
  /// The incidents of one direction.
  struct Side {
    /// By ``QuadKind``.
    var kinds = [Int](repeating: 0, count: QuadKind.allCases.count)
    var incidents = 0
    var scoreSum = 0.0

    var net: Int {
      QuadKind.allCases.reduce(0) { $0 + ($1.isConflict ? -kinds[$1.rawValue] : kinds[$1.rawValue]) }
    }
    /// From 0 to 1; nil without any incident.
    var conflictShare: Double? {
      let conflict = QuadKind.allCases.reduce(0) { $0 + ($1.isConflict ? kinds[$1.rawValue] : 0) }
      return incidents == 0 ? nil : Double(conflict) / Double(incidents)
    }
    var scoreMean: Double? { incidents == 0 ? nil : scoreSum / Double(incidents) }

    mutating func add(_ tally: Tally, _ labels: QuadLabels) {
      for (quad, count) in tally.incidentsByQuad { kinds[QuadKind(quad: quad, labels).rawValue] += count }
      incidents += tally.incidents
      scoreSum += tally.scoreSum
    }
  }

  let period: Period
  var aToB = Side()
  var bToA = Side()
  var mutual = Side()
  var all = Side()
  var read = Coverage.Row(reports: 0, sources: 0)

  init(_ period: Period) { self.period = period }

  func side(_ direction: Direction) -> Side {
    switch direction {
    case .aToB: aToB
    case .bToA: bToA
    case .mutual: mutual
    }
  }

  mutating func add(_ row: RelationRow, _ read: Coverage.Row, _ labels: QuadLabels) {
    aToB.add(row.aToB, labels)
    bToA.add(row.bToA, labels)
    mutual.add(row.mutual, labels)
    all.add(row.all, labels)
    self.read.reports += read.reports
    // Which sources they are is not known here: at least as many as the widest read period has.
    self.read.sources = max(self.read.sources, read.sources)
  }

  /// The periods of rows without gaps, merged into longer ones until there are no more than `most`.
  ///
  /// Of more years than that the last ones are given.
  static func merged(
    _ rows: some Sequence<RelationRow>, _ coverage: Coverage, _ labels: QuadLabels, most: Int
  ) -> [PeriodFigures] {
    let rows = rows.filter { $0.period != nil }
    guard let first = rows.first?.period, let last = rows.last?.period else { return [] }
    let unit = unit(from: first, until: last, most: most)
    let end = period(last, in: unit).index
    let start = max(period(first, in: unit).index, end - most + 1)
    var merged = (start...end).map { PeriodFigures(Period(unit: unit, index: $0)) }
    for row in rows {
      guard let own = row.period, case let at = period(own, in: unit).index - start, at >= 0 else { continue }
      merged[at].add(row, coverage[own], labels)
    }
    return merged
  }

  /// The shortest unit in which a stretch has no more than so many periods; a year where none has.
  static func unit(from first: Period, until last: Period, most: Int) -> Period.Unit {
    Period.Unit.allCases.drop { $0 != first.unit }.first {
      period(last, in: $0).index - period(first, in: $0).index < most
    } ?? .year
  }

  /// The longer period that a shorter one lies in; a week lies where its Thursday does.
  static func period(_ period: Period, in unit: Period.Unit) -> Period {
    unit == period.unit
      ? period : Period(unit, containing: period.first.adding(days: period.unit == .week ? 3 : 0))
  }
}
