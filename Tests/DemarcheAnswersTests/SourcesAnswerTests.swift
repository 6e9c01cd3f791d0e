import DemarcheAnswers
import DemarcheData
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import Testing

@Suite("The table of sources")
struct SourcesAnswerTests {
  private func row(
    _ key: Int, _ name: String?, reports: Int, incidents: [Int: Int] = [:], alone: Int = 0, delay: Int? = nil,
    decided: Int = 0, rejected: Int = 0
  ) -> SourcesAnswer.Row {
    var figures = SourceFigures()
    figures.reports = reports
    figures.events = 2 * incidents.values.reduce(0, +)
    figures.incidents = incidents.values.reduce(0, +)
    figures.incidentsByQuad = incidents
    figures.alone = alone
    figures.medianDelay = delay
    figures.decided = decided
    figures.rejected = rejected
    return .init(key: key, name: name, names: name.map { [$0] } ?? [], figures: figures)
  }

  private var answer: SourcesAnswer {
    SourcesAnswer(
      [
        row(0, nil, reports: 50), row(1, "b", reports: 10, incidents: [1: 3, 4: 1], alone: 4, delay: 3),
        row(2, "A", reports: 100, incidents: [4: 10], alone: 5, decided: 4, rejected: 1),
        row(3, "c", reports: 10, incidents: [1: 1], delay: 0),
      ], quads: [1, 2, 3, 4])
  }

  private func names(_ order: SourcesAnswer.Order, reversed: Bool = false) -> [String] {
    answer.rows(by: order, reversed: reversed).map { $0.name ?? "-" }
  }

  @Test("Rows come by any column, what is not known last either way")
  func order() {
    #expect(names(.reports) == ["A", "-", "b", "c"])
    #expect(names(.reports, reversed: true) == ["b", "c", "-", "A"])
    #expect(names(.name) == ["A", "b", "c", "-"])
    #expect(names(.name, reversed: true) == ["c", "b", "A", "-"])
    #expect(names(.alone) == ["b", "A", "c", "-"])
    #expect(names(.quad(4)) == ["A", "b", "c", "-"])
    #expect(names(.delay) == ["b", "c", "A", "-"])
    #expect(names(.delay, reversed: true) == ["c", "b", "A", "-"])
    #expect(names(.rejected) == ["A", "-", "b", "c"])
    #expect(names(.rate) == ["b", "A", "c", "-"])
  }

  @Test("Each order has a name in addresses")
  func text() {
    #expect(
      answer.orders.map(\.text) == [
        "name", "ownership", "country", "kind", "reports", "incidents", "alone", "quad-1", "quad-2", "quad-3",
        "quad-4", "delay", "rejected", "rate",
      ])
  }

  @Test("Every figure stands under its name")
  func members() throws {
    let members = answer.members(try #require(answer.rows.first))
    #expect(
      CSV.header(members)
        == "source,names,outlet,ownership,ownership_source,country,kind,reports,events,incidents,incidents_alone,share_alone,quad_1,quad_2,quad_3,quad_4,median_delay_days,dated,decided,rejected,events_per_1000"
    )
    #expect(CSV.line(members) == "A,A,,,,,,100,20,10,5,0.5,0,0,0,10,,0,4,1,200.0")
  }
}
