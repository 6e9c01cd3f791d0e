/// A JSON value; objects keep the order of their members, so the same value gives the same bytes.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One name with its value.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member of an object; nil where there is none or this is no object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  public var string: String? { if case .string(let s) = self { s } else { nil } }
  public var array: [JSON]? { if case .array(let a) = self { a } else { nil } }
  public var bool: Bool? { if case .bool(let b) = self { b } else { nil } }
  public var isNull: Bool { self == .null }

  /// The number as an integer, when it is one.
  public var int: Int? {
    switch self {
    case .int(let i): i
    case .double(let d) where d == d.rounded() && abs(d) < 9e15: Int(d)
    default: nil
    }
  }

  public var double: Double? {
    switch self {
    case .int(let i): Double(i)
    case .double(let d): d
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }

  /// A string, or null.
  public init(_ string: String?) { self = string.map(JSON.string) ?? .null }

  /// An integer, or null.
  public init(_ int: Int?) { self = int.map(JSON.int) ?? .null }

  /// A number, or null.
  public init(_ double: Double?) { self = double.map(JSON.double) ?? .null }
}
