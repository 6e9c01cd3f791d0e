/// How a body may be packed on its way.
enum ContentCoding {
  /// Whether a list of `Accept-Encoding` takes gzip, by name or as any.
  static func acceptsGzip(_ list: String?) -> Bool {
    guard let list else { return false }
    var any = false
    for entry in list.split(separator: ",") {
      let parts = entry.split(separator: ";").map { $0.trimmed.lowercased() }
      guard let name = parts.first else { continue }
      let isWanted = parts.dropFirst().allSatisfy { !$0.hasPrefix("q=") || weight($0.dropFirst(2)) > 0 }
      if name == "gzip" || name == "x-gzip" { return isWanted }
      if name == "*" { any = isWanted }
    }
    return any
  }

  /// Whether packing a body of this type makes it smaller.
  static func isText(_ type: String) -> Bool {
    let type = type.prefix { $0 != ";" }.trimmed.lowercased()
    return type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("xml")
      || type == "application/javascript" || type == "application/x-ndjson" || type == "application/jsonl"
  }

  /// A weight that cannot be read is none.
  private static func weight(_ text: some StringProtocol) -> Double { Double(text) ?? 0 }
}

extension StringProtocol {
  /// Without the spaces and tabs around it.
  var trimmed: String {
    let isSpace = { (c: Character) in c == " " || c == "\t" }
    return String(String(drop(while: isSpace)).reversed().drop(while: isSpace).reversed())
  }
}
