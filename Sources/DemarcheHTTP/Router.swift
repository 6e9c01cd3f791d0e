/// Who answers requests of a method for paths of a form.
public struct Route<Desk>: Sendable {
  /// Answers with a desk; a `Problem` that it throws is the answer too.
  public typealias Handler = @Sendable (Request, Desk) throws -> Response<Desk>

  /// The method that it answers.
  public let method: Method
  /// The endings that its path may have.
  public let formats: [String]
  /// Whether the token is wanted where it changes something.
  public let needsToken: Bool
  let pattern: Pattern
  let handler: Handler

  /// Says who answers requests of a method for paths of a form.
  ///
  /// - Parameter pattern: such as "/api/v1/events/{id}"; what stands at `{id}` is `request.parameters["id"]`.
  /// - Parameter formats: endings without dot that the path may have, such as "csv"; the one it has is
  ///   `request.format`. All other dots belong to the segment.
  /// - Parameter needsToken: see `WriteGuard.check`.
  public init(
    _ method: Method, _ pattern: String, formats: [String] = [], needsToken: Bool = true,
    _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = Pattern(pattern)
    self.formats = formats
    self.needsToken = needsToken
    self.handler = handler
  }
}

/// Finds who answers a request, and asks only if the request is one that may be asked.
public struct Router<Desk>: Sendable {
  private let routes: [Route<Desk>]
  private let key: AccessKey?
  private let guardian: WriteGuard?

  /// Puts routes together.
  ///
  /// - Parameter routes: in any order; of two that hold, the one with text where the other has a place is taken.
  /// - Parameter key: what each request must bring.
  /// - Parameter guardian: what each request that would change something must bring.
  /// - Precondition: no two routes have the same method and the same form.
  public init(_ routes: [Route<Desk>], key: AccessKey? = nil, guardian: WriteGuard? = nil) {
    for (i, route) in routes.enumerated() {
      for other in routes[..<i] where route.method == other.method {
        precondition(
          route.pattern.shape != other.pattern.shape,
          "two routes for \(route.method.rawValue) \(route.pattern.parts)")
      }
    }
    // Stable, so that equals stay in their order.
    self.routes = routes.enumerated().sorted { one, other in
      if one.element.pattern.isBefore(other.element.pattern) { return true }
      if other.element.pattern.isBefore(one.element.pattern) { return false }
      return one.offset < other.offset
    }.map(\.element)
    self.key = key
    self.guardian = guardian
  }

  /// Answers a request; `HEAD` as `GET`, and `OPTIONS` with what may be done.
  ///
  /// - Throws: 401 and 403 as key and guard say, 404 and 405 as a `Problem`, and what the handler throws.
  public func answer(_ request: Request, _ desk: Desk) throws -> Response<Desk> {
    if let key, let answer: Response<Desk> = try key.admit(request) { return answer }
    let found = routes.compactMap { route in
      route.pattern.match(request.segments, formats: route.formats).map { (route: route, match: $0) }
    }
    guard !found.isEmpty else { return try elsewhere(request) }
    let method = request.method == .head ? .get : request.method
    guard let (route, match) = found.first(where: { $0.route.method == method }) else {
      let allowed = Router.allowed(found.map(\.route.method))
      if request.method == .options { return Response(status: 204, headers: ["Allow": allowed]) }
      throw Problem(
        405, "\(request.method.rawValue) is not for \(request.path)", hint: "allowed: \(allowed)",
        instance: request.target, headers: ["Allow": allowed])
    }
    try guardian?.check(request, needsToken: route.needsToken)
    var request = request
    request.parameters = match.parameters
    request.format = match.format
    return try route.handler(request, desk)
  }

  /// A path with "/" at its end is sent to the one without, when there is one.
  private func elsewhere(_ request: Request) throws(Problem) -> Response<Desk> {
    let shorter = Array(request.segments.dropLast())
    if request.segments.last == "", request.method.isSafe,
      routes.contains(where: { $0.pattern.match(shorter, formats: $0.formats) != nil })
    {
      let query = request.target.dropFirst(request.path.count)
      return .redirect(to: String(request.path.dropLast() as Substring) + query, status: 308)
    }
    throw Problem(
      404, "there is nothing at \(request.path)", hint: "check the address", instance: request.target)
  }

  private static func allowed(_ methods: [Method]) -> String {
    var methods = Set(methods)
    if methods.contains(.get) { methods.insert(.head) }
    methods.insert(.options)
    let order: [Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    let others = methods.subtracting(order).sorted { $0.rawValue < $1.rawValue }
    return (order.filter(methods.contains) + others).map(\.rawValue).joined(separator: ", ")
  }
}
