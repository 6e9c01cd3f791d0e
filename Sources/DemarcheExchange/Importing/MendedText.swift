/// Lines that say they are UTF-8 and are not throughout.
enum MendedText {
  /// A line with every byte that is no UTF-8 read as Windows-1252; nil when all of it is UTF-8.
  ///
  /// - Cost: one pass; nothing is copied where all is well.
  static func mended(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = firstFault(line) else { return nil }
    var kept = Array(line[..<first])
    var i = first
    while i < line.endIndex {
      if let length = sequence(line, at: i) {
        kept.append(contentsOf: line[i..<(i + length)])
        i += length
      } else {
        kept.append(contentsOf: String(letter(line[i])).utf8)
        i += 1
      }
    }
    return kept
  }

  private static func firstFault(_ line: ArraySlice<UInt8>) -> Int? {
    var i = line.startIndex
    while i < line.endIndex {
      if line[i] < 0x80 {
        i += 1
      } else if let length = sequence(line, at: i) {
        i += length
      } else {
        return i
      }
    }
    return nil
  }

  /// The bytes of the letter of UTF-8 that begins here; nil when none does.
  private static func sequence(_ line: ArraySlice<UInt8>, at i: Int) -> Int? {
    let (length, least): (Int, UInt32) =
      switch line[i] {
      case 0..<0x80: (1, 0)
      case 0xC2...0xDF: (2, 0x80)
      case 0xE0...0xEF: (3, 0x800)
      case 0xF0...0xF4: (4, 0x10000)
      default: (0, 0)
      }
    guard length > 0, i + length <= line.endIndex else { return nil }
    if length == 1 { return 1 }
    var value = UInt32(line[i]) & (0x7F >> UInt32(length))
    for byte in line[(i + 1)..<(i + length)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return value >= least && Unicode.Scalar(value) != nil ? length : nil
  }

  /// What Windows-1252 has from 0x80 to 0x9F (the WHATWG's index); elsewhere it is Latin-1.
  private static let letters: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static func letter(_ byte: UInt8) -> Unicode.Scalar {
    let value = (0x80...0x9F).contains(byte) ? letters[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
