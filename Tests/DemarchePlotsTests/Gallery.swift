import DemarcheEvents
import DemarcheRelations
import Glibc
import Testing

@testable import DemarchePlots

/// Writes every figure as a file, to be looked at: `DEMARCHE_GALLERY=folder swift test --filter Gallery`.
@Test(.enabled(if: getenv("DEMARCHE_GALLERY") != nil))
func everyFigureCanBeLookedAt() throws {
  guard let folder = getenv("DEMARCHE_GALLERY").map({ String(cString: $0) }) else { return }
  for (name, figure) in try gallery() {
    guard let file = fopen("\(folder)/\(name).svg", "w") else { continue }
    defer { fclose(file) }
    fputs(figure.svg(standalone: true), file)
  }
}

/// One of each, and the odd ones.
func gallery() throws -> [(name: String, figure: Figure)] {
  var figures: [(String, Figure)] = []
  for (name, unit, start, periods) in [
    ("relation-months", Period.Unit.month, "2018-01-01", 72), ("relation-weeks", .week, "2015-03-02", 400),
    ("relation-years", .year, "1990-01-01", 30), ("relation-days", .day, "2020-02-20", 60),
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
  return figures
}
