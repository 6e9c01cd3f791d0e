import DemarcheEvents
import DemarcheRelations
import Testing

@testable import DemarchePlots

/// Three months: peace, a word of conflict, a month of war, and a report or two less in the second.
private func threeMonths() -> RelationPlot {
  let evidence =
    lines(2, quad: 1, on: "2020-01-10", from: 0) + lines(1, quad: 2, .bToA, on: "2020-01-11", from: 10)
    + lines(1, quad: 3, on: "2020-02-01", from: 20) + lines(3, quad: 4, on: "2020-03-01", from: 30)
    + lines(1, quad: 4, .mutual, on: "2020-03-09", from: 40)
  let coverage = Coverage(
    .month,
    [("2020-01", 100, 3), ("2020-02", 5, 1), ("2020-03", 200, 4)].compactMap { iso, reports, sources in
      Period(iso: iso).map { ($0, Coverage.Row(reports: reports, sources: sources)) }
    })
  var plot = RelationPlot(relation(evidence, by: .month), coverage)
  plot.id = "r"
  return plot
}

@Test func aRelationIsDrawnAsItAlwaysWas() throws {
  var plot = threeMonths()
  plot.caption = ["Ledger a.db, run 1."]
  plot.addressOfPeriod = { "?from=\($0.first)&until=\($0.last)" }
  try expectGolden(plot.figure, "relation")
}

@Test func theTableHasTheNumbersThatAreDrawn() {
  let table = threeMonths().figure.table
  #expect(table.rows.map { $0[0] } == ["2020-01", "2020-02", "2020-03"])
  // Deeds of help, words of help, deeds of conflict, words of conflict: from Aland, from Borland, together.
  #expect(table.rows[0][1...12] == ["0", "20", "0", "0", "10", "0", "0", "0", "0", "0", "0", "0"])
  #expect(table.rows[2][1...12] == ["0", "0", "15", "0", "0", "0", "0", "0", "0", "0", "5", "0"])
  #expect(table.rows[2][13...16] == ["-20", "4", "200", "4"])
}

@Test func aRateOfFewReportsIsNotInTheNet() {
  #expect(threeMonths().figure.table.rows[1][13] == "")
}

@Test(arguments: [(PlotScale.counts, "2"), (.rate, "20")])
func theScaleDecidesWhatABarIs(_ scale: PlotScale, _ value: String) {
  var plot = threeMonths()
  plot.scale = scale
  #expect(plot.figure.table.rows[0][2] == value)
}

@Test func aMeanScoreIsOneBarADirection() {
  var plot = threeMonths()
  plot.scale = .meanScore
  let table = plot.figure.table
  #expect(table.header.count == 9)
  #expect(table.rows[2][1...4] == ["-5", "", "-5", "-5"])
}

@Test func fewIncidentsHaveNoLineAndNoChangePoints() {
  let figure = threeMonths().figure
  #expect(figure.caption.contains { $0.hasPrefix("8 incidents: fewer than 20") })
  #expect(!figure.svg(standalone: false).contains("Net:"))
}

@Test func enoughIncidentsHaveALineAndChangePointsWithLinks() {
  let (relation, coverage) = story(.month, from: "2018-01-01", periods: 48)
  let changes = RelationChanges(of: relation, coverage: coverage)
  var plot = RelationPlot(relation, coverage, changes: changes)
  plot.addressOfChange = { "#change-\($0.period)" }
  let svg = plot.figure.svg(standalone: false)
  #expect(!changes.points.isEmpty)
  #expect(svg.contains("Net:"))
  for point in changes.points { #expect(svg.contains("href=\"#change-\(point.period)\"")) }
}

@Test func aDoubtfulChangeIsDashedAndSaysWhy() throws {
  // Four times as much is read from the second year on, and four times as much is found.
  let months = (0..<24).map { Period(unit: .month, index: 2020 * 12 + $0) }
  let evidence = months.enumerated().flatMap { i, month in
    lines(i < 12 ? 3 : 12, quad: 3, on: month.first.iso, from: i * 100)
  }
  let relation = relation(evidence, by: .month)
  let coverage = Coverage(
    .month, months.enumerated().map { ($1, Coverage.Row(reports: $0 < 12 ? 100 : 400, sources: 3)) })
  let changes = RelationChanges(of: relation, coverage: coverage)
  let doubtful = try #require(changes.doubtful.first)
  #expect(ChangeMarks.text(doubtful) == "conflict in words 3 → 12? the count alone moves")
  let svg = RelationPlot(relation, coverage, changes: changes).figure.svg(standalone: false)
  #expect(svg.contains("stroke-dasharray=\"4 3\""))
}

@Test func aPeriodIsAGroupThatAScriptCanFind() {
  let svg = threeMonths().figure.svg(standalone: false)
  #expect(svg.contains("data-period=\"2020-02\" data-from=\"2020-02-01\" data-until=\"2020-02-29\""))
}

@Test(
  arguments: [
    (Period.Unit.day, 320, "day"), (.day, 321, "week"), (.day, 4000, "month"), (.week, 400, "month"),
    (.month, 500, "quarter"),
  ] as [(Period.Unit, Int, String)])
func manyPeriodsAreMerged(_ unit: Period.Unit, _ periods: Int, _ shown: String) throws {
  let (relation, coverage) = story(unit, from: "1999-02-01", periods: periods)
  let rows = relation.series(
    from: coverage.bounds?.lowerBound.first, until: coverage.bounds?.upperBound.first)
  let merged = PeriodFigures.merged(rows, coverage, labels, most: RelationPlot.mostPeriods)
  #expect(merged.count <= RelationPlot.mostPeriods)
  #expect(merged.first?.period.unit.rawValue == shown)
  #expect(merged.reduce(0) { $0 + $1.all.incidents } == rows.reduce(0) { $0 + $1.all.incidents })
  #expect(
    merged.reduce(0) { $0 + $1.read.reports }
      == rows.reduce(0) { $0 + ($1.period.map { coverage[$0].reports } ?? 0) })
}

@Test func nothingIsSaidInWords() {
  let figure = RelationPlot(relation([], by: .year), Coverage(.year)).figure
  #expect(figure.svg(standalone: false).contains("No incident of a known day."))
  #expect(figure.table.rows.isEmpty)
}

@Test(
  arguments: [
    (Period.Unit.year, "1990-01-01", 30, ["1990", "1992"]), (.month, "2018-01-01", 72, ["2018", "2019"]),
    (.month, "2018-03-01", 10, ["Mar 2018", "Apr"]), (.day, "2020-02-24", 14, ["24 Feb 2020", "2 Mar"]),
    (.week, "2015-03-02", 8, ["2 Mar 2015", "9 Mar"]), (.quarter, "2019-04-01", 8, ["Q2 2019", "Q3"]),
  ] as [(Period.Unit, String, Int, [String])])
func anAxisTellsYearsMonthsOrDays(_ unit: Period.Unit, _ start: String, _ count: Int, _ labels: [String])
  throws
{
  let first = Period(unit, containing: try #require(Day(iso: start)))
  let axis = PeriodAxis(
    periods: (0..<count).map { Period(unit: unit, index: first.index + $0) }, left: 50, right: 820)
  #expect(axis.labels().prefix(2).map(\.text) == labels)
}
