import DemarcheData
import Testing

@testable import DemarchePlots

@Test func eachStateOfTodayHasATile() throws {
  let states = try Table(
    text: text(of: "\(root)/Data/knowledge/states.tsv"), file: "states.tsv",
    columns: ["key", "name", "kind", "code", "sector", "from", "until", "source"], optional: ["successor"])
  let codes = states.rows.filter { ["state", "territory"].contains($0["kind"]) && $0["until"].isEmpty }.map {
    $0["code"]
  }
  let grid = try grid()
  #expect(Set(grid.codes) == Set(codes))
}

@Test(arguments: [
  ("SWE", "NOR"), ("DEU", "FRA"), ("POL", "UKR"), ("IRN", "IRQ"), ("IND", "PAK"), ("CHN", "MNG"),
  ("USA", "CAN"),
  ("EGY", "LBY"), ("KEN", "UGA"), ("BRA", "PER"), ("ARM", "AZE"), ("ETH", "ERI"), ("THA", "KHM"),
  ("RUS", "BLR"),
])
func neighboursTouch(_ a: String, _ b: String) throws {
  let grid = try grid()
  let (x, y) = (try #require(grid[a]), try #require(grid[b]))
  // France and Germany have Luxembourg between them.
  #expect(max(abs(x.column - y.column), abs(x.row - y.row)) <= 2)
}

@Test(arguments: [
  ("USA", "FRA", "JPN"), ("GBR", "TUR", "IND"), ("SEN", "TCD", "SOM"), ("PER", "BRA", "AGO"),
  ("SAU", "THA", "FJI"),
])
func theWestLiesToTheWest(_ a: String, _ b: String, _ c: String) throws {
  let grid = try grid()
  let columns = try [a, b, c].map { try #require(grid[$0]).column }
  #expect(columns == columns.sorted())
}

private func grid(_ rows: String) throws -> TileGrid {
  try TileGrid(
    Table(text: "code\tcolumn\trow\tsource\n" + rows, file: "tiles.tsv", columns: TileGrid.tableColumns))
}

@Test(arguments: [
  ("AAA\t1\t1\tt\nBBB\t1\t1\tt", "tiles.tsv:3: BBB stands on the tile of AAA"),
  ("AAA\t1\t1\tt\nAAA\t2\t1\tt", "tiles.tsv:3: AAA has a tile already, in line 2"),
  ("AAA\t-1\t1\tt", "tiles.tsv:2: column and row are numbers from 0 to 59"),
  ("AAA\tx\t60\tt", "tiles.tsv:2: column and row are numbers from 0 to 59"),
])
func whatIsWrongWithAGridIsTold(_ rows: String, _ message: String) {
  do throws(DataErrors) {
    _ = try TileGrid(
      Table(text: "code\tcolumn\trow\tsource\n" + rows, file: "tiles.tsv", columns: TileGrid.tableColumns))
    Issue.record("no fault was found")
  } catch {
    #expect(error.description.hasPrefix(message))
  }
}

@Test(
  arguments: [
    (0, []), (1, [1]), (5, [1, 3]), (40, [1, 3, 10, 30]), (999, [3, 10, 30, 100, 300]),
    (1000, [10, 30, 100, 300, 1000]),
  ] as [(Int, [Int])])
func volumesAreTold(_ largest: Int, _ bounds: [Int]) {
  #expect(VolumeSteps(upTo: largest).bounds == bounds)
}

@Test func eachCountHasAStepAndNoneHasNone() {
  let steps = VolumeSteps(upTo: 5000)
  #expect(steps.step(0) == nil)
  #expect(
    steps.bounds.indices.map(steps.label) == ["1–99", "100–299", "300–999", "1,000–2,999", "3,000 or more"])
  for (count, step) in [(1, 0), (99, 0), (100, 1), (2999, 3), (3000, 4), (5000, 4)] {
    #expect(steps.step(count) == step)
  }
}

@Test func aMapIsDrawnAsItAlwaysWas() throws {
  let grid = try grid("AAA\t0\t0\tt\nBBB\t1\t0\tt\nCCC\t1\t1\tt")
  var map = TileMap(
    grid, ["BBB": Dealings(cooperation: 3, conflict: 1), "IGO": Dealings(conflict: 2)], of: "AAA",
    title: "Partners of A")
  map.address = { "/relation/AAA/\($0)" }
  map.name = { "State \($0)" }
  try expectGolden(map.figure, "map")
}

@Test func whoHasNoTileIsToldBelow() throws {
  let map = TileMap(
    try grid("AAA\t0\t0\tt"), ["IGO": Dealings(conflict: 2), "NGO": Dealings(cooperation: 5)], title: "All")
  #expect(map.figure.caption == ["Actors without a tile: NGO 5, IGO 2."])
  #expect(map.figure.table.rows == [["NGO", "NGO", "5", "5", "0"], ["IGO", "IGO", "2", "0", "2"]])
}
