import DemarcheReportLines

/// What a feed says, in its own words: addresses may be relative, dates are as written, texts may be HTML.
struct FeedDraft {
  var title: Content?
  var language: String?
  var link: String?
  /// What relative addresses count from, when the feed says so.
  var base: String?
  var author: String?
  var entries: [Entry] = []

  /// A text, and whether it is HTML.
  struct Content {
    var text: String
    var isHTML: Bool
  }

  /// An entry in the feed's own words.
  struct Entry {
    var id: String?
    var title: Content?
    /// The full text first, then what is shorter.
    var texts: [Content] = []
    var link: String?
    var base: String?
    var published: String?
    var updated: String?
    var author: String?
    var language: String?
  }

  /// The feed with plain texts, whole addresses and dates as ISO 8601 has them.
  func feed(address: String?, encoding: String, replaced: Int, lexicon: PageLexicon) -> Feed {
    func plain(_ content: Content?) -> String? {
      guard let content else { return nil }
      let text = content.isHTML ? Page.plain(content.text, lexicon: lexicon) : content.text.paragraphs
      return text.isEmpty ? nil : text
    }
    let base = base.map { WebAddress.resolved($0, against: address) } ?? address
    let site = link.map { WebAddress.resolved($0, against: base) }
    var feed = Feed(
      title: plain(title)?.spaced, language: language?.nonEmpty, link: site?.nonEmpty, encoding: encoding,
      replaced: replaced)
    for (i, entry) in entries.enumerated() {
      let entryBase = entry.base.map { WebAddress.resolved($0, against: base ?? site) } ?? base ?? site
      let link = entry.link?.nonEmpty.map { WebAddress.resolved($0, against: entryBase) }
      let id = entry.id?.nonEmpty ?? link ?? "\(address ?? feed.title ?? "feed"):\(i + 1)"
      let title = plain(entry.title)?.spaced
      let text = entry.texts.lazy.compactMap(plain).first
      guard let content = text ?? title else {
        feed.rejected.append(
          Rejection(report: id, error: "the entry has no text", help: "it links to \(link ?? "nothing")"))
        continue
      }
      var notes: [String] = []
      func date(_ written: String?) -> String? {
        guard let written = written?.nonEmpty else { return nil }
        let date = WrittenDate.read(written, lexicon: lexicon, monthFirst: nil)
        if date == nil { notes.append("no date: \(written.prefix(60))") }
        return date
      }
      let updated = date(entry.updated)
      feed.entries.append(
        Feed.Entry(
          id: id, title: text == nil ? nil : title, text: content, link: link,
          published: date(entry.published) ?? updated, updated: updated,
          author: (entry.author ?? author)?.spaced.nonEmpty,
          language: (entry.language ?? language)?.nonEmpty, notes: notes))
    }
    return feed
  }
}

extension String {
  /// The text; nil when it is white space alone.
  var nonEmpty: String? {
    let text = spaced
    return text.isEmpty ? nil : text
  }

  /// Plain text with blank lines between its paragraphs, as paragraphs divided by one newline.
  var paragraphs: String {
    var paragraphs: [String] = []
    var lines: [Substring] = []
    for line in split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        paragraphs.append(lines.joined(separator: " ").spaced)
        lines = []
      } else {
        lines.append(line)
      }
    }
    paragraphs.append(lines.joined(separator: " ").spaced)
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
