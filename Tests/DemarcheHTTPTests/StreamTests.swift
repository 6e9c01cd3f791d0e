import DemarcheHTTP
import Glibc
import Synchronization
import Testing

@Suite struct `A stream` {
  private struct Broken: Error {}

  /// How many pieces were made.
  private final class Count: Sendable {
    let made = Atomic(0)
    var value: Int { made.load(ordering: .relaxed) }
  }

  private static let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
  private let server: Server<Void>
  private let tale = Tale()
  private let count = Count()

  init() throws {
    let count = count
    let router = Router<Void>([
      Route(.get, "/endless") { _, _ in
        .stream(type: "application/octet-stream") { _ in
          count.made.add(1, ordering: .relaxed)
          return Self.piece
        }
      },
      Route(.get, "/long") { _, _ in
        .stream(type: "text/plain", from: 0) { made, _ in
          made += 1
          return made > 300 ? nil : Self.piece
        }
      },
      Route(.get, "/empty") { _, _ in .stream(type: "text/plain") { _ in nil } },
      Route(.get, "/wrong") { _, _ in .stream(type: "text/plain") { _ in throw Broken() } },
      Route(.get, "/missing") { _, _ in .stream(type: "text/plain") { _ in throw Problem(404, "no run 7") } },
      Route(.get, "/half") { _, _ in
        .stream(type: "text/plain", from: 0) { made, _ in
          made += 1
          if made > 3 { throw Broken() }
          return Array("line \(made)\n".utf8)
        }
      },
      Route(.get, "/other") { _, _ in .text("other") },
    ])
    // One worker, so that whoever held it would be noticed.
    server = try Server(workers: 1, makeDesk: {}, answer: router.answer, log: tale.add)
  }

  @Test func `comes whole`() throws {
    let client = try Client(port: server.port)
    let long = try client.ask("/long")
    #expect(long.isWhole)
    #expect(long.headers["content-length"] == nil)
    #expect(long.body.count == 300 << 16)
    let empty = try client.ask("/empty")
    #expect(empty.isWhole)
    #expect(empty.body.isEmpty)
    #expect(tale.wait(for: 2).map(\.bytes) == [300 << 16, 0])
  }

  @Test func `is made no faster than it is taken, and holds no worker meanwhile`() throws {
    let client = try Client(port: server.port, window: 1 << 16)
    client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
    var last = -1
    // The system takes some; then it stands still.
    #expect(
      eventually {
        usleep(100_000)
        defer { last = count.value }
        return count.value > 0 && count.value == last
      })
    #expect(count.value < 500)
    #expect(try Client(port: server.port).ask("/other").text == "other")
    #expect(count.value == last)
  }

  @Test func `ends when the client goes`() throws {
    do {
      let client = try Client(port: server.port)
      client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(eventually { count.value > 2 })
    }
    let served = try #require(tale.wait(for: 1).first)
    #expect(served.status == 200)
    #expect(served.fault == nil)
    let made = count.value
    usleep(50_000)
    #expect(count.value == made)
  }

  @Test func `that fails at its first piece is a refusal`() throws {
    let client = try Client(port: server.port)
    #expect(try client.ask("/wrong").status == 500)
    #expect(try client.ask("/missing").status == 404)
    #expect(tale.wait(for: 2).map { $0.fault != nil } == [true, false])
  }

  @Test(arguments: [[], ["Accept-Encoding: gzip"]])
  func `that fails later is cut, so that nobody takes it for whole`(fields: [String]) throws {
    let answer = try Client(port: server.port).ask("/half", fields: fields)
    #expect(answer.status == 200)
    #expect(!answer.isWhole)
    if fields.isEmpty { #expect(answer.text == "line 1\nline 2\nline 3\n") }
    #expect(tale.wait(for: 1).first?.fault?.contains("Broken") == true)
  }

  @Test func `to an old client ends with its connection`() throws {
    let client = try Client(port: server.port)
    client.send("GET /half HTTP/1.0\r\nHost: localhost\r\n\r\n")
    let answer = try client.answer()
    #expect(answer.status == 200)
    #expect(answer.headers["transfer-encoding"] == nil)
  }
}
