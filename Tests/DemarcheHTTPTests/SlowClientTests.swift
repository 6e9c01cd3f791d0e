import DemarcheHTTP
import Dispatch
import Glibc
import Synchronization
import Testing

@Suite struct `A slow client` {
  private static let router = Router<Void>([
    Route(.get, "/") { _, _ in .text("start") },
    Route(.post, "/form") { request, _ in .text("\(request.body.count)") },
  ])

  private func server(_ change: (inout Limits) -> Void) throws -> Server<Void> {
    var limits = Limits()
    change(&limits)
    return try Server(workers: 2, limits: limits, makeDesk: {}, answer: Self.router.answer)
  }

  /// Sends byte by byte, with a rest between them, and says whether the connection was cut meanwhile.
  private func isCut(_ port: UInt16, at once: String, then slow: String) throws -> Bool {
    let client = try Client(port: port)
    client.send(once)
    for byte in slow.utf8 {
      guard client.send([byte]) else { return true }
      usleep(30_000)
    }
    return false
  }

  @Test(arguments: [
    ("", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ("GET / HTTP/1.1\r\n", "Host: localhost\r\nX-A: b\r\nX-B: c"),
    (
      "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    ),
  ])
  func `that sends a byte now and then is cut`(once: String, slow: String) throws {
    let server = try server {
      $0.idle = .milliseconds(200)
      $0.request = .milliseconds(200)
    }
    #expect(try isCut(server.port, at: once, then: slow))
    #expect(try Client(port: server.port).ask("/").text == "start")
  }

  @Test func `that is silent is cut, also between two requests`() throws {
    let server = try server { $0.idle = .milliseconds(200) }
    #expect(try Client(port: server.port).seesEnd())
    let client = try Client(port: server.port)
    #expect(try client.ask("/").text == "start")
    #expect(client.seesEnd())
  }

  @Test func `that has time may take it`() throws {
    let server = try server { $0.idle = .milliseconds(200) }
    #expect(
      try !isCut(
        server.port, at: "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n",
        then: "aaaaaaaaaaaaaaaaaaaa"))
  }

  @Test func `does not stop others, nor do two hundred of them`() throws {
    let server = try server { _ in }
    let slow = try (0..<200).map { i in
      let client = try Client(port: server.port)
      if i % 2 == 0 { client.send("POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na") }
      return client
    }
    let began = ContinuousClock.now
    for _ in 0..<50 { #expect(try Client(port: server.port).ask("/").text == "start") }
    #expect(ContinuousClock.now - began < .seconds(5))
    // They were not forgotten over that.
    slow[0].send("aaaaaaaa")
    #expect(try slow[0].answer().text == "9")
  }

  @Test func `leaves its place to who waits`() throws {
    let server = try server {
      $0.connections = 5
      $0.idle = .milliseconds(300)
    }
    let slow = try (0..<10).map { _ in try Client(port: server.port) }
    #expect(try Client(port: server.port).ask("/").text == "start")
    #expect(slow[0].seesEnd())
  }
}

@Suite struct `A busy server` {
  @Test func `refuses what it cannot get to, and says when to come again`() throws {
    let mayEnd = DispatchSemaphore(value: 0)
    let state = Busy()
    var limits = Limits()
    limits.waiting = 1
    let server = try Server<Void>(
      workers: 1, limits: limits, makeDesk: {},
      answer: { _, _ in
        state.begun.store(true, ordering: .relaxed)
        mayEnd.wait()
        return .text("done")
      })
    let first = try Client(port: server.port)
    first.send(Self.request)
    #expect(eventually { state.begun.load(ordering: .relaxed) })
    let others = try (0..<5).map { _ in try Client(port: server.port) }
    for client in others { client.send(Self.request) }
    #expect(eventually { others.filter(\.hasAnswer).count == 4 })
    let refused = others.filter(\.hasAnswer)
    let waiting = others.filter { !$0.hasAnswer }
    for _ in 0..<2 { mayEnd.signal() }
    for client in refused {
      let answer = try client.answer()
      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "2")
      #expect(answer.headers["content-type"] == "application/problem+json")
      #expect(answer.headers["x-content-type-options"] == "nosniff")
    }
    #expect(try first.answer().text == "done")
    for client in waiting { #expect(try client.answer().text == "done") }
  }

  private static let request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

  private final class Busy: Sendable {
    let begun = Atomic(false)
  }
}
