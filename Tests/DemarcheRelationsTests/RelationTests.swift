import DemarcheEvents
import DemarcheRelations
import Testing

private let quads = QuadLabels(
  names: [1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"],
  materialConflict: 4)

private func line(
  _ event: String, report: String = "r1", incident: String = "", source: String? = "Alandia Post",
  _ direction: Direction = .aToB, quad: Int = 1, score: Double = 1, on date: String? = "2015-07-01",
  byPublication: Bool = false, precision: DatePrecision = .day, negated: Bool = false,
  hypothetical: Bool = false
) -> Evidence {
  Evidence(
    event: event, report: report, incident: incident, source: source, direction: direction, quad: quad,
    score: score, day: date.flatMap { Day(iso: $0) }, datedByPublication: byPublication,
    precision: precision, negated: negated, hypothetical: hypothetical)
}

private func relation(_ evidence: [Evidence], by unit: Period.Unit = .month) -> Relation {
  Relation(between: "AAA", and: "BBB", evidence: evidence, by: unit, quads: quads)
}

@Suite("Relations")
struct RelationTests {
  @Test("Reports, lines and incidents are three numbers")
  func threeNumbers() {
    let all = relation([
      line("e1", report: "r1", incident: "i1"), line("e2", report: "r1", incident: "i1"),
      line("e3", report: "r2", incident: "i1"), line("e4", report: "r2", incident: "i2"),
    ]).total.all
    #expect(all.reports == 2)
    #expect(all.evidence == 4)
    #expect(all.incidents == 2)
  }

  @Test("Lines without an incident are acts of their own")
  func withoutIncident() {
    #expect(relation([line("e1"), line("e2")]).total.all.incidents == 2)
  }

  @Test("An act's score counts once, with the mean of its lines")
  func scores() {
    let all = relation([
      line("e1", incident: "i1", score: -4), line("e2", incident: "i1", score: -6),
      line("e3", incident: "i2", score: 2),
    ]).total.all
    #expect(all.scoreSum == -3)
    #expect(all.scoreMean == -1.5)
    #expect(relation([]).total.all.scoreMean == nil)
  }

  @Test("Directions are counted apart, and an act of two directions once in all")
  func directions() {
    let total = relation([
      line("e1", incident: "i1", .aToB), line("e2", incident: "i1", .bToA), line("e3", .mutual),
    ]).total
    #expect(total.aToB.incidents == 1)
    #expect(total.bToA.incidents == 1)
    #expect(total.mutual.incidents == 1)
    #expect(total.all.incidents == 2)
  }

  @Test("The share of material conflict is one of acts")
  func conflictShare() {
    let total = relation([
      line("e1", incident: "i1", quad: 4), line("e2", incident: "i1", quad: 4), line("e3", quad: 3),
      line("e4", quad: 1), line("e5", quad: 1),
    ]).total
    #expect(total.materialConflictShare == 0.25)
    #expect(total.all.evidenceByQuad == [4: 2, 3: 1, 1: 2])
    #expect(relation([]).total.materialConflictShare == nil)
  }

  @Test("Negated and hypothetical lines are counted apart and nowhere else")
  func apart() {
    let relation = relation([
      line("e1"), line("e2", report: "r2", source: "Borland Times", negated: true),
      line("e3", report: "r3", hypothetical: true), line("e4", negated: true, hypothetical: true),
    ])
    #expect(relation.total.all.evidence == 1)
    #expect(relation.total.all.reports == 1)
    #expect(relation.total.all.negated == 2)
    #expect(relation.total.all.hypothetical == 1)
    #expect(relation.total.sources == ["Alandia Post"])
  }

  @Test("A series fills gaps with rows of zero")
  func gaps() {
    let relation = relation([line("e1", on: "2015-07-01"), line("e2", on: "2015-10-31")])
    #expect(relation.rows.count == 2)
    let series = relation.series()
    #expect(series.map { $0.period?.description } == ["2015-07", "2015-08", "2015-09", "2015-10"])
    #expect(series.map(\.all.evidence) == [1, 0, 0, 1])
    #expect(series[1].isEmpty && series[1].materialConflictShare == nil)
  }

  @Test("Weeks run on over the turn of the year")
  func turnOfTheYear() {
    let relation = relation([line("e1", on: "2015-12-31"), line("e2", on: "2016-01-11")], by: .week)
    #expect(relation.series().map { $0.period?.description } == ["2015-W53", "2016-W01", "2016-W02"])
  }

  @Test("The bounds of a series widen and narrow it")
  func bounds() {
    let relation = relation([line("e1", on: "2015-07-01"), line("e2", on: "2015-10-31")])
    let series = relation.series(from: Day(iso: "2015-06"), until: Day(iso: "2015-07-20"))
    #expect(series.map { $0.period?.description } == ["2015-06", "2015-07"])
    #expect(relation.series(from: Day(iso: "2016"), until: Day(iso: "2015")).isEmpty)
    #expect(RelationTests.empty.series().isEmpty)
    #expect(RelationTests.empty.series(from: Day(iso: "2015-01"), until: Day(iso: "2015-12")).count == 12)
  }

  private static let empty = relation([])

  @Test("A row says how many lines are dated by their report or only coarsely")
  func datedHow() {
    let row = relation([
      line("e1", byPublication: true, precision: .unknown), line("e2", precision: .year),
      line("e3", precision: .month), line("e4"),
    ]).rows[0]
    #expect(row.datedByPublication == 1)
    #expect(row.coarselyDated == 1)
  }

  @Test("A line without a day counts in the total and in no row")
  func undated() {
    let relation = relation([line("e1", on: nil)])
    #expect(relation.undated == 1)
    #expect(relation.total.all.evidence == 1)
    #expect(relation.rows.isEmpty)
  }

  @Test("One source for everything is a caution")
  func oneSource() {
    let one = [line("e1", report: "r1"), line("e2", report: "r2")]
    #expect(relation(one).total.caution == "all of this rests on one source: Alandia Post")
    #expect(relation(one + [line("e3", source: "Borland Times")]).total.caution == nil)
    #expect(
      relation(one + [line("e3", report: "r3", source: nil)]).total.caution
        == "the only source named is Alandia Post; 1 report names none")
    #expect(relation([line("e1", source: nil)]).total.caution == "no report names its source")
    #expect(relation([]).total.caution == nil)
  }

  @Test("The summary says it in plain words with the names passed in")
  func summary() {
    let relation = relation([
      line("e1", .aToB, quad: 4, score: -9), line("e2", report: "r2", .bToA, quad: 4, score: -8),
      line("e3", report: "r2", .mutual, quad: 1, score: 4.4, on: "2015-09-02", byPublication: true),
      line("e4", negated: true),
    ])
    #expect(
      relation.summary
        == "AAA and BBB, 2015-07 to 2015-09: 3 incidents in 2 reports; mostly material conflict (67 %); "
        + "AAA towards BBB 1, BBB towards AAA 1, mutual 1; mean score -4.2. Left out: 1 negated line. "
        + "1 line dated by publication. Caution: all of this rests on one source: Alandia Post.")
    #expect(RelationTests.empty.summary == "Nothing is reported between AAA and BBB.")
  }

  @Test("The order of the evidence changes nothing but the last digits of a sum")
  func order() {
    let lines = (0..<40).map { n in
      line("e\(n)", report: "r\(n % 7)", incident: "i\(n % 11)", quad: n % 4 + 1)
    }
    #expect(relation(lines) == relation(lines.reversed()))
  }
}
