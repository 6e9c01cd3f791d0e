/// Why there is no server.
public struct ServerError: Error, Hashable, Sendable {
  /// What went wrong, in words.
  public var error: String
  /// The way out.
  public var help: String?

  public init(_ error: String, help: String? = nil) {
    self.error = error
    self.help = help
  }
}
