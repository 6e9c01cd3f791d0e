import DemarcheFetching
import Testing

@Suite struct `Fetching` {
  private let server: TinyServer
  private var fetch: Fetch

  init() throws {
    server = try TinyServer { path, head in
      switch path {
      case "/page":
        if head.contains("If-None-Match: \"1\"") { return "HTTP/1.1 304 Not Modified\r\n\r\n" }
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\nhello"
      case "/agent":
        let agent = head.split(separator: "\r\n").first { $0.hasPrefix("User-Agent") } ?? ""
        let cookie = head.contains("Cookie") ? "cookie" : ""
        return "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\n\(agent)\(cookie)"
      case "/moved": return "HTTP/1.1 301 Moved\r\nLocation: /page\r\n\r\n"
      case "/found": return "HTTP/1.1 302 Found\r\nLocation: /page\r\n\r\n"
      case "/round": return "HTTP/1.1 302 Found\r\nLocation: /round\r\n\r\n"
      case "/file": return "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"
      case "/busy":
        return "HTTP/1.1 503 Busy\r\nDate: Sat, 07 Feb 2026 08:30:00 GMT\r\n"
          + "Retry-After: Sat, 07 Feb 2026 08:32:00 GMT\r\n\r\n"
      case "/busier": return "HTTP/1.1 429 Busy\r\nRetry-After: 77\r\n\r\n"
      case "/gone": return "HTTP/1.1 410 Gone\r\n\r\n"
      case "/long": return "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 100_000)
      default: return "HTTP/1.1 404 Not Found\r\n\r\n"
      }
    }
    fetch = Fetch(agent: "test-agent")
    fetch.allowsPrivate = true
    fetch.seconds = 10
  }

  private func failure(_ path: String, _ fetch: Fetch) -> Fetch.Failure? {
    switch fetch.get(server.address + path) {
    case .success: nil
    case .failure(let failure): failure
    }
  }

  @Test func `gives the body once, and then says that nothing changed`() throws {
    let first = try fetch.get(server.address + "/page").get()
    #expect(first.body.map { String(decoding: $0, as: UTF8.self) } == "hello")
    #expect(first.type == "text/html")
    let second = try fetch.get(server.address + "/page", known: first.known).get()
    #expect(second.body == nil)
    #expect(second.known == first.known)
  }

  @Test func `says who asks and keeps no cookies`() throws {
    for _ in 0..<2 {
      let answer = try fetch.get(server.address + "/agent").get()
      #expect(answer.body.map { String(decoding: $0, as: UTF8.self) } == "User-Agent: test-agent")
    }
  }

  @Test func `follows redirections, but not for ever and not out of the web`() throws {
    let moved = try fetch.get(server.address + "/moved").get()
    #expect(moved.address == server.address + "/page")
    #expect(moved.moved == moved.address)
    #expect(try fetch.get(server.address + "/found").get().moved == nil)
    #expect(failure("/round", fetch)?.error == "more than 5 redirections")
    #expect(failure("/file", fetch)?.error == "it leads to file:///etc/passwd: no address of the web")
  }

  @Test func `says when to ask again`() throws {
    #expect(failure("/busy", fetch)?.retryAfter == 120)
    #expect(failure("/busier", fetch)?.retryAfter == 77)
    #expect(failure("/busy", fetch)?.isRateLimited == true)
    #expect(failure("/busier", fetch)?.isRateLimited == true)
    #expect(failure("/gone", fetch)?.isGone == true)
    #expect(failure("/gone", fetch)?.isRateLimited == false)
    #expect(failure("/none", fetch)?.error == "the server answers 404")
  }

  @Test func `takes no more than its limit`() {
    var fetch = fetch
    fetch.limit = 50_000
    #expect(failure("/long", fetch)?.error == "longer than 0 MB")
  }

  @Test func `refuses private networks unless they are allowed`() {
    var fetch = fetch
    fetch.allowsPrivate = false
    #expect(failure("/page", fetch)?.error == "the address is in a private network")
    let named = server.address.replacing("127.0.0.1", with: "localhost")
    if case .failure(let failure) = fetch.get(named + "/page") {
      #expect(failure.error == "the address is in a private network")
    } else {
      Issue.record("a name led into a private network")
    }
  }
}
