import DemarcheRelations
import Testing

@Suite("Acts that both groups report, and those that one reports alone")
struct SharedIncidentTests {
  private func comparison(_ first: [Evidence], _ second: [Evidence]) -> Comparison {
    Comparison(
      "one", relation(first), Coverage(.month), with: "other", relation(second), Coverage(.month))
  }

  @Test("Each act lies in one of three lists; those told by most texts come first")
  func parted() {
    let found = comparison(
      [
        line(1, report: 1, incident: 1), line(2, report: 2, incident: 2), line(3, report: 3, incident: 2),
        line(4, report: 4, incident: 3),
      ],
      [line(11, report: 11, incident: 3), line(12, report: 12, incident: 4)])
    #expect(found.onlyFirst.map(\.incident) == [2, 1])
    #expect(found.onlySecond.map(\.incident) == [4])
    #expect(found.shared.map(\.first.event) == [4] && found.shared.map(\.second.event) == [11])
  }

  @Test("Of acts that are told as much the latest comes first")
  func latest() {
    let found = comparison(
      [
        line(1, report: 1, incident: 1, on: "2015-07-01"), line(2, report: 2, incident: 2, on: "2015-07-09"),
        line(3, report: 3, incident: 3, on: nil),
      ], [])
    #expect(found.onlyFirst.map(\.incident) == [2, 1, 3])
  }

  @Test("What the two tell most differently comes first")
  func agreement() {
    // By quad: words and deeds of help, words and deeds of conflict.
    let pairs: [(Int, Int, Comparison.Agreement)] = [
      (1, 1, .same), (3, 4, .quads), (1, 4, .sides), (2, 1, .quads), (3, 2, .sides),
    ]
    let found = comparison(
      pairs.enumerated().map { line($0, report: $0, incident: $0, quad: $1.0) },
      pairs.enumerated().map { line(100 + $0, report: 100 + $0, incident: $0, quad: $1.1) })
    #expect(found.shared.map(\.agreement) == [.sides, .sides, .quads, .quads, .same])
    #expect(found.shared.map(\.first.incident) == [2, 4, 1, 3, 0])
    #expect(found.onlyFirst.isEmpty && found.onlySecond.isEmpty)
  }

  @Test("What is only denied or might happen is no act of a group")
  func denied() {
    let found = comparison(
      [line(1, incident: 1, negated: true)], [line(2, report: 2, incident: 1)])
    #expect(found.shared.isEmpty && found.onlyFirst.isEmpty)
    #expect(found.onlySecond.map(\.incident) == [1])
  }
}
