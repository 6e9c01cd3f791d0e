public import DemarcheJSON

/// Why a request is not answered as it was meant, and the way out (RFC 9457).
///
/// Inner layers throw it; whoever is asked for a page may draw it as one.
public struct Problem: Error, Hashable, Sendable {
  /// An address that names the kind of problem; "about:blank" when the status says all.
  public var type: String
  /// The kind of problem in words.
  public var title: String
  /// The status that goes with it, from 400 to 599.
  public var status: Int
  /// What is wrong with this request, in words.
  public var detail: String?
  /// The target that was asked for.
  public var instance: String?
  /// The way out.
  public var hint: String?
  /// Fields that go with it, such as `Allow`.
  public var headers: Headers

  /// Says what is wrong and what to do.
  ///
  /// - Parameter title: the words of the status when it is nil.
  public init(
    _ status: Int, _ detail: String? = nil, hint: String? = nil, title: String? = nil,
    type: String = "about:blank", instance: String? = nil, headers: Headers = [:]
  ) {
    self.type = type
    self.title = title ?? Status.phrase(status)
    self.status = status
    self.detail = detail
    self.instance = instance
    self.hint = hint
    self.headers = headers
  }

  /// The body of `application/problem+json`; what is nil is left out.
  public var json: JSON {
    let members: [(String, JSON?)] = [
      ("type", .string(type)), ("title", .string(title)), ("status", .int(status)),
      ("detail", detail.map(JSON.string)), ("instance", instance.map(JSON.string)),
      ("hint", hint.map(JSON.string)),
    ]
    return .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
  }
}
