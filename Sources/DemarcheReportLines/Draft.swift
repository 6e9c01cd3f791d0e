/// What an input says of one report, before it is checked.
package struct Draft {
  package var id: String
  /// The line of the input that it begins in, from 1; nil when the input is one report.
  package var line: Int?
  package var title: String?
  package var text: String
  /// As it is written in the input.
  package var published: String?
  package var source: String?
  package var url: String?
  package var language: String?
  package var author: String?
  package var isWrapped: Bool
  /// How many bytes were no valid UTF-8.
  package var replaced = 0
  /// Whether a date that cannot be read costs the report; else it goes on without a date.
  package var needsDate: Bool
  /// The date of the capture or of the file, for a report that does not tell its own.
  package var fallback: String?

  package init(
    id: String, line: Int? = nil, title: String? = nil, text: String = "", published: String? = nil,
    source: String? = nil, url: String? = nil, language: String? = nil, author: String? = nil,
    isWrapped: Bool = false, replaced: Int = 0, needsDate: Bool = false, fallback: String? = nil
  ) {
    self.id = id
    self.line = line
    self.title = title
    self.text = text
    self.published = published
    self.source = source
    self.url = url
    self.language = language
    self.author = author
    self.isWrapped = isWrapped
    self.replaced = replaced
    self.needsDate = needsDate
    self.fallback = fallback
  }

  /// Sets a field to what a column or a member holds.
  package mutating func set(_ field: ReportFields.Field, _ value: String) {
    switch field {
    case .id: id = value
    case .title: title = value
    case .text: text = value
    case .published: published = value
    case .source: source = value
    case .url: url = value
    case .language: language = value
    case .author: author = value
    }
  }
}
