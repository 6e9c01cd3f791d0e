import DemarcheJSON

/// What a page says of its article in JSON-LD, in the words of schema.org.
struct LinkedData {
  var headline: String?
  var published: String?
  var created: String?
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
      published = published ?? LinkedData.text(article["datePublished"])
      created = created ?? LinkedData.text(article["dateCreated"])
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

  /// The value of a script; comments of HTML and CDATA around it are passed over, and what outlets often get wrong is
  /// mended: raw newlines in strings, commas behind the last member.
  private static func json(_ text: String) -> JSON? {
    var bytes = text.utf8.map { $0 < 0x20 ? 0x20 : $0 }[...]
    let mark = Array("<![CDATA[".utf8)
    let space = UInt8(ascii: " ")
    if let open = bytes.firstIndex(of: mark[0]), bytes[open...].starts(with: mark) {
      bytes = bytes[(open + mark.count)...]
      while let last = bytes.last, last == space || "]>*/".utf8.contains(last) { bytes.removeLast() }
    }
    guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else {
      return nil
    }
    let closing = bytes[start] == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
    // Behind CDATA the end of a list was taken away with the mark.
    let end = bytes.lastIndex(of: closing)
    let value = bytes[start...(end ?? bytes.endIndex - 1)] + (end == nil ? [closing] : [])
    return (try? JSON.read(value)) ?? (try? JSON.read(withoutLooseCommas(value)))
  }

  private static func withoutLooseCommas(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isInString {
        if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        while let last = result.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ",") {
          result.removeLast()
        }
      }
      result.append(byte)
    }
    return result
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
