import DemarcheReportLines

/// A text export of an archive of news: documents one behind the other, their fields labelled in the archive's words.
///
/// - Invariant: holds one document.
struct ArchiveExport: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format: ReportReader.Format
  private let layout: any ExportLayout
  /// The line that opened the next document and is part of it.
  private var carried: String?
  private var isAtEnd = false

  init(reader: ReportReader, source: LineSource, format: ReportReader.Format) {
    self.reader = reader
    self.source = source
    self.format = format
    let layouts = reader.options.layouts
    layout =
      switch format {
      case .factiva: FactivaExport(layouts: layouts)
      case .proquest: ProQuestExport(layouts: layouts)
      default: NexisExport(layouts: layouts)
      }
  }

  /// The archive whose export begins so; nil for any other text.
  static func format(of head: ArraySlice<UInt8>, _ layouts: Layouts) -> ReportReader.Format? {
    var lines = ArchiveExport.text(of: head).split(separator: "\n", omittingEmptySubsequences: false)
      .map { Paragraphs.trimmed($0).isEmpty ? "" : String($0) }
    // Where there is more, the last line may be cut.
    if head.count >= ReportReader.headLength { lines.removeLast() }
    if NexisExport(layouts: layouts).isLike(lines) { return .nexis }
    if FactivaExport(layouts: layouts).isLike(lines) { return .factiva }
    if ProQuestExport(layouts: layouts).isLike(lines) { return .proquest }
    return nil
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while !isAtEnd {
      var document = ExportDocument(line: source.line + (carried == nil ? 1 : 0), lines: [])
      if let carried { document.lines.append(carried) }
      carried = nil
      var size = 0
      reading: while true {
        guard let next = try source.next() else {
          isAtEnd = true
          break
        }
        var line = ""
        switch next {
        case .bytes(let bytes):
          line = ArchiveExport.text(of: bytes)
          size += bytes.count
        case .tooLong(let count): size += count
        }
        switch layout.boundary(line, in: document) {
        case .inside: if size <= source.limit { document.lines.append(line) }
        case .between: break reading
        case .last:
          document.lines.append(line)
          break reading
        case .first:
          carried = line
          break reading
        }
      }
      if size > source.limit {
        return [
          .rejected(
            Rejection(
              report: source.path, line: document.line,
              error: "a document of \(size) bytes is longer than \(source.limit >> 20) MB", help: nil))
        ]
      }
      document.trim()
      guard !document.lines.isEmpty,
        var draft = layout.draft(
          of: document, id: "\(source.path):\(document.line)", dates: reader.lines.dates)
      else { continue }
      draft.line = document.line
      draft.language = draft.language.map { reader.options.layouts.language($0) }
      return reader.items(draft)
    }
    return nil
  }

  /// A line in UTF-8, or in the windows-1252 that archives write else; without a mark of byte order and a form feed.
  private static func text(of bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    bytes = bytes.drop { $0 == 0x0C || $0 == 0x0D }
    while bytes.last == 0x0D { bytes.removeLast() }
    return TextEncoding.decode(bytes, declared: nil).text
  }
}

/// How an archive lays out what it exports.
protocol ExportLayout {
  /// Whether the first lines of a text can only be an export of this archive.
  func isLike(_ lines: [String]) -> Bool
  /// Where a line stands between documents.
  func boundary(_ line: String, in document: ExportDocument) -> ExportDocument.Boundary
  /// What a document says of its report; nil when the lines are no document, such as a cover page.
  func draft(of document: ExportDocument, id: String, dates: PublishedDate) -> Draft?
}

/// The lines of one document of an export.
struct ExportDocument {
  /// What a line is to the document before it.
  enum Boundary {
    case inside
    /// The last line of the document.
    case last
    /// The first line of the next.
    case first
    /// A line that parts two and belongs to neither.
    case between
  }

  /// The line of the file that the document begins in.
  var line: Int
  var lines: [String]

  /// Drops blank lines at the start and at the end.
  mutating func trim() {
    while let last = lines.last, Paragraphs.trimmed(last).isEmpty { lines.removeLast() }
    let blank = lines.prefix { Paragraphs.trimmed($0).isEmpty }.count
    lines.removeFirst(blank)
    line += blank
  }
}

extension Layouts {
  /// Whether a line is one of the forms of a role, in which `#` stands for a word with a number in it.
  func holds(_ layout: Layout, _ role: Role, line: String) -> Bool {
    let words = line.split { $0 == " " || $0 == "\t" }
    return forms(layout, role).contains { form in
      let parts = form.split(separator: " ")
      return parts.count == words.count
        && zip(parts, words).allSatisfy { part, word in
          part == "#" ? word.utf8.contains { (0x30...0x39).contains($0) } : part == word
        }
    }
  }

  /// Whether a line begins with one of the forms of a role.
  func begins(_ layout: Layout, _ role: Role, line: String) -> String? {
    let text = Paragraphs.trimmed(line)
    return forms(layout, role).first { text.lowercased().hasPrefix($0.lowercased()) }
  }

  /// The label at the start of a line, with what stands behind its colon; nil when there is none that is known.
  func label(_ layout: Layout, in line: String) -> (role: Role, name: Substring, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon].drop { $0 == " " }
    guard name.utf8.count < 40, let role = role(layout, of: String(name)) else { return nil }
    return (role, name, Paragraphs.trimmed(line[line.index(after: colon)...]))
  }
}
