import DemarcheEvents
import DemarcheRelations
import Testing

@testable import DemarchePlots

@Test func daysAreDrawnAsTheyAlwaysWere() throws {
  let until = try #require(Day(iso: "2020-03-04"))
  let counts = [0, 1, 3].reduce(into: [:]) {
    $0[until.adding(days: -$1)] = DayStrip.Count(reports: 10 + $1, events: 3)
  }
  let strip = DayStrip(counts, from: until.adding(days: -3), until: until, title: "Four days")
  try expectGolden(strip.figure, "days")
  #expect(strip.figure.table.rows[1] == ["2020-03-02", "0", "0"])
  #expect(strip.figure.description == "4 days: 34 reports and 9 events; 1 days without a report.")
}

@Test func aHistogramIsDrawnAsItAlwaysWas() throws {
  let years = [1999: 4, 2000: 0, 2003: 7].map {
    (period: Period(unit: .year, index: $0.key), count: $0.value)
  }
  var histogram = Histogram(years, title: "Events by year")
  histogram.selected = Period(unit: .year, index: 2002)...Period(unit: .year, index: 2003)
  histogram.address = { "?from=\($0.first)&until=\($0.last)" }
  try expectGolden(histogram.figure, "histogram")
  #expect(histogram.figure.table.rows.map { $0[1] } == ["4", "0", "0", "0", "7"])
}

@Test func aLongHistogramIsMergedAndLosesNothing() throws {
  let first = Period(.day, containing: try #require(Day(iso: "2001-01-01")))
  let days = (0..<3000).map { (period: Period(unit: .day, index: first.index + $0), count: 1) }
  let table = Histogram(days, title: "").figure.table
  #expect(table.rows.count <= 152)
  #expect(table.rows.reduce(0) { $0 + (Int($1[1]) ?? 0) } == 3000)
}
