/// What a client asks, as it came, read but not yet judged.
public struct Request: Sendable {
  public var method: Method
  /// The path and the query as they were sent.
  public var target: String
  /// The path, cut at "/" before it is decoded; none for "/", and the last one is empty when the path ends in "/".
  public var segments: [String]
  public var query: Query
  /// With names in small letters.
  public var headers: Headers
  public var body: [UInt8]
  /// The address of the client, as digits; empty when it is unknown.
  public var remote: String
  /// What stands at the places `{name}` of the route, once there is one.
  public internal(set) var parameters = Parameters()
  /// The ending of the path that the route declares, without its dot; nil when the path has none.
  public internal(set) var format: String?

  /// Reads a request.
  ///
  /// - Parameter targetLimit: the longest target, in bytes.
  /// - Throws: 400 when the target cannot be read, 414 when it is too long.
  public init(
    method: Method = .get, target: String, headers: Headers = [:], body: [UInt8] = [], remote: String = "",
    targetLimit: Int = Limits().target
  ) throws(Problem) {
    let read = try Target(target, limit: targetLimit)
    self.method = method
    self.target = target
    segments = read.segments
    query = read.query
    self.headers = headers
    self.body = body
    self.remote = remote
  }

  /// The path as it was sent.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The items of a form that was sent as `application/x-www-form-urlencoded`; none for other bodies.
  ///
  /// Cost: reads the body each time.
  public var form: Query {
    get throws(Problem) {
      let type = headers["content-type"]?.prefix { $0 != ";" && $0 != " " }.lowercased()
      return type == "application/x-www-form-urlencoded" ? try Query(encoded: body) : Query()
    }
  }

  /// The value of a cookie, as it was sent.
  public func cookie(_ name: String) -> String? {
    for value in headers.all("cookie") {
      for pair in value.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        if pair.hasPrefix(name + "=") { return String(pair.dropFirst(name.count + 1)) }
      }
    }
    return nil
  }

  /// Whether the client takes gzip.
  public var acceptsGzip: Bool { ContentCoding.acceptsGzip(headers.list("accept-encoding")) }

  /// Whether the client says that it has this already, so that 304 is enough.
  public func has(_ tag: EntityTag) -> Bool {
    (method == .get || method == .head)
      && headers.list("if-none-match").map { tag.isAmong($0) } == true
  }
}

/// What stands at the places `{name}` of a route, decoded.
public struct Parameters: Hashable, Sendable {
  var values: [Query.Item] = []

  /// The value at a place, which the pattern of the route must have.
  public subscript(name: String) -> String {
    guard let item = values.first(where: { $0.name == name }) else {
      preconditionFailure("the route has no place {\(name)}")
    }
    return item.value
  }
}
