import DemarcheText

/// Lines of an exported or printed text as paragraphs.
enum Paragraphs {
  /// The text with one newline between two paragraphs.
  ///
  /// Where lines were wrapped at a width, a blank line or an indent begins a paragraph; else every line is one.
  static func text(of lines: some Sequence<String>) -> String {
    let lines = Array(lines)
    let isWrapped = HardWraps.isWrapped(lines.joined(separator: "\n"))
    return isWrapped ? joined(lines) : separate(lines)
  }

  /// Every line that is not blank is a paragraph.
  private static func separate(_ lines: [String]) -> String {
    lines.map(trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Lines go on in the next one until a blank line, or one that is indented.
  static func joined(_ lines: some Sequence<String>) -> String {
    var text = ""
    var isNew = true
    for line in lines {
      let content = trimmed(line)
      if content.isEmpty {
        isNew = true
        continue
      }
      if indent(line) >= 2 { isNew = true }
      if !text.isEmpty { text += isNew ? "\n" : " " }
      text += content
      isNew = false
    }
    return text
  }

  /// So many spaces stand before a line.
  static func indent(_ line: String) -> Int {
    line.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.reduce(0) { $0 + ($1 == 0x09 ? 8 : 1) }
  }

  /// A line without white space at its ends.
  static func trimmed(_ line: some StringProtocol) -> String {
    var bytes = Substring(line).utf8
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }
}
