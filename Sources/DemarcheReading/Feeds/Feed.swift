public import DemarcheReportLines

/// A feed of news: RSS 0.9 to 2.0, Atom 0.3 and 1.0, or JSON Feed 1, with the entries that hold text.
public struct Feed: Hashable, Sendable {
  public var title: String?
  /// As the feed has it: "en-us".
  public var language: String?
  /// The address of the site that the feed is of.
  public var link: String?
  public var entries: [Entry] = []
  /// The entries that hold no text, each with its id or address.
  public var rejected: [Rejection] = []
  /// The encoding that the bytes were read in.
  public var encoding: String
  /// How many stretches of bytes stood for no character.
  public var replaced: Int

  /// One entry of a feed as a report.
  public struct Entry: Hashable, Sendable {
    /// What the feed calls the entry, else its address, else the feed's own address or title with the entry's number.
    public var id: String
    public var title: String?
    /// Plain paragraphs, one newline between two; of an entry that is only a headline the headline, and no title.
    public var text: String
    public var link: String?
    /// ISO 8601; nil when the feed gives none or one that is no date, which a note says.
    public var published: String?
    public var updated: String?
    public var author: String?
    public var language: String?
    /// What was wrong with the entry and is left out.
    public var notes: [String] = []

    public init(
      id: String, title: String? = nil, text: String, link: String? = nil, published: String? = nil,
      updated: String? = nil, author: String? = nil, language: String? = nil, notes: [String] = []
    ) {
      self.id = id
      self.title = title
      self.text = text
      self.link = link
      self.published = published
      self.updated = updated
      self.author = author
      self.language = language
      self.notes = notes
    }
  }

  /// The largest feed that is read, in bytes.
  public static let limit = 64 << 20

  /// Reads a feed in whichever of the forms it has; broken XML is mended, undeclared namespaces do not matter.
  ///
  /// - Parameters:
  ///   - address: where the feed was found; relative addresses count from it.
  ///   - charset: the charset of an HTTP header.
  /// - Returns: the feed, which may have no entries, or why this is none.
  /// - Cost: about linear in the feed; nothing is fetched and no entity of a document's own is expanded.
  public static func read(
    _ bytes: ArraySlice<UInt8>, address: String?, charset: String?, lexicon: PageLexicon
  ) -> Result<Feed, Rejection> {
    func reject(_ error: String) -> Result<Feed, Rejection> {
      let help = "feeds are RSS, Atom or JSON Feed"
      return .failure(Rejection(report: address ?? "feed", error: error, help: help))
    }
    if bytes.count > limit { return reject("a feed of more than \(limit >> 20) MB") }
    let (source, encoding, replaced) = TextEncoding.decode(bytes, declared: charset)
    guard let first = source.utf8.first(where: { $0 > 0x20 }) else { return reject("the feed is empty") }
    let drafts: FeedDraft?
    if first == UInt8(ascii: "{") {
      drafts = FeedDraft(json: source)
    } else {
      drafts = FeedDraft(xml: source)
    }
    guard let drafts else { return reject("this is no feed") }
    return .success(
      drafts.feed(address: address, encoding: encoding, replaced: replaced, lexicon: lexicon))
  }
}
