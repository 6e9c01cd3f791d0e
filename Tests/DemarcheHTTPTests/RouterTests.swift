import DemarcheHTTP
import Testing

@Suite struct `A router` {
  private let router = Router<Void>([
    Route(.get, "/") { _, _ in .text("start") },
    Route(.get, "/events") { _, _ in .text("events") },
    Route(.post, "/events") { _, _ in .text("made") },
    Route(.get, "/events/{id}", formats: ["json", "csv"]) { request, _ in
      .text("event \(request.parameters["id"]) \(request.format ?? "-")")
    },
    Route(.get, "/events/latest") { _, _ in .text("latest") },
    Route(.get, "/relation/{a}/{b}", formats: ["svg"]) { request, _ in
      .text("\(request.parameters["a"]) and \(request.parameters["b"]) \(request.format ?? "-")")
    },
    Route(.get, "/list", formats: ["csv"]) { request, _ in .text("list \(request.format ?? "-")") },
  ])

  private func answer(_ method: Method, _ target: String) throws -> Response<Void> {
    try router.answer(try Request(method: method, target: target), ())
  }

  private func text(_ response: Response<Void>) -> String? {
    if case .bytes(let bytes) = response.body { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  @Test(arguments: [
    ("/", "start"), ("/?a=b", "start"), ("/events", "events"), ("/events/7", "event 7 -"),
    ("/events/latest", "latest"), ("/events/7.csv", "event 7 csv"), ("/events/a.b.json", "event a.b json"),
    ("/events/7.svg", "event 7.svg -"), ("/events/.csv", "event .csv -"),
    ("/events/a.txt.csv", "event a.txt csv"),
    ("/relation/USA%2FGOV/RUS", "USA/GOV and RUS -"), ("/relation/USA/RUS.svg", "USA and RUS svg"),
    ("/list.csv", "list csv"), ("/list", "list -"),
  ])
  func `finds who answers`(target: String, says: String) throws {
    #expect(text(try answer(.get, target)) == says)
  }

  @Test func `answers HEAD as GET, and tells methods apart`() throws {
    #expect(text(try answer(.head, "/events")) == "events")
    #expect(text(try answer(.post, "/events")) == "made")
  }

  @Test(arguments: [
    "/nothing", "/events/7/more", "/relation/USA", "/list.json", "/events.csv", "/relation/USA/",
  ])
  func `says that there is nothing`(target: String) throws {
    let problem = try #require(throws: Problem.self) { try answer(.get, target) }
    #expect(problem.status == 404)
    #expect(problem.instance == target)
  }

  @Test func `says what is allowed instead`() throws {
    let problem = try #require(throws: Problem.self) { try answer(.delete, "/events") }
    #expect(problem.status == 405)
    #expect(problem.headers["allow"] == "GET, HEAD, POST, OPTIONS")
    let options = try answer(.options, "/events/7")
    #expect(options.status == 204)
    #expect(options.headers["Allow"] == "GET, HEAD, OPTIONS")
  }

  @Test func `sends a path with a slash at its end to the one without`() throws {
    let response = try answer(.get, "/events/?page=2")
    #expect(response.status == 308)
    #expect(response.headers["Location"] == "/events?page=2")
  }

  @Test func `asks its guard before it changes anything, and its key before all`() throws {
    let router = Router<Void>(
      [
        Route(.post, "/events") { _, _ in .text("made") },
        Route(.post, "/try", needsToken: false) { _, _ in .text("tried") },
      ], key: AccessKey(token: "word"), guardian: WriteGuard(token: "told"))
    func status(_ target: String, _ headers: Headers) throws -> Int {
      do {
        return try router.answer(try Request(method: .post, target: target, headers: headers), ()).status
      } catch let problem as Problem {
        return problem.status
      }
    }
    let bearer: Headers = ["authorization": "Bearer word"]
    var both = bearer
    both.add("x-demarche-token", "told")
    #expect(try status("/nothing", [:]) == 401)
    #expect(try status("/nothing", bearer) == 404)
    #expect(try status("/events", bearer) == 403)
    #expect(try status("/events", both) == 200)
    #expect(try status("/try", bearer) == 200)
  }
}
