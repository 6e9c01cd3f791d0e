extension FeedDraft {
  /// Reads RSS or Atom; nil when the text holds neither.
  ///
  /// Elements are found by their names, as Universal Feed Parser does, wherever the root of the feed stands.
  init?(xml: String) {
    let tree = FeedTree(Markup(xml: xml))
    guard let root = tree.root else { return nil }
    self.init()
    if tree.isAtom { readAtom(tree, root) } else { readRSS(tree, root) }
  }

  private mutating func readRSS(_ tree: FeedTree, _ root: Int) {
    let channel = tree.child(root, "channel") ?? root
    title = tree.plainOrHTML(channel, "title")
    language = tree.text(channel, "language", "dc:language")
    link = tree.text(channel, "link") ?? tree.atomLink(channel)
    base =
      tree.markup.nodes[channel]["xml:base"] ?? tree.markup.nodes[root]["xml:base"]
      ?? tree.ownAddress(channel)
    // Beside the channel in RSS 1.0, and anywhere where an element before them was not closed.
    entries = tree.all(root, "item").map { item in
      var entry = Entry()
      let guid = tree.child(item, "guid")
      let isLink = guid.map { tree.markup.nodes[$0]["ispermalink"]?.lowercased() != "false" } ?? false
      entry.id = guid.flatMap(tree.text) ?? tree.markup.nodes[item]["rdf:about"]
      entry.title = tree.plainOrHTML(item, "title", "media:title", "itunes:title")
      entry.texts = tree.contents(
        item, "content:encoded", "atom:content", "xhtml:body", "body", "fulltext", "description",
        "dc:description",
        "atom:summary", "itunes:summary", "media:description", "itunes:subtitle", "media:text")
      let address = isLink ? entry.id.flatMap { WebAddress.host($0) == nil ? nil : $0 } : nil
      entry.link =
        tree.text(item, "feedburner:origlink") ?? tree.text(item, "link") ?? tree.atomLink(item) ?? address
      entry.base = tree.markup.nodes[item]["xml:base"]
      entry.published = tree.text(
        item, "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "date", "published"
      )
      entry.updated = tree.text(item, "atom:updated", "dcterms:modified", "updated")
      entry.author =
        tree.text(item, "dc:creator", "itunes:author") ?? tree.person(item, "author", "atom:author")
      entry.language = tree.text(item, "dc:language", "language")
      return entry
    }
  }

  private mutating func readAtom(_ tree: FeedTree, _ root: Int) {
    title = tree.atomText(root, "title")
    language = tree.markup.nodes[root]["xml:lang"] ?? tree.text(root, "dc:language")
    link = tree.atomLink(root)
    base = tree.markup.nodes[root]["xml:base"] ?? tree.ownAddress(root)
    author = tree.person(root, "author")
    entries = tree.all(root, "entry").map { node in
      var entry = Entry()
      entry.id = tree.text(node, "id")
      entry.title = tree.atomText(node, "title")
      entry.texts = ["content", "summary"].compactMap { tree.atomText(node, $0) }
      let group = tree.child(node, "media:group") ?? node
      entry.texts += tree.contents(group, "media:description", "itunes:summary", "dc:description")
      entry.link = tree.text(node, "feedburner:origlink") ?? tree.atomLink(node)
      entry.base = tree.markup.nodes[node]["xml:base"]
      // Atom 0.3 says issued, created and modified.
      entry.published = tree.text(node, "published", "issued", "created", "dc:date", "dcterms:issued")
      entry.updated = tree.text(node, "updated", "modified")
      entry.author = tree.person(node, "author") ?? tree.text(node, "dc:creator")
      entry.language = tree.markup.nodes[node]["xml:lang"] ?? tree.text(node, "dc:language")
      return entry
    }
  }
}

/// The tree of a feed, asked by names that do not depend on which prefix the feed chose.
private struct FeedTree {
  var markup: Markup
  /// The element that the feed begins with.
  private(set) var root: Int?
  private(set) var isAtom = false
  /// The entries, in order: an element that is not closed ends before the next.
  private var starts: [Int] = []

  /// The prefixes that this reader asks by, for the namespaces of the extensions; "" is none.
  private static let prefixes = [
    "http://www.w3.org/2005/atom": "atom", "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "", "http://purl.org/net/rss1.1#": "", "http://backend.userland.com/rss2": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "http://www.w3.org/1999/xhtml": "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  ]

  init(_ markup: Markup) {
    self.markup = markup
    rename()
    let names = ["rss", "rdf:rdf", "feed", "atom:feed", "channel"]
    root = self.markup.nodes.firstIndex { names.contains($0.name) }
    starts = self.markup.nodes.indices.filter {
      ["item", "entry", "atom:entry"].contains(self.markup.nodes[$0].name)
    }
    guard let root else { return }
    let name = self.markup.nodes[root].name
    isAtom = name.hasSuffix("feed")
    if isAtom {
      for i in root..<self.markup.nodes[root].end where self.markup.nodes[i].name.hasPrefix("atom:") {
        self.markup.nodes[i].name.removeFirst("atom:".count)
      }
    }
  }

  /// Gives the prefixes of known namespaces the names that this reader asks by.
  private mutating func rename() {
    var known: [String: String] = [:]
    for node in markup.nodes {
      for attribute in node.attributes where attribute.name.hasPrefix("xmlns:") {
        if let prefix = FeedTree.prefixes[attribute.value.lowercased()] {
          known[String(attribute.name.dropFirst("xmlns:".count))] = prefix
        }
      }
    }
    for i in markup.nodes.indices {
      guard let colon = markup.nodes[i].name.firstIndex(of: ":") else { continue }
      let name = markup.nodes[i].name
      guard let prefix = known[String(name[..<colon])] else { continue }
      let local = String(name[name.index(after: colon)...])
      markup.nodes[i].name = prefix.isEmpty ? local : "\(prefix):\(local)"
    }
  }

  func children(_ node: Int, _ name: String) -> [Int] {
    markup.children(of: node).filter { markup.nodes[$0].name == name }
  }

  /// All elements of a name below a node, however deep.
  func all(_ node: Int, _ name: String) -> [Int] {
    (node..<markup.nodes[node].end).filter { markup.nodes[$0].name == name }
  }

  func child(_ node: Int, _ name: String) -> Int? { children(node, name).first }

  func text(_ node: Int) -> String? { markup.nodes[inside(node)].reduce(into: "") { $0 += $1.text }.nonEmpty }

  /// The nodes below a node that are before the next entry.
  private func inside(_ node: Int) -> Range<Int> {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > node { high = middle } else { low = middle + 1 }
    }
    let next = low < starts.count ? starts[low] : markup.nodes.count
    return (node + 1)..<max(node + 1, min(next, markup.nodes[node].end))
  }

  /// The text of the first child that has one of the names, in their order.
  func text(_ node: Int, _ names: String...) -> String? {
    for name in names {
      for child in children(node, name) {
        if let text = text(child) { return text }
      }
    }
    return nil
  }

  /// A title of RSS, which may be plain or HTML: plain unless it holds tags or entities.
  func plainOrHTML(_ node: Int, _ names: String...) -> FeedDraft.Content? {
    for name in names {
      if let text = text(node, name) {
        return FeedDraft.Content(
          text: text, isHTML: text.contains("&") || text.contains("</") || text.contains("/>"))
      }
    }
    return nil
  }

  /// The texts of all children that have one of the names, in the order of the names; those with tags are HTML.
  func contents(_ node: Int, _ names: String...) -> [FeedDraft.Content] {
    names.flatMap { name in
      children(node, name).compactMap { child in
        let inner = html(child)
        return inner.nonEmpty.map { _ in FeedDraft.Content(text: inner, isHTML: inner.isMarkedUp) }
      }
    }
  }

  /// A text construct of Atom: plain, HTML or XHTML as its type says.
  func atomText(_ node: Int, _ name: String) -> FeedDraft.Content? {
    for child in children(node, name) {
      let element = markup.nodes[child]
      let type = (element["type"] ?? "text").lowercased()
      // Other types are files: pictures, sounds.
      let isText =
        ["text", "html", "xhtml"].contains(type) || type.hasPrefix("text/") || type.hasSuffix("+xml")
      guard isText, element["src"] == nil else { continue }
      let inner = html(child)
      guard inner.nonEmpty != nil else { continue }
      // Atom 0.3 says how it is escaped beside the type, and feeds say "text" of what is marked up.
      let isHTML = type.hasSuffix("html") || element["mode"] == "escaped" || inner.isMarkedUp
      return FeedDraft.Content(text: inner, isHTML: isHTML)
    }
    return nil
  }

  /// What stands inside an element: its text as it is, or its elements written as HTML.
  private func html(_ node: Int) -> String {
    let range = inside(node)
    if range.allSatisfy({ markup.nodes[$0].isText }) {
      return markup.nodes[range].reduce(into: "") { $0 += $1.text }
    }
    var result = ""
    var open: [Int] = []
    func name(_ node: Int) -> String {
      let name = markup.nodes[node].name
      return name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }
    func close(upTo at: Int) {
      while let last = open.last, markup.nodes[last].end <= at {
        result += "</\(name(last))>"
        open.removeLast()
      }
    }
    for i in range {
      close(upTo: i)
      let node = markup.nodes[i]
      if node.isText {
        result += node.text.escaped
      } else if node.end == i + 1 {
        result += "<\(name(i))/>"
      } else {
        result += node["href"] == nil ? "<\(name(i))>" : "<\(name(i)) href=\"\">"
        open.append(i)
      }
    }
    close(upTo: .max)
    return result
  }

  /// The address of the page that an Atom link names: the alternate, else one without a relation.
  func atomLink(_ node: Int) -> String? {
    let links = (children(node, "link") + children(node, "atom:link")).filter {
      markup.nodes[$0]["href"] != nil
    }
    func isHTML(_ link: Int) -> Bool { markup.nodes[link]["type"]?.lowercased().contains("html") ?? true }
    let alternates = links.filter { (markup.nodes[$0]["rel"] ?? "alternate").lowercased() == "alternate" }
    let best = alternates.first(where: isHTML) ?? alternates.first
    // An entry may name itself alone; that of a whole feed is no page.
    let own = markup.nodes[node].name == "entry" ? links.first { markup.nodes[$0]["rel"] == "self" } : nil
    return (best ?? own).flatMap { markup.nodes[$0]["href"] }
  }

  /// The whole address that a feed says it stands at, when it says one.
  func ownAddress(_ node: Int) -> String? {
    (children(node, "link") + children(node, "atom:link")).lazy
      .filter { markup.nodes[$0]["rel"] == "self" }.compactMap { markup.nodes[$0]["href"] }
      .first { WebAddress.host($0) != nil }
  }

  /// The name of a person: its `name`, or the text with a name in brackets behind an address of mail.
  func person(_ node: Int, _ names: String...) -> String? {
    let people = names.flatMap { children(node, $0) }.compactMap { person -> String? in
      if let name = text(person, "name", "atom:name") { return name }
      guard markup.children(of: person).allSatisfy({ markup.nodes[$0].isText }), let text = text(person)
      else {
        return nil
      }
      guard text.contains("@"), let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")"),
        start < end
      else { return text }
      return String(text[text.index(after: start)..<end]).nonEmpty
    }
    return people.isEmpty ? nil : people.joined(separator: ", ")
  }
}

extension String {
  /// Whether the text holds a tag or an entity of HTML.
  fileprivate var isMarkedUp: Bool {
    let bytes = Array(utf8)
    for (i, byte) in bytes.enumerated() where i + 1 < bytes.count {
      let next = bytes[i + 1]
      if byte == UInt8(ascii: "<"), (0x61...0x7A).contains(next | 0x20) || next == UInt8(ascii: "/") {
        return true
      }
      if byte == UInt8(ascii: "&"), (0x61...0x7A).contains(next | 0x20) || next == UInt8(ascii: "#"),
        bytes[i...].prefix(10).contains(UInt8(ascii: ";"))
      {
        return true
      }
    }
    return false
  }

  /// The text with the signs of markup as entities.
  fileprivate var escaped: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
