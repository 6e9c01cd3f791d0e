/// One value of a table.
public enum Cell: Hashable, Sendable {
  /// Unknown, in a column of any kind.
  case null
  case text(String)
  case integer(Int)
  case real(Double)
  case flag(Bool)
  /// Days since 1970-01-01.
  case day(Int32)
  /// A list; a part that is unknown is nil. The empty list is another thing than null.
  case texts([String?])

  /// A text, or null for nil.
  public init(_ text: String?) { self = text.map(Cell.text) ?? .null }

  /// A whole number, or null for nil.
  public init(_ integer: Int?) { self = integer.map(Cell.integer) ?? .null }

  /// A number, or null for nil.
  public init(_ real: Double?) { self = real.map(Cell.real) ?? .null }

  /// Yes or no, or null for nil.
  public init(_ flag: Bool?) { self = flag.map(Cell.flag) ?? .null }

  /// The kind of column it belongs in; nil for null, which belongs in any.
  public var kind: ColumnKind? {
    switch self {
    case .null: nil
    case .text: .text
    case .integer: .integer
    case .real: .real
    case .flag: .flag
    case .day: .day
    case .texts: .texts
    }
  }
}
