/// What the cells of a column hold.
public enum ColumnKind: String, Hashable, Sendable, CaseIterable {
  /// Text in UTF-8.
  case text
  /// A whole number of 64 bits.
  case integer
  /// A number of 64 bits, IEEE 754.
  case real
  /// Yes or no.
  case flag
  /// A day of the calendar, as days since 1970-01-01.
  case day
  /// A list of texts, any of which may be unknown.
  case texts
}

/// The name of a column, what its cells hold and what they mean.
///
/// Any cell may be null.
public struct ColumnDefinition: Hashable, Sendable {
  /// In lower case with underscores, so that it needs no quotation marks in SQL, R or Python.
  public var name: String
  public var kind: ColumnKind
  /// One line for a person who reads the table.
  public var meaning: String

  public init(_ name: String, _ kind: ColumnKind, _ meaning: String = "") {
    self.name = name
    self.kind = kind
    self.meaning = meaning
  }
}
