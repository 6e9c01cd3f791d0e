import DemarcheEvents
import DemarcheRelations
import Testing

@testable import DemarchePlots

/// Two groups over two months, of which one tells of conflict alone in the second.
private func twoGroups() throws -> ComparisonPlot {
  let months = try ["2020-01", "2020-02"].map { try #require(Period(iso: $0)) }
  let coverage = Coverage(.month, months.map { ($0, Coverage.Row(reports: 100, sources: 2)) })
  let first = lines(6, quad: 1, on: "2020-01-10", from: 0) + lines(12, quad: 4, on: "2020-02-10", from: 100)
  let second = lines(6, quad: 1, on: "2020-01-10", from: 0) + lines(12, quad: 1, on: "2020-02-10", from: 100)
  var plot = ComparisonPlot(
    Comparison(
      "state", relation(first, by: .month), coverage, with: "rest", relation(second, by: .month), coverage))
  plot.id = "c"
  return plot
}

@Test func aComparisonIsDrawnAsItAlwaysWas() throws {
  try expectGolden(twoGroups().figure, "comparison")
}

@Test func theDifferenceIsThatOfTheSharesOfConflict() throws {
  let table = try twoGroups().figure.table
  #expect(table.rows.map { $0.suffix(3) } == [["0", "1.0000", "no"], ["100", "0.0000", "yes"]])
}

@Test func aPeriodThatDiffersIsFilledAndTold() throws {
  let figure = try twoGroups().figure
  #expect(figure.description.contains("It differs in 2020-02."))
  let svg = figure.svg(standalone: false)
  #expect(svg.split(separator: "<circle class=\"ink\"").count == 2)
  #expect(svg.split(separator: "<circle class=\"edge\"").count == 2)
}

@Test func aPeriodThatOneGroupDoesNotTellOfHasNoDifference() throws {
  let month = try #require(Period(iso: "2020-01"))
  let coverage = Coverage(.month, [(month, Coverage.Row(reports: 50, sources: 1))])
  let first = relation(lines(3, quad: 4, on: "2020-01-10", from: 0), by: .month)
  let comparison = Comparison("a", first, coverage, with: "b", relation([], by: .month), coverage)
  let row = try #require(ComparisonPlot(comparison).figure.table.rows.first)
  #expect(row[row.count - 3] == "")
}
