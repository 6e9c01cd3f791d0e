import DemarcheEvents
import DemarcheRelations
import Testing

@Suite struct `A relation` {
  static let quads = QuadLabels(names: [1: "friendly words", 4: "hostile deeds"], materialConflict: 4)

  static func line(
    _ event: String, _ direction: Direction = .aToB, quad: Int = 1, score: Double = 2, day: String?, source: String? = "Wire",
    incident: String = "", negated: Bool = false
  ) -> Evidence {
    Evidence(
      event: event, report: "r\(event)", incident: incident, source: source, direction: direction, quad: quad, score: score,
      day: day.flatMap { Day(iso: $0) }, negated: negated)
  }

  struct PeriodCase: Sendable, CustomTestStringConvertible {
    var day: String
    var unit: Period.Unit
    var expected: String
    var testDescription: String { "\(day) \(unit)" }
  }

  @Test(arguments: [
    PeriodCase(day: "2015-12-31", unit: .week, expected: "2015-W53"),
    PeriodCase(day: "2016-01-01", unit: .week, expected: "2015-W53"),
    PeriodCase(day: "2016-01-04", unit: .week, expected: "2016-W01"),
    PeriodCase(day: "1969-12-29", unit: .week, expected: "1970-W01"),
    PeriodCase(day: "2015-07-31", unit: .quarter, expected: "2015-Q3"),
    PeriodCase(day: "2015-07-31", unit: .month, expected: "2015-07"),
    PeriodCase(day: "2015-07-31", unit: .year, expected: "2015"),
    PeriodCase(day: "2015-07-31", unit: .day, expected: "2015-07-31"),
  ])
  func `counts in the periods of ISO 8601`(_ test: PeriodCase) throws {
    let day = try #require(Day(iso: test.day))
    let period = Period(test.unit, containing: day)
    #expect(period.description == test.expected)
    #expect(Period(iso: test.expected) == period)
    #expect(period.first <= day && day <= period.last)
  }

  @Test func `has a row for every period, also for those without evidence`() {
    let evidence = [Self.line("1", day: "2013-05-01"), Self.line("2", .bToA, quad: 4, score: -9, day: "2015-02-01")]
    let relation = Relation(between: "A", and: "B", evidence: evidence, by: .year, quads: Self.quads)
    let series = relation.series()
    #expect(series.map { $0.period?.description } == ["2013", "2014", "2015"])
    #expect(series.map(\.all.incidents) == [1, 0, 1])
    #expect(series[0].aToB.incidents == 1)
    #expect(series[2].bToA.scoreSum == -9)
    #expect(relation.total.materialConflictShare == 0.5)
  }

  @Test func `counts lines of one act once and denied ones apart`() {
    let evidence = [
      Self.line("1", day: "2015-01-01", incident: "in_a"), Self.line("2", day: "2015-01-02", incident: "in_a"),
      Self.line("3", day: "2015-01-03", negated: true), Self.line("4", day: nil),
    ]
    let relation = Relation(between: "A", and: "B", evidence: evidence, by: .month, quads: Self.quads)
    #expect(relation.total.all.incidents == 2)
    #expect(relation.total.all.evidence == 3)
    #expect(relation.total.all.negated == 1)
    #expect(relation.undated == 1)
  }

  @Test func `warns when all rests on one source`() {
    let one = Relation(between: "A", and: "B", evidence: [Self.line("1", day: "2015-01-01")], by: .year, quads: Self.quads)
    #expect(one.total.caution == "all of this rests on one source: Wire")
    #expect(one.summary.contains("Caution: all of this rests on one source: Wire."))
    let two = Relation(
      between: "A", and: "B", evidence: [Self.line("1", day: "2015-01-01"), Self.line("2", day: "2015-01-01", source: "Post")],
      by: .year, quads: Self.quads)
    #expect(two.total.caution == nil)
  }

  @Test func `says so when nothing is reported`() {
    let relation = Relation(between: "A", and: "B", evidence: [], by: .year, quads: Self.quads)
    #expect(relation.summary == "Nothing is reported between A and B.")
    #expect(relation.series().isEmpty)
  }
}
