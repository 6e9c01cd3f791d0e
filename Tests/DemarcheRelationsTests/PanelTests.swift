import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Panels and partners")
struct PanelTests {
  private func panel(_ lines: [(String, String, Evidence)]) throws -> DyadPanel {
    let months = try #require(Period(iso: "2015-07"))...(try #require(Period(iso: "2015-09")))
    var panel = DyadPanel(months, types: types, quads: quads)
    for (a, b, line) in lines { panel.add(a, b, line) }
    return panel
  }

  private func rows(
    _ panel: DyadPanel, _ pairs: [DyadPanel.Pair],
    where isCounted: (DyadPanel.Pair, Period) -> Bool = { _, _ in true }
  ) -> [String] {
    var rows: [String] = []
    panel.forEachRow(of: pairs, where: isCounted) {
      rows.append("\($0.a) \($0.b) \($0.period) \($0.tally.incidents) \($0.mutual)")
    }
    return rows
  }

  @Test("Each direction has a row in each period, with zeros, and what both did is in both")
  func directions() throws {
    let pair = try #require(DyadPanel.Pair("BBB", "AAA"))
    let panel = try panel([
      ("AAA", "BBB", line(1, .aToB)), ("BBB", "AAA", line(2, .aToB)), ("BBB", "AAA", line(3, .bToA)),
      ("AAA", "BBB", line(4, .mutual, on: "2015-09-05")), ("AAA", "AAA", line(5, .mutual)),
      ("AAA", "BBB", line(6, on: "2016-01-01")),
    ])
    #expect(panel.pairs == [pair])
    #expect(
      rows(panel, [pair]) == [
        "AAA BBB 2015-07 2 0", "AAA BBB 2015-08 0 0", "AAA BBB 2015-09 1 1",
        "BBB AAA 2015-07 1 0", "BBB AAA 2015-08 0 0", "BBB AAA 2015-09 1 1",
      ])
  }

  @Test("A pair without any line has its zeros; periods that do not count are left out")
  func zeros() throws {
    let pair = try #require(DyadPanel.Pair("AAA", "CCC"))
    let found = rows(try panel([]), [pair]) { $1.description != "2015-08" }
    #expect(found.count == 4 && found.allSatisfy { $0.hasSuffix(" 0 0") })
    #expect(DyadPanel.Pair("AAA", "AAA") == nil)
  }

  @Test("Partners come by how much is between them, those without an incident not at all")
  func partners() {
    var partners = Partners(of: "AAA", by: .year, types: types, quads: quads)
    partners.add("CCC", line(1))
    partners.add("BBB", line(2))
    partners.add("DDD", line(3))
    partners.add("DDD", line(4))
    partners.add("EEE", line(5, negated: true))
    #expect(partners.rows.map(\.partner) == ["DDD", "BBB", "CCC"])
    #expect(partners.rows.first?.relation.total.aToB.incidents == 2)
  }
}
