import DemarcheText

/// The place line that opens a wire report: "BAKU, Feb 6 (Reuters) -".
///
/// It stands before the sentence and is no part of it, so it is read by itself; else its place becomes the
/// subject of what follows.
enum Dateline {
  /// The number of words of the place line at the start of a sentence, its dash included; 0 when there is none.
  ///
  /// It has no small word outside brackets, begins with a word in capitals, or with a capital and holds a
  /// figure or brackets, and ends at a dash between spaces within its first 14 words.
  static func length(_ text: UnsafeBufferPointer<UInt8>, _ spans: [Span]) -> Int {
    guard spans.count > 3, let first = spans.first, isUpper(text[first.start]) else { return 0 }
    var depth = 0
    var hasDetail = false
    for (i, span) in spans.prefix(15).enumerated() {
      let byte = text[span.start]
      if i > 0, depth == 0, isDash(text, span) {
        guard i + 2 < spans.count, span.start > spans[i - 1].end, spans[i + 1].start > span.end else {
          return 0
        }
        let opens = text[spans[i + 1].start]
        guard isUpper(opens) || opens >= 0x80 || opens == UInt8(ascii: "\"") || isDigit(opens) else {
          return 0
        }
        let isShouted = first.count > 2 && (first.start..<first.end).allSatisfy { isUpper(text[$0]) }
        return isShouted || hasDetail ? i + 1 : 0
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if i > 0, byte == UInt8(ascii: "(") || isDigit(byte) { hasDetail = true }
      if depth == 0, (0x61...0x7A).contains(byte) { return 0 }
    }
    return 0
  }

  private static func isDash(_ text: UnsafeBufferPointer<UInt8>, _ span: Span) -> Bool {
    let bytes = text[span.start..<span.end]
    return bytes.allSatisfy { $0 == UInt8(ascii: "-") }
      || bytes.elementsEqual([0xE2, 0x80, 0x93]) || bytes.elementsEqual([0xE2, 0x80, 0x94])
  }

  /// Whether a form begins as a dash does.
  static func mayBeDash(_ form: String) -> Bool {
    form.utf8.first.map { $0 == UInt8(ascii: "-") || $0 == 0xE2 } ?? false
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension Tree {
  /// The words of the place line that opens the sentence, its dash included; none when there is none.
  package var dateline: Range<Int> {
    guard let first = words.first?.form.utf8.first, (0x41...0x5A).contains(first),
      words.prefix(16).contains(where: { Dateline.mayBeDash($0.form) })
    else { return 0..<0 }
    var bytes: [UInt8] = []
    var spans: [Span] = []
    for (i, word) in words.prefix(18).enumerated() {
      if i > 0, word.span.start > words[i - 1].span.end { bytes.append(UInt8(ascii: " ")) }
      let start = bytes.count
      bytes += Array(word.form.utf8)
      spans.append(Span(start, bytes.count))
    }
    return 0..<bytes.withUnsafeBufferPointer { Dateline.length($0, spans) }
  }
}
