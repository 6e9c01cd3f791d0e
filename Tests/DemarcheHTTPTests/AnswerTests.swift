import CZlib
import DemarcheHTTP
import DemarcheJSON
import Synchronization
import Testing

@Suite struct `An answer` {
  private struct Broken: Error {}

  private let server: Server<Void>
  private let tale = Tale()
  private static let page = String(repeating: "<p>The same words again.</p>\n", count: 200)

  init() throws {
    let router = Router<Void>([
      Route(.get, "/short") { _, _ in .json(["a": 1]) },
      Route(.get, "/page") { _, _ in .html(Self.page).tagged(EntityTag("page-1")) },
      Route(.get, "/image") { _, _ in
        .bytes([UInt8](repeating: 7, count: 5000), type: "image/png").setting("Cache-Control", "max-age=60")
      },
      Route(.get, "/packed") { _, _ in
        Response.html(Self.page).setting("Content-Encoding", "br")
      },
      Route(.get, "/lines") { _, _ in
        .stream(type: "text/csv; charset=utf-8", from: 0) { count, _ in
          count += 1
          return count > 100 ? nil : count % 10 == 0 ? [] : Array("line \(count) of many\n".utf8)
        }
      },
      Route(.get, "/wrong") { _, _ in throw Broken() },
      Route(.get, "/busy") { _, _ in
        throw Problem(503, "the ledger is being written", hint: "wait", headers: ["Retry-After": "5"])
      },
      Route(.get, "/field") { _, _ in
        Response.text("a").setting("X-Note", "a\r\nSet-Cookie: b=c").setting("Set Cookie", "no")
      },
      Route(.get, "/none") { _, _ in .noContent },
      Route(.get, "/go") { _, _ in .redirect(to: "/short?a=b") },
      Route(.post, "/echo") { request, _ in .bytes(request.body, type: "text/plain") },
    ])
    server = try Server(workers: 2, makeDesk: {}, answer: router.answer, log: tale.add)
  }

  private func ask(
    _ target: String, _ fields: [String] = [], method: String = "GET", body: String = ""
  ) throws -> Client.Answer {
    try Client(port: server.port).ask(target, method: method, fields: fields, body: body)
  }

  @Test func `comes as often as a client asks over one connection`() throws {
    let client = try Client(port: server.port)
    for _ in 0..<50 { #expect(try client.ask("/short").text == "{\"a\": 1}\n") }
    let line = "GET /short HTTP/1.1\r\nHost: localhost\r\n\r\n"
    client.send(line + line)
    #expect(try client.answer().status == 200)
    #expect(try client.answer().status == 200)
    #expect(try client.ask("/echo", method: "POST", body: "hello").text == "hello")
  }

  @Test func `to HEAD is the head alone`() throws {
    for target in ["/page", "/short", "/lines"] {
      let client = try Client(port: server.port)
      let head = try client.ask(target, method: "HEAD")
      // Nothing follows the head, whether the connection goes on or not.
      if head.headers["connection"] == "close" { #expect(client.seesEnd()) }
      let next = head.headers["connection"] == "close" ? try Client(port: server.port) : client
      let whole = try next.ask(target)
      #expect(head.status == 200)
      #expect(head.headers["content-length"] == whole.headers["content-length"])
      #expect(head.headers["etag"] == whole.headers["etag"])
    }
    #expect(tale.wait(for: 6).filter { $0.method == "HEAD" }.allSatisfy { $0.bytes == 0 })
  }

  @Test func `is not sent again to whoever has it`() throws {
    let client = try Client(port: server.port)
    let first = try client.ask("/page")
    let tag = try #require(first.headers["etag"])
    #expect(tag == "\"page-1\"")
    for known in [tag, "W/" + tag, "\"other\", " + tag, "*"] {
      for method in ["GET", "HEAD"] {
        let again = try client.ask("/page", method: method, fields: ["If-None-Match: \(known)"])
        #expect(again.status == 304)
        #expect(again.headers["etag"] == tag)
        #expect(again.headers["vary"] == "Accept-Encoding")
        #expect(again.headers["content-type"] == nil)
      }
    }
    #expect(try client.ask("/page", fields: ["If-None-Match: \"other\""]).text == Self.page)
  }

  @Test func `is packed for whoever takes that`() throws {
    let packed = try ask("/page", ["Accept-Encoding: deflate, gzip"])
    #expect(packed.headers["content-encoding"] == "gzip")
    #expect(packed.headers["vary"] == "Accept-Encoding")
    #expect(packed.headers["etag"] == "W/\"page-1\"")
    #expect(packed.body.count < 500)
    #expect(unpacked(packed.body) == Array(Self.page.utf8))
    #expect(try ask("/page", ["Accept-Encoding: gzip", "If-None-Match: W/\"page-1\""]).status == 304)
    let plain = try ask("/page", ["Accept-Encoding: gzip;q=0"])
    #expect(plain.headers["content-encoding"] == nil)
    #expect(plain.headers["vary"] == "Accept-Encoding")
    #expect(plain.text == Self.page)
  }

  @Test func `is left as it is when it is short, no text, or packed already`() throws {
    let gzip = ["Accept-Encoding: gzip"]
    #expect(try ask("/short", gzip).headers["content-encoding"] == nil)
    let image = try ask("/image", gzip)
    #expect(image.headers["content-encoding"] == nil)
    #expect(image.headers["vary"] == nil)
    #expect(image.body.count == 5000)
    #expect(try ask("/packed", gzip).headers["content-encoding"] == "br")
  }

  @Test func `is packed piece by piece when it is a stream`() throws {
    let plain = try ask("/lines")
    #expect(plain.text.split(separator: "\n").count == 90)
    #expect(plain.isWhole)
    let packed = try ask("/lines", ["Accept-Encoding: gzip"])
    #expect(packed.headers["content-encoding"] == "gzip")
    #expect(packed.isWhole)
    #expect(unpacked(packed.body) == plain.body)
    // The half that has come can be read, though its end is missing.
    let half = unpacked(Array(packed.body.prefix(packed.body.count / 2)))
    #expect(half.count > 100)
    #expect(plain.body.starts(with: half))
  }

  @Test func `has the fields that keep a page from harm, unless it says otherwise`() throws {
    for target in ["/page", "/image", "/lines", "/wrong", "/nothing", "/go"] {
      let answer = try ask(target)
      #expect(
        answer.headers["content-security-policy"]
          == "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
          + "form-action 'self'; frame-ancestors 'none'")
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["referrer-policy"] == "same-origin")
      #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
      #expect(answer.headers["cross-origin-resource-policy"] == "same-origin")
      #expect(answer.headers["cache-control"] == (target == "/image" ? "max-age=60" : "no-cache"))
      #expect(answer.headers["server"] == nil)
    }
  }

  @Test func `tells what went wrong to the log and not to the client`() throws {
    let answer = try ask("/wrong")
    #expect(answer.status == 500)
    #expect(!answer.text.contains("Broken"))
    let served = try #require(tale.wait(for: 1).first)
    #expect(served.status == 500)
    #expect(served.fault?.contains("Broken") == true)
    #expect(served.bytes == answer.body.count)
  }

  @Test func `is a problem when that is thrown`() throws {
    let answer = try ask("/busy")
    #expect(answer.status == 503)
    #expect(answer.headers["retry-after"] == "5")
    let json = try JSON.read(answer.body)
    #expect(json["detail"]?.string == "the ledger is being written")
    #expect(json["instance"]?.string == "/busy")
    #expect(json["hint"]?.string == "wait")
    #expect(tale.wait(for: 1).first?.fault == nil)
  }

  @Test func `is refused rather than cut into two`() throws {
    let answer = try ask("/field")
    #expect(answer.headers["set-cookie"] == nil)
    #expect([200, 500].contains(answer.status))
  }

  @Test func `may be empty, or lead elsewhere`() throws {
    let client = try Client(port: server.port)
    #expect(try client.ask("/none").status == 204)
    let go = try client.ask("/go")
    #expect(go.status == 303)
    #expect(go.headers["location"] == "/short?a=b")
  }

  @Test func `is told to the log, without what is secret`() throws {
    _ = try ask("/short?a=b&token=open&t%6Fken=sesame&c")
    let served = try #require(tale.wait(for: 1).first)
    #expect(served.method == "GET")
    #expect(served.target == "/short?a=b&token=...&t%6Fken=...&c")
    #expect(served.status == 200)
    #expect(served.bytes == 9)
    #expect(served.milliseconds > 0 && served.milliseconds < 10_000)
    #expect(served.fault == nil)
  }

  /// What gzip bytes hold, as far as they go.
  private func unpacked(_ packed: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { inflateEnd(&stream) }
    var packed = packed
    return [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
      packed.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        inflate(&stream, Z_SYNC_FLUSH)
      }
      count = buffer.count - Int(stream.avail_out)
    }
  }
}
