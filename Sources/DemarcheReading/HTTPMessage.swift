import DemarcheReportLines

/// The fields at the head of a message, as HTTP and WARC write them: "Name: value", until an empty line.
struct MessageHead {
  private(set) var fields: [(name: String, value: String)] = []

  /// The value of the first field of a name, case aside.
  subscript(name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name == name }?.value
  }

  /// Takes the next line; false when it is the empty one that ends the head.
  mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    let line = line.last == 0x0D ? line.dropLast() : line
    guard let first = line.first else { return false }
    let text = String(decoding: line, as: UTF8.self)
    if first == 0x20 || first == 0x09 {
      // A value that goes on in the next line, as mail has it.
      if let last = fields.indices.last { fields[last].value += " " + Paragraphs.trimmed(text) }
      return true
    }
    guard let colon = text.firstIndex(of: ":") else { return true }
    fields.append(
      (text[..<colon].lowercased(), Paragraphs.trimmed(text[text.index(after: colon)...])))
    return true
  }
}

/// A response of a web server as it was sent: status, type, and the body with all that was done to it on the way.
struct HTTPMessage {
  var status = 200
  /// In lower case, with the charset when there is one.
  var type: String
  private var encoding = ""
  private var isChunked = false
  private var body: ArraySlice<UInt8>

  /// A body without a head.
  init(type: String, body: ArraySlice<UInt8>) {
    self.type = type
    self.body = body
  }

  /// Reads a response; nil when the bytes do not begin with one.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.starts(with: "HTTP/".utf8) else { return nil }
    var head = MessageHead()
    var at = bytes.startIndex
    var isFirst = true
    status = 0
    while at < bytes.endIndex {
      let end = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[at..<end]
      at = min(end + 1, bytes.endIndex)
      if isFirst {
        let words = line.split(separator: 0x20)
        status = words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) ?? 0 : 0
        isFirst = false
      } else if !head.take(line) {
        break
      }
    }
    type = head["Content-Type"]?.lowercased() ?? ""
    encoding = head["Content-Encoding"]?.lowercased() ?? ""
    isChunked = head["Transfer-Encoding"]?.lowercased() == "chunked"
    body = bytes[at...]
  }

  /// The charset that the type names.
  static func charset(of type: String?) -> String? {
    guard let type, let start = TextMark.index(of: "charset=", in: Array(type.lowercased().utf8)[...]) else {
      return nil
    }
    let name = type.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
    return String(Substring(name).filter { $0 != "\"" && $0 != "'" })
  }

  /// The body as it was before it was cut into chunks and packed.
  ///
  /// - Parameter size: the most that it may unpack to.
  func decoded(limits: UnpackedLimits, size: Int, path: String) -> Result<ArraySlice<UInt8>, Rejection> {
    var bytes = body
    // Some archives keep the field and have put the chunks together already.
    if isChunked, let joined = HTTPMessage.joined(bytes) { bytes = joined }
    guard !encoding.isEmpty, encoding != "identity" else { return .success(bytes) }
    // And some have unpacked the body and kept the field that says it is packed.
    guard encoding == "gzip" || encoding == "x-gzip", bytes.starts(with: [0x1F, 0x8B]) else {
      if String(validating: bytes.prefix(64).dropLast(4), as: UTF8.self) != nil { return .success(bytes) }
      return .failure(Rejection(report: path, error: "a body packed with \(encoding) is not read"))
    }
    let source = LineSource(
      GzipBytes(HeldBytes(bytes), path: path, limits: limits), path: path, limit: size)
    guard let unpacked = source.remainder() else {
      return .failure(Rejection(report: path, error: "unpacks to more than \(size >> 20) MB"))
    }
    if unpacked.isEmpty, let failure = source.failure { return .failure(failure) }
    return .success(unpacked[...])
  }

  /// The content of chunks (RFC 9112, 7.1); nil when the bytes are not in chunks.
  private static func joined(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var joined: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard let end = bytes[at...].firstIndex(of: 0x0A), end - at < 32 else {
        return joined.isEmpty ? nil : joined[...]
      }
      let digits = bytes[at..<end].prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
        return joined.isEmpty ? nil : joined[...]
      }
      if size == 0 { return joined[...] }
      let start = end + 1
      joined += bytes[start...].prefix(size)
      guard bytes.endIndex - start > size else { break }
      at = start + size
      while at < bytes.endIndex, bytes[at] == 0x0D || bytes[at] == 0x0A { at += 1 }
    }
    return joined[...]
  }
}
