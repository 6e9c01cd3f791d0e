import DemarcheReportLines

extension ReportReader {
  /// The format of an input.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case text, markdown, html, feed, jsonl, json, csv, tsv, nexis, factiva, proquest, sgml, pdf, docx, warc,
      zip
  }

  /// So many first bytes tell the format.
  static let headLength = 8192

  /// Opens an input in its format.
  ///
  /// - Throws: why it cannot be read at all.
  func open(_ input: Input) throws(Rejection) -> any ReportSource {
    var input = input
    var head = input.source.ahead(ReportReader.headLength)
    if head.isEmpty {
      if let failure = input.source.failure { throw failure }
      throw Rejection(report: input.path, error: "the input is empty", help: "give a report to read")
    }
    if options.format?.isBinary != true,
      let encoding = options.encoding ?? TranscodedBytes.encoding(of: head),
      BinaryMark(of: head) == nil
    {
      let text = try TranscodedBytes(input.source, from: encoding, path: input.path)
      input.source = LineSource(text, path: input.path, limit: options.limit)
      head = input.source.ahead(ReportReader.headLength)
    }
    let format = try format(of: input, head)
    switch format {
    case .text: return try plainText(input)
    case .markdown: return try markdown(input)
    case .html: return try page(input)
    case .feed: return try feed(input)
    case .jsonl: return JSONLines(reader: self, source: input.source)
    case .json: return JSONElements(reader: self, source: input.source)
    case .csv, .tsv: return SeparatedValues(reader: self, source: input.source, format: format)
    case .nexis, .factiva, .proquest: return ArchiveExport(reader: self, source: input.source, format: format)
    case .sgml: return ReutersSGML(reader: self, source: input.source)
    case .pdf: return try pdf(input)
    case .docx: return try wordDocument(input)
    case .warc: return WARCRecords(reader: self, source: input.source)
    case .zip:
      guard input.depth < 2 else {
        throw Rejection(report: input.path, error: "an archive inside two others", help: "unpack it yourself")
      }
      return ZipArchive(reader: self, input: input)
    }
  }

  private func format(of input: Input, _ head: ArraySlice<UInt8>) throws(Rejection) -> Format {
    let ending = input.name.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased()
    let mark = BinaryMark(of: head)
    if let format = options.format {
      // A line of JSON with such a byte is rejected by itself, and the others are read.
      if mark == nil, !format.isBinary, format != .jsonl, head.contains(0) { throw binary(input.path) }
      return format
    }
    switch mark {
    case .pdf: return .pdf
    case .zip: return ending == "docx" || BinaryMark.isWordDocument(head) ? .docx : .zip
    case .refused(let what, let help): throw Rejection(report: input.path, error: what, help: help)
    case nil: break
    }
    if head.starts(with: WARCRecords.mark) { return .warc }
    if head.contains(0) { throw binary(input.path) }
    // What no other format begins with counts for more than the name.
    if let format = TextMark.format(of: head) { return format }
    if let type = input.type, let format = Format(type: type, head) { return format }
    let isEndless = ending == nil || ending == "txt" || ending == "text"
    switch ending {
    case "jsonl", "ndjson": return .jsonl
    case "json":
      if TextMark.isJSONFeed(head) { return .feed }
      return JSONElements.opens(head) ? .json : .jsonl
    case "csv": return .csv
    case "tsv", "tab": return .tsv
    case "md", "markdown": return .markdown
    case "html", "htm", "xhtml": return .html
    case "rss", "atom", "rdf": return .feed
    case "sgm", "sgml": return .sgml
    case "xml":
      throw Rejection(
        report: input.path, error: "XML of a kind that is not known",
        help: "RSS, Atom and XHTML are read; --input FORMAT says what it is")
    default: break
    }
    if isEndless || input.path == "-", let format = ArchiveExport.format(of: head, options.layouts) {
      return format
    }
    // A name without an ending says nothing: then JSON may be told by its first bytes.
    if ending == nil || input.path == "-" {
      if TextMark.isJSONFeed(head) { return .feed }
      let first = head.drop { $0 <= 0x20 || $0 >= 0xEF }
      if first.first == UInt8(ascii: "{") { return JSONElements.opens(head) ? .json : .jsonl }
      if first.first == UInt8(ascii: "["), JSONElements.opens(head) { return .json }
    }
    return .text
  }

  private func binary(_ path: String) -> Rejection {
    Rejection(
      report: path, error: "this looks like a binary file",
      help: "give text, HTML, PDF, DOCX or an archive (docs/reading.md lists the formats)")
  }
}

extension ReportReader.Format {
  /// Whether its bytes are no text.
  var isBinary: Bool { self == .pdf || self == .docx || self == .zip || self == .warc }

  /// The format that a type of a server names; nil when it is no text, or says too little.
  init?(type: String, _ head: ArraySlice<UInt8>) {
    switch type.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
    case "text/html", "application/xhtml+xml": self = .html
    case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
      self = .feed
    case "text/plain": self = .text
    case "text/markdown": self = .markdown
    case "text/csv": self = .csv
    case "text/tab-separated-values": self = .tsv
    case "application/json":
      self = TextMark.isJSONFeed(head) ? .feed : JSONElements.opens(head) ? .json : .jsonl
    case "application/x-ndjson", "application/jsonl": self = .jsonl
    default: return nil
    }
  }
}

/// What the first bytes of a file that is no text say it is.
enum BinaryMark {
  case pdf, zip
  /// Something that is known and not read, and what to do about it.
  case refused(String, String)

  init?(of head: ArraySlice<UInt8>) {
    func begins(_ text: String) -> Bool { head.starts(with: text.utf8) }
    if begins("%PDF-") {
      self = .pdf
    } else if begins("PK\u{3}\u{4}") || begins("PK\u{5}\u{6}") {
      if head.dropFirst(30).starts(with: "mimetype".utf8) {
        self = .refused("a document of OpenOffice or a book in EPUB", "save it as DOCX or as text")
      } else {
        self = .zip
      }
    } else if begins("{\\rtf") {
      self = .refused("a document in RTF", "save it as DOCX or as text")
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .refused("a document of an old Word or Excel", "save it as DOCX, CSV or text")
    } else {
      return nil
    }
  }

  /// Whether the first file of a zip archive is that of an Office document.
  static func isWordDocument(_ head: ArraySlice<UInt8>) -> Bool {
    let name = head.dropFirst(30)
    return ["[Content_Types].xml", "_rels/", "docProps/", "word/"].contains { name.starts(with: $0.utf8) }
  }
}

/// Tells formats of marked text by how they begin.
enum TextMark {
  /// HTML, a feed or SGML; nil for anything else.
  static func format(of head: ArraySlice<UInt8>) -> ReportReader.Format? {
    var rest = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head
    var isPage = false
    // Declarations and comments stand before the first element.
    while true {
      rest = rest.drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "<") else { return nil }
      if begins(rest, "<!doctype lewis") { return .sgml }
      if begins(rest, "<!--") {
        guard let end = index(of: "-->", in: rest) else { return nil }
        rest = rest[end...]
      } else if begins(rest, "<?") || begins(rest, "<!") {
        if begins(rest, "<!doctype html") { isPage = true }
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        rest = rest[(end + 1)...]
      } else {
        break
      }
    }
    let name = rest.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    switch String(decoding: name, as: UTF8.self).lowercased() {
    // Some feeds stand in a page of their own.
    case "html" where index(of: "<feed ", in: rest) != nil || index(of: "<rss ", in: rest) != nil:
      return .feed
    case "html", "head", "body": return .html
    case "rss", "feed", "rdf:rdf", "atom:feed": return .feed
    case "reuters": return .sgml
    default: return isPage ? .html : nil
    }
  }

  /// Whether JSON says that it is a feed.
  static func isJSONFeed(_ head: ArraySlice<UInt8>) -> Bool {
    head.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "{")
      && (index(of: "//jsonfeed.org/version", in: head) != nil
        || index(of: "\\/\\/jsonfeed.org\\/version", in: head) != nil)
  }

  /// Where a text ends in bytes that hold it.
  static func index(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let text = Array(text.utf8)
    guard let first = text.first, bytes.count >= text.count else { return nil }
    var at = bytes.startIndex
    while let found = bytes[at...].firstIndex(of: first) {
      if bytes[found...].starts(with: text) { return found + text.count }
      at = found + 1
    }
    return nil
  }

  private static func begins(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    zip(bytes, text.utf8).allSatisfy { byte, letter in
      byte == letter || (0x41...0x5A).contains(byte) && byte | 0x20 == letter
    } && bytes.count >= text.utf8.count
  }
}
