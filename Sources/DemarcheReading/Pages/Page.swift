public import DemarcheReportLines

/// A news page as a report: its article without what stands around it, and what the page says of itself.
public struct Page: Hashable, Sendable {
  /// The headline without the name of the site.
  public var title: String?
  /// The article, one newline between two paragraphs; headings and items of lists are paragraphs.
  public var text: String
  /// ISO 8601: a date, with time and zone where the page gives them.
  public var published: String?
  /// Several names with a comma between them.
  public var author: String?
  /// The name of the site, else its host.
  public var outlet: String?
  /// The address that the page calls its own, else the one given.
  public var address: String?
  /// As the page has it: "en", "en-GB".
  public var language: String?
  /// The encoding that the bytes were read in.
  public var encoding: String
  /// How many stretches of bytes stood for no character.
  public var replaced: Int

  /// The largest page that is read, in bytes.
  public static let limit = 32 << 20
  /// The least text that is an article, in bytes.
  static let least = 140

  /// Reads a page of HTML.
  ///
  /// - Parameters:
  ///   - address: where the page was found; relative addresses count from it, and its path may name the day.
  ///   - charset: the charset of an HTTP header.
  /// - Returns: the page, or why it holds no article: it is empty, too large, or a list of links.
  /// - Cost: about linear in the page; nothing is fetched.
  public static func read(
    _ bytes: ArraySlice<UInt8>, address: String?, charset: String?, lexicon: PageLexicon
  ) -> Result<Page, Rejection> {
    func reject(_ error: String, _ help: String?) -> Result<Page, Rejection> {
      .failure(Rejection(report: address ?? "page", error: error, help: help))
    }
    if bytes.count > limit {
      return reject("a page of \(bytes.count >> 20) MB", "pages of up to \(limit >> 20) MB are read")
    }
    if bytes.allSatisfy({ $0 <= 0x20 }) { return reject("the page is empty", nil) }
    let (source, encoding, replaced) = TextEncoding.decode(bytes, declared: charset)
    let markup = Markup(html: source)
    let linked = LinkedData(markup, lexicon: lexicon)
    let metadata = PageMetadata(markup, linked: linked, address: address, lexicon: lexicon)
    let blocks = ArticleFinder(markup, lexicon: lexicon).blocks(
      title: metadata.title, isDeclared: linked.isArticle)
    var text = blocks.map(\.text).joined(separator: "\n")
    if let body = linked.body, body.utf8.count > 2 * text.utf8.count, body.utf8.count >= least {
      text = body.split(separator: "\n").map { plain(String($0), lexicon: lexicon) }.filter { !$0.isEmpty }
        .joined(separator: "\n")
    }
    if text.utf8.count < least {
      return reject("no article in the page", "a page that lists or leads to articles is no report")
    }
    let article = (blocks.first?.first ?? 0)..<(blocks.last.map { $0.first + 1 } ?? 0)
    return .success(
      Page(
        title: metadata.title, text: text, published: metadata.published(given: address, article: article),
        author: metadata.author,
        outlet: metadata.outlet, address: metadata.address, language: metadata.language, encoding: encoding,
        replaced: replaced))
  }

  /// The plain paragraphs of a piece of HTML, one newline between two; of plain text its paragraphs.
  static func plain(_ html: String, lexicon: PageLexicon) -> String {
    let markup = Markup(html: html)
    return TextBlock.blocks(of: markup, in: 0..<markup.nodes.count, lexicon: lexicon) {
      let name = markup.nodes[$0].name
      return name != "head" && lexicon.has(.skippedElement, name)
    }.map(\.text).joined(separator: "\n")
  }
}
