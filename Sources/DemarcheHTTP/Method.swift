/// What a client wants to do.
public struct Method: RawRepresentable, Hashable, Sendable {
  /// In capitals, as it is sent.
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let get = Method(rawValue: "GET")
  public static let head = Method(rawValue: "HEAD")
  public static let options = Method(rawValue: "OPTIONS")
  public static let post = Method(rawValue: "POST")
  public static let put = Method(rawValue: "PUT")
  public static let patch = Method(rawValue: "PATCH")
  public static let delete = Method(rawValue: "DELETE")

  /// Whether it only reads.
  public var isSafe: Bool { self == .get || self == .head || self == .options }
}
