/// Why a text is no JSON, and at which byte of it.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  /// Bytes from the start of the text.
  public var offset: Int

  public init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }

  public var description: String { "\(message) at byte \(offset + 1)" }
}

extension JSON {
  /// Reads one JSON value (RFC 8259) that fills the whole text, white space around it aside.
  ///
  /// Invalid UTF-8 inside strings is replaced by U+FFFD. Nesting is bounded at 512 levels.
  ///
  /// - Throws: ``JSONError`` with the first fault.
  /// - Cost: linear in the text.
  public static func read(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSON {
    var reader = Reader(bytes: Array(bytes))
    reader.skipSpace()
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == reader.bytes.count else { throw reader.fault("more text after the value") }
    return value
  }

  public static func read(_ text: String) throws(JSONError) -> JSON { try read(Array(text.utf8)) }
}

private struct Reader {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func fault(_ message: String) -> JSONError { JSONError(message: message, offset: at) }

  mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 {
      at += 1
    }
  }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < 512 else { throw fault("nested deeper than 512 levels") }
    guard at < bytes.count else { throw fault("the text ends where a value should stand") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func word(_ word: String, _ value: JSON) throws(JSONError) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw fault("no JSON value") }
    at += word.utf8.count
    return value
  }

  mutating func number() throws(JSONError) -> JSON {
    let start = at
    var whole = true
    func digits() -> Int {
      var n = 0
      while at + n < bytes.count, bytes[at + n] >= 0x30, bytes[at + n] <= 0x39 { n += 1 }
      return n
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
    let leading = digits()
    guard leading > 0 else {
      at = start
      throw fault("no JSON value")
    }
    guard leading == 1 || bytes[at] != UInt8(ascii: "0") else { throw fault("a number with a leading zero") }
    at += leading
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      whole = false
      at += 1
      let n = digits()
      guard n > 0 else { throw fault("a number without digits after its point") }
      at += n
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      whole = false
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      let n = digits()
      guard n > 0 else { throw fault("a number without digits in its exponent") }
      at += n
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if whole, let int = Int(text) { return .int(int) }
    guard let double = Double(text), double.isFinite else { throw fault("a number out of range") }
    return .double(double)
  }

  mutating func array(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var values: [JSON] = []
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      skipSpace()
      values.append(try value(depth: depth + 1))
      skipSpace()
      guard at < bytes.count else { throw fault("an array without its end") }
      at += 1
      if bytes[at - 1] == UInt8(ascii: "]") { return .array(values) }
      guard bytes[at - 1] == UInt8(ascii: ",") else {
        at -= 1
        throw fault("neither a comma nor the end of the array")
      }
    }
  }

  mutating func object(depth: Int) throws(JSONError) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    skipSpace()
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw fault("no name in quotes") }
      let name = try string()
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw fault("no colon after a name") }
      at += 1
      skipSpace()
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipSpace()
      guard at < bytes.count else { throw fault("an object without its end") }
      at += 1
      if bytes[at - 1] == UInt8(ascii: "}") { return .object(members) }
      guard bytes[at - 1] == UInt8(ascii: ",") else {
        at -= 1
        throw fault("neither a comma nor the end of the object")
      }
    }
  }

  mutating func string() throws(JSONError) -> String {
    at += 1
    let start = at
    // Most strings hold no escape: one copy.
    while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"),
      bytes[at] >= 0x20
    {
      at += 1
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      at += 1
      return String(decoding: bytes[start..<(at - 1)], as: UTF8.self)
    }
    var out = Array(bytes[start..<at])
    while true {
      guard at < bytes.count else { throw fault("a string without its end") }
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
      case 0..<0x20:
        at -= 1
        throw fault("a control character in a string")
      case UInt8(ascii: "\\"):
        guard at < bytes.count else { throw fault("a string without its end") }
        let escaped = bytes[at]
        at += 1
        switch escaped {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""): out.append(escaped)
        case UInt8(ascii: "u"):
          var unit = try hex4()
          if unit & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
          {
            let mark = at
            at += 2
            let low = try hex4()
            if low & 0xFC00 == 0xDC00 {
              unit = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
            } else {
              at = mark
            }
          }
          // A lone surrogate is no character.
          let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
          out.append(contentsOf: String(Character(scalar)).utf8)
        default:
          at -= 1
          throw fault("an unknown escape in a string")
        }
      default: out.append(byte)
      }
    }
  }

  mutating func hex4() throws(JSONError) -> UInt32 {
    guard at + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw fault("no four hexadecimal digits after \\u") }
    at += 4
    return value
  }
}
