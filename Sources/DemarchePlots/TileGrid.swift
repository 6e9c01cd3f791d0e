public import DemarcheData

/// A map of the world in which each state is one tile.
///
/// Read from `knowledge/tiles.tsv`; its head explains the columns.
public struct TileGrid: Hashable, Sendable {
  /// Where a tile stands, counted from 0, from the west and from the north.
  public struct Place: Hashable, Sendable {
    public var column: Int
    public var row: Int
  }

  public static let name = "knowledge/tiles.tsv"
  public static let tableColumns = ["code", "column", "row", "source"]
  /// No grid is larger on either side: it is to be seen at a glance.
  public static let largest = 60

  /// The codes in the order of the table.
  public let codes: [String]
  /// How many columns and rows the tiles take.
  public let columns: Int
  public let rows: Int
  private let places: [String: Place]

  /// Reads the table.
  ///
  /// - Throws: every code that stands twice, every tile that two codes share, and every number that is none, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    var codes: [String] = []
    var places: [String: Place] = [:]
    var lines: [String: Int] = [:]
    var taken: [Place: String] = [:]
    for row in table.rows {
      let code = row["code"]
      guard let column = TileGrid.number(row["column"]), let place = TileGrid.number(row["row"]) else {
        errors.append(row.fault("column and row are numbers from 0 to \(TileGrid.largest - 1)"))
        continue
      }
      if let line = lines[code] {
        errors.append(row.fault("\(code) has a tile already, in line \(line)"))
        continue
      }
      let at = Place(column: column, row: place)
      if let other = taken[at] {
        errors.append(
          row.fault(
            "\(code) stands on the tile of \(other)", help: "give one of the two another column or row"))
        continue
      }
      lines[code] = row.line
      taken[at] = code
      places[code] = at
      codes.append(code)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.codes = codes
    self.places = places
    columns = (places.values.map(\.column).max() ?? -1) + 1
    rows = (places.values.map(\.row).max() ?? -1) + 1
  }

  /// Where a code has its tile; nil when it has none.
  public subscript(code: String) -> Place? { places[code] }

  private static func number(_ text: String) -> Int? {
    Int(text).flatMap { (0..<largest).contains($0) ? $0 : nil }
  }
}
