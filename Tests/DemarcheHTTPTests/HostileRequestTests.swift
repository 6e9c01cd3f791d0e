import DemarcheHTTP
import Testing

@Suite struct `A hostile request` {
  private let server: Server<Void>

  init() throws {
    var limits = Limits()
    limits.body = 1000
    let router = Router<Void>([
      Route(.get, "/") { _, _ in .text("start") },
      Route(.get, "/{a}") { request, _ in .text(request.parameters["a"]) },
      Route(.post, "/form") { request, _ in .text("\(request.body.count)") },
    ])
    server = try Server(workers: 2, limits: limits, makeDesk: {}, answer: router.answer)
  }

  private func status(_ text: String) throws -> Int {
    let client = try Client(port: server.port)
    client.send(text)
    let answer = try client.answer()
    #expect(answer.text.contains("passwd") == false || answer.status >= 400)
    // Whoever comes next is served.
    #expect(try Client(port: server.port).ask("/").text == "start")
    return answer.status
  }

  private static let host = "\r\nHost: localhost\r\n"

  @Test(arguments: [
    ("/../etc/passwd", 400), ("/a/../../etc/passwd", 400), ("/%2e%2e/etc/passwd", 400),
    ("/%2E%2E%2Fetc%2Fpasswd", 400),
    ("/..%2f..%2fetc%2fpasswd", 400), ("/a%2F..%2Fb", 400), ("/.", 400), ("/./a", 400),
    ("/..%5cetc%5cpasswd", 400),
    ("/a\\b", 400), ("/a%5Cb", 400), ("//evil.example", 400), ("/a//b", 400), ("/a%00", 400),
    ("/?q=%00", 400),
    ("/a%0Ab", 400), ("/a%0D%0AX-Bad:%20yes", 400), ("/%7F", 400), ("/%C2%85", 400), ("/a\u{1}b", 400),
    ("/%", 400), ("/%a", 400), ("/%zz", 400), ("/?q=%", 400), ("/?q=%E4", 400), ("/%E4", 400),
    ("/%C0%AE%C0%AE", 400),
    ("/a#b", 400), ("localhost:80", 400), ("http://localhost/", 400), ("*", 400), ("a", 400),
    ("/" + String(repeating: "a", count: 9000), 414), ("/" + String(repeating: "a", count: 60_000), 414),
    ("/?q=" + String(repeating: "%20", count: 3000), 414),
    ("/%2E%2Ea", 200), ("/...", 200), ("/USA%2FGOV", 200), ("/a?q=%5C", 200), ("/a?q=\\", 200),
    ("/a?q=/../", 200),
    ("/a?q=+%2B%25", 200), ("/K%C3%B6ln", 200), ("/a?q=%0A", 200),
  ])
  func `for a target that no page links to is refused`(target: String, expected: Int) throws {
    #expect(try status("GET \(target) HTTP/1.1\(Self.host)\r\n") == expected)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.0\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421), ("GET / HTTP/1.1\r\nHost: 10.1.2.3\r\n\r\n", 421),
    ("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421),
    ("GET / HTTP/1.1\r\nHost: localhost:80@evil\r\n\r\n", 421),
    ("GET / HTTP/1.1\r\nHost: [::2]\r\n\r\n", 421),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: LOCALHOST:1234\r\n\r\n", 200), ("GET / HTTP/1.1\r\nHost: [::1]:1\r\n\r\n", 200),
    ("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", 200),
  ])
  func `for another host is refused`(request: String, expected: Int) throws {
    #expect(try status(request) == expected)
  }

  @Test(arguments: [
    ("POST /form HTTP/1.1\(host)Content-Length: 1000\r\n\r\n" + String(repeating: "a", count: 1000), 200),
    ("POST /form HTTP/1.1\(host)Content-Length: 1001\r\n\r\n" + String(repeating: "a", count: 1001), 413),
    ("POST /form HTTP/1.1\(host)Content-Length: 9000000000\r\n\r\n", 413),
    ("POST /form HTTP/1.1\(host)Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n", 413),
    (
      "POST /form HTTP/1.1\(host)Transfer-Encoding: chunked\r\n\r\n3e8\r\n"
        + String(repeating: "a", count: 1000)
        + "\r\n0\r\n\r\n", 200
    ),
    (
      "POST /form HTTP/1.1\(host)Transfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "c8\r\n" + String(repeating: "a", count: 200) + "\r\n", count: 6) + "0\r\n\r\n",
      413
    ),
    ("POST /form HTTP/1.1\(host)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("POST /form HTTP/1.1\(host)Content-Length: 5\r\nContent-Length: 6\r\n\r\naaaaa", 400),
    ("POST /form HTTP/1.1\(host)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    ("POST /form HTTP/1.1\(host)Content-Length: -5\r\n\r\n", 400),
    ("POST /form HTTP/1.1\(host)Content-Length: five\r\n\r\n", 400),
    ("GET / HTTP/1.1\(host)X-Long: " + String(repeating: "a", count: 60_000) + "\r\n\r\n", 431),
    ("BREW / HTTP/1.1\(host)\r\n", 405), ("CONNECT localhost:80 HTTP/1.1\(host)\r\n", 400),
    ("TRACE / HTTP/1.1\(host)\r\n", 405),
  ])
  func `of a size or form that is not taken is refused`(request: String, expected: Int) throws {
    #expect(try status(request) == expected)
  }

  @Test(arguments: [
    "", "\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "\u{16}\u{3}\u{1} hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
  ])
  func `that is no request gets at most a refusal`(text: String) throws {
    do {
      let client = try Client(port: server.port)
      client.send(text)
    }
    #expect(try Client(port: server.port).ask("/").text == "start")
  }

  @Test func `with a NUL in its target is one for what stands before it`() throws {
    let client = try Client(port: server.port)
    client.send(Array("GET /a\0/../b HTTP/1.1\(Self.host)\r\n".utf8))
    #expect(try client.answer().text == "a")
  }

  @Test func `keeps its refusal within the rules of all answers`() throws {
    for request in ["/%", "/nothing/here"] {
      let answer = try Client(port: server.port).ask(request)
      #expect(answer.headers["content-type"] == "application/problem+json")
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["content-security-policy"]?.hasPrefix("default-src 'self'; ") == true)
      #expect(answer.headers["server"] == nil)
      #expect(answer.text.contains("\"status\": \(answer.status)"))
      #expect(answer.text.contains("\"hint\": "))
    }
  }
}
