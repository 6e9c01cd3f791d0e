import Testing

@testable import DemarchePlots

private let ties = [
  Tie("AAA", "BBB", Dealings(cooperation: 5)), Tie("BBB", "AAA", Dealings(conflict: 2)),
  Tie("AAA", "BBB", Dealings(conflict: 1)), Tie("CCC", "AAA", Dealings(cooperation: 1)),
  Tie("CCC", "CCC", Dealings(conflict: 3)),
]

@Test func aMatrixIsDrawnAsItAlwaysWas() throws {
  var plot = MatrixPlot(ties, title: "Three states")
  plot.address = { "/relation/\($0)/\($1)" }
  try expectGolden(plot.figure, "matrix")
}

@Test func aCellAddsUpWhatOneDidToTheOther() {
  #expect(
    MatrixPlot(ties, title: "").figure.table.rows == [
      ["AAA", "BBB", "6", "5", "1"], ["BBB", "AAA", "2", "0", "2"], ["CCC", "AAA", "1", "1", "0"],
      ["CCC", "CCC", "3", "0", "3"],
    ])
}

@Test func withoutDirectionBothCellsShowWhatIsBetweenTheTwo() {
  var plot = MatrixPlot(ties, title: "")
  plot.isDirected = false
  #expect(
    plot.figure.table.rows == [
      ["AAA", "BBB", "8", "5", "3"], ["AAA", "CCC", "1", "1", "0"], ["CCC", "CCC", "3", "0", "3"],
    ])
  let svg = plot.figure.svg(standalone: false)
  #expect(svg.contains("data-a=\"BBB\" data-b=\"AAA\"") && !svg.contains("acted on"))
}

@Test func whoIsLeftOutIsCounted() {
  var plot = MatrixPlot(ties, title: "")
  plot.top = 2
  #expect(plot.figure.caption == ["The 2 of 3 actors with most incidents."])
}

@Test func whatAnActorDoesToItselfCountsOnce() {
  #expect(Tie.totals(ties)["CCC"] == Dealings(cooperation: 1, conflict: 3))
  #expect(Tie.ranked(Tie.totals(ties)) == ["AAA", "BBB", "CCC"])
}

@Test func aLargerCountHasALargerArea() {
  let discs = HalfDiscs(most: 100, radius: 20)
  #expect(discs.radius(100) == 20)
  #expect(discs.radius(25) == 10)
  #expect(discs.radius(0) == 0)
  #expect(HalfDiscs(most: 1, radius: 20).radius(1) == 5)
}
