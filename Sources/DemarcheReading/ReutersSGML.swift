import DemarcheReportLines

/// The SGML of Reuters-21578: telegrams between `<REUTERS>` and `</REUTERS>`.
///
/// Source: David D. Lewis, the distribution of 1997.
/// Lines are wrapped and paragraphs indented; control characters of the wire stand as references and are dropped. A
/// telegram that is a headline alone has it as its text. The dateline is the beginning of the text, as in print.
struct ReutersSGML: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.sgml

  init(reader: ReportReader, source: LineSource) {
    self.reader = reader
    self.source = source
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    var telegram: [UInt8] = []
    var start = 0
    while let line = try source.next() {
      guard case .bytes(let bytes) = line else { continue }
      if start == 0 {
        guard bytes.starts(with: "<REUTERS".utf8) else { continue }
        start = source.line
      }
      telegram += bytes
      telegram.append(0x0A)
      let isLast = TextMark.index(of: "</REUTERS>", in: bytes) != nil
      if telegram.count > source.limit, !isLast { continue }
      if isLast { return items(telegram[...], start) }
    }
    guard start > 0 else { return nil }
    throw Rejection(
      report: source.path, line: start, error: "a telegram without its end",
      help: "the file was cut: copy it again")
  }

  private func items(_ telegram: ArraySlice<UInt8>, _ line: Int) -> [ReportReader.Item] {
    var draft = Draft(id: "\(source.path):\(line)", line: line)
    if let number = attribute("NEWID", in: telegram) { draft.id = number }
    let title = element("TITLE", in: telegram).map { text(of: $0) }.map(Paragraphs.trimmed)
    draft.title = title
    draft.published = element("DATE", in: telegram).map { ReutersSGML.date(text(of: $0)) }
    draft.author = element("AUTHOR", in: telegram).map { Paragraphs.trimmed(text(of: $0)) }
    draft.source = reader.options.layouts.forms(.reuters, .source).first
    let dateline = element("DATELINE", in: telegram).map { Paragraphs.trimmed(text(of: $0)) + " " } ?? ""
    let body = element("BODY", in: telegram) ?? element("TEXT", in: telegram).map(ReutersSGML.withoutElements)
    var lines = (dateline + (body.map { text(of: $0) } ?? "")).split(separator: "\n").map(String.init)
    while let last = lines.last {
      let word = Paragraphs.trimmed(last)
      guard word.isEmpty || reader.options.layouts.role(.reuters, of: word) == .end else { break }
      lines.removeLast()
    }
    draft.text = Paragraphs.joined(lines)
    if draft.text.isEmpty, let title {
      draft.text = title
      draft.title = nil
    }
    return reader.items(draft)
  }

  /// The words of a date without what the wire put behind it.
  private static func date(_ text: String) -> String {
    Paragraphs.trimmed(text).split(separator: " ").prefix(2).joined(separator: " ")
  }

  private func attribute(_ name: String, in telegram: ArraySlice<UInt8>) -> String? {
    let tag = telegram.prefix { $0 != UInt8(ascii: ">") }
    guard let start = TextMark.index(of: "\(name)=\"", in: tag) else { return nil }
    return String(decoding: tag[start...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  private func element(_ name: String, in telegram: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let opened = TextMark.index(of: "<\(name)", in: telegram),
      let start = telegram[opened...].firstIndex(of: UInt8(ascii: ">")),
      let end = TextMark.index(of: "</\(name)>", in: telegram[start...])
    else { return nil }
    return telegram[(start + 1)..<(end - name.utf8.count - 3)]
  }

  /// What stands outside the elements of a content.
  private static func withoutElements(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest: [UInt8] = []
    var depth = 0
    var i = bytes.startIndex
    while i < bytes.endIndex {
      if bytes[i] == UInt8(ascii: "<") {
        let isEnd = i + 1 < bytes.endIndex && bytes[i + 1] == UInt8(ascii: "/")
        depth = max(0, depth + (isEnd ? -1 : 1))
        i = bytes[i...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex - 1
      } else if depth == 0 {
        rest.append(bytes[i])
      }
      i += 1
    }
    return rest[...]
  }

  /// Characters for references; control characters but newlines and tabs are dropped.
  private func text(of bytes: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    let scalars = Array(TextEncoding.decode(bytes, declared: "latin1").text.unicodeScalars)
    var i = 0
    while i < scalars.count {
      var scalar = scalars[i]
      i += 1
      if scalar == "&", let end = scalars[i...].prefix(8).firstIndex(of: ";") {
        let name = String(String.UnicodeScalarView(scalars[i..<end]))
        if let character = ReutersSGML.character(name) {
          scalar = character
          i = end + 1
        }
      }
      if scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n" || scalar == "\t" {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": "<"
    case "gt": ">"
    case "amp": "&"
    case "quot": "\""
    default: name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
    }
  }
}
