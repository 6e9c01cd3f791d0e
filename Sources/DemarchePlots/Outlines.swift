public import DemarcheJSON

/// Lines on a map that a user brings: coasts, borders or areas, as they see them.
///
/// The project draws none of its own, since each set takes a side (docs/disputed.md).
public struct Outlines: Hashable, Sendable {
  /// A place in degrees, east and north positive.
  public struct Place: Hashable, Sendable {
    public var longitude: Double
    public var latitude: Double

    public init(longitude: Double, latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// Why a file has no outlines.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
  }

  /// Each a line from place to place.
  public var lines: [[Place]]

  public init(_ lines: [[Place]]) { self.lines = lines }

  /// Reads GeoJSON (RFC 7946): polygons and lines of any depth; points are passed over.
  ///
  /// - Throws: ``Fault`` when it is no GeoJSON, or has a position that is none.
  public init(geoJSON: JSON) throws(Fault) {
    lines = []
    try add(geoJSON, depth: 0)
  }

  private mutating func add(_ value: JSON, depth: Int) throws(Fault) {
    guard depth < 8 else { throw Fault(description: "collections within collections, too deep") }
    guard let type = value["type"]?.string else {
      throw Fault(description: "no GeoJSON: an object without a type")
    }
    switch type {
    case "FeatureCollection":
      for feature in value["features"]?.array ?? [] { try add(feature, depth: depth + 1) }
    case "GeometryCollection":
      for geometry in value["geometries"]?.array ?? [] { try add(geometry, depth: depth + 1) }
    case "Feature":
      if let geometry = value["geometry"], !geometry.isNull { try add(geometry, depth: depth + 1) }
    case "LineString": try addLine(value["coordinates"])
    case "Polygon", "MultiLineString": try addLines(value["coordinates"])
    case "MultiPolygon":
      for polygon in value["coordinates"]?.array ?? [] { try addLines(polygon) }
    case "Point", "MultiPoint": break
    default: throw Fault(description: "no GeoJSON: an object of the type \(type)")
    }
  }

  private mutating func addLines(_ value: JSON?) throws(Fault) {
    for line in value?.array ?? [] { try addLine(line) }
  }

  private mutating func addLine(_ value: JSON?) throws(Fault) {
    var line: [Place] = []
    for position in value?.array ?? [] {
      guard let numbers = position.array, numbers.count >= 2, let longitude = numbers[0].double,
        let latitude = numbers[1].double, abs(latitude) <= 90
      else { throw Fault(description: "a position that is no longitude and latitude: \(position.line)") }
      line.append(Place(longitude: longitude, latitude: latitude))
    }
    if line.count > 1 { lines.append(line) }
  }
}
