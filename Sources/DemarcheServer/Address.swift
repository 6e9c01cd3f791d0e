import DemarcheHTTP

/// An address of this site: the segments of its path and what is asked, in order.
public struct Address: Hashable, Sendable, CustomStringConvertible {
  public var segments: [String]
  public private(set) var query: [Pair]

  /// One name with its value.
  public struct Pair: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(_ segments: String..., query: [Pair] = []) {
    self.segments = segments
    self.query = query
  }

  public init(segments: [String], query: [Pair] = []) {
    self.segments = segments
    self.query = query
  }

  public subscript(name: String) -> String? { query.last { $0.name == name }?.value }

  /// The address with another value of a name; nil or nothing takes the name out.
  public func with(_ name: String, _ value: String?) -> Address {
    var changed = self
    changed.query.removeAll { $0.name == name }
    if let value, !value.isEmpty { changed.query.append(Pair(name, value)) }
    return changed
  }

  /// The address without some names.
  public func without(_ names: String...) -> Address {
    var changed = self
    changed.query.removeAll { names.contains($0.name) }
    return changed
  }

  /// The address with these names of another, where that has them.
  public func taking(_ names: [String], from other: Address) -> Address {
    names.reduce(self) { address, name in
      other[name].map { address.with(name, $0) } ?? address
    }
  }

  /// The same page in another format: `/api/v1/events.csv`.
  public func format(_ format: String) -> Address {
    var changed = self
    if let last = changed.segments.popLast() { changed.segments.append("\(last).\(format)") }
    return changed
  }

  /// The address as a browser asks for it.
  public var text: String {
    let path = "/" + segments.map { Address.encoded($0) }.joined(separator: "/")
    if query.isEmpty { return path }
    let pairs = query.map { "\(Address.encoded($0.name))=\(Address.encoded($0.value))" }
    return path + "?" + pairs.joined(separator: "&")
  }

  public var description: String { text }

  /// Percent-encodes all but the unreserved characters of RFC 3986 and a few that are plain in paths and values.
  static func encoded(_ text: String) -> String { PercentEncoding.encode(text, keeping: plain) }

  private static let plain = Array(",:@".utf8)
}
