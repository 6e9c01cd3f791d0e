/// What a character is to the tokeniser.
enum Glyph {
  case letter, digit, space, apostrophe, openQuote, closeQuote, stop, dash, mark
}

/// A character of a text: its kind and its length in bytes.
struct Scanned {
  var glyph: Glyph
  var length: Int
}

/// Reads characters from UTF-8 bytes; broken bytes count as letters of one byte.
enum Scanner {
  /// The character that starts at `at`, which must lie before `end`.
  static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Scanned {
    let byte = bytes[at]
    if byte < 0x80 { return Scanned(glyph: ascii(byte), length: 1) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    guard at + length <= end else { return Scanned(glyph: .letter, length: 1) }
    for i in 1..<max(length, 1) where bytes[at + i] & 0xC0 != 0x80 {
      return Scanned(glyph: .letter, length: 1)
    }
    let value: UInt32
    switch length {
    case 2: value = UInt32(byte & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F)
    case 3:
      value = UInt32(byte & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
    default: return Scanned(glyph: length == 4 ? .mark : .letter, length: length)
    }
    return Scanned(glyph: wide(value), length: length)
  }

  private static func ascii(_ byte: UInt8) -> Glyph {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x30...0x39: .digit
    case 0...0x20, 0x7F: .space
    case UInt8(ascii: "'"): .apostrophe
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
    case UInt8(ascii: "-"): .dash
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .closeQuote
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .openQuote
    default: .mark
    }
  }

  private static func wide(_ value: UInt32) -> Glyph {
    switch value {
    case 0x80...0xA0, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: .space
    case 0x2019: .apostrophe
    case 0x201D, 0xBB, 0x203A: .closeQuote
    case 0x201C, 0x2018, 0x201A, 0x201E, 0xAB, 0x2039: .openQuote
    case 0x2026: .stop
    case 0x2010...0x2015, 0x2212: .dash
    case 0xAA, 0xB5, 0xBA: .letter
    case 0xA1...0xBF, 0xD7, 0xF7, 0x2016...0x20CF, 0x2100...0x2BFF, 0x3001...0x303F: .mark
    default: .letter
    }
  }

  static func isUpper(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    // Capitals outside ASCII: the Latin-1 block C3 80 to C3 9E; Cyrillic D0 81 to D0 AF; Greek CE 91 to CE A9.
    switch bytes[at] {
    case 0x41...0x5A: true
    case 0xC3: at + 1 < bytes.count && bytes[at + 1] <= 0x9E
    case 0xD0: at + 1 < bytes.count && bytes[at + 1] <= 0xAF
    case 0xCE: at + 1 < bytes.count && (0x91...0xA9).contains(bytes[at + 1])
    default: false
    }
  }

  static func isLower(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    (0x61...0x7A).contains(bytes[at]) || bytes[at] == 0xC3 && at + 1 < bytes.count && bytes[at + 1] >= 0x9F
  }
}
