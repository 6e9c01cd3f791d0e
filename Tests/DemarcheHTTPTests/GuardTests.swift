import DemarcheHTTP
import Testing

/// The status with which something is refused; 200 when it is not.
private func status(_ check: () throws -> Void) throws -> Int {
  do {
    try check()
    return 200
  } catch let problem as Problem {
    return problem.status
  }
}

@Suite struct `The name of a host` {
  @Test(arguments: [
    ("127.0.0.1", "localhost:8080", 200), ("127.0.0.1", "127.0.0.1", 200), ("localhost", "[::1]:80", 200),
    ("::1", "localhost", 200), ("127.0.0.1", "127.0.0.2", 421), ("127.0.0.1", "evil.example", 421),
    ("127.0.0.1", "demarche.example", 200), ("127.0.0.1", "192.168.1.2", 421),
    ("0.0.0.0", "192.168.1.2:80", 200), ("::", "[2001:db8::1]", 200), ("0.0.0.0", "localhost", 200),
    ("0.0.0.0", "evil.example", 421), ("0.0.0.0", "Demarche.Example:99", 200),
    ("0.0.0.0", "a.example:81", 200),
    ("0.0.0.0", "a.example:82", 421), ("0.0.0.0", "a.example", 421), ("0.0.0.0", "1.2.3.4.evil.example", 421),
    ("0.0.0.0", "1.2.3.4:", 421), ("0.0.0.0", "1.2.3.4:80@evil", 421), ("0.0.0.0", "[evil]", 421),
    ("0.0.0.0", "", 400),
  ])
  func `is one of the server's own`(address: String, host: String, expected: Int) throws {
    let hosts = Hosts(boundTo: address, names: ["demarche.example", "a.example:81"])
    let request = try Request(target: "/", headers: ["host": host])
    #expect(try status { try hosts.check(request) } == expected)
  }
}

@Suite struct `A request that changes something` {
  private static let form = "content-type: application/x-www-form-urlencoded"

  @Test(arguments: [
    (["x-demarche-token: told"], "", 200),
    (["x-demarche-token: told", "origin: http://localhost:80", "sec-fetch-site: same-origin"], "", 200),
    (["x-demarche-token: told", "sec-fetch-site: none"], "", 200),
    ([form], "a=b&token=told", 200),
    ([], "", 403),
    (["x-demarche-token: tole"], "", 403), (["x-demarche-token: told "], "", 403),
    (["x-demarche-token: "], "", 403),
    ([form], "token=guess", 403), ([form], "a=b", 403), ([form], "token=%", 400),
    (["content-type: text/plain"], "token=told", 403),
    (["x-demarche-token: told", "sec-fetch-site: cross-site"], "", 403),
    (["x-demarche-token: told", "sec-fetch-site: same-site"], "", 403),
    (["x-demarche-token: told", "origin: http://evil.example"], "", 403),
    (["x-demarche-token: told", "origin: http://localhost:81"], "", 403),
    (["x-demarche-token: told", "origin: https://localhost:80"], "", 403),
    (["x-demarche-token: told", "origin: null"], "", 403),
  ])
  func `comes from a page of this site that knows the token`(
    fields: [String], body: String, expected: Int
  ) throws {
    let request = try Self.request(.post, fields, body)
    #expect(try status { try WriteGuard(token: "told").check(request) } == expected)
  }

  @Test func `may need no token, but never comes from another site`() throws {
    let guardian = WriteGuard(token: "told", scheme: "https")
    let own = try Self.request(.post, ["origin: https://localhost:80"], "")
    let foreign = try Self.request(.post, ["origin: https://evil.example"], "")
    #expect(try status { try guardian.check(own, needsToken: false) } == 200)
    #expect(try status { try guardian.check(foreign, needsToken: false) } == 403)
  }

  @Test(arguments: [Method.get, .head, .options])
  func `is none that only reads`(method: Method) throws {
    let request = try Self.request(method, ["origin: http://evil.example"], "")
    #expect(try status { try WriteGuard(token: "told").check(request) } == 200)
  }

  private static func request(_ method: Method, _ fields: [String], _ body: String) throws -> Request {
    var headers: Headers = ["host": "localhost:80"]
    for field in fields {
      let name = field.prefix { $0 != ":" }
      headers.add(String(name), String(field.dropFirst(name.count + 2)))
    }
    return try Request(method: method, target: "/", headers: headers, body: Array(body.utf8))
  }
}

@Suite struct `The key of a server` {
  private let key = AccessKey(token: "open sesame")

  private func answer(_ target: String, _ headers: Headers = [:], _ method: Method = .get) throws -> Response<
    Void
  >? {
    try key.admit(try Request(method: method, target: target, headers: headers))
  }

  @Test func `is a word in the head, or the cookie`() throws {
    #expect(try answer("/", ["authorization": "Bearer open sesame"]) == nil)
    #expect(try answer("/", ["authorization": "bearer open sesame"]) == nil)
    #expect(try answer("/", ["cookie": "a=b; demarche-key=open%20sesame"]) == nil)
  }

  @Test(
    arguments: [
      ("/", [:]), ("/", ["authorization": "Bearer open"]), ("/", ["authorization": "Basic open sesame"]),
      ("/", ["cookie": "demarche-key=open"]), ("/", ["cookie": "other=open%20sesame"]), ("/?token=open", [:]),
      ("/", ["authorization": "Bearer "]),
    ] as [(String, Headers)])
  func `lets nobody in without it`(target: String, headers: Headers) throws {
    let problem = try #require(throws: Problem.self) { try answer(target, headers) }
    #expect(problem.status == 401)
    #expect(problem.headers["WWW-Authenticate"] == "Bearer")
  }

  @Test(arguments: [
    ("/events?a=1&token=open%20sesame&b=K%C3%B6ln", "/events?a=1&b=K%C3%B6ln"),
    ("/?token=open+sesame", "/"), ("/a%2Fb?token=open+sesame&token=x", "/a%2Fb"),
  ])
  func `is taken from an address, which is left without it`(target: String, without: String) throws {
    let response = try #require(try answer(target))
    #expect(response.status == 303)
    #expect(response.headers["Location"] == without)
    #expect(
      response.headers["Set-Cookie"] == "demarche-key=open%20sesame; Path=/; HttpOnly; SameSite=Strict")
    #expect(throws: Problem.self) { try answer(target, [:], .post) }
  }
}
