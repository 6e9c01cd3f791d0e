import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Relations")
struct RelationTests {
  @Test("Reports, texts and incidents are three numbers, and lines a fourth")
  func threeNumbers() {
    let all = relation([
      line(1, report: 1, text: 1, incident: 1), line(2, report: 1, text: 1, incident: 1),
      line(3, report: 2, text: 1, incident: 1), line(4, report: 3, text: 3, incident: 2),
    ]).total.all
    #expect(all.reports == 3)
    #expect(all.texts == 2)
    #expect(all.incidents == 2)
    #expect(all.evidence == 4)
  }

  @Test("An incident's scores count once, with the mean of its lines")
  func scores() {
    let all = relation([
      line(1, incident: 1, quad: 4, score: -4, goldstein: -8),
      line(2, incident: 1, quad: 4, score: -6, goldstein: -9), line(3, incident: 2, score: 2),
    ]).total.all
    #expect(all.scoreSum == -3)
    #expect(all.scoreMean == -1.5)
    #expect(all.goldsteinMean == -8.5)
    #expect(relation([]).total.all.scoreMean == nil && relation([]).total.all.goldsteinMean == nil)
  }

  @Test("An incident is of the type that most of its lines have, then of the larger score")
  func oneType() {
    let most = relation([
      line(1, incident: 1, quad: 3), line(2, incident: 1, quad: 3), line(3, incident: 1, quad: 4, score: -9),
    ]).total.all
    #expect(most.incidentsByQuad == [3: 1])
    #expect(most.incidentsByType == [0, 0, 1, 0])
    let even = relation([line(1, incident: 1, quad: 3, score: -2), line(2, incident: 1, quad: 4, score: -9)])
    #expect(even.total.all.incidentsByQuad == [4: 1])
  }

  @Test("Directions are counted apart, an incident of two directions once in all")
  func directions() {
    let total = relation([
      line(1, incident: 1, .aToB), line(2, incident: 1, .bToA), line(3, .mutual), line(4, .aToB, quad: 4),
    ]).total
    #expect(total.aToB.incidents == 2)
    #expect(total.bToA.incidents == 1)
    #expect(total.mutual.incidents == 1)
    #expect(total.all.incidents == 3)
    #expect(total.balance == 1.0 / 3)
    #expect(total.all.netCooperation == 1)
    #expect(relation([line(1, .mutual)]).total.balance == nil)
  }

  @Test("Shares are shares of incidents")
  func shares() {
    let total = relation([
      line(1, incident: 1, quad: 4), line(2, incident: 1, quad: 4), line(3, quad: 3), line(4, quad: 1),
      line(5, quad: 1),
    ]).total
    #expect(total.materialConflictShare == 0.25)
    #expect(total.all.share(ofQuad: 1) == 0.5)
    #expect(relation([]).total.materialConflictShare == nil)
  }

  @Test("Negated and hypothetical lines are counted apart and nowhere else")
  func apart() {
    let relation = relation([
      line(1), line(2, report: 2, source: 8, negated: true), line(3, report: 3, hypothetical: true),
      line(4, negated: true, hypothetical: true),
    ])
    #expect(relation.total.all.evidence == 1 && relation.total.all.reports == 1)
    #expect(relation.total.all.incidents == 1 && relation.incidents.count == 1)
    #expect(relation.total.all.negated == 2 && relation.total.all.hypothetical == 1)
    #expect(relation.total.sources == [7])
  }

  @Test("A series fills gaps with rows of zero, and bounds widen and narrow it")
  func gaps() {
    let relation = relation([line(1, on: "2015-07-01"), line(2, on: "2015-10-31")])
    #expect(relation.rows.count == 2)
    let series = relation.series()
    #expect(series.map { $0.period?.description } == ["2015-07", "2015-08", "2015-09", "2015-10"])
    #expect(series.map(\.all.evidence) == [1, 0, 0, 1])
    #expect(series[1].isEmpty && series[1].materialConflictShare == nil)
    let bounded = relation.series(from: Day(iso: "2015-06"), until: Day(iso: "2015-07-20"))
    #expect(bounded.map { $0.period?.description } == ["2015-06", "2015-07"])
    #expect(relation.series(from: Day(iso: "2016"), until: Day(iso: "2015")).isEmpty)
  }

  @Test("A line dated by its report stands in the report's period, one dated by a longer time in none")
  func datedHow() {
    let lines = [
      line(1, byPublication: true, precision: .unknown), line(2, precision: .year),
      line(3, precision: .month),
      line(4), line(5, precision: .range),
    ]
    let byMonth = relation(lines)
    #expect(byMonth.rows.map(\.all.incidents) == [4])
    #expect(byMonth.rows[0].datedByPublication == 1)
    #expect(byMonth.total.all.incidents == 5 && byMonth.coarselyDated == 1 && byMonth.undated == 0)
    #expect(relation(lines, by: .day).coarselyDated == 3)
    #expect(relation(lines, by: .year).coarselyDated == 0)
  }

  @Test("A line without a day counts in the total and in no row")
  func undated() {
    let relation = relation([line(1, on: nil)])
    #expect(relation.undated == 1)
    #expect(relation.total.all.evidence == 1)
    #expect(relation.rows.isEmpty)
  }

  @Test("The sources are told with their reports, the largest first")
  func sources() {
    let relation = relation([
      line(1, report: 1, source: 7), line(2, report: 2, source: 9), line(3, report: 3, source: 9),
      line(4, report: 4, source: 0), line(5, report: 3, source: 9),
    ])
    #expect(relation.sources.map(\.source) == [9, 7])
    #expect(relation.sources.map(\.reports) == [2, 1])
    #expect(relation.total.reportsWithoutSource == 1)
    #expect(relation.total.sources == [7, 9])
  }

  @Test("The incidents of a stretch of time are told by how many texts tell them")
  func leading() throws {
    let relation = relation([
      line(1, report: 1, incident: 1), line(2, report: 2, incident: 2), line(3, report: 3, incident: 2),
      line(4, report: 4, incident: 3, quad: 4), line(5, report: 5, incident: 4, on: "2015-09-01"),
    ])
    let july = try #require(Period(iso: "2015-07"))
    #expect(relation.leadingIncidents(in: july...july, limit: 2).map(\.incident) == [2, 1])
    #expect(relation.leadingIncidents(in: july...july, quads: [4], limit: 9).map(\.incident) == [3])
  }

  @Test("The order of the evidence changes nothing")
  func order() {
    let lines = (0..<400).map { n in
      line(
        n, report: n % 70, text: n % 50, incident: n % 111, source: n % 5, quad: n % 4 + 1,
        score: Double(n % 17) / 3, on: "2015-0\(n % 9 + 1)-1\(n % 7)")
    }
    var random = Seeded(3)
    #expect(relation(lines) == relation(lines.reversed()))
    #expect(relation(lines) == relation(lines.shuffled(using: &random)))
  }
}
