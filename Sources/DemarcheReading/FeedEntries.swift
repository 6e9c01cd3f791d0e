import DemarcheReportLines

/// The entries of a feed as reports, each with the page it leads to where that may be read.
///
/// A page of the web is read only when the reader may fetch; a file beside the feed is read always, but none above the
/// feed's folder.
struct FeedEntries: ReportSource {
  let reader: ReportReader
  let format = ReportReader.Format.feed
  private let feed: Feed
  private let path: String
  private var rejected: [Rejection]
  private var entries: ArraySlice<Feed.Entry>
  private var failure: Rejection?

  init(reader: ReportReader, feed: Feed, path: String, failure: Rejection?) {
    self.reader = reader
    self.feed = feed
    self.path = path
    self.failure = failure
    rejected = feed.rejected.reversed()
    entries = feed.entries[...]
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    if let rejection = rejected.popLast() { return [.rejected(rejection)] }
    guard let entry = entries.popFirst() else {
      defer { failure = nil }
      return failure.map { [.rejected($0)] }
    }
    var draft = FeedEntries.draft(entry, of: feed)
    var notes = entry.notes.map {
      ReportReader.Item.note(Rejection(report: entry.id, error: $0, help: "the entry goes on without it"))
    }
    switch linked(entry) {
    case .success(let page)?:
      if page.text.utf8.count > draft.text.utf8.count { draft.text = page.text }
      draft.published = draft.published ?? page.published
      draft.author = draft.author ?? page.author
      draft.language = draft.language ?? page.language
    case .failure(var rejection)?:
      rejection.help = "the entry has the text of the feed"
      notes.append(.note(rejection))
    case nil: break
    }
    return notes + reader.items(draft)
  }

  /// What an entry says of its report.
  static func draft(_ entry: Feed.Entry, of feed: Feed) -> Draft {
    Draft(
      id: entry.id, title: entry.title, text: entry.text, published: entry.published ?? entry.updated,
      source: feed.title, url: entry.link, language: entry.language ?? feed.language, author: entry.author)
  }

  /// The page that an entry leads to; nil when it is not to be read.
  private func linked(_ entry: Feed.Entry) -> Result<Page, Rejection>? {
    guard let link = entry.link else { return nil }
    if ReportReader.WebPage.isAddress(link) {
      guard reader.options.fetch != nil else { return nil }
      return reader.fetched(link).flatMap { page in
        reader.page(page.bytes[...], type: page.type, address: page.address, path: link)
      }
    }
    guard path != "-", !link.contains(":"), !link.hasPrefix("/"), !link.hasPrefix("#"),
      !link.split(separator: "/").contains("..")
    else { return nil }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    let file = folder.isEmpty ? link : "\(folder)/\(link)"
    return Result { () throws(Rejection) in
      let source = try LineSource(
        path: file, limit: reader.options.limit, unpacking: reader.options.unpacking)
      guard let bytes = source.remainder() else {
        throw Rejection(report: file, error: "longer than \(reader.options.limit >> 20) MB")
      }
      return try reader.page(bytes[...], type: nil, address: nil, path: file).get()
    }
  }
}
