import Dispatch
import Glibc
import Testing

/// A server on this machine that answers each request from a function, and goes when the test ends.
final class TinyServer: Sendable {
  let address: String
  private let descriptor: Int32

  /// - Parameter answer: gets the path and the head of a request.
  init(_ answer: @escaping @Sendable (_ path: String, _ head: String) -> String) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var own = sockaddr_in()
    own.sin_family = sa_family_t(AF_INET)
    own.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &own) { own in
      own.withMemoryRebound(to: sockaddr.self, capacity: 1) { own in
        guard bind(descriptor, own, size) == 0, listen(descriptor, 16) == 0 else { return UInt16(0) }
        getsockname(descriptor, own, &size)
        return own.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          UInt16(bigEndian: $0.pointee.sin_port)
        }
      }
    }
    try #require(port != 0, "no port of this machine can be listened at")
    self.descriptor = descriptor
    address = "http://127.0.0.1:\(port)"
    DispatchQueue.global().async {
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        TinyServer.serve(client, answer)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private static func serve(_ client: Int32, _ answer: (String, String) -> String) {
    var head: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
      let got = read(client, &block, block.count)
      guard got > 0 else { break }
      head += block[..<got]
    }
    let text = String(decoding: head, as: UTF8.self)
    let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    let bytes = Array(answer(path, text).utf8)
    var at = 0
    while at < bytes.count {
      let sent = bytes.withUnsafeBytes {
        send(client, $0.baseAddress.map { $0 + at }, bytes.count - at, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { break }
      at += sent
    }
    close(client)
  }
}
