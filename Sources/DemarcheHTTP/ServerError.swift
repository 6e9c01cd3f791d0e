/// Why there is no server.
public struct ServerError: Error, Hashable, Sendable {
  public var error: String
  /// The way out.
  public var help: String?

  public init(_ error: String, help: String? = nil) {
    self.error = error
    self.help = help
  }
}
