/// An address on the web that may be asked for: `http` or `https`, with a host and without a password.
public struct Address: Hashable, Sendable {
  public let text: String

  /// Takes an address as it is given; nil when it is of another kind, names no host, or holds a name and password.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
    let scheme = String(text.prefix { $0 != ":" }).lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://") else {
      return nil
    }
    let authority = text.dropFirst(scheme.count + 3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.isEmpty, !authority.contains("@"), !authority.hasPrefix(":"), !authority.contains("\\")
    else {
      return nil
    }
    self.text = text
  }
}
