public import DemarcheReportLines

/// Reads reports from files, folders, archives and streams, whatever their format.
///
/// - Invariant: never holds more than one record and one block of its input, whatever the size of the input.
public struct ReportReader: Sendable {
  /// What every report of the input gets unless it says otherwise, and how the input is read.
  public struct Options: Sendable {
    /// nil goes by the first bytes and the ending of the name.
    public var format: Format?
    public var published: String?
    public var source: String?
    /// Whether newlines merely wrap; nil finds out for plain text.
    public var wrap: Bool?
    /// The longest report, in bytes.
    public var limit = 16 << 20
    /// The languages that are wanted, by ISO 639-1 code; nil takes every language.
    public var languages: Set<String>? = ["en"]
    /// For a field of a report the one column or member that it stands in.
    public var columns: [ReportFields.Field: String] = [:]
    /// The encoding of text, as `iconv` names it; nil is UTF-8, or what the input itself says.
    public var encoding: String?
    /// The words of archives and dates; without them exports of archives are read as plain text.
    public var layouts = Layouts()
    /// The words of pages and feeds; without them neither is read.
    public var pages: PageLexicon?
    /// How much a packed input may unpack to.
    public var unpacking = UnpackedLimits()
    /// Fetches the page at an address of the web; nil reads nothing from the web.
    public var fetch: (@Sendable (String) -> Result<WebPage, Rejection>)?

    public init() {}
  }

  /// What was fetched from the web.
  public struct WebPage: Sendable {
    /// Where it was found in the end.
    public var address: String
    /// As the server names it, with the charset: "text/html; charset=utf-8".
    public var type: String?
    public var bytes: [UInt8]

    public init(address: String, type: String?, bytes: [UInt8]) {
      self.address = address
      self.type = type
      self.bytes = bytes
    }
  }

  public typealias Item = ReportItem

  /// How many reports came out of each format, and how many inputs and records were rejected.
  public struct Counts: Sendable {
    public internal(set) var reports: [Format: Int] = [:]
    public internal(set) var rejected: [Format: Int] = [:]
    /// Inputs whose format was not found.
    public internal(set) var refused = 0

    public init() {}

    /// Adds the counts of another input.
    public static func += (a: inout Counts, b: Counts) {
      a.reports.merge(b.reports, uniquingKeysWith: +)
      a.rejected.merge(b.rejected, uniquingKeysWith: +)
      a.refused += b.refused
    }
  }

  public let options: Options
  /// What makes reports of drafts and of lines of JSON.
  let lines: ReportLines

  public init(options: Options) {
    self.options = options
    var lines = ReportLines(layouts: options.layouts, columns: options.columns)
    lines.published = options.published
    lines.source = options.source
    lines.wrap = options.wrap
    lines.limit = options.limit
    lines.languages = options.languages
    self.lines = lines
  }

  /// The report of a draft with what is to be said about it, or why it is none.
  func items(_ draft: Draft) -> [Item] { lines.items(draft) }

  /// The whole input, which is one record.
  func whole(_ input: Input) throws(Rejection) -> [UInt8] {
    guard let bytes = input.source.remainder() else {
      throw Rejection(
        report: input.path, error: "longer than \(options.limit >> 20) MB",
        help: "split it into reports, or give JSON lines with one report a line")
    }
    if bytes.isEmpty, let failure = input.source.failure { throw failure }
    return bytes
  }

  /// Reads one input and hands over its reports in order.
  ///
  /// - Parameters:
  ///   - path: a file, a folder, a pattern such as `news/*.csv`, "-" for standard input, or an address of the web.
  ///   - body: called for each item; returning false ends the reading.
  /// - Returns: what was read, by format.
  @discardableResult
  public func read(path: String, _ body: (Item) throws -> Bool) rethrows -> Counts {
    var counts = Counts()
    var files = InputFiles(path)
    while let file = files.next() {
      switch file {
      case .failure(let rejection):
        counts.refused += 1
        if try !body(.rejected(rejection)) { return counts }
      case .success(let path):
        if try !read(opened(path), path, into: &counts, body) { return counts }
      }
    }
    return counts
  }

  /// What is said of a feed in which nothing stands.
  public static let noEntries = "a feed without entries"

  /// Reads what was fetched from the web: a feed, a page or anything else, and hands over its reports in order.
  @discardableResult
  public func read(_ page: WebPage, _ body: (Item) throws -> Bool) rethrows -> Counts {
    var counts = Counts()
    let opened = Result { () throws(Rejection) in try open(page) }
    _ = try read(opened, page.address, into: &counts, body)
    return counts
  }

  /// Whether the reading goes on.
  ///
  /// - Parameter isPart: whether other parts of the input are read elsewhere, so that this one may hold nothing.
  func read(
    _ opened: Result<any ReportSource, Rejection>, _ path: String, isPart: Bool = false,
    into counts: inout Counts, _ body: (Item) throws -> Bool
  ) rethrows -> Bool {
    var source: any ReportSource
    switch opened {
    case .failure(let rejection):
      counts.refused += 1
      return try body(.rejected(rejection))
    case .success(let opened): source = opened
    }
    var isFirst = true
    while true {
      var items: [Item]
      var isLast = false
      do throws(Rejection) {
        items = try source.next() ?? []
        isLast = items.isEmpty
        if isFirst, isLast, !isPart {
          let error = "no report in it, as \(source.format.rawValue)"
          items = [.rejected(Rejection(report: path, error: error, help: "--input FORMAT says what it is"))]
        }
        isFirst = false
      } catch {
        items = [.rejected(error)]
        isLast = true
      }
      for item in items {
        switch item {
        case .report, .mended: counts.reports[source.format, default: 0] += 1
        case .rejected: counts.rejected[source.format, default: 0] += 1
        case .note: break
        }
        if try !body(item) { return false }
      }
      if isLast { return true }
    }
  }

  func opened(_ path: String) -> Result<any ReportSource, Rejection> {
    Result { () throws(Rejection) in
      if WebPage.isAddress(path) { return try open(address: path) }
      let bytes = LineSource(
        try FileBytes(path: path), path: path, limit: options.limit, unpacking: options.unpacking)
      return try open(Input(name: Packing.inner(of: path), source: bytes))
    }
  }
}

/// The reports of one input, one after the other.
protocol ReportSource {
  /// The format of what ``next()`` gave last.
  var format: ReportReader.Format { get }

  /// The items of the next record, never an empty list; nil at the end.
  ///
  /// - Throws: why the input cannot be read any further; what was good came before.
  mutating func next() throws(Rejection) -> [ReportReader.Item]?
}

/// What is read: a file, a member of an archive, a page from the web.
struct Input {
  /// The name that tells the format by its ending, without the ending of a packing.
  var name: String
  var source: LineSource
  /// The type as a server names it, when the input comes from the web.
  var type: String?
  /// How many archives it lies in.
  var depth = 0

  /// The path for people: a file, or a member of an archive behind the archive's path.
  var path: String { source.path }
}

/// The items of an input that is one record, or was read at once.
struct Held: ReportSource {
  let format: ReportReader.Format
  private var items: [[ReportReader.Item]]
  /// What ended the input early.
  private var failure: Rejection?

  init(_ format: ReportReader.Format, _ items: [[ReportReader.Item]], failure: Rejection? = nil) {
    self.format = format
    self.items = items.reversed().filter { !$0.isEmpty }
    self.failure = failure
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    if let next = items.popLast() { return next }
    guard let failure else { return nil }
    self.failure = nil
    return [.rejected(failure)]
  }
}
