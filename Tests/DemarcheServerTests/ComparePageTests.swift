import DemarcheAnswers
import DemarcheEvents
import DemarcheRelations
import Testing

@testable import DemarcheServer

@Suite("The page that compares sources")
struct ComparePageTests {
  private let quads = QuadLabels(
    names: [1: "words of help", 4: "deeds of conflict"], conflict: [4], materialConflict: [4])

  /// So many incidents of conflict and of help in each month of 2015.
  private func relation(_ months: [(conflict: Int, help: Int)]) -> Relation {
    var lines: [Evidence] = []
    for (month, counts) in months.enumerated() {
      for n in 0..<(counts.conflict + counts.help) {
        let id = month * 1000 + n
        let isConflict = n < counts.conflict
        lines.append(
          Evidence(
            event: id, report: id, text: id, incident: id, source: 1, direction: .aToB,
            quad: isConflict ? 4 : 1, type: isConflict ? 1 : 0, score: isConflict ? -9 : 5,
            day: Day(2015, month + 1, 10)))
      }
    }
    return Relation(
      between: "Aland", and: "Borland", evidence: lines, by: .month, types: ["MEET", "STRIKE"], quads: quads)
  }

  private func sides(_ first: [(conflict: Int, help: Int)], _ second: [(conflict: Int, help: Int)])
    -> ComparedSides
  {
    let read = Coverage(
      .month,
      (1...3).compactMap { month in
        Period(iso: "2015-0\(month)").map { ($0, Coverage.Row(reports: 1000, sources: 3)) }
      })
    return ComparedSides(
      comparison: Comparison("one", relation(first), read, with: "other", relation(second), read),
      labels: ["state <outlets>", "all others"], unit: .month)
  }

  @Test("Periods in which the shares of conflict differ are named in words, with what each tells")
  func differences() {
    let text = sides([(10, 10), (19, 1)], [(10, 10), (4, 16)]).differences.text
    #expect(text.contains("<li><b>2015-02</b>: state &lt;outlets&gt; tell more of conflict."))
    #expect(text.contains("Of 20 incidents of the first 95 % are conflict, of 20 of the second 20 %"))
    #expect(!text.contains("2015-01"))
  }

  @Test("Where nothing differs, it says how much was tested")
  func noDifference() {
    #expect(sides([(10, 10)], [(10, 10)]).differences.text.contains("In no month. 1 month was tested"))
    #expect(
      sides([(1, 1)], [(10, 10)]).differences.text.contains(
        "None was tested: in no month do both have 5 incidents or more."))
  }

  @Test("The table of periods leaves out what neither tells, and says which periods were tested")
  func periods() {
    let text = sides([(10, 10), (0, 0), (3, 0)], [(10, 10), (0, 0), (9, 1)]).periods.text
    #expect(text.contains("2015-01") && !text.contains("2015-02") && text.contains("2015-03"))
    #expect(text.contains("does not differ") && text.contains("not tested"))
    #expect(text.contains("1 month without an incident of either is left out; the CSV has it."))
    #expect(text.contains("<td class=\"num\">20</td><td class=\"num\">50 %</td>"))
  }

  @Test("Both groups stand in one table, with what was read of each")
  func totals() {
    let text = sides([(10, 10)], [(5, 0)]).totals.text
    #expect(text.contains("state &lt;outlets&gt;") && text.contains("<td class=\"num\">100 %</td>"))
    #expect(text.contains("1\u{202F}000"))
  }

  @Test("A group that tells nothing is no comparison")
  func oneSided() {
    #expect(sides([(1, 0)], [(1, 0)]).nothingOnOneSide(isBounded: false).isEmpty)
    let text = sides([(1, 0)], []).nothingOnOneSide(isBounded: true).text
    #expect(
      text.contains("No comparison possible:")
        && text.contains("all others tell nothing of the pair in these days"))
  }

  @Test(
    "Why no comparison is possible, and what would make one",
    arguments: [
      (PairSources.Obstacle.nothing, "no report of the ledger tells of AAA and BBB", "/compare"),
      (.unnamed(reports: 3), "none of the 3 reports of the pair names its source", "--source NAME"),
      (
        .oneSource("Wire", reports: 9), "all 9 reports of the pair that name a source are from Wire",
        "another source"
      ),
      (
        .oneSource("Wire", reports: 1), "the one report of the pair that names a source is from Wire",
        "another source"
      ),
    ])
  func obstacle(obstacle: PairSources.Obstacle, reason: String, way: String) {
    let found = NoComparison(obstacle: obstacle, names: ["AAA", "BBB"], isFiltered: false)
    #expect(found.reason == reason)
    #expect(found.html.text.contains(reason) && found.html.text.contains(way))
  }

  @Test("How far two codings agree is told in words, each its own")
  func agreement() {
    let words = Comparison.Agreement.allCases.map(ToldIncidents.words)
    #expect(Set(words).count == 4 && words.first == "cooperation for one and conflict for the other")
  }
}
