import CXML
import DemarcheReportLines
import Glibc

extension ReportReader {
  /// A document of Word (DOCX) is one report: its paragraphs, with title, author and date of its properties.
  ///
  /// What was deleted while changes were tracked, notes and what stands at the edge of pages are left out.
  func wordDocument(_ input: Input) throws(Rejection) -> any ReportSource {
    let archive = ArchiveBytes(input.source, path: input.path, limits: options.unpacking, isZip: true)
    var paragraphs: [String]?
    var properties: [String: String] = [:]
    while let name = try archive.nextEntry() {
      guard name == "word/document.xml" || name == "docProps/core.xml" else { continue }
      let part = LineSource(archive, path: input.path, limit: options.limit)
      guard let bytes = part.remainder() else {
        throw Rejection(report: input.path, error: "longer than \(options.limit >> 20) MB", help: "split it")
      }
      if let failure = part.failure { throw failure }
      if name == "word/document.xml" {
        paragraphs = OfficeXML.paragraphs(of: bytes)
      } else {
        properties = OfficeXML.properties(of: bytes)
      }
    }
    guard let paragraphs else {
      throw Rejection(
        report: input.path, error: "no document of Word: it holds no word/document.xml",
        help: "save it as DOCX, CSV or text")
    }
    let text = paragraphs.filter { !$0.isEmpty }.joined(separator: "\n")
    if let export = exported(paragraphs.joined(separator: "\n"), input) { return export }
    var draft = Draft(id: input.path, text: text)
    draft.title = properties["title"]
    draft.author = properties["creator"]
    draft.fallback = properties["created"].flatMap(lines.dates.iso)
    var found = items(draft)
    if options.published == nil, let date = draft.fallback, case .report? = found.last {
      found.insert(
        .note(
          Rejection(
            report: input.path, error: "dated by the making of the document: \(date)",
            help: "--published gives another date")), at: 0)
    }
    return Held(.docx, [found])
  }
}

/// The parts of a document of Office, by libxml2.
enum OfficeXML {
  /// The text of each paragraph, empty ones as well.
  static func paragraphs(of bytes: [UInt8]) -> [String] {
    var paragraphs: [String] = []
    var open = ""
    walk(
      bytes,
      start: { name, node in
        switch name {
        case "t": open += content(of: node)
        case "tab": open += " "
        case "br", "cr": open += "\n"
        // What was deleted, and what another program shows in place of the same.
        case "del", "moveFrom", "instrText", "delText", "Fallback": return false
        default: break
        }
        return true
      },
      end: { name in
        guard name == "p" else { return }
        paragraphs.append(Paragraphs.trimmed(open))
        open = ""
      })
    return paragraphs
  }

  /// The properties of a document by their names.
  static func properties(of bytes: [UInt8]) -> [String: String] {
    var properties: [String: String] = [:]
    walk(
      bytes,
      start: { name, node in
        let value = Paragraphs.trimmed(content(of: node))
        if !value.isEmpty { properties[name] = value }
        return true
      }, end: { _ in })
    return properties
  }

  /// Walks over the elements without a stack of calls; no network, no entities.
  ///
  /// - Parameter start: whether what is inside the element is walked over too.
  private static func walk(
    _ bytes: [UInt8], start: (String, xmlNodePtr) -> Bool, end: (String) -> Void
  ) {
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_RECOVER.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      xmlReadMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, nil,
        options)
    }
    guard let document else { return }
    defer { xmlFreeDoc(document) }
    var node = xmlDocGetRootElement(document)
    while let current = node {
      let isElement = current.pointee.type == XML_ELEMENT_NODE
      let goesIn = isElement ? start(name(of: current), current) : false
      if goesIn, let child = current.pointee.children {
        node = child
        continue
      }
      if isElement { end(name(of: current)) }
      var at: xmlNodePtr? = current
      while let here = at, here.pointee.next == nil {
        at = here.pointee.parent
        if let parent = at, parent.pointee.type == XML_ELEMENT_NODE {
          end(name(of: parent))
        } else {
          at = nil
        }
      }
      node = at?.pointee.next
    }
  }

  private static func name(of node: xmlNodePtr) -> String {
    node.pointee.name.map { String(cString: $0) } ?? ""
  }

  /// The text directly inside an element.
  private static func content(of node: xmlNodePtr) -> String {
    var text = ""
    var child = node.pointee.children
    while let current = child {
      if current.pointee.type == XML_TEXT_NODE || current.pointee.type == XML_CDATA_SECTION_NODE,
        let content = current.pointee.content
      {
        text += String(cString: content)
      }
      child = current.pointee.next
    }
    return text
  }
}
