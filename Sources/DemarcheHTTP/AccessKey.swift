/// A word that each request must bring, for a server that others than its user can reach.
public struct AccessKey: Hashable, Sendable {
  public let token: String
  /// The name of the cookie; cookies do not tell ports apart, so two servers of a machine need two names.
  public let cookie: String

  /// Takes the word that whoever starts the server chose.
  public init(token: String, cookie: String = "demarche-key") {
    self.token = token
    self.cookie = cookie
  }

  /// Looks whether a request brings the word: as `Authorization: Bearer`, or in the cookie.
  ///
  /// Whoever reads any page with `?token=` gets the cookie and is sent to the same page without it, so that the word
  /// stays in no bookmark.
  ///
  /// - Returns: the answer that sets the cookie; nil when the request may go on.
  /// - Throws: 401 when the word is missing or another.
  public func admit<Desk>(_ request: Request) throws(Problem) -> Response<Desk>? {
    if let sent = request.headers["authorization"], sent.lowercased().hasPrefix("bearer ") {
      guard Secret.isEqual(sent.dropFirst(7).trimmed, token) else { throw refusal }
      return nil
    }
    if request.method == .get || request.method == .head, let sent = request.query["token"],
      Secret.isEqual(sent, token)
    {
      let query = request.query.setting("token", to: nil).encoded
      return Response.redirect(to: request.path + (query.isEmpty ? "" : "?" + query))
        .setting("Set-Cookie", "\(cookie)=\(value); Path=/; HttpOnly; SameSite=Strict")
        .setting("Cache-Control", "no-store")
    }
    guard let sent = request.cookie(cookie), Secret.isEqual(sent, value) else { throw refusal }
    return nil
  }

  private var value: String { PercentEncoding.encode(token) }

  private var refusal: Problem {
    Problem(
      401, "this server wants a token", hint: "open the address that `demarche serve` prints",
      headers: ["WWW-Authenticate": "Bearer"])
  }
}
