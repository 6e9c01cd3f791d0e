import DemarcheHTTP
import DemarcheJSON
import Testing

@Suite struct `A request` {
  @Test func `is cut at slashes before it is decoded`() throws {
    let request = try Request(target: "/relation/USA%2FGOV/K%C3%B6ln?a=1+2&a=%26&b&=c&d=e=f")
    #expect(request.segments == ["relation", "USA/GOV", "Köln"])
    #expect(
      request.query.items == [
        .init("a", "1 2"), .init("a", "&"), .init("b", ""), .init("", "c"), .init("d", "e=f"),
      ])
    #expect(request.query["a"] == "1 2")
    #expect(request.query.all("a") == ["1 2", "&"])
    #expect(request.path == "/relation/USA%2FGOV/K%C3%B6ln")
  }

  @Test(arguments: [("/", []), ("/?", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("/a/b?c/d", ["a", "b"])])
  func `has segments`(target: String, segments: [String]) throws {
    #expect(try Request(target: target).segments == segments)
  }

  @Test func `has the items of a form, and of nothing else`() throws {
    let body = Array("token=a%2Bb&text=x+y".utf8)
    let form = try Request(
      method: .post, target: "/",
      headers: ["content-type": "application/x-www-form-urlencoded; charset=utf-8"],
      body: body)
    #expect(try form.form.items == [.init("token", "a+b"), .init("text", "x y")])
    let other = try Request(method: .post, target: "/", headers: ["content-type": "text/plain"], body: body)
    #expect(try other.form.items.isEmpty)
  }

  @Test func `has cookies`() throws {
    let request = try Request(target: "/", headers: ["cookie": "a=1; bb=2=3", "cookie": "c="])
    #expect(request.cookie("a") == "1")
    #expect(request.cookie("bb") == "2=3")
    #expect(request.cookie("c") == "")
    #expect(request.cookie("b") == nil)
  }

  @Test(arguments: [
    ("gzip", true), ("deflate, gzip;q=1.0, *;q=0.5", true), ("*", true), ("GZIP", true), ("x-gzip", true),
    ("gzip;q=0", false), ("gzip; q=0.0, *", false), ("*;q=0", false), ("identity", false), ("", false),
    ("br;q=1, gzip;q=0.001", true), ("gzip;q=much", false),
  ])
  func `takes gzip or not`(accept: String, takes: Bool) throws {
    #expect(try Request(target: "/", headers: ["accept-encoding": accept]).acceptsGzip == takes)
    #expect(try !Request(target: "/").acceptsGzip)
  }

  @Test(arguments: [
    ("\"a\"", true), ("W/\"a\"", true), ("\"b\", W/\"a\"", true), ("*", true), ("\"b\"", false), ("a", false),
    ("\"a,b\"", false), ("\"b,\", \"a\"", true), ("\"a", false), ("", false),
  ])
  func `has a state already or not`(list: String, has: Bool) throws {
    let request = try Request(target: "/", headers: ["if-none-match": list])
    #expect(request.has(EntityTag("a")) == has)
    #expect(request.has(EntityTag("a", isWeak: true)) == has)
    let write = try Request(method: .post, target: "/", headers: ["if-none-match": list])
    #expect(!write.has(EntityTag("a")))
  }
}

@Suite struct `A query` {
  @Test func `is written as it is read`() throws {
    let query = Query([.init("actor", "USA/GOV & \"C\""), .init("q", "Köln 100%"), .init("q", "")])
    #expect(query.encoded == "actor=USA%2FGOV%20%26%20%22C%22&q=K%C3%B6ln%20100%25&q=")
    #expect(try Query(encoded: query.encoded.utf8) == query)
  }

  @Test func `is changed in one place`() {
    let query = Query([.init("a", "1"), .init("b", "2"), .init("a", "3")])
    #expect(query.setting("a", to: "4").encoded == "a=4&b=2")
    #expect(query.setting("b", to: nil).encoded == "a=1&a=3")
    #expect(query.setting("c", to: "5").encoded == "a=1&b=2&a=3&c=5")
  }
}

@Suite struct `A problem` {
  @Test func `is JSON with what is known`() {
    let problem = Problem(404, "there is no event 7", hint: "search for it", instance: "/events/7")
    #expect(
      problem.json.line
        == "{\"type\": \"about:blank\", \"title\": \"Not Found\", \"status\": 404, "
        + "\"detail\": \"there is no event 7\", \"instance\": \"/events/7\", \"hint\": \"search for it\"}")
    #expect(
      Problem(503).json.line
        == "{\"type\": \"about:blank\", \"title\": \"Service Unavailable\", \"status\": 503}")
  }
}

@Suite struct `The fields of a head` {
  @Test func `are told apart without regard to case and begin no other field`() {
    var headers: Headers = ["Vary": "Accept", "X-A": "1\r\nX-B: 2"]
    headers.add("vary", "Cookie")
    #expect(headers["VARY"] == "Accept")
    #expect(headers.list("Vary") == "Accept, Cookie")
    #expect(headers["x-a"] == "1  X-B: 2")
    headers["vary"] = nil
    #expect(headers.fields.map(\.name) == ["X-A"])
  }

  @Test func `hold tags that no name breaks`() {
    #expect(EntityTag("run 3\"é").description == "\"run-3---\"")
    #expect(EntityTag("a", isWeak: true).description == "W/\"a\"")
  }
}

@Suite struct `A random token` {
  @Test func `has 32 digits and is never the same`() throws {
    let tokens = try (0..<100).map { _ in try EntropyToken.random() }
    #expect(tokens.allSatisfy { $0.utf8.count == 32 && $0.allSatisfy(\.isHexDigit) })
    #expect(Set(tokens).count == 100)
  }
}
