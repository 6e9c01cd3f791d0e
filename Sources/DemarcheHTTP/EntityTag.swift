/// The name of a state of a resource (`ETag`).
public struct EntityTag: Hashable, Sendable, CustomStringConvertible {
  /// Printable characters without quotes and spaces.
  public let name: String
  /// Whether another state that means the same may have the name too.
  public let isWeak: Bool

  /// Takes a name, in which all that a tag may not hold becomes "-".
  public init(_ name: String, isWeak: Bool = false) {
    let bytes = name.utf8.map {
      $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") ? $0 : UInt8(ascii: "-")
    }
    self.name = String(decoding: bytes, as: UTF8.self)
    self.isWeak = isWeak
  }

  /// As it is sent.
  public var description: String { (isWeak ? "W/" : "") + "\"\(name)\"" }

  /// Reads a tag as it was sent; nil when it is none.
  init?(sent text: String) {
    let isWeak = text.hasPrefix("W/")
    let quoted = text.dropFirst(isWeak ? 2 : 0)
    guard quoted.count >= 2, quoted.hasPrefix("\""), quoted.hasSuffix("\"") else { return nil }
    self.init(String(quoted.dropFirst().dropLast()), isWeak: isWeak)
  }

  /// Whether a list of `If-None-Match` holds it, weak or not; "*" holds all.
  func isAmong(_ list: String) -> Bool {
    var rest = Substring(list.trimmed)
    if rest == "*" { return true }
    while let open = rest.firstIndex(of: "\"") {
      let inside = rest[rest.index(after: open)...]
      // A name may hold commas, so the list is cut at quotes.
      guard let close = inside.firstIndex(of: "\"") else { return false }
      if inside[..<close] == name { return true }
      rest = inside[inside.index(after: close)...]
    }
    return false
  }
}
