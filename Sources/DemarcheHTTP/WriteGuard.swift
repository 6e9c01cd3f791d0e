/// Keeps pages of other sites from changing anything in the name of whoever looks at them.
public struct WriteGuard: Hashable, Sendable {
  /// What a page of this site knows and sends along; see `EntropyToken`.
  public let token: String
  /// How this site is reached: "http", or "https" behind a server that does that.
  public let scheme: String

  /// Takes a token that is new each time the server starts.
  public init(token: String, scheme: String = "http") {
    self.token = token
    self.scheme = scheme
  }

  /// Looks at a request that would change something; one that only reads is let through.
  ///
  /// - Parameter needsToken: false for what changes nothing that is kept, such as coding a text.
  /// - Throws: 403 when it comes from another site, or brings the token neither in `X-Demarche-Token` nor as the item
  ///   `token` of a form; 400 when the form cannot be read.
  public func check(_ request: Request, needsToken: Bool = true) throws(Problem) {
    if request.method.isSafe { return }
    if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" {
      throw Problem(403, "the request comes from another site", hint: "use the page of this server")
    }
    if let origin = request.headers["origin"] {
      guard let host = request.headers["host"], origin.lowercased() == "\(scheme)://\(host.lowercased())"
      else {
        throw Problem(403, "the request comes from \"\(origin)\"", hint: "use the page of this server")
      }
    }
    guard needsToken else { return }
    var sent = request.headers["x-demarche-token"]
    if sent == nil { sent = try request.form["token"] }
    guard let sent, Secret.isEqual(sent, token) else {
      throw Problem(403, "the token of the page is missing or out of date", hint: "load the page again")
    }
  }
}
