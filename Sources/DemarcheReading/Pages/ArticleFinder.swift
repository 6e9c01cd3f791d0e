/// Finds the article of a page: which of its blocks are told to the reader as one text, and which stand around it.
///
/// Paragraphs give points to the elements around them, by length and commas; the element with most points, less its
/// links, holds the article, and is widened while good text stands beside it (Readability, Arc90 and Mozilla). Blocks
/// and lists that are mostly links are left out (Boilerpipe, Kohlschütter et al. 2010), as are elements whose class or
/// id speaks against them (Readability, trafilatura), and short lines between what is left out (jusText, Pomikálek 2011).
struct ArticleFinder {
  let markup: Markup
  let lexicon: PageLexicon
  /// What each node's class and id say; empty for texts.
  private var names: [ClassName]
  /// Whether a node with all below it can hold no article, whatever its class.
  private var isSkipped: [Bool]
  /// Whether a node is of a kind that never holds text, shown or hidden.
  private var isNoText: [Bool]
  /// Whether a node is an item of a list or stands in one.
  private var isInItem: [Bool]
  /// Whether a node's class or id say that readers wrote what it holds.
  private var isComment: [Bool]
  /// Whether a node's class or id speak so much against it that it is left out first.
  private var isDoubted: [Bool]

  init(_ markup: Markup, lexicon: PageLexicon) {
    self.markup = markup
    self.lexicon = lexicon
    names = markup.nodes.map { ClassName($0) }
    (isNoText, isSkipped, isComment, isDoubted, isInItem) = ([], [], [], [], [])
    for node in markup.nodes {
      isInItem.append(node.name == "li" || node.parent >= 0 && isInItem[node.parent])
    }
    isNoText = markup.nodes.map { lexicon.has(.skippedElement, $0.name) }
    isSkipped = markup.nodes.indices.map { cannotHoldText($0) }
    isComment = markup.nodes.indices.map { mayBeDoubted($0) && lexicon.has(.commentClass, in: names[$0]) }
    isDoubted = markup.nodes.indices.map { isSpokenAgainst($0) }
    trustWhatHoldsMost()
  }

  /// Takes the doubt from elements that hold most of the good text: no sidebar does, whatever its name.
  private mutating func trustWhatHoldsMost() {
    let all = markup.nodes.indices
    let blocks = TextBlock.blocks(of: markup, in: 0..<all.count, lexicon: lexicon) {
      isSkipped[$0] || isComment[$0]
    }
    let sums = Sums(blocks, count: all.count, isGood: isGood)
    for node in all where isDoubted[node] && sums.good(range(node)) * 2 > sums.good(0..<all.count) {
      isDoubted[node] = isComment[node]
    }
  }

  /// The blocks of the article in order; none where the page has no article.
  ///
  /// - Parameters:
  ///   - title: the headline, which is left out with what stands before it.
  ///   - isDeclared: whether the page says that it is an article; one that does is never taken for a list of others.
  func blocks(title: String?, isDeclared: Bool) -> [TextBlock] {
    var best: [TextBlock] = []
    // Where little is left, the classes of this page may not mean what they say, or a script shows what is hidden.
    for (skipped, doubted) in [(isSkipped, isDoubted), (isSkipped, isComment), (isNoText, isComment)] {
      let blocks = article(skipped, doubted, title: title?.compared, isDeclared: isDeclared)
      if ArticleFinder.weight(blocks) > 2 * ArticleFinder.weight(best) { best = blocks }
      if ArticleFinder.weight(best) >= 250 { break }
    }
    return best
  }

  /// The bytes of the text outside links.
  static func weight(_ blocks: [TextBlock]) -> Int { blocks.reduce(0) { $0 + $1.length - $1.linked } }

  // MARK: What is left out

  private func cannotHoldText(_ node: Int) -> Bool {
    let element = markup.nodes[node]
    if element.isText { return false }
    if lexicon.has(.skippedElement, element.name) { return true }
    if element["hidden"] != nil || element["aria-hidden"] == "true" { return true }
    if let role = element["role"], lexicon.has(.skippedRole, role.lowercased()) { return true }
    if let style = element["style"] {
      let style = style.lowercased().filter { $0 != " " }
      if style.contains("display:none") || style.contains("visibility:hidden") { return true }
    }
    return false
  }

  private func isSpokenAgainst(_ node: Int) -> Bool {
    if isComment[node] || lexicon.has(.doubtedElement, markup.nodes[node].name) { return true }
    return mayBeDoubted(node) && lexicon.has(.skippedClass, in: names[node])
      && !lexicon.has(.keptClass, in: names[node])
  }

  /// Whether an element is of a kind whose class may speak against it; headings and links are judged by their text.
  private func mayBeDoubted(_ node: Int) -> Bool {
    let name = markup.nodes[node].name
    return !names[node].isEmpty && !["body", "html", "article", "main", "a"].contains(name)
      && !lexicon.has(.heading, name)
  }

  // MARK: The element of the article

  /// The sums over blocks that any subtree is asked for.
  private struct Sums {
    /// Per node, of all blocks that begin before it.
    private var lengths: [Int]
    private var links: [Int]
    private var good: [Int]
    private var commas: [Int]

    init(_ blocks: [TextBlock], count: Int, isGood: (TextBlock) -> Bool) {
      lengths = [Int](repeating: 0, count: count + 1)
      (links, good, commas) = (lengths, lengths, lengths)
      for block in blocks {
        lengths[block.first + 1] += block.length
        links[block.first + 1] += block.linked
        commas[block.first + 1] += block.commas
        if isGood(block) { good[block.first + 1] += block.length }
      }
      for i in 0..<count {
        lengths[i + 1] += lengths[i]
        links[i + 1] += links[i]
        good[i + 1] += good[i]
        commas[i + 1] += commas[i]
      }
    }

    func length(_ range: Range<Int>) -> Int { lengths[range.upperBound] - lengths[range.lowerBound] }
    func linked(_ range: Range<Int>) -> Int { links[range.upperBound] - links[range.lowerBound] }
    func good(_ range: Range<Int>) -> Int { good[range.upperBound] - good[range.lowerBound] }
    func commas(_ range: Range<Int>) -> Int { commas[range.upperBound] - commas[range.lowerBound] }
    func linkDensity(_ range: Range<Int>) -> Double {
      let length = length(range)
      return length == 0 ? 0 : Double(linked(range)) / Double(length)
    }
  }

  private func range(_ node: Int) -> Range<Int> { node..<markup.nodes[node].end }

  private func article(
    _ isSkipped: [Bool], _ isDoubted: [Bool], title: String?, isDeclared: Bool
  ) -> [TextBlock] {
    let all = markup.nodes.indices
    let blocks = TextBlock.blocks(of: markup, in: 0..<all.count, lexicon: lexicon) {
      isSkipped[$0] || isDoubted[$0]
    }
    let sums = Sums(blocks, count: all.count, isGood: isGood)
    guard let best = candidate(blocks, sums) else { return [] }
    let element = widened(best, sums)
    let inside = blocks.filter { range(element).contains($0.first) }
    if !isDeclared, isListOfTeasers(inside) { return [] }
    return cleaned(withoutHead(inside, title), element, sums)
  }

  /// A paragraph of the kind that articles are made of; not one in an item of a list, as streams of teasers are.
  private func isGood(_ block: TextBlock) -> Bool {
    block.length >= 80 && block.linkDensity < 0.4 && (block.node < 0 || !isInItem[block.node])
  }

  /// The element with the most points, as Readability gives them.
  private func candidate(_ blocks: [TextBlock], _ sums: Sums) -> Int? {
    var points: [Int: Double] = [:]
    for block in blocks where block.length >= 25 && block.node >= 0 {
      let name = markup.nodes[block.node].name
      if lexicon.has(.heading, name) || name == "li" || name == "figcaption" { continue }
      let worth = (1 + Double(block.commas) + min(Double(block.length) / 100, 3)) * (1 - block.linkDensity)
      var level = 0
      var node = lexicon.has(.paragraph, name) ? markup.nodes[block.node].parent : block.node
      while node >= 0, level < 5 {
        let share = level == 0 ? 1 : level == 1 ? 2 : Double(level * 3)
        points[node, default: start(node)] += worth / share
        node = markup.nodes[node].parent
        level += 1
      }
    }
    var best: (node: Int, points: Double)?
    for (node, sum) in points.sorted(by: { $0.key < $1.key }) {
      let final = sum * (1 - sums.linkDensity(range(node)))
      if best.map({ final > $0.points }) ?? true { best = (node, final) }
    }
    return best?.node
  }

  /// What an element is worth before its text is looked at.
  private func start(_ node: Int) -> Double {
    let worth = lexicon.value(.worth, markup.nodes[node].name).flatMap { Double($0) } ?? 0
    return worth + classWeight(node)
  }

  private func classWeight(_ node: Int) -> Double {
    let name = names[node]
    if name.isEmpty { return 0 }
    var weight = 0.0
    if lexicon.has(.bodyClass, in: name) { weight += 25 }
    if lexicon.has(.goodClass, in: name) { weight += 25 }
    if lexicon.has(.badClass, in: name) { weight -= 25 }
    return weight
  }

  /// The highest element around a candidate that adds more good text than other text.
  private func widened(_ candidate: Int, _ sums: Sums) -> Int {
    var best = candidate
    var node = markup.nodes[candidate].parent
    var isWhole = isWhole(best, sums)
    while node >= 0, markup.nodes[node].name != "html", !isWhole {
      let gain = sums.good(range(node)) - sums.good(range(best))
      let length = sums.length(range(node)) - sums.length(range(best))
      if gain * 8 > sums.good(range(best)), gain > 3 * (length - gain) {
        best = node
        isWhole = self.isWhole(best, sums)
      }
      node = markup.nodes[node].parent
    }
    return best
  }

  /// Whether an element says that it is an article or the body of one, and none elsewhere that says so holds much.
  private func isWhole(_ node: Int, _ sums: Sums) -> Bool {
    if markup.nodes[node].name == "article" { return true }
    guard lexicon.has(.bodyClass, in: names[node]) else { return false }
    return !markup.nodes.indices.contains {
      !range(node).contains($0) && !range($0).contains(node)
        && sums.good(range($0)) * 6 > sums.good(range(node))
        && lexicon.has(.bodyClass, in: names[$0])
    }
  }

  /// Whether most of the blocks are single short lines below a headline that leads elsewhere: a page that lists articles.
  private func isListOfTeasers(_ blocks: [TextBlock]) -> Bool {
    let blocks = blocks.filter { $0.length >= 20 }
    func leadsAway(_ i: Int) -> Bool { blocks[i].linkDensity > 0.8 }
    var plain = 0
    var teasers = 0
    for i in blocks.indices where !leadsAway(i) && blocks[i].length >= 40 {
      plain += 1
      let isLast = i + 1 == blocks.count || leadsAway(i + 1)
      if i > 0, leadsAway(i - 1), isLast, blocks[i].length < 250 { teasers += 1 }
    }
    return teasers >= 4 && teasers * 2 > plain
  }

  // MARK: What stands between the paragraphs

  private func cleaned(_ blocks: [TextBlock], _ element: Int, _ sums: Sums) -> [TextBlock] {
    var isOut = Set<Int>()
    var node = element + 1
    let end = markup.nodes[element].end
    while node < end {
      if isListOfLinks(node, sums) {
        for i in range(node) { isOut.insert(i) }
        node = markup.nodes[node].end
      } else {
        node += 1
      }
    }
    return withoutLooseHeadings(blocks.filter { !isOut.contains($0.first) && !isAside($0) })
  }

  /// An element inside the article that mostly leads elsewhere.
  private func isListOfLinks(_ node: Int, _ sums: Sums) -> Bool {
    let range = range(node)
    if sums.length(range) == 0 { return false }
    guard lexicon.has(.group, markup.nodes[node].name), sums.good(range) < 400 else { return false }
    let weight = classWeight(node)
    if weight < 0, sums.commas(range) < 3, sums.good(range) == 0 { return true }
    return sums.linkDensity(range) > (weight > 0 ? 0.75 : 0.5)
  }

  /// The blocks behind the headline, without the lines that tell author and date.
  private func withoutHead(_ blocks: [TextBlock], _ title: String?) -> [TextBlock] {
    let start = blocks.firstIndex(where: isGood) ?? blocks.count
    let headline = blocks[..<min(start + 1, blocks.count)].lastIndex {
      guard let title, !title.isEmpty, $0.length < 400 else { return false }
      return $0.text.compared == title
    }
    let head = blocks[..<start].indices.filter { i in
      if let headline, i <= headline { return false }
      return !isCredit(blocks[i])
    }
    let rest = blocks[start...].filter { block in headline.map { block.first != blocks[$0].first } ?? true }
    return head.map { blocks[$0] } + rest
  }

  /// A line that only tells who wrote or when.
  private func isCredit(_ block: TextBlock) -> Bool {
    guard block.length < 120, !block.text.hasSuffix(".") else { return false }
    let text = block.text.lowercased()
    if lexicon.forms(.by).contains(where: { text.hasPrefix($0 + " ") || text.hasPrefix($0 + ":") }) {
      return true
    }
    return WrittenDate.read(block.text, lexicon: lexicon) != nil
      && WrittenDate.lettersBeside(block.text, lexicon: lexicon) < 25
  }

  /// A short block that leads elsewhere or begins as boilerplate does; a sentence without a link is none.
  private func isAside(_ block: TextBlock) -> Bool {
    if block.linkDensity > 0.8, block.length < 200 { return true }
    guard block.length < 120, block.length < 60 || block.linked > 0 || !block.text.hasSuffix(".") else {
      return false
    }
    let text = block.text.lowercased()
    return lexicon.forms(.ending).contains { form in
      guard form.hasSuffix("*") else { return text == form }
      let start = form.dropLast()
      guard text.hasPrefix(start) else { return false }
      let next = text.dropFirst(start.count).first
      return next.map { !$0.isLetter } ?? true
    }
  }

  /// Headings that head nothing: another follows, or the end.
  private func withoutLooseHeadings(_ blocks: [TextBlock]) -> [TextBlock] {
    var kept: [TextBlock] = []
    for block in blocks.reversed() {
      let isLoose = isHeading(block) && (kept.isEmpty || kept.last.map { level($0) == level(block) } ?? false)
      if !isLoose { kept.append(block) }
    }
    return kept.reversed()
  }

  private func isHeading(_ block: TextBlock) -> Bool {
    block.node >= 0 && lexicon.has(.heading, markup.nodes[block.node].name)
  }

  private func level(_ block: TextBlock) -> String? { isHeading(block) ? markup.nodes[block.node].name : nil }
}
