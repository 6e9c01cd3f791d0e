import DemarcheJSON

extension FeedDraft {
  /// Reads JSON Feed 1.0 or 1.1; nil when the text is no JSON or has no items.
  init?(json text: String) {
    guard let json = try? JSON.read(text), let items = json["items"]?.array else { return nil }
    self.init()
    title = json["title"]?.string.map { Content(text: $0, isHTML: false) }
    language = json["language"]?.string
    link = json["home_page_url"]?.string
    author = FeedDraft.names(json)
    entries = items.map { item in
      var entry = Entry()
      entry.id = item["id"]?.string ?? item["id"]?.int.map(String.init)
      entry.title = item["title"]?.string.map { Content(text: $0, isHTML: false) }
      entry.texts = [("content_html", true), ("content_text", false), ("summary", false)].compactMap {
        name, isHTML in
        item[name]?.string.map { Content(text: $0, isHTML: isHTML) }
      }
      entry.link = item["url"]?.string ?? item["external_url"]?.string
      entry.published = item["date_published"]?.string
      entry.updated = item["date_modified"]?.string
      entry.author = FeedDraft.names(item)
      entry.language = item["language"]?.string
      return entry
    }
  }

  private static func names(_ json: JSON) -> String? {
    let people = json["authors"]?.array ?? json["author"].map { [$0] } ?? []
    let names = people.compactMap { $0["name"]?.string?.nonEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
