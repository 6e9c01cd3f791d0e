import DemarcheRelations
import Testing

@Suite struct `Tallies of pairs` {
  private func line(
    _ incident: Int, type: Int = 0, quad: Int = 1, score: Double = 2, report: Int = 1, text: Int = 1,
    _ direction: Direction = .aToB
  ) -> PairTallies.Line {
    PairTallies.Line(
      incident: incident, report: report, text: text, score: score, type: type, quad: quad,
      direction: direction)
  }

  private func rows(_ lines: [(Int, Int, PairTallies.Line)]) -> [PairTallies.Row] {
    var tallies = PairTallies()
    for (a, b, line) in lines { tallies.add(a, b, line) }
    return tallies.rows { [1: "AAA", 2: "BBB", 3: "CCC"][$0] }
  }

  @Test func `count an incident once, with the type of most of its lines`() {
    let row = rows([
      (1, 2, line(7, type: 3, quad: 4, score: -9, report: 1)),
      (1, 2, line(7, type: 0, quad: 1, score: 2, report: 2)),
      (1, 2, line(7, type: 0, quad: 1, score: 2, report: 3, text: 2)),
    ])[0]
    #expect(row.incidents == 1)
    #expect(row.incidentsByQuad == [1: 1])
    #expect(row.reports == 3)
    #expect(row.texts == 2)
    #expect(abs(row.scoreMean - (-9 + 2 + 2) / 3.0) < 1e-9)
  }

  @Test func `take the type of larger score of two that as many lines have`() {
    let row = rows([
      (1, 2, line(7, type: 0, quad: 1, score: 2)), (1, 2, line(7, type: 3, quad: 4, score: -9)),
    ])[0]
    #expect(row.incidentsByQuad == [4: 1])
  }

  @Test func `count an incident in each direction that it is told in`() {
    let row = rows([(1, 2, line(7, .aToB)), (1, 2, line(7, .bToA)), (1, 2, line(8, .mutual))])[0]
    #expect([row.incidents, row.aToB, row.bToA, row.mutual] == [2, 1, 1, 1])
  }

  @Test func `find a pair again when other pairs came between, and put those with most first`() {
    let found = rows([
      (1, 2, line(1)), (2, 3, line(2)), (2, 3, line(3)), (1, 2, line(4)), (1, 2, line(5)), (1, 3, line(6)),
      (1, 9, line(7)),
    ])
    #expect(found.map { "\($0.a) \($0.b) \($0.incidents)" } == ["AAA BBB 3", "BBB CCC 2", "AAA CCC 1"])
  }
}
