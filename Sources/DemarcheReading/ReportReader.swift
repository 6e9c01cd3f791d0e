import DemarcheJSON
public import DemarcheText

/// Reads reports from files and streams: plain text, one report a file, or JSON lines, one report a line.
public struct ReportReader: Sendable {
  /// The form of an input.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case text, jsonl
  }

  /// What every report of the input gets unless it says otherwise, and how the input is read.
  public struct Options: Sendable {
    /// nil goes by the ending of the name; standard input is JSON lines when it starts with "{".
    public var format: Format?
    public var published: String?
    public var source: String?
    /// Whether newlines merely wrap; nil finds out for plain text.
    public var wrap: Bool?
    /// The longest report, in bytes.
    public var limit = 16 << 20
    /// The languages that can be read, by ISO 639-1 code.
    public var languages: Set<String> = ["en"]

    public init() {}
  }

  /// One report, or why there is none.
  public enum Item: Sendable {
    case report(Report)
    /// A report whose bytes were no valid UTF-8 in so many places.
    case mended(Report, replaced: Int)
    case rejected(Rejection)
  }

  public let options: Options

  public init(options: Options) { self.options = options }

  /// Reads one input and hands over its reports in order.
  ///
  /// - Parameter body: called for each item; returning false ends the reading.
  public func read(path: String, _ body: (Item) throws -> Bool) rethrows {
    switch opened(path) {
    case .failure(let rejection): _ = try body(.rejected(rejection))
    case .success((let source, .text)): _ = try body(plain(source))
    case .success((let source, .jsonl)): try lines(source, body)
    }
  }

  private func opened(_ path: String) -> Result<(LineSource, Format), Rejection> {
    do throws(Rejection) {
      let source = try LineSource(path: path, limit: options.limit)
      let head = try source.peek(8192)
      if head.isEmpty {
        throw Rejection(report: path, error: "the input is empty", help: "give a report to read")
      }
      if head.contains(0) {
        let help = "give plain text or JSON lines in UTF-8"
        throw Rejection(report: path, error: "this looks like a binary file", help: help)
      }
      return .success((source, options.format ?? format(of: path, head)))
    } catch {
      return .failure(error)
    }
  }

  private func format(of path: String, _ head: ArraySlice<UInt8>) -> Format {
    if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") || path.hasSuffix(".json") { return .jsonl }
    if path == "-", head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return .jsonl }
    return .text
  }

  // MARK: Plain text

  private func plain(_ source: LineSource) -> Item {
    let bytes: [UInt8]
    do {
      guard let rest = try source.rest() else {
        return .rejected(
          Rejection(
            report: source.path, error: "longer than \(options.limit >> 20) MB",
            help: "split it into reports, or give JSON lines with one report a line"))
      }
      bytes = rest
    } catch { return .rejected(error) }
    let (text, replaced) = decode(bytes[...])
    guard text.utf8.contains(where: { $0 > 0x20 }) else {
      return .rejected(
        Rejection(report: source.path, error: "the input holds no text", help: "give a report to read"))
    }
    let report = Report(
      id: source.path, text: text, published: options.published, source: options.source,
      isWrapped: options.wrap ?? HardWraps.isWrapped(text))
    return replaced > 0 ? .mended(report, replaced: replaced) : .report(report)
  }

  /// The text with each invalid stretch as U+FFFD, and how many there were.
  private func decode(_ bytes: ArraySlice<UInt8>) -> (String, Int) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    if let text = String(validating: bytes, as: UTF8.self) { return (text, 0) }
    let text = String(decoding: bytes, as: UTF8.self)
    var marks = 0
    for scalar in text.unicodeScalars where scalar == "\u{FFFD}" { marks += 1 }
    return (text, max(1, marks))
  }

  // MARK: JSON lines

  private func lines(_ source: LineSource, _ body: (Item) throws -> Bool) rethrows {
    var number = 0
    while true {
      let line: LineSource.Line?
      do { line = try source.next() } catch {
        _ = try body(.rejected(error))
        return
      }
      guard let line else { return }
      number += 1
      switch line {
      case .tooLong(let count):
        let item = Item.rejected(
          Rejection(
            report: source.path, line: number,
            error: "a line of \(count) bytes is longer than \(options.limit >> 20) MB",
            help: "one report a line; split longer texts"))
        if try !body(item) { return }
      case .bytes(let bytes):
        if bytes.allSatisfy({ $0 <= 0x20 }) { continue }
        if try !body(item(of: bytes, path: source.path, line: number)) { return }
      }
    }
  }

  /// What one line of JSON becomes.
  public func item(of bytes: ArraySlice<UInt8>, path: String, line number: Int) -> Item {
    func reject(_ error: String, _ help: String?, id: String? = nil) -> Item {
      .rejected(Rejection(report: id ?? path, line: number, error: error, help: help))
    }
    let json: JSON
    do { json = try JSON.read(bytes) } catch {
      return reject("no JSON: \(error)", "one object a line: {\"id\": \"r1\", \"text\": \"...\"}")
    }
    guard case .object = json else {
      return reject("a line that is no JSON object", "one object a line: {\"text\": \"...\"}")
    }
    let id = json["id"].flatMap { $0.string ?? $0.int.map(String.init) } ?? "\(path):\(number)"
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { json[$0]?.string }.first { !$0.isEmpty }
    }
    guard let content = text("text", "event_text") else {
      return reject("no text", "a report has at least a member \"text\"", id: id)
    }
    let published = text("published", "date", "pub_date") ?? options.published
    if let published, !isDate(published) {
      return reject(
        "published is no date: \(published)", "write it as 2026-02-07 or 2026-02-07T08:30:00+03:30", id: id)
    }
    let language = text("language", "lang")
    if let language, !options.languages.contains(String(language.lowercased().prefix(2))) {
      let known = options.languages.sorted().joined(separator: ", ")
      return reject("language \(language) is not supported", "supported: \(known)", id: id)
    }
    let report = Report(
      id: id, title: text("title"), text: content, published: published,
      source: text("source") ?? options.source,
      url: text("url"), language: language, author: text("author"), isWrapped: options.wrap ?? false)
    let isValid = String(validating: bytes, as: UTF8.self) != nil
    return isValid ? .report(report) : .mended(report, replaced: 1)
  }

  /// The form of an ISO 8601 date, with or without a time behind it; the calendar checks the rest.
  private func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(10))
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return false
    }
    let digits = [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
    guard digits, let month = Int(text.dropFirst(5).prefix(2)), let day = Int(text.dropFirst(8).prefix(2))
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}
