/// What a page says of itself beside its text: title, author, outlet, address, language, and on request its date.
struct PageMetadata {
  var title: String?
  var author: String?
  var outlet: String?
  var address: String?
  var language: String?

  private let markup: Markup
  private let lexicon: PageLexicon
  private let linked: LinkedData
  /// The contents of `<meta>` by name in lower case, the first of each.
  private var named: [String: String] = [:]

  init(_ markup: Markup, linked: LinkedData, address: String?, lexicon: PageLexicon) {
    self.markup = markup
    self.linked = linked
    self.lexicon = lexicon
    for node in markup.nodes where node.name == "meta" {
      guard let content = node["content"]?.spaced, !content.isEmpty else { continue }
      for name in [node["property"], node["name"], node["itemprop"], node["http-equiv"]] {
        guard let name = name?.lowercased() else { continue }
        for name in name.split(separator: " ").map(String.init) where named[name] == nil {
          named[name] = content
        }
      }
    }
    self.address = canonical(address)
    language = readLanguage()
    outlet = readOutlet()
    title = readTitle()
    author = readAuthor()
  }

  /// The first value of the names of a kind, in the order of the lexicon.
  private func first(_ kind: PageLexicon.Kind, where isGood: (String) -> Bool = { _ in true }) -> String? {
    for name in lexicon.forms(kind) {
      if let value = named[name], isGood(value) { return value }
    }
    return nil
  }

  // MARK: Address, language, outlet

  private func canonical(_ address: String?) -> String? {
    let link = markup.nodes.first { $0.name == "link" && $0["rel"]?.lowercased() == "canonical" }?["href"]
    let base = address ?? markup.nodes.first { $0.name == "base" }?["href"]
    func whole(_ text: String?) -> String? {
      guard let text, !text.isEmpty else { return nil }
      let whole = WebAddress.resolved(text, against: base)
      return WebAddress.host(whole) == nil ? nil : whole
    }
    return whole(link) ?? whole(first(.address)) ?? whole(linked.address) ?? address
  }

  private func readLanguage() -> String? {
    let root = markup.nodes.first { $0.name == "html" }
    let value = root?["lang"] ?? root?["xml:lang"] ?? linked.language ?? first(.language)
    guard let value = value?.spaced, value.utf8.count >= 2 else { return nil }
    let tag = value.split { $0 == "," || $0 == ";" || $0 == " " }.first.map(String.init) ?? value
    let parts = tag.split { $0 == "_" || $0 == "-" }
    guard let code = parts.first, (2...3).contains(code.utf8.count) else { return nil }
    return parts.count > 1 ? "\(code.lowercased())-\(parts[1])" : code.lowercased()
  }

  private func readOutlet() -> String? {
    let name = first(.outlet) { WebAddress.host($0) == nil && $0.utf8.count < 80 }
    if let name = named["og:site_name"] ?? linked.outlet ?? name, !name.isEmpty { return name.spaced }
    return address.flatMap(WebAddress.host)
  }

  // MARK: Title

  private func readTitle() -> String? {
    let headings = markup.nodes.indices.filter { markup.nodes[$0].name == "h1" }.prefix(20)
      .map { text(of: $0) }.filter { !$0.isEmpty }
    let element = markup.nodes.firstIndex { $0.name == "title" && !isInside($0, "svg") }.map { text(of: $0) }
    let declared = [first(.title), linked.headline?.spaced, element].compactMap { $0 }.map(plain)
    // The heading that the page declares as its title says it as readers see it.
    for title in declared {
      for heading in headings where isWithin(heading, title) { return heading }
    }
    if let heading = headings.first(where: { heading in declared.contains { isAkin(heading, $0) } }) {
      return heading
    }
    if let title = declared.first { return withoutSite(title) }
    return headings.first
  }

  private func isInside(_ node: Markup.Node, _ name: String) -> Bool {
    node.parent >= 0 && markup.nodes[node.parent].name == name
  }

  private func blocks(of node: Int) -> [TextBlock] {
    TextBlock.blocks(of: markup, in: node..<markup.nodes[node].end, lexicon: lexicon) {
      markup.nodes[$0].name == "script" || markup.nodes[$0].name == "style"
    }
  }

  private func text(of node: Int) -> String { blocks(of: node).map(\.text).joined(separator: " ") }

  /// A declared title without entities that were escaped twice.
  private func plain(_ text: String) -> String {
    text.contains("&") && text.contains(";") ? Page.plain(text, lexicon: lexicon) : text
  }

  /// Whether a heading is all of a title, or all but a part behind or before a separator.
  private func isWithin(_ heading: String, _ title: String) -> Bool {
    let a = heading.compared
    let b = title.compared
    if a.isEmpty { return false }
    if a == b { return true }
    return parts(title).contains { $0.compared == a } && a.count >= 12
      || a.count >= 20 && (b.hasPrefix(a) || b.hasSuffix(a)) && a.count * 2 > b.count
  }

  /// Whether a heading shares half of its longer words, and at least three, with a title that search engines are told.
  private func isAkin(_ heading: String, _ title: String) -> Bool {
    func words(_ text: String) -> Set<String> {
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 3 })
    }
    let own = words(heading)
    let shared = own.intersection(words(title)).count
    return shared >= 3 && shared * 2 >= own.count
  }

  /// The pieces of a title between its separators.
  private func parts(_ title: String) -> [String] {
    var parts: [String] = []
    var words: [Substring] = []
    for word in title.split(separator: " ") {
      if lexicon.has(.separator, String(word)) {
        parts.append(words.joined(separator: " "))
        words = []
      } else {
        words.append(word)
      }
    }
    parts.append(words.joined(separator: " "))
    return parts.filter { !$0.isEmpty }
  }

  /// A title without the name of its site, which stands behind or before a separator.
  private func withoutSite(_ title: String) -> String {
    var title = title
    let host = address.flatMap(WebAddress.host)?.compared ?? ""
    let site = outlet?.compared ?? ""
    // The longest part of the host is the name of its owner: "courier" of "news.courier.co.uk".
    let labels = address.flatMap(WebAddress.host)?.split(separator: ".") ?? []
    let name = labels.max { $0.count < $1.count }.map(String.init)?.compared ?? ""
    func isSite(_ part: String) -> Bool {
      let part = part.compared
      if part.count < 2 { return false }
      if !site.isEmpty, part.hasPrefix(site) || site.hasPrefix(part) && part.count > 3 { return true }
      return part.count > 3 && host.contains(part)
        || name.count >= 3 && part.contains(name) && part.count <= 2 * name.count + 3
    }
    while true {
      let parts = parts(title)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { return title }
      if isSite(last), let range = title.lastRange(of: last) {
        title = trimmed(String(title[..<range.lowerBound]))
      } else if isSite(first) {
        title = trimmed(String(title.dropFirst(first.count)))
      } else {
        return title
      }
    }
  }

  private func trimmed(_ text: String) -> String {
    var words = text.split(separator: " ")
    while let last = words.last, lexicon.has(.separator, String(last)) { words.removeLast() }
    while let first = words.first, lexicon.has(.separator, String(first)) { words.removeFirst() }
    return words.joined(separator: " ")
  }

  // MARK: Date

  /// The date of publication: as the page declares it to machines, else as its address has it, else as it stands in
  /// sight near the headline or right behind the article; that of the last change comes last (htmldate, Barbaresi 2020).
  ///
  /// - Parameters:
  ///   - given: the address that the page was found at.
  ///   - article: the nodes from the first to the last block of the article.
  func published(given: String?, article: Range<Int>) -> String? {
    let order = language.map { lexicon.value(.monthFirst, $0.lowercased()) ?? "no" }
    let monthFirst = order == "yes" ? true : order == "no" ? false : nil
    func read(_ text: String?) -> String? {
      text.flatMap { WrittenDate.read($0, lexicon: lexicon, monthFirst: monthFirst) }
    }
    func read(_ node: Int) -> String? {
      let element = markup.nodes[node]
      return read(element["datetime"]) ?? read(element["content"]) ?? read(text(of: node))
    }
    if let date = read(linked.published) { return date }
    for name in lexicon.forms(.published) {
      if let date = read(named[name]) { return date }
    }
    let near = aroundHeadline(article)
    let elements = near.filter { !markup.nodes[$0].isText }
    let declared = elements.filter {
      let element = markup.nodes[$0]
      return element["pubdate"] != nil
        || [element["itemprop"], element["property"]].contains {
          $0?.lowercased().contains("datepublished") ?? false
        }
    }
    if let date = declared.lazy.compactMap(read).first { return date }
    if let date = elements.lazy.filter({ markup.nodes[$0].name == "time" }).compactMap(read).first {
      return date
    }
    if let date = [given, address].lazy.compactMap({ $0.flatMap(WebAddress.day) }).first { return date }
    let classed = elements.filter {
      markup.nodes[$0].end - $0 < 40 && lexicon.has(.dateClass, in: ClassName(markup.nodes[$0]))
    }
    if let date = classed.lazy.compactMap(read).first { return date }
    if let date = lines(near).lazy.compactMap({ read($0) }).first { return date }
    let title = markup.nodes.firstIndex { $0.name == "title" }.flatMap { read(text(of: $0)) }
    return read(linked.created) ?? title ?? read(linked.modified) ?? read(first(.modified))
  }

  /// The nodes where a date in sight is that of the article: from the headline to the first paragraphs, before the
  /// headline, and right behind the article.
  private func aroundHeadline(_ article: Range<Int>) -> [Int] {
    let all = 0..<markup.nodes.count
    let wanted = title?.compared ?? ""
    let headings = all.filter { lexicon.has(.heading, markup.nodes[$0].name) && $0 < article.upperBound }
    let heading =
      headings.first { text(of: $0).compared == wanted } ?? headings.last { markup.nodes[$0].name == "h1" }
      ?? max(0, article.lowerBound - 100)
    let start = min(heading, article.lowerBound)
    return Array((start..<article.lowerBound + 40).clamped(to: all)) + (start - 100..<start).clamped(to: all)
      + (article.upperBound..<article.upperBound + 60).clamped(to: all)
  }

  /// The short lines that begin in some nodes.
  private func lines(_ nodes: [Int]) -> [String] {
    let wanted = Set(nodes)
    return TextBlock.blocks(of: markup, in: 0..<markup.nodes.count, lexicon: lexicon) {
      let name = markup.nodes[$0].name
      return name == "script" || name == "style" || name == "head"
    }.filter { wanted.contains($0.first) && $0.length < 120 }.map(\.text)
  }

  // MARK: Author

  private func readAuthor() -> String? {
    if !linked.authors.isEmpty { return linked.authors.map(withoutBy).joined(separator: ", ") }
    if let name = first(.author, where: { WebAddress.host($0) == nil && isName($0) }) {
      return withoutBy(name)
    }
    let nodes = markup.nodes.indices.filter { !markup.nodes[$0].isText }
    func name(_ node: Int) -> String? {
      blocks(of: node).lazy.map { withoutDate(withoutBy($0.text)) }.first(where: isName)
    }
    for test in [
      { (node: Markup.Node) in node["rel"]?.lowercased() == "author" },
      { $0["itemprop"]?.lowercased() == "author" },
      { $0["class"] != nil && $0.name != "meta" && lexicon.has(.authorClass, in: ClassName($0)) },
    ] {
      if let name = nodes.lazy.filter({ test(markup.nodes[$0]) && markup.nodes[$0].name != "link" })
        .compactMap(name)
        .first
      {
        return name
      }
    }
    return nil
  }

  private func isName(_ text: String) -> Bool {
    (3...80).contains(text.utf8.count) && text.split(separator: " ").count <= 10
  }

  /// What stands before a date in a line.
  private func withoutDate(_ text: String) -> String {
    guard WrittenDate.read(text, lexicon: lexicon) != nil else { return text }
    let words = text.split(separator: " ").prefix { word in
      lexicon.value(.month, word.lowercased()) == nil && !word.contains(where: \.isNumber)
    }
    return words.joined(separator: " ")
  }

  private func withoutBy(_ text: String) -> String {
    let folded = text.lowercased()
    for word in lexicon.forms(.by) where folded.hasPrefix(word + " ") || folded.hasPrefix(word + ":") {
      return String(text.dropFirst(word.count + 1)).spaced
    }
    return text
  }
}

extension String {
  /// Letters and figures alone, in lower case: what two titles are compared by.
  var compared: String { lowercased().filter { $0.isLetter || $0.isNumber } }

  fileprivate func lastRange(of part: String) -> Range<String.Index>? {
    var end = endIndex
    while end > startIndex {
      if self[..<end].hasSuffix(part) { return index(end, offsetBy: -part.count)..<end }
      end = index(before: end)
    }
    return nil
  }
}
