import DemarcheEvents
import DemarcheRelations
import Glibc
import Testing

@testable import DemarchePlots

/// Writes every figure as a file, and all of them as a dark page, to be looked at: `DEMARCHE_GALLERY=folder swift test --filter Gallery`.
@Test(.enabled(if: getenv("DEMARCHE_GALLERY") != nil))
func everyFigureCanBeLookedAt() throws {
  guard let folder = getenv("DEMARCHE_GALLERY").map({ String(cString: $0) }) else { return }
  let figures = try gallery()
  for (name, figure) in figures { write(figure.svg(standalone: true), "\(folder)/\(name).svg") }
  let dark = FigureStyle.colours.map { "--\($0.name):\($0.dark);" }.joined()
  let page = figures.map { $0.figure.svg(standalone: false) }.joined(separator: "\n")
  write(
    "<!doctype html><meta charset=utf-8><style>body{\(dark)background:var(--paper)}\(FigureStyle.inline)</style>\(page)",
    "\(folder)/dark.html")
}

private func write(_ text: String, _ path: String) {
  guard let file = fopen(path, "w") else { return }
  defer { fclose(file) }
  fputs(text, file)
}

/// One of each, and the odd ones.
func gallery() throws -> [(name: String, figure: Figure)] {
  var figures: [(String, Figure)] = []
  for (name, unit, start, periods) in [
    ("relation-months", Period.Unit.month, "2018-01-01", 72), ("relation-weeks", .week, "2015-03-02", 400),
    ("relation-years", .year, "1990-01-01", 30), ("relation-days", .day, "2020-02-20", 60),
    ("relation-most", .day, "2020-02-20", RelationPlot.mostPeriods),
  ] {
    let (relation, coverage) = story(unit, from: start, periods: periods)
    var plot = RelationPlot(relation, coverage, changes: RelationChanges(of: relation, coverage: coverage))
    plot.caption = ["Ledger news.db, run 17, all sources. Demarche 0.1.0, data sha256:0123abcd."]
    plot.addressOfPeriod = { "/relation/A/B?from=\($0.first.iso)&until=\($0.last.iso)" }
    figures.append((name, plot.figure))
    if unit == .month {
      plot.scale = .meanScore
      figures.append(("relation-scores", plot.figure))
      plot.scale = .counts
      plot.until = plot.relation.rows[5].period?.last
      figures.append(("relation-counts", plot.figure))
    }
  }
  let few = relation(
    lines(4, quad: 1, on: "2020-05-05", from: 0) + lines(3, quad: 4, .bToA, on: "2020-09-05", from: 9),
    by: .month)
  figures.append(("relation-few", RelationPlot(few, Coverage(.month)).figure))
  var counts = RelationPlot(few, Coverage(.month))
  counts.scale = .counts
  figures.append(("relation-few-counts", counts.figure))
  figures.append(("relation-none", RelationPlot(relation([], by: .month), Coverage(.month)).figure))
  let grid = try grid()
  var random = Seeded(3)
  var values: [String: Dealings] = [
    "IGO": Dealings(cooperation: 44, conflict: 3), "REB": Dealings(conflict: 12),
  ]
  for code in grid.codes where Int.random(in: 0..<3, using: &random) > 0 {
    let size = 1 << Int.random(in: 0..<10, using: &random)
    values[code] = Dealings(
      cooperation: Int.random(in: 0...size, using: &random),
      conflict: Int.random(in: 0...size, using: &random))
  }
  values["IRN"] = nil
  var map = TileMap(grid, values, of: "IRN", title: "Iran and its partners, 2015")
  map.address = { "/relation/IRN/\($0)" }
  figures.append(("map", map.figure))
  figures.append(("map-none", TileMap(grid, [:], title: "Nothing").figure))
  let (first, firstCoverage) = story(.month, from: "2018-01-01", periods: 48)
  let (second, secondCoverage) = story(.month, from: "2018-07-01", periods: 30)
  let comparison = Comparison(
    "ownership=state,country=AZE", first, firstCoverage, with: "country=ARM", second, secondCoverage)
  figures.append(("comparison", ComparisonPlot(comparison).figure))
  let nothing = relation([], by: .month)
  figures.append(
    (
      "comparison-none",
      ComparisonPlot(Comparison("X", nothing, Coverage(.month), with: "Y", nothing, Coverage(.month))).figure
    ))
  let ties = web(grid.codes, &random)
  var matrix = MatrixPlot(ties, title: "Who deals with whom, 2015")
  matrix.address = { "/relation/\($0)/\($1)" }
  figures.append(("matrix", matrix.figure))
  figures.append(("matrix-none", MatrixPlot([], title: "Nothing").figure))
  figures.append(("network", NetworkPlot(ties, title: "Who deals with whom, 2015").figure))
  figures.append(("network-none", NetworkPlot([], title: "Nothing").figure))
  var points: [PointMap.Point] = []
  for (i, code) in grid.codes.enumerated() where i % 3 == 0 {
    let size = 1 << Int.random(in: 0..<9, using: &random)
    points.append(
      PointMap.Point(
        "Town of \(code)", latitude: Double.random(in: -50...65, using: &random),
        longitude: Double.random(in: -170...170, using: &random),
        Dealings(cooperation: Int.random(in: 0...size, using: &random), conflict: size)))
  }
  figures.append(("points", PointMap(points, title: "Where it happened, 2015").figure))
  figures.append(("points-none", PointMap([], title: "Nowhere").figure))
  if let until = Day(iso: "2020-03-04") {
    var counts: [Day: DayStrip.Count] = [:]
    for i in 0..<30 where i % 11 > 1 {
      counts[until.adding(days: -i)] = DayStrip.Count(
        reports: Int.random(in: 100...400, using: &random), events: Int.random(in: 20...90, using: &random))
    }
    figures.append(
      (
        "days",
        DayStrip(counts, from: until.adding(days: -29), until: until, title: "The last 30 days").figure
      ))
  }
  let months = coverageOfMonths(firstCoverage)
  var histogram = Histogram(months, title: "Events by month")
  if months.count > 20 { histogram.selected = months[12].period...months[20].period }
  figures.append(("histogram", histogram.figure))
  figures.append(("histogram-none", Histogram([], title: "Nothing").figure))
  return figures
}

/// Ties among the first codes, mostly between those that stand near each other.
private func web(_ codes: [String], _ random: inout Seeded) -> [Tie] {
  var ties: [Tie] = []
  for (i, a) in codes.prefix(70).enumerated() {
    for (j, b) in codes.prefix(70).enumerated() where Int.random(in: 0...abs(i - j) / 2, using: &random) == 0
    {
      let size = 1 << Int.random(in: 0..<8, using: &random)
      ties.append(
        Tie(
          a, b,
          Dealings(
            cooperation: Int.random(in: 0...size, using: &random),
            conflict: Int.random(in: 0...size, using: &random))))
    }
  }
  return ties
}

private func coverageOfMonths(_ coverage: Coverage) -> [(period: Period, count: Int)] {
  guard let bounds = coverage.bounds else { return [] }
  return (bounds.lowerBound.index...bounds.upperBound.index).map {
    let period = Period(unit: .month, index: $0)
    return (period, coverage[period].reports)
  }
}
