import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Coverage")
struct CoverageTests {
  @Test("Reports and outlets are counted by the period of publication")
  func counts() throws {
    var builder = CoverageBuilder(by: .month)
    let day = try #require(Day(iso: "2015-07-10"))
    builder.add(on: day, source: 7)
    builder.add(on: day, source: 8)
    builder.add(on: day.adding(days: 1), source: 7)
    builder.add(on: day.adding(months: 2), source: 0)
    let coverage = builder.coverage
    let july = try #require(Period(iso: "2015-07"))
    #expect(coverage[july] == .init(reports: 3, sources: 2))
    #expect(coverage[july.next] == .init(reports: 0, sources: 0))
    #expect(coverage.bounds == july...july.next.next)
    #expect(coverage[july.next.next].sources == 0)
    #expect(coverage.rate(of: 6, in: july) == 2000)
    #expect(coverage.rate(of: 6, in: july.next) == nil)
    #expect(Coverage(.year).bounds == nil)
  }
}
