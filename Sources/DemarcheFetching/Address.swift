/// An address on the web, as given.
public struct Address: Hashable, Sendable {
  public var text: String

  public init(_ text: String) { self.text = text }
}
