import Testing

@testable import DemarchePlots

private let ties = [
  Tie("AAA", "BBB", Dealings(cooperation: 9)), Tie("BBB", "CCC", Dealings(conflict: 4)),
  Tie("CCC", "BBB", Dealings(cooperation: 3)), Tie("CCC", "DDD", Dealings(cooperation: 1)),
]

@Test func aNetworkIsDrawnAsItAlwaysWas() throws {
  try expectGolden(NetworkPlot(ties, title: "Four states").figure, "network")
}

@Test func theOrderOfTheTiesDoesNotMatter() {
  let one = NetworkPlot(ties, title: "").figure.svg(standalone: false)
  let other = NetworkPlot(ties.reversed(), title: "").figure.svg(standalone: false)
  #expect(one == other)
}

@Test func mostlyConflictIsDashed() {
  let svg = NetworkPlot(ties, title: "").figure.svg(standalone: false)
  // The tie of B and C and the line of the key.
  #expect(svg.split(separator: "stroke-dasharray").count == 3)
}

@Test func onlyTheMainPartnersAreTied() {
  let hub = (0..<9).map { Tie("HUB", "S\($0)", Dealings(cooperation: 9 - $0)) }
  let ring = (0..<8).map { Tie("S\($0)", "S\($0 + 1)", Dealings(cooperation: 20)) }
  var plot = NetworkPlot(hub + ring, title: "")
  plot.partners = 2
  #expect(plot.figure.table.rows.filter { $0[0] == "HUB" }.count == 3)
}

@Test func aChainIsLaidOutInOrder() {
  let places = NetworkLayout(4, [(0, 1), (1, 2), (2, 3)]).places
  func apart(_ i: Int, _ j: Int) -> Double {
    let (dx, dy) = (places[i].x - places[j].x, places[i].y - places[j].y)
    return (dx * dx + dy * dy).squareRoot()
  }
  #expect(apart(0, 3) > apart(0, 2) && apart(0, 2) > apart(0, 1))
}

@Test func noTwoNodesLieOnEachOther() {
  let edges = (1..<60).map { (0, $0) }
  let points = NetworkLayout(60, edges).spread(width: 880, height: 520, gap: 36)
  var nearest = Double.infinity
  for i in points.indices {
    for j in points.indices where j > i {
      let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y)
      nearest = min(nearest, (dx * dx + dy * dy).squareRoot())
    }
  }
  #expect(nearest > 30)
}

@Test func partsThatAreNotTiedLieApart() {
  let places = NetworkLayout(6, [(0, 1), (1, 2), (2, 0), (3, 4)]).places
  #expect(places[..<3].allSatisfy { $0.x < 0.7 })
  #expect(places[3...].allSatisfy { $0.x > 0.5 })
  // Five is alone, and below three and four.
  #expect(places[5].y > max(places[3].y, places[4].y))
}
