import DemarcheReportLines
import DemarcheText

extension ReportReader.WebPage {
  /// Whether an operand is an address of the web.
  static func isAddress(_ path: String) -> Bool {
    let text = path.lowercased()
    return text.hasPrefix("http://") || text.hasPrefix("https://")
  }
}

extension ReportReader {
  /// Opens what is at an address of the web, if it may be fetched.
  func open(address: String) throws(Rejection) -> any ReportSource {
    try open(try fetched(address).get())
  }

  func open(_ page: WebPage) throws(Rejection) -> any ReportSource {
    let source = LineSource(
      HeldBytes(page.bytes[...]), path: page.address, limit: options.limit, unpacking: options.unpacking)
    let name = page.address.prefix { $0 != "?" && $0 != "#" }
    return try open(Input(name: Packing.inner(of: String(name)), source: source, type: page.type))
  }

  func fetched(_ address: String) -> Result<WebPage, Rejection> {
    guard let fetch = options.fetch else {
      return .failure(
        Rejection(
          report: address, error: "an address of the web is not read unasked", help: "--fetch reads it"))
    }
    return fetch(address)
  }

  /// A page of HTML is one report, named by the address that it calls its own, else by its path.
  func page(_ input: Input) throws(Rejection) -> any ReportSource {
    let address = WebPage.isAddress(input.path) ? input.path : nil
    let page = try page(try whole(input)[...], type: input.type, address: address, path: input.path).get()
    return Held(.html, [items(draft(page, path: input.path))], failure: input.source.failure)
  }

  /// Reads a page, whose rejections bear the path.
  func page(
    _ bytes: ArraySlice<UInt8>, type: String?, address: String?, path: String
  ) -> Result<Page, Rejection> {
    withLexicon("pages", type: type, path: path) { lexicon, charset in
      Page.read(bytes, address: address, charset: charset, lexicon: lexicon)
    }
  }

  /// What a reader of markup makes of its words and the charset that a server names, its rejections under the path.
  private func withLexicon<T>(
    _ what: String, type: String?, path: String, _ read: (PageLexicon, String?) -> Result<T, Rejection>
  ) -> Result<T, Rejection> {
    guard let lexicon = options.pages else {
      let help = "the table \(PageLexicon.file) of the data is needed"
      return .failure(Rejection(report: path, error: "no words to read \(what) by", help: help))
    }
    let charset = options.encoding == nil ? HTTPMessage.charset(of: type) : "utf-8"
    return read(lexicon, charset).mapError { Rejection(report: path, error: $0.error, help: $0.help) }
  }

  func draft(_ page: Page, path: String) -> Draft {
    Draft(
      id: page.address ?? path, title: page.title, text: page.text, published: page.published,
      source: page.outlet, url: page.address, language: page.language, author: page.author,
      replaced: page.replaced)
  }

  /// The entries of a feed are its reports.
  func feed(_ input: Input) throws(Rejection) -> any ReportSource {
    let address = WebPage.isAddress(input.path) ? input.path : nil
    let feed = try feed(try whole(input)[...], type: input.type, address: address, path: input.path).get()
    if feed.entries.isEmpty, feed.rejected.isEmpty {
      throw Rejection(
        report: input.path, error: ReportReader.noEntries, help: "look again when there is news")
    }
    return FeedEntries(reader: self, feed: feed, path: input.path, failure: input.source.failure)
  }

  private func feed(
    _ bytes: ArraySlice<UInt8>, type: String?, address: String?, path: String
  ) -> Result<Feed, Rejection> {
    withLexicon("feeds", type: type, path: path) { lexicon, charset in
      Feed.read(bytes, address: address, charset: charset, lexicon: lexicon)
    }
  }

  // MARK: Captured pages

  /// What a captured response holds.
  struct Captured {
    var items: [[Item]]
    /// How many have the day of their capture for want of one of their own.
    var datedByCapture = 0
  }

  /// The reports in the body of a captured response.
  func captured(
    _ body: ArraySlice<UInt8>, type: String, address: String, on day: String?, language: String?
  ) -> Result<Captured, Rejection> {
    func dated(_ draft: Draft) -> Captured {
      var draft = draft
      draft.fallback = day
      let found = items(draft)
      guard case .report(let report)? = found.last else { return Captured(items: [found]) }
      let isCapture = day != nil && report.published == day && draft.published.flatMap(lines.dates.iso) == nil
      return Captured(items: [found], datedByCapture: isCapture ? 1 : 0)
    }
    let format = TextMark.format(of: body) ?? Format(type: type, body)
    switch format {
    case .html:
      return page(body, type: type, address: address, path: address).map { page in
        var draft = draft(page, path: address)
        draft.url = draft.url ?? address
        draft.language = draft.language ?? language
        return dated(draft)
      }
    case .feed:
      return feed(body, type: type, address: address, path: address).map { feed in
        var captured = Captured(items: feed.rejected.map { [.rejected($0)] })
        for entry in feed.entries {
          let one = dated(FeedEntries.draft(entry, of: feed))
          captured.items += one.items
          captured.datedByCapture += one.datedByCapture
        }
        return captured
      }
    case .text, .markdown:
      var draft = Draft(id: address, url: address, language: language)
      (draft.text, _, draft.replaced) = TextEncoding.decode(body, declared: HTTPMessage.charset(of: type))
      draft.isWrapped = HardWraps.isWrapped(draft.text)
      return .success(dated(draft))
    default: return .success(Captured(items: []))
    }
  }
}
