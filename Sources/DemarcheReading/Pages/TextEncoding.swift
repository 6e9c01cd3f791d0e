import Glibc

/// Finds out how bytes from the web stand for characters, and turns them into text.
///
/// The order is that of the WHATWG encoding standard: a byte order mark, the label given from outside, the label
/// that a page or a feed has of itself, then a guess: UTF-8 where the bytes are valid as such, else windows-1252.
public enum TextEncoding {
  /// The text of some bytes, the name of their encoding, and how many stretches stand for no character.
  ///
  /// Never fails: what is no character becomes U+FFFD. Where the label names a Latin alphabet but the bytes are valid
  /// UTF-8 beyond ASCII they are read as UTF-8, and where it says UTF-8 but no single character beyond ASCII is,
  /// they are read as windows-1252, since servers often send the label of another page.
  ///
  /// - Parameter declared: the charset of an HTTP header; nil when there is none.
  /// - Cost: linear in the bytes.
  public static func decode(
    _ bytes: ArraySlice<UInt8>, declared: String?
  ) -> (text: String, encoding: String, replaced: Int) {
    for (mark, label) in marks where bytes.starts(with: mark) {
      return decode(bytes.dropFirst(mark.count), as: label)
    }
    let label = declared.flatMap(name(ofLabel:)) ?? ownLabel(bytes).flatMap(name(ofLabel:))
    switch label {
    case .some(utf8):
      let isForeign = !hasUTF8Beyond7Bits(bytes) && bytes.contains { $0 >= 0x80 }
      return decode(bytes, as: isForeign ? latin : utf8)
    case .some(latin), nil:
      return decode(bytes, as: String(validating: bytes, as: UTF8.self) == nil ? latin : utf8)
    case .some(let label): return decode(bytes, as: label)
    }
  }

  private static let utf8 = "utf-8"
  private static let latin = "windows-1252"
  private static let marks: [([UInt8], String)] = [
    ([0xEF, 0xBB, 0xBF], utf8), ([0xFF, 0xFE], "utf-16le"), ([0xFE, 0xFF], "utf-16be"),
  ]

  /// The encoding that a label means, under the name that iconv knows; nil where iconv knows none.
  ///
  /// Labels of subsets mean the larger set that browsers read for them, as the encoding standard has it.
  static func name(ofLabel label: String) -> String? {
    let name = label.lowercased().filter { !" \t\n\r\"';".contains($0) }
    switch name {
    case "utf-8", "utf8", "unicode-1-1-utf-8": return utf8
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1", "latin-1", "l1", "cp819", "ascii",
      "us-ascii", "windows-1252", "cp1252", "x-cp1252", "ansi_x3.4-1968":
      return latin
    case "iso-8859-9", "latin5": return "windows-1254"
    case "iso-8859-11", "tis-620": return "cp874"
    case "gb2312", "gb_2312-80", "gbk", "x-gbk", "chinese": return "gb18030"
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji": return "cp932"
    case "euc-kr", "ks_c_5601-1987", "ksc5601", "korean": return "cp949"
    case "big5", "x-x-big5": return "big5-hkscs"
    // A page whose label can be read is not in UTF-16.
    case "utf-16", "utf-16le", "utf-16be", "unicode": return utf8
    default:
      // iconv takes options behind slashes.
      guard !name.isEmpty, name.utf8.count < 40, !name.contains("/") else { return nil }
      let converter = iconv_open("UTF-8", name)
      guard isOpen(converter) else { return nil }
      iconv_close(converter)
      return name
    }
  }

  /// The label in the first bytes of a page (`<meta charset>`, also inside `http-equiv`) or of XML (`encoding=`).
  static func ownLabel(_ bytes: ArraySlice<UInt8>) -> String? {
    let head = bytes.prefix(1 << 14).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if let start = head.firstIndex(where: { $0 > 0x20 }), head[start...].starts(with: "<?xml".utf8),
      let end = head[start...].firstIndex(of: UInt8(ascii: ">")),
      let label = value(of: "encoding", in: head[start..<end])
    {
      return label
    }
    var at = 0
    while let tag = head[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = tag + 1
      guard head[at...].starts(with: "meta".utf8) else { continue }
      let end = head[at...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
      if let label = value(of: "charset", in: head[at..<end]) { return label }
      at = end
    }
    return nil
  }

  private static func value(of name: String, in bytes: ArraySlice<UInt8>) -> String? {
    let name = Array(name.utf8)
    var at = bytes.startIndex
    while at + name.count < bytes.endIndex {
      guard bytes[at...].starts(with: name) else {
        at += 1
        continue
      }
      at += name.count
      func skip(_ isSkipped: (UInt8) -> Bool) { while at < bytes.endIndex, isSkipped(bytes[at]) { at += 1 } }
      skip { $0 <= 0x20 }
      guard at < bytes.endIndex, bytes[at] == UInt8(ascii: "=") else { continue }
      at += 1
      skip { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      let start = at
      skip { $0 > 0x20 && !"\"';/?>".utf8.contains($0) }
      if at > start { return String(decoding: bytes[start..<at], as: UTF8.self) }
    }
    return nil
  }

  private static func hasUTF8Beyond7Bits(_ bytes: ArraySlice<UInt8>) -> Bool {
    var at = bytes.startIndex
    while let lead = bytes[at...].firstIndex(where: { $0 >= 0x80 }) {
      let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
      let end = min(lead + length, bytes.endIndex)
      if String(validating: bytes[lead..<end], as: UTF8.self) != nil { return true }
      at = lead + 1
    }
    return false
  }

  // MARK: Decoding

  private static func decode(
    _ bytes: ArraySlice<UInt8>, as label: String
  ) -> (text: String, encoding: String, replaced: Int) {
    switch label {
    case utf8:
      if let text = String(validating: bytes, as: UTF8.self) { return (text, utf8, 0) }
      let text = String(decoding: bytes, as: UTF8.self)
      let given = bytes.indices.dropLast(2).count { bytes[$0...].starts(with: [0xEF, 0xBF, 0xBD]) }
      let marks = text.unicodeScalars.count { $0 == "\u{FFFD}" }
      return (text, utf8, max(1, marks - given))
    case latin: return (windows1252(bytes), latin, 0)
    default:
      let (text, replaced) = converted(bytes, from: label)
      return (text, label, replaced)
    }
  }

  /// What the bytes 80 to 9F are in windows-1252; those without a character stay control characters.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
    let units = bytes.map { (0x80...0x9F).contains($0) ? upper[Int($0) - 0x80] : UInt16($0) }
    return String(decoding: units, as: UTF16.self)
  }

  private static func isOpen(_ converter: iconv_t?) -> Bool { converter != iconv_t(bitPattern: -1) }

  private static func converted(_ bytes: ArraySlice<UInt8>, from label: String) -> (String, replaced: Int) {
    let converter = iconv_open("UTF-8", label)
    guard isOpen(converter) else { return (windows1252(bytes), 0) }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var block = [CChar](repeating: 0, count: 1 << 16)
    var output: [UInt8] = []
    var replaced = 0
    input.withUnsafeMutableBufferPointer { input in
      var next = input.baseAddress
      var left = input.count
      while left > 0 {
        let before = left
        var failure: Int32 = 0
        block.withUnsafeMutableBufferPointer { block in
          var free = block.baseAddress
          var room = block.count
          if iconv(converter, &next, &left, &free, &room) == -1 { failure = errno }
          output += block.prefix(block.count - room).map { UInt8(bitPattern: $0) }
        }
        if failure == E2BIG, left < before || !output.isEmpty { continue }
        if failure != 0 {
          // An invalid stretch, or one cut short at the end: one mark, and on behind its first byte.
          output += "\u{FFFD}".utf8
          replaced += 1
          next = next.map { $0 + 1 }
          left -= 1
        }
      }
    }
    return (String(decoding: output, as: UTF8.self), replaced)
  }
}
