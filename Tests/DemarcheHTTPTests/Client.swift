import Glibc
import Testing

/// A connection to a server on this machine that sends what it is told, right or wrong.
final class Client {
  private let descriptor: Int32
  private var received: [UInt8] = []

  /// - Parameter window: bytes that the system takes without anybody reading; nil for as many as it likes.
  init(port: UInt16, window: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var window { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, 4) }
    // A test that waits in vain fails, and does not hang.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if code != 0 { throw Refused() }
  }

  /// Nobody listens there.
  struct Refused: Error {}

  deinit { close() }

  func close() { Glibc.close(descriptor) }

  /// False when the other side takes no more.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var at = 0
    while at < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + at }, bytes.count - at, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      at += count
    }
    return true
  }

  /// Takes what has come, or waits for more; false at the end.
  private func receive() -> Bool {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &block, block.count, 0)
    if count > 0 { received += block[..<count] }
    return count > 0
  }

  /// Whether the other side ends without sending anything.
  func seesEnd() -> Bool { !receive() && received.isEmpty }

  /// Whether anything has come, without waiting.
  var hasAnswer: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
  }

  /// Waits until something has come; false at the end.
  func waits() -> Bool { !received.isEmpty || receive() }

  private func line() -> String? {
    while true {
      if let end = received.firstIndex(of: 0x0A) {
        let line = String(decoding: received[..<end].filter { $0 != 0x0D }, as: UTF8.self)
        received.removeSubrange(...end)
        return line
      }
      if !receive() { return nil }
    }
  }

  private func bytes(_ count: Int) -> [UInt8]? {
    while received.count < count { if !receive() { return nil } }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  struct Answer {
    var status: Int
    /// With names in small letters.
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    /// Whether the end of the body came.
    var isWhole = true
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Reads one answer.
  func answer(to method: String = "GET") throws -> Answer {
    let first = try #require(line(), "there is no answer")
    var answer = Answer(status: try #require(Int(first.split(separator: " ").dropFirst().first ?? "")))
    while let field = line(), !field.isEmpty {
      let name = field.prefix { $0 != ":" }
      answer.headers[name.lowercased()] = String(field.dropFirst(name.count + 1).drop { $0 == " " })
    }
    if method == "HEAD" || answer.status == 204 || answer.status == 304 { return answer }
    if answer.headers["transfer-encoding"] == "chunked" {
      while true {
        guard let size = line().flatMap({ Int($0, radix: 16) }), let piece = bytes(size), line() == "" else {
          answer.isWhole = false
          return answer
        }
        if size == 0 { return answer }
        answer.body += piece
      }
    }
    let length = answer.headers["content-length"].flatMap { Int($0) } ?? 0
    answer.body = bytes(length) ?? []
    answer.isWhole = answer.body.count == length
    return answer
  }

  /// Sends a request as a browser would, and reads its answer.
  func ask(_ target: String, method: String = "GET", fields: [String] = [], body: String = "") throws
    -> Answer
  {
    var head = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + fields
    if !body.isEmpty { head.append("Content-Length: \(body.utf8.count)") }
    send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
    return try answer(to: method)
  }
}
