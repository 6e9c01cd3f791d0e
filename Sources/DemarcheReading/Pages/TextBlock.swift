/// A paragraph, heading or item of a list as a reader sees it: text that no element of blocks divides.
struct TextBlock {
  /// With single spaces, none at either end.
  var text: String
  /// The element of blocks that the text stands in; -1 for none.
  var node: Int
  /// The first text node.
  var first: Int
  /// Letters and digits beyond ASCII count as they are in UTF-8: bytes.
  var length: Int
  /// Bytes of it that stand in links.
  var linked: Int
  var commas: Int

  /// The share of the text that stands in links, from 0 to 1.
  var linkDensity: Double { length == 0 ? 0 : Double(linked) / Double(length) }
}

extension TextBlock {
  /// The blocks of a page or a piece of HTML, in order.
  ///
  /// White space is one space; a `<br>` ends a paragraph, unless what follows goes on in lower case, and two always do.
  ///
  /// - Parameters:
  ///   - range: the nodes to read.
  ///   - isLeftOut: nodes whose subtrees are skipped.
  static func blocks(
    of markup: Markup, in range: Range<Int>, lexicon: PageLexicon, isLeftOut: (Int) -> Bool
  ) -> [TextBlock] {
    var growth = BlockGrowth()
    var open: [(end: Int, isBlock: Bool, isLink: Bool, node: Int)] = []
    var at = range.lowerBound
    func close(upTo node: Int) {
      while let last = open.last, last.end <= node {
        open.removeLast()
        if last.isBlock {
          growth.flush()
          growth.node = open.last { $0.isBlock }?.node ?? -1
        }
        if last.isLink { growth.links -= 1 }
      }
    }
    while at < range.upperBound {
      close(upTo: at)
      let node = markup.nodes[at]
      if isLeftOut(at) {
        at = max(node.end, at + 1)
        continue
      }
      if node.isText {
        growth.add(node.text, at)
      } else if node.name == "br" {
        growth.breaks += 1
      } else {
        let isBlock = lexicon.has(.block, node.name)
        let isLink = node.name == "a" && node["href"] != nil
        if isBlock {
          growth.flush()
          growth.node = at
        }
        if isLink { growth.links += 1 }
        if isBlock || isLink { open.append((node.end, isBlock, isLink, at)) }
      }
      at += 1
    }
    growth.flush()
    return growth.blocks
  }
}

/// Blocks while texts come in.
private struct BlockGrowth {
  var blocks: [TextBlock] = []
  var node = -1
  var links = 0
  /// Line breaks since the last text.
  var breaks = 0
  private var bytes: [UInt8] = []
  private var first = 0
  private var linked = 0
  private var commas = 0
  private var needsSpace = false

  mutating func add(_ text: String, _ node: Int) {
    for scalar in text.unicodeScalars {
      if BlockGrowth.isSpace(scalar) {
        needsSpace = true
        continue
      }
      if BlockGrowth.isInvisible(scalar) { continue }
      if breaks > 0 {
        if breaks > 1 || !scalar.properties.isLowercase { flush() } else { needsSpace = true }
        breaks = 0
      }
      if bytes.isEmpty {
        first = node
      } else if needsSpace {
        bytes.append(0x20)
        if links > 0 { linked += 1 }
      }
      needsSpace = false
      let before = bytes.count
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      if links > 0 { linked += bytes.count - before }
      if scalar == "," || scalar == "、" || scalar == "，" || scalar == "،" { commas += 1 }
    }
  }

  mutating func flush() {
    breaks = 0
    needsSpace = false
    if bytes.isEmpty { return }
    blocks.append(
      TextBlock(
        text: String(decoding: bytes, as: UTF8.self), node: node, first: first, length: bytes.count,
        linked: min(linked, bytes.count), commas: commas))
    bytes.removeAll(keepingCapacity: true)
    linked = 0
    commas = 0
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Signs that only tell where a line may break, and marks of byte order.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: true
    default: false
    }
  }
}

extension String {
  /// The text with single spaces, none at either end, as a block holds it.
  var spaced: String {
    var growth = BlockGrowth()
    growth.add(self, 0)
    growth.flush()
    return growth.blocks.first?.text ?? ""
  }
}
