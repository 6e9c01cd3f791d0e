import CXML

/// The elements and texts of a page or a feed, in the order in which they begin.
///
/// A node's descendants stand right behind it, up to its `end`: a subtree is a range, and a walk needs no recursion.
/// Read with the parsers of libxml2, which mend what is broken; nothing is ever fetched, and no entity but the
/// predefined ones and those of HTML is expanded.
struct Markup {
  struct Attribute {
    var name: String
    var value: String
  }

  /// An element with its attributes, or a text, whose name is empty.
  struct Node {
    /// In lower case, in XML with its prefix: "div", "dc:date"; "" for a text.
    var name: String
    var text: String
    var attributes: [Attribute]
    /// The element that the node stands in; -1 for a root.
    var parent: Int
    /// One past its last descendant.
    var end: Int

    var isText: Bool { name.isEmpty }

    subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }
  }

  var nodes: [Node] = []
  /// Whether the depth or the number of nodes went over the bounds, so that the rest was left out.
  fileprivate(set) var isCut = false

  /// No page written by people nests deeper; what does is made to break readers.
  static let deepest = 1000
  static let mostNodes = 2_000_000

  /// Reads HTML as libxml2 mends it.
  ///
  /// - Cost: linear in the text for pages within the bounds.
  init(html text: String) {
    let options = HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    let all = options | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    self = Markup.withFewAttributes(text).withUnsafeBufferPointer { bytes in
      Markup.read(bytes, new: htmlNewParserCtxt, free: htmlFreeParserCtxt) {
        htmlCtxtReadMemory($0, $1, $2, nil, "UTF-8", Int32(all))
      }
    }
  }

  /// Reads XML, mended where it is broken.
  ///
  /// Names keep the prefixes that the text has; whether those are declared does not matter.
  init(xml text: String) {
    let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let all = options | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOENT.rawValue
    var bytes = Markup.withCharactersForEntities(text)
    // The parser wants the declaration, if any, to be the very first.
    bytes.removeFirst(bytes.firstIndex { $0 > 0x20 } ?? bytes.count)
    self = bytes.withUnsafeBufferPointer { bytes in
      Markup.read(bytes, new: xmlNewParserCtxt, free: xmlFreeParserCtxt) {
        xmlCtxtReadMemory($0, $1, $2, nil, "UTF-8", Int32(all))
      }
    }
  }

  private init() {}

  // MARK: Reading

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, new: () -> xmlParserCtxtPtr?, free: (xmlParserCtxtPtr?) -> Void,
    parse: (xmlParserCtxtPtr, UnsafePointer<CChar>, Int32) -> xmlDocPtr?
  ) -> Markup {
    let growth = Growth()
    guard let start = bytes.baseAddress, let count = Int32(exactly: bytes.count), count > 0,
      let context = new()
    else { return growth.markup }
    defer { free(context) }
    growth.context = context
    context.pointee.userData = Unmanaged.passUnretained(growth).toOpaque()
    context.pointee.sax?.pointee = Markup.handler
    let document = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      parse(context, $0, count)
    }
    // Nothing builds a document; were there one, it would be ours to free.
    xmlFreeDoc(document)
    growth.finish()
    return growth.markup
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.startElement = { context, name, attributes in
      Growth.of(context)?.start(name, attributes)
    }
    handler.endElement = { context, _ in Growth.of(context)?.end() }
    handler.characters = { context, text, count in Growth.of(context)?.text(text, count) }
    handler.cdataBlock = { context, text, count in Growth.of(context)?.text(text, count) }
    handler.ignorableWhitespace = { context, text, count in Growth.of(context)?.text(text, count) }
    return handler
  }

  /// A markup while the parser tells its parts.
  private final class Growth {
    var markup = Markup()
    var context: xmlParserCtxtPtr?
    private var open: [Int] = []
    private var pending: [UInt8] = []

    static func of(_ context: UnsafeMutableRawPointer?) -> Growth? {
      context.map { Unmanaged<Growth>.fromOpaque($0).takeUnretainedValue() }
    }

    func start(_ name: UnsafePointer<xmlChar>?, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
      flush()
      guard open.count < Markup.deepest, markup.nodes.count < Markup.mostNodes else {
        markup.isCut = true
        open.append(-1)
        xmlStopParser(context)
        return
      }
      var attributes: [Attribute] = []
      if let list {
        var at = 0
        while let name = list[at] {
          let value = list[at + 1].map { String(cString: $0) } ?? ""
          attributes.append(Attribute(name: String(cString: name).lowercased(), value: value))
          at += 2
        }
      }
      let name = name.map { String(cString: $0).lowercased() } ?? "?"
      append(Node(name: name, text: "", attributes: attributes, parent: open.last ?? -1, end: 0))
      open.append(markup.nodes.count - 1)
    }

    func end() {
      flush()
      if let last = open.popLast(), last >= 0 { markup.nodes[last].end = markup.nodes.count }
    }

    func text(_ start: UnsafePointer<xmlChar>?, _ count: Int32) {
      if let start, count > 0 { pending += UnsafeBufferPointer(start: start, count: Int(count)) }
    }

    func finish() {
      flush()
      while !open.isEmpty { end() }
    }

    /// The parser hands over text in pieces; the pieces between two tags are one node.
    private func flush() {
      if pending.isEmpty { return }
      let text = String(decoding: pending, as: UTF8.self)
      pending.removeAll(keepingCapacity: true)
      append(Node(name: "", text: text, attributes: [], parent: open.last ?? -1, end: 0))
      markup.nodes[markup.nodes.count - 1].end = markup.nodes.count
    }

    private func append(_ node: Node) { markup.nodes.append(node) }
  }

  /// The bytes of HTML whose tags have at most a thousand attributes, since the parser compares each with all before it.
  private static func withFewAttributes(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = open + 1
      guard at < bytes.count, (0x61...0x7A).contains(bytes[at] | 0x20) else { continue }
      var quote: UInt8?
      var words = 0
      while at < bytes.count, quote != nil || bytes[at] != UInt8(ascii: ">") {
        let byte = bytes[at]
        if let open = quote {
          if byte == open { quote = nil }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), bytes[at - 1] == UInt8(ascii: "=")
        {
          quote = byte
        } else if byte <= 0x20, bytes[at - 1] > 0x20 {
          words += 1
        }
        if words > 1000 { bytes[at] = UInt8(ascii: " ") }
        at += 1
      }
      // A quote that is never closed is none: look behind the sign again.
      if quote != nil { at = open + 1 }
    }
    return bytes
  }

  /// The bytes of an XML text with the entities of HTML, which feeds use undeclared, as characters.
  private static func withCharactersForEntities(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), bytes[at...].starts(with: "<![CDATA[".utf8) {
        let end = end(of: "]]>", in: bytes, from: at)
        result += bytes[at..<end]
        at = end
        continue
      }
      guard bytes[at] == UInt8(ascii: "&") else {
        result.append(bytes[at])
        at += 1
        continue
      }
      let name = bytes[(at + 1)...].prefix(10).prefix { isLetterOrDigit($0) }
      let end = at + 1 + name.count
      let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
      if isClosed, let scalar = character(ofEntity: name) {
        result += String(scalar).utf8
        at = end + 1
      } else if isClosed && !name.isEmpty || bytes[(at + 1)...].starts(with: "#".utf8) {
        result.append(bytes[at])
        at += 1
      } else {
        // An ampersand that begins no entity stands for itself.
        result += "&amp;".utf8
        at += 1
      }
    }
    return result
  }

  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while let next = bytes[at...].firstIndex(of: UInt8(ascii: "]")) {
      if bytes[next...].starts(with: mark.utf8) { return next + mark.utf8.count }
      at = next + 1
    }
    return bytes.count
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func character(ofEntity name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    // Those of XML itself are left to the parser.
    let predefined = ["amp", "lt", "gt", "quot", "apos"]
    if name.isEmpty || predefined.contains(where: { name.elementsEqual($0.utf8) }) { return nil }
    let entity = (Array(name) + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress) }
    return entity.flatMap { Unicode.Scalar($0.pointee.value) }
  }
}

extension Markup {
  /// The text below a node, as it stands.
  func text(of node: Int) -> String {
    nodes[node..<nodes[node].end].reduce(into: "") { $0 += $1.text }
  }

  /// The children of a node; those of the document for -1.
  func children(of node: Int) -> [Int] {
    var result: [Int] = []
    var at = node + 1
    let end = node < 0 ? nodes.count : nodes[node].end
    while at < end {
      result.append(at)
      at = nodes[at].end
    }
    return result
  }
}
