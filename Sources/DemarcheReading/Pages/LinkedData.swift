import DemarcheJSON

/// What a page says of its article in JSON-LD, in the words of schema.org.
struct LinkedData {
  var headline: String?
  var published: String?
  var modified: String?
  var authors: [String] = []
  var outlet: String?
  var address: String?
  var language: String?
  var body: String?
  /// Whether some object was of a type that is an article.
  var isArticle = false

  /// Reads all blocks of JSON-LD of a page; what is no JSON is passed over.
  init(_ markup: Markup, lexicon: PageLexicon) {
    var objects: [JSON] = []
    for (i, node) in markup.nodes.enumerated() where node.name == "script" {
      guard let type = node["type"]?.lowercased(), type.contains("ld+json") else { continue }
      guard let json = LinkedData.json(markup.text(of: i)) else { continue }
      objects += LinkedData.objects(json)
    }
    func types(_ json: JSON) -> [String] {
      (json["@type"]?.string.map { [$0] } ?? json["@type"]?.array?.compactMap(\.string) ?? []).map {
        $0.lowercased()
      }
    }
    let articles = objects.filter { types($0).contains { lexicon.has(.linkedType, $0) } }
    isArticle = !articles.isEmpty
    for article in articles {
      headline = headline ?? LinkedData.text(article["headline"]) ?? LinkedData.text(article["name"])
      published =
        published ?? LinkedData.text(article["datePublished"]) ?? LinkedData.text(article["dateCreated"])
      modified = modified ?? LinkedData.text(article["dateModified"])
      if authors.isEmpty { authors = LinkedData.names(article["author"] ?? article["creator"] ?? .null) }
      outlet = outlet ?? LinkedData.names(article["publisher"] ?? .null).first
      address = address ?? LinkedData.text(article["mainEntityOfPage"]) ?? LinkedData.text(article["url"])
      language = language ?? LinkedData.text(article["inLanguage"])
      body = body ?? LinkedData.text(article["articleBody"])
    }
    for other in objects where outlet == nil {
      if types(other).contains("website") || types(other).contains("newsmediaorganization") {
        outlet = LinkedData.text(other["name"])
      }
    }
  }

  /// The value of a script; comments of HTML and CDATA around it are taken away, raw newlines in strings mended.
  private static func json(_ text: String) -> JSON? {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
      let end = bytes.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }), start < end
    else { return nil }
    // A "[" may belong to a CDATA mark around the object.
    let first =
      bytes[start...].starts(with: "[CDATA[".utf8) ? bytes[(start + 7)...].firstIndex { $0 > 0x20 } : start
    guard let first, first <= end else { return nil }
    let value = bytes[first...end].map { $0 < 0x20 ? 0x20 : $0 }
    return try? JSON.read(value)
  }

  /// All objects, those inside lists and graphs too; nested as deep as pages nest them.
  private static func objects(_ json: JSON) -> [JSON] {
    var found: [JSON] = []
    var waiting = [(json, 0)]
    while let (next, depth) = waiting.popLast(), found.count < 1000 {
      switch next {
      case .array(let values): waiting += values.reversed().map { ($0, depth + 1) }
      case .object:
        found.append(next)
        for name in ["@graph", "mainEntity", "hasPart", "itemListElement"] where depth < 4 {
          if let value = next[name], name != "hasPart" { waiting.append((value, depth + 1)) }
        }
      default: break
      }
    }
    return found
  }

  /// A string, or that of `@value` or `@id` inside an object; entities of HTML are read.
  static func text(_ json: JSON?) -> String? {
    let text = json?.string ?? json?["@value"]?.string ?? json?["@id"]?.string ?? json?.array?.first?.string
    guard let text, !text.isEmpty else { return nil }
    return text
  }

  /// The names of a person or an organisation, or of several.
  private static func names(_ json: JSON) -> [String] {
    let values = json.array ?? [json]
    return values.compactMap { $0.string ?? $0["name"]?.string ?? $0["name"]?.array?.first?.string }
      .map(\.spaced).filter { !$0.isEmpty }
  }
}
