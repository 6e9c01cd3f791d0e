/// Names with values, as they stand behind "?" in an address or in the body of a form; a name may come again.
public struct Query: Hashable, Sendable {
  /// A name with its value.
  public struct Item: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// All, in their order.
  public var items: [Item]

  /// Takes items as they are.
  public init(_ items: [Item] = []) { self.items = items }

  /// Reads `name=value&name=value`, in which "+" is a space.
  ///
  /// - Throws: 400 for broken escapes, bytes that are no UTF-8, and NUL.
  public init(encoded bytes: some Collection<UInt8>) throws(Problem) {
    items = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      let value = pair.dropFirst(name.count + 1)
      guard let name = PercentEncoding.decode(name, plusIsSpace: true),
        let value = PercentEncoding.decode(value, plusIsSpace: true),
        !name.utf8.contains(0), !value.utf8.contains(0)
      else {
        throw Problem(
          400, "what stands behind \"?\" or in the form cannot be read",
          hint: "names and values are UTF-8, with %25 for a percent sign")
      }
      items.append(Item(name, value))
    }
  }

  /// The first value of a name.
  public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// All values of a name, in their order.
  public func all(_ name: String) -> [String] { items.lazy.filter { $0.name == name }.map(\.value) }

  /// The same with one value of a name in the place of the first, or without the name when the value is nil.
  public func setting(_ name: String, to value: String?) -> Query {
    let place = items.firstIndex { $0.name == name } ?? items.endIndex
    var other = Query(items.filter { $0.name != name })
    if let value { other.items.insert(Item(name, value), at: min(place, other.items.count)) }
    return other
  }

  /// As it stands in an address, without "?"; empty when there is no item.
  public var encoded: String {
    items.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
      .joined(separator: "&")
  }
}
