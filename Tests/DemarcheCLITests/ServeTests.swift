import DemarcheJSON
import Glibc
import Testing

/// A server that runs while a test does, over a ledger of the samples.
private final class Served {
  private let scratch: Scratch
  private let child: pid_t
  let port: UInt16

  /// Starts it, and waits until it says where it listens.
  init(_ flags: [String] = []) throws {
    let scratch = try Scratch()
    let ledger = "\(scratch.folder)/demo.db"
    let made = try Run.demarche("demo", "--ledger", ledger)
    try #require(made.status == 0, "\(made.errors)")
    let program = try #require(Run.program, "no release build: ./run builds it")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "\(scratch.folder)/errors", O_WRONLY | O_CREAT, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] =
      ([program, "serve", "--ledger", ledger, "--port", "0"] + flags).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, program, &actions, nil, words, environ) == 0)
    self.child = child
    self.scratch = scratch
    var found: UInt16?
    for _ in 0..<600 where found == nil {
      usleep(50_000)
      let said = try scratch.read("errors")
      guard let mark = said.range(of: "http://127.0.0.1:") else { continue }
      let digits = said[mark.upperBound...].prefix { $0.isNumber }
      // The number is whole once something stands behind it.
      if said[mark.upperBound...].count > digits.count { found = UInt16(digits) }
    }
    guard let found else {
      kill(child, SIGKILL)
      throw NotServed(errors: try scratch.read("errors"))
    }
    port = found
  }

  struct NotServed: Error { var errors: String }

  /// What it has said so far.
  func said() throws -> String { try scratch.read("errors") }

  deinit {
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }

  /// Asks it to end as Ctrl-C does; its exit code.
  func end() -> Int32 {
    kill(child, SIGINT)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  struct Answer {
    var status = 0
    /// With names in small letters.
    var headers: [String: String] = [:]
    var body = ""
  }

  /// Asks for a target; the connection ends with the answer.
  func ask(_ target: String, _ method: String = "GET", fields: [String] = [], body: String = "") throws
    -> Answer
  {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
    var head = ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"] + fields
    if !body.isEmpty { head.append("Content-Length: \(body.utf8.count)") }
    let bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    try #require(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    var received: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &block, block.count, 0)
      if count <= 0 { break }
      received += block[..<count]
    }
    return try Served.read(received)
  }

  private static func read(_ bytes: [UInt8]) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let end = try #require(text.range(of: "\r\n\r\n"), "there is no head: \(text.prefix(200))")
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    var answer = Answer()
    answer.status = try #require(Int(lines[0].split(separator: " ")[1]))
    for line in lines.dropFirst() {
      let name = line.prefix { $0 != ":" }
      answer.headers[name.lowercased()] = String(line.dropFirst(name.count + 1).drop { $0 == " " })
    }
    var rest = Array(text[end.upperBound...].utf8)[...]
    guard answer.headers["transfer-encoding"] == "chunked" else {
      answer.body = String(decoding: rest, as: UTF8.self)
      return answer
    }
    var whole: [UInt8] = []
    while let newline = rest.firstIndex(of: 0x0A) {
      let size = Int(String(decoding: rest[..<newline].filter { $0 != 0x0D }, as: UTF8.self), radix: 16) ?? 0
      if size == 0 { break }
      whole += rest[(newline + 1)..<(newline + 1 + size)]
      rest = rest[(newline + 1 + size + 2)...]
    }
    answer.body = String(decoding: whole, as: UTF8.self)
    return answer
  }
}

extension String {
  /// Where a text stands first.
  fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"), .serialized) struct `The server`
{
  @Test func `answers programs, as long as they ask what there is`() throws {
    let served = try Served()
    let summary = try JSON.read(try served.ask("/api/v1/summary").body)
    let events = try #require(summary["events"]?.int)
    #expect(events > 100)
    let page = try served.ask("/api/v1/events?negated=yes&limit=1&total=yes")
    #expect(page.status == 200)
    #expect(try JSON.read(page.body)["total"]?.int == events)
    #expect(page.headers["demarche-run"] == "1")
    // All rows are streamed: a header and a line each.
    let csv = try served.ask("/api/v1/events.csv?negated=yes")
    #expect(csv.headers["transfer-encoding"] == "chunked")
    #expect(csv.body.split(separator: "\n").count == events + 1)
    let lines = try served.ask("/api/v1/events.jsonl?negated=yes").body.split(separator: "\n")
    #expect(lines.count == events)
    let wrong = try served.ask("/api/v1/events?evnt=AID")
    #expect(wrong.status == 400)
    #expect(try JSON.read(wrong.body)["hint"] == "did you mean \"event\"?")
    #expect(try served.ask("/api/v1/events", "DELETE").headers["allow"] == "GET, HEAD, OPTIONS")
  }

  @Test func `gives the same events as the command that a page shows`() throws {
    let served = try Served()
    let page = try served.ask("/search?pair=EGY,ISR").body
    let start = try #require(page.range(of: "demarche events --ledger"))
    let command = page[start.lowerBound...].prefix { $0 != "<" }.split(separator: " ").map { String($0) }
    #expect(command.suffix(4) == ["--format", "csv", "&gt;", "events.csv"])
    let printed = try Run.demarche(words: Array(command[1...].dropLast(2)))
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(try served.ask("/api/v1/events.csv?pair=EGY,ISR").body == printed.output)
  }

  @Test func `takes a decision from who has the token, and takes it back`() throws {
    let served = try Served()
    let session = try JSON.read(try served.ask("/api/v1/session").body)
    let token = try #require(session["token"]?.string)
    let ids = try #require(JSON.read(try served.ask("/api/v1/events?limit=2").body)["items"]?.array)
      .compactMap { $0["id"]?.string }
    let body = #"{"kind": "join", "a": "\#(ids[0])", "b": "\#(ids[1])", "person": "AB", "reason": "a test"}"#
    let fields = ["Content-Type: application/json", "X-Demarche-Token: \(token)"]
    #expect(try served.ask("/api/v1/decisions", "POST", fields: [fields[0]], body: body).status == 403)
    let made = try served.ask("/api/v1/decisions", "POST", fields: fields, body: body)
    #expect(made.status == 201, "\(made.body)")
    let number = try #require(try JSON.read(made.body)["number"]?.int)
    let joined = try JSON.read(try served.ask("/api/v1/incidents/\(ids[0])").body)
    #expect(joined["events"]?.array?.contains(.string(ids[1])) == true)
    #expect(try served.ask("/api/v1/decisions/\(number)/undo", "POST", fields: fields).status == 200)
    let list = try JSON.read(try served.ask("/api/v1/decisions").body)
    #expect(list["items"]?.array?.isEmpty == true)
  }

  @Test func `wants its key, and ends when it is asked to`() throws {
    let served = try Served(["--token", "word", "--read-only"])
    #expect(try served.ask("/healthz").status == 401)
    let key = ["Authorization: Bearer word"]
    #expect(try JSON.read(try served.ask("/healthz", fields: key).body)["status"] == "ok")
    #expect(
      try served.ask("/metrics", fields: key).body.contains("demarche_http_requests_total{class=\"4xx\"} 1"))
    let description = try JSON.read(try served.ask("/openapi.json", fields: key).body)
    #expect(description["security"] == [["key": []]])
    #expect(try served.ask("/api/v1/decisions", "POST", fields: key, body: "{}").status == 405)
    #expect(served.end() == 0)
  }

  @Test func `takes its key from a file, and does not tell it`() throws {
    let folder = try Folder()
    try folder.write("word", "swordfish\n")
    chmod("\(folder.path)/word", 0o600)
    let served = try Served(["--token-file", "\(folder.path)/word"])
    #expect(try served.ask("/healthz").status == 401)
    #expect(try served.ask("/healthz", fields: ["Authorization: Bearer swordfish"]).status == 200)
    #expect(try !served.said().contains("swordfish"))
  }
}
