import DemarcheHTTP
import Dispatch
import Glibc
import Synchronization
import Testing

@Suite struct `A server` {
  /// A desk that notices when it leaves its thread.
  private final class Desk {
    let thread = pthread_self()
    var answers = 0
  }

  private final class Counts: Sendable {
    let desks = Atomic(0)
    let strayed = Atomic(0)
    let whole = Atomic(0)
    let broken = Atomic(0)
    let answered = Atomic(0)
  }

  private func server(_ counts: Counts, _ tale: Tale = Tale()) throws -> Server<Desk> {
    let router = Router<Desk>([
      Route(.get, "/") { _, desk in
        desk.answers += 1
        if pthread_equal(desk.thread, pthread_self()) == 0 { counts.strayed.add(1, ordering: .relaxed) }
        counts.answered.add(1, ordering: .relaxed)
        return .text(String(repeating: "start", count: 1000))
      },
      Route(.get, "/endless") { _, _ in
        .stream(type: "text/plain") { desk in
          if pthread_equal(desk.thread, pthread_self()) == 0 { counts.strayed.add(1, ordering: .relaxed) }
          return [UInt8](repeating: 65, count: 10_000)
        }
      },
      Route(.get, "/slow") { _, _ in
        usleep(300_000)
        return .text("slow")
      },
    ])
    return try Server(
      workers: 3,
      makeDesk: {
        counts.desks.add(1, ordering: .relaxed)
        return Desk()
      }, answer: router.answer, log: tale.add)
  }

  /// Asks from many sides until there is no answer any more.
  private func load(_ port: UInt16, _ counts: Counts) -> DispatchGroup {
    let group = DispatchGroup()
    for _ in 0..<8 {
      let thread = DispatchQueue(label: "client")
      thread.async(group: group) {
        while let client = try? Client(port: port) {
          while let answer = try? Self.answer(client) {
            if answer.isWhole {
              counts.whole.add(1, ordering: .relaxed)
            } else {
              counts.broken.add(1, ordering: .relaxed)
            }
            if answer.status != 200 { break }
          }
        }
      }
    }
    return group
  }

  /// Nil when the connection has ended, which is no issue here.
  private static func answer(_ client: Client) throws -> Client.Answer? {
    guard client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), client.waits() else { return nil }
    return try client.answer()
  }

  @Test func `stops under load without breaking an answer`() throws {
    let counts = Counts()
    let tale = Tale()
    let server = try server(counts, tale)
    let group = load(server.port, counts)
    #expect(eventually { counts.whole.load(ordering: .relaxed) > 200 })
    let began = ContinuousClock.now
    server.stop()
    #expect(ContinuousClock.now - began < .seconds(4))
    #expect(group.wait(timeout: .now() + 20) == .success)
    #expect(counts.broken.load(ordering: .relaxed) == 0)
    #expect(counts.strayed.load(ordering: .relaxed) == 0)
    #expect(counts.desks.load(ordering: .relaxed) == 3)
    // All that was answered was told, when it stops at the latest.
    #expect(tale.served.filter { $0.status == 200 }.count == counts.answered.load(ordering: .relaxed))
    #expect(throws: Client.Refused.self) { try Client(port: server.port) }
    server.stop()
  }

  @Test func `lets what is under way end before it stops`() throws {
    let server = try server(Counts())
    let client = try Client(port: server.port)
    client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    usleep(50_000)
    server.stop()
    let answer = try client.answer()
    #expect(answer.text == "slow")
    #expect(answer.headers["connection"]?.lowercased() == "close")
  }

  @Test func `cuts a stream that does not end in time`() throws {
    let counts = Counts()
    let tale = Tale()
    let server = try server(counts, tale)
    let clients = try (0..<5).map { _ in try Client(port: server.port) }
    for client in clients { client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n") }
    #expect(eventually { clients.allSatisfy(\.hasAnswer) })
    let began = ContinuousClock.now
    server.stop(grace: .milliseconds(100))
    #expect(ContinuousClock.now - began < .seconds(3))
    #expect(tale.served.count == 5)
    #expect(counts.strayed.load(ordering: .relaxed) == 0)
    for client in clients { #expect(try !client.answer().isWhole) }
  }

  @Test func `goes when nobody holds it`() throws {
    let port = try server(Counts()).port
    #expect(throws: Client.Refused.self) { try Client(port: port) }
  }

  @Test func `says why it does not start`() throws {
    let server = try server(Counts())
    let taken = try #require(throws: ServerError.self) {
      try Server<Void>(port: server.port, makeDesk: {}, answer: { _, _ in .noContent })
    }
    #expect(taken.error == "cannot listen at 127.0.0.1, port \(server.port): Address already in use")
    #expect(taken.help != nil)
    #expect(throws: ServerError.self) {
      try Server<Void>(address: "no such host", makeDesk: {}, answer: { _, _ in .noContent })
    }
  }

  @Test func `does not start when a worker has no desk`() throws {
    struct NoLedger: Error {}
    let count = Counts()
    #expect(throws: NoLedger.self) {
      try Server<Void>(
        workers: 3,
        makeDesk: { if count.desks.add(1, ordering: .relaxed).newValue == 2 { throw NoLedger() } },
        answer: { _, _ in .noContent })
    }
  }
}
