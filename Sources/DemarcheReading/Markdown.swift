import DemarcheReportLines

/// Markdown as one report: front matter to fields, signs of form taken off, code left out.
///
/// Read are headings, emphasis, links, pictures, lists, quotations, fences and indented lines of tables as CommonMark
/// 0.31 has them, as far as a text without its form needs it.
struct MarkdownText {
  /// The fields of the front matter, by the names in it.
  private(set) var fields: [(name: String, value: String)] = []
  /// The first heading of the first level.
  private(set) var heading: String?
  /// One newline between two paragraphs.
  private(set) var text = ""

  init(_ markdown: String) {
    var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)[...].map {
      $0.hasSuffix("\r") ? $0.dropLast() : $0
    }[...]
    readFrontMatter(&lines)
    var paragraphs: [String] = []
    var open = ""
    func close() {
      let line = MarkdownText.plain(open)
      if !line.isEmpty { paragraphs.append(line) }
      open = ""
    }
    var fence: String?
    var isComment = false
    for line in lines {
      var content = Paragraphs.trimmed(line)
      if let mark = fence {
        if content.hasPrefix(mark) { fence = nil }
        continue
      }
      if isComment || content.hasPrefix("<!--") {
        isComment = !content.contains("-->")
        continue
      }
      while content.hasPrefix(">") { content = Paragraphs.trimmed(content.dropFirst()) }
      if content.hasPrefix("```") || content.hasPrefix("~~~") {
        close()
        fence = String(content.prefix(3))
      } else if content.isEmpty || MarkdownText.isRule(content) {
        // A line of equal signs or hyphens under a line makes that a heading.
        if content.hasPrefix("="), heading == nil { heading = MarkdownText.plain(open) }
        close()
      } else if let title = MarkdownText.title(content) {
        close()
        if title.level == 1, heading == nil { heading = MarkdownText.plain(title.text) }
        open = title.text
        close()
      } else if MarkdownText.isReference(content) {
        close()
      } else if let item = MarkdownText.item(content) {
        close()
        open = item
      } else if content.hasPrefix("|") {
        close()
        let cells = content.split(separator: "|").map { Paragraphs.trimmed($0) }.filter { !$0.isEmpty }
        if !cells.allSatisfy({ $0.allSatisfy { $0 == "-" || $0 == ":" } }) {
          open = cells.joined(separator: " ")
        }
        close()
      } else {
        open += open.isEmpty ? content : " " + content
      }
    }
    close()
    // The headline is no paragraph of the text as well.
    if let heading, paragraphs.first == heading { paragraphs.removeFirst() }
    text = paragraphs.joined(separator: "\n")
  }

  // MARK: Front matter

  private mutating func readFrontMatter(_ lines: inout ArraySlice<Substring>) {
    guard let first = lines.first, first == "---" || first == "+++",
      let end = lines.dropFirst().prefix(200).firstIndex(where: { $0 == first || $0 == "..." })
    else { return }
    let mark: Character = first == "---" ? ":" : "="
    for line in lines[(lines.startIndex + 1)..<end] {
      guard let at = line.firstIndex(of: mark), line.first.map({ $0 != " " && $0 != "#" }) ?? false else {
        continue
      }
      var value = Paragraphs.trimmed(line[line.index(after: at)...])
      if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
        value = String(value.dropFirst().dropLast())
      } else if value.hasPrefix("["), value.hasSuffix("]") {
        value = value.dropFirst().dropLast().split(separator: ",")
          .map { Paragraphs.trimmed($0.filter { $0 != "\"" && $0 != "'" }) }.joined(separator: ", ")
      }
      if !value.isEmpty { fields.append((Paragraphs.trimmed(line[..<at]), value)) }
    }
    lines = lines[(end + 1)...]
  }

  // MARK: Blocks

  private static func isRule(_ line: String) -> Bool {
    guard let mark = line.first, "-_*=".contains(mark), line.count > 1 else { return false }
    return line.allSatisfy { $0 == mark || $0 == " " }
  }

  private static func title(_ line: String) -> (level: Int, text: String)? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first == " " else { return nil }
    var text = Paragraphs.trimmed(line.dropFirst(level))
    while text.hasSuffix("#") { text.removeLast() }
    return (level, Paragraphs.trimmed(text))
  }

  /// "[name]: address", which a link elsewhere refers to.
  private static func isReference(_ line: String) -> Bool {
    guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return false }
    return line[line.index(after: end)...].hasPrefix(":")
  }

  private static func item(_ line: String) -> String? {
    for mark in ["- ", "* ", "+ "] where line.hasPrefix(mark) { return Paragraphs.trimmed(line.dropFirst(2)) }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...3).contains(digits.count), rest.hasPrefix(". ") || rest.hasPrefix(") ") else { return nil }
    return Paragraphs.trimmed(rest.dropFirst(2))
  }

  // MARK: Inside a paragraph

  /// The words without emphasis, links and pictures.
  static func plain(_ line: String) -> String {
    var text = ""
    var rest = Substring(line)
    while let next = rest.first {
      if next == "\\", let escaped = rest.dropFirst().first, escaped.isPunctuation || escaped.isSymbol {
        text.append(escaped)
        rest = rest.dropFirst(2)
      } else if next == "!", rest.dropFirst().hasPrefix("["), let link = link(rest.dropFirst()) {
        rest = link.rest
      } else if next == "[", let link = link(rest) {
        if !link.words.hasPrefix("^") { text += plain(String(link.words)) }
        rest = link.rest
      } else if next == "<", let end = rest.firstIndex(of: ">") {
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        if inside.contains("://") { text += inside }
        rest = rest[rest.index(after: end)...]
      } else if next == "`" {
        rest = rest.drop { $0 == "`" }
      } else if next == "*" || next == "~" && rest.hasPrefix("~~") {
        // A star between two spaces is a star.
        let marks = rest.prefix { $0 == next }
        let after = rest.dropFirst(marks.count)
        if text.last.map({ $0 == " " }) ?? true, after.first == " " { text += marks }
        rest = after
      } else if next == "_" {
        let marks = rest.prefix { $0 == "_" }
        let after = rest.dropFirst(marks.count)
        let isInside = text.last.map { $0.isLetter || $0.isNumber } ?? false
        if isInside, after.first.map({ $0.isLetter || $0.isNumber }) ?? false { text += marks }
        rest = after
      } else {
        text.append(next)
        rest = rest.dropFirst()
      }
    }
    return Paragraphs.trimmed(text)
  }

  /// The words of "[words](address)", "[words][name]" or "[words]", and what stands behind.
  private static func link(_ text: Substring) -> (words: Substring, rest: Substring)? {
    var depth = 0
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == "[" { depth += 1 }
      if text[at] == "]" { depth -= 1 }
      if depth == 0 { break }
      at = text.index(after: at)
    }
    guard at < text.endIndex else { return nil }
    let words = text[text.index(after: text.startIndex)..<at]
    let rest = text[text.index(after: at)...]
    let close: Character = rest.hasPrefix("(") ? ")" : "]"
    if rest.hasPrefix("(") || rest.hasPrefix("["), let end = rest.firstIndex(of: close) {
      return (words, rest[rest.index(after: end)...])
    }
    // Brackets that lead nowhere are part of the text, but for notes.
    return words.hasPrefix("^") ? (words, rest) : nil
  }
}

extension ReportReader {
  /// A file of Markdown is one report.
  func markdown(_ input: Input) throws(Rejection) -> any ReportSource {
    let (text, replaced) = ReportReader.text(of: try whole(input)[...])
    let markdown = MarkdownText(text)
    var draft = Draft(id: input.path, title: markdown.heading, text: markdown.text)
    draft.replaced = replaced
    for (name, value) in markdown.fields {
      for meaning in lines.fields.meanings(of: name) where meaning.field != .text {
        draft.set(meaning.field, value)
      }
    }
    return Held(.markdown, [items(draft)], failure: input.source.failure)
  }
}
