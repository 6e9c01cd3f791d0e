/// What a request asks for: the path and the query of an address.
struct Target: Hashable, Sendable {
  /// The path, cut at "/" before it is decoded, so that "USA%2FGOV" is one segment; none for "/".
  ///
  /// The last one is empty when the path ends in "/".
  let segments: [String]
  let query: Query

  /// Reads a target as it was sent.
  ///
  /// - Throws: 414 when it is longer than the limit; 400 for what no link of a page holds: a path that does not begin
  ///   with one "/", empty segments, "." and ".." (also escaped), control characters, "\" in the path, broken escapes.
  init(_ text: String, limit: Int) throws(Problem) {
    let bytes = Array(text.utf8)
    guard bytes.count <= limit else {
      throw Problem(414, "the address is longer than \(limit) bytes", hint: "send long texts in a form")
    }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw Target.fault("a control character, a space or \"#\"")
    }
    let path = bytes.prefix { $0 != UInt8(ascii: "?") }
    guard path.first == UInt8(ascii: "/") else { throw Target.fault("no path that begins with \"/\"") }
    var segments: [String] = []
    if path.count > 1 {
      let parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      for (i, part) in parts.enumerated() {
        guard !part.isEmpty || i == parts.count - 1 else { throw Target.fault("\"//\"") }
        segments.append(try Target.segment(part))
      }
    }
    self.segments = segments
    query = try Query(encoded: bytes.dropFirst(path.count + 1))
  }

  private static func segment(_ part: ArraySlice<UInt8>) throws(Problem) -> String {
    guard let text = PercentEncoding.decode(part) else {
      throw fault("a broken escape, or bytes that are no UTF-8")
    }
    guard !text.utf8.contains(UInt8(ascii: "\\")) else { throw fault("\"\\\"") }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw fault("a control character")
    }
    // Also where "/" was escaped: nothing in a path leads upward.
    guard text.split(separator: "/").allSatisfy({ $0 != "." && $0 != ".." }) else {
      throw fault("\".\" or \"..\"")
    }
    return text
  }

  private static func fault(_ what: String) -> Problem {
    Problem(400, "the address holds \(what)", hint: "check the address")
  }
}
