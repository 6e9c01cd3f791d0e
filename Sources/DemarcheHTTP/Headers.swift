/// The fields of a head in their order; names are told apart without regard to case.
///
/// - Invariant: no name or value holds a control character, so that no field can begin another.
public struct Headers: Hashable, Sendable {
  /// A name with its value.
  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  /// All, in their order.
  public private(set) var fields: [Field] = []

  /// No field.
  public init() {}

  /// The value of the first field of this name; setting it takes all others of the name away.
  public subscript(name: String) -> String? {
    get { fields.first { Headers.isEqual($0.name, name) }?.value }
    set {
      fields.removeAll { Headers.isEqual($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// The values of all fields of this name, in their order.
  public func all(_ name: String) -> [String] {
    fields.filter { Headers.isEqual($0.name, name) }.map(\.value)
  }

  /// The same as one list; nil when there is none.
  public func list(_ name: String) -> String? {
    let values = all(name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// Adds a field beside others of its name; control characters become spaces.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: Headers.line(name), value: Headers.line(value)))
  }

  /// Sets a field unless there is one.
  public mutating func setDefault(_ name: String, _ value: String) {
    if self[name] == nil { add(name, value) }
  }

  private static func line(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func isEqual(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && zip(one.utf8, other.utf8).allSatisfy { folded($0) == folded($1) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }
}

extension Headers: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral fields: (String, String)...) {
    for (name, value) in fields { add(name, value) }
  }
}
