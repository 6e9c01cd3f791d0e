/// One news report as it came in: what was written, when and by which outlet.
///
/// Only `text` is required of an input; `id` falls back to the path or the line it came from.
/// `published` is an ISO 8601 date, or a date with a time and zone, as given.
public struct Report: Hashable, Sendable {
  public var id: String
  public var title: String?
  public var text: String
  public var published: String?
  public var source: String?
  public var url: String?
  /// The ISO 639-1 code of the language, when the input names one.
  public var language: String?
  public var author: String?
  /// Whether single newlines merely wrap lines and a blank line ends a paragraph; else each newline ends one.
  public var isWrapped: Bool

  public init(
    id: String, title: String? = nil, text: String, published: String? = nil, source: String? = nil,
    url: String? = nil, language: String? = nil, author: String? = nil, isWrapped: Bool = false
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.published = published
    self.source = source
    self.url = url
    self.language = language
    self.author = author
    self.isWrapped = isWrapped
  }
}
