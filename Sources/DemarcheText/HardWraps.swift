/// Tells lines that were merely wrapped at a width from lines that are paragraphs.
public enum HardWraps {
  /// Whether the newlines of a plain text mostly cut sentences: then a blank line ends a paragraph.
  ///
  /// A text is wrapped when it has several lines, most lines that are followed by another end in the
  /// middle of a sentence, and none is much longer than a screen is wide.
  public static func isWrapped(_ text: String) -> Bool {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var inner = 0
    var cut = 0
    for (line, next) in zip(lines, lines.dropFirst()) {
      let trimmed = line.reversed().drop { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      guard let last = trimmed.first, next.contains(where: { $0 > 0x20 }) else { continue }
      if line.count > 120 { return false }
      inner += 1
      let ends: [UInt8] = [
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: ":"), 0x9D,
      ]
      if !ends.contains(last), line.count >= 40 { cut += 1 }
    }
    return inner >= 2 && cut * 2 > inner
  }

  /// The text with each wrapping newline as a space: every byte stays where it was.
  public static func unwrapped(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let newline = UInt8(ascii: "\n")
    for i in bytes.indices where bytes[i] == newline {
      // A newline beside another, or beside white space that leads to one, is a paragraph's end.
      var before = i
      while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x0D || bytes[before - 1] == 0x09 {
        before -= 1
      }
      var after = i + 1
      while after < bytes.count, bytes[after] == 0x20 || bytes[after] == 0x0D || bytes[after] == 0x09 {
        after += 1
      }
      let isEdge = before == 0 || after == bytes.count
      if isEdge || bytes[before - 1] == newline || bytes[after] == newline { continue }
      bytes[i] = 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
