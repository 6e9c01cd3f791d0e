public import DemarcheData
public import DemarcheJSON
import DemarcheRelations

extension JSON {
  /// A number with so many digits behind its point at most; null for nil.
  public init(rounded x: Double?, digits: Int) {
    self = x.flatMap { Double(decimal($0, digits: digits)) }.map(JSON.double) ?? .null
  }

  /// The value as the cell of a table: a list with "|" between its parts, what is null empty.
  public var cell: String {
    switch self {
    case .null: ""
    case .string(let text): text
    case .array(let parts): parts.map(\.cell).joined(separator: "|")
    case .object(let members): members.map(\.value.cell).joined(separator: " ")
    default: line
    }
  }
}

extension CSV {
  /// The values of members as one line.
  public static func line(_ members: [JSON.Member]) -> String { line(members.map(\.value.cell)) }

  /// The names of members as the line above them.
  public static func header(_ members: [JSON.Member]) -> String { line(members.map(\.name)) }
}
