import DemarcheJSON
import Testing

@testable import DemarchePlots

@Test(
  arguments: [
    (0, 0, 0, 0), (180, 0, 1, 0), (-180, 0, -1, 0), (0, 90, 0, 0.4867), (0, -90, 0, -0.4867), (540, 0, 1, 0),
    (0, 200, 0, 0.4867),
  ] as [(Double, Double, Double, Double)])
func theProjectionHasItsCorners(_ longitude: Double, _ latitude: Double, _ x: Double, _ y: Double) {
  let point = EqualEarth.point(longitude: longitude, latitude: latitude)
  #expect(abs(abs(point.x) - abs(x)) < 1e-4)
  #expect(abs(point.y - y) < 1e-4)
}

@Test func areasAreKept() {
  // A cell of ten degrees at the equator and one at 60° north, whose true areas are as the differences of the sines.
  func area(_ south: Double) -> Double {
    let corners = [(0.0, south), (10, south), (10, south + 10), (0, south + 10)].map {
      EqualEarth.point(longitude: $0.0, latitude: $0.1)
    }
    return abs(
      corners.indices.reduce(0) { sum, i in
        let (a, b) = (corners[i], corners[(i + 1) % corners.count])
        return sum + a.x * b.y - b.x * a.y
      }) / 2
  }
  // sin 10° and sin 70° - sin 60°.
  #expect(abs(area(60) / area(0) - 0.073667 / 0.173648) < 0.01)
}

@Test func pointsAreDrawnAsTheyAlwaysWere() throws {
  let map = PointMap(
    [
      PointMap.Point(
        "Baku", latitude: 40.38, longitude: 49.89, Dealings(cooperation: 4, conflict: 1), address: "/p"),
      PointMap.Point("Suva", latitude: -18.14, longitude: 178.44, Dealings(conflict: 9)),
    ], title: "Two places")
  try expectGolden(map.figure, "points")
}

@Test(arguments: [
  (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#, [4]),
  (#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0]]],[[[2,2],[3,3],[4,4]]]]}"#, [2, 3]),
  (
    #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0,9],[1,1,9]]}}]}"#,
    [2]
  ),
  (
    #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]},{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}]}"#,
    [2]
  ),
])
func outlinesAreReadFromGeoJSON(_ text: String, _ counts: [Int]) throws {
  #expect(try Outlines(geoJSON: JSON.read(text)).lines.map(\.count) == counts)
}

@Test(arguments: [
  ("[]", "no GeoJSON: an object without a type"),
  (#"{"type":"Topology"}"#, "no GeoJSON: an object of the type Topology"),
  (
    #"{"type":"LineString","coordinates":[[0,"x"]]}"#,
    #"a position that is no longitude and latitude: [0, "x"]"#
  ),
  (
    #"{"type":"LineString","coordinates":[[0,0],[0,91]]}"#,
    "a position that is no longitude and latitude: [0, 91]"
  ),
])
func whatIsNoGeoJSONIsTold(_ text: String, _ message: String) throws {
  let value = try JSON.read(text)
  #expect(throws: Outlines.Fault(description: message)) { try Outlines(geoJSON: value) }
}

@Test func outlinesAreBrokenAtTheEdgeOfTheMap() {
  let line = [(170.0, 0.0), (-170.0, 1.0), (-160.0, 1.0)].map {
    Outlines.Place(longitude: $0.0, latitude: $0.1)
  }
  let svg = PointMap([], title: "", outlines: Outlines([line])).figure.svg(standalone: false)
  let path = svg.split(separator: "\n").first { $0.contains("stroke-width=\"0.6\"") } ?? ""
  #expect(path.filter { $0 == "M" }.count == 2)
  #expect(path.filter { $0 == "L" }.count == 1)
}
