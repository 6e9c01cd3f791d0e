import Synchronization

/// What goes back to a client.
///
/// - Parameter Desk: what whoever answers works with; the pieces of a stream are made with it too.
public struct Response<Desk>: Sendable {
  public var status: Int
  public var headers: Headers
  public var body: Body

  /// What stands behind the head.
  public enum Body: Sendable {
    case bytes([UInt8])
    /// Makes the next piece each time the client has taken the last, until nil; an empty piece is no end.
    ///
    /// It is called by one thread at a time, but not always by the same one nor with the same desk. What it throws
    /// before the first piece becomes the answer; what it throws later cuts the body off, so that the client sees that
    /// its end is missing.
    case stream(@Sendable (Desk) throws -> [UInt8]?)
  }

  public init(status: Int = 200, headers: Headers = [:], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The same with a field in the place of all others of its name.
  public func setting(_ name: String, _ value: String) -> Response {
    var other = self
    other.headers[name] = value
    return other
  }

  /// The same with the name of its state, so that it is not sent again to whoever has it.
  public func tagged(_ tag: EntityTag) -> Response { setting("ETag", tag.description) }
}

extension Response {
  /// Bytes of a type such as "image/png".
  public static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> Response {
    Response(status: status, headers: ["Content-Type": type], body: .bytes(bytes))
  }

  /// A text of a type such as "text/csv; charset=utf-8".
  public static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200
  ) -> Response {
    .bytes(Array(text.utf8), type: type, status: status)
  }

  /// A page.
  public static func html(_ page: String, status: Int = 200) -> Response {
    .text(page, type: "text/html; charset=utf-8", status: status)
  }

  /// A body that is made piece by piece; see `Body.stream`.
  public static func stream(type: String, _ next: @escaping @Sendable (Desk) throws -> [UInt8]?) -> Response {
    Response(headers: ["Content-Type": type], body: .stream(next))
  }

  /// A body that is made piece by piece out of a state, such as how far one has come.
  public static func stream<State: Sendable>(
    type: String, from state: State, _ next: @escaping @Sendable (inout State, Desk) throws -> [UInt8]?
  ) -> Response {
    let kept = Kept(state)
    return .stream(type: type) { desk in try kept.state.withLock { try next(&$0, desk) } }
  }

  /// Sends the client elsewhere on this site.
  ///
  /// - Parameter target: path and query, escaped.
  /// - Parameter status: 303 after a form, 308 for what has moved for good.
  public static func redirect(to target: String, status: Int = 303) -> Response {
    Response(status: status, headers: ["Location": target])
  }

  /// Says that the client has it already.
  public static func notModified(_ tag: EntityTag) -> Response {
    Response(status: 304).tagged(tag)
  }

  /// Says that it was done, and that there is nothing to show.
  public static var noContent: Response { Response(status: 204) }
}

/// What a stream keeps between its pieces.
private final class Kept<State: Sendable>: Sendable {
  let state: Mutex<State>

  init(_ state: State) { self.state = Mutex(state) }
}
