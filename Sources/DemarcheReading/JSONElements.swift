import DemarcheReportLines

/// JSON in one piece: an array of objects, each a report, or a single object over several lines.
///
/// Elements are cut out by their brackets, so that an array of any length is read one element at a time and a broken
/// element costs no more than itself.
struct JSONElements: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.json
  private var isOpen = false

  init(reader: ReportReader, source: LineSource) {
    self.reader = reader
    self.source = source
  }

  /// Whether JSON begins with an array of objects, or with an object whose members stand on lines of their own.
  static func opens(_ head: ArraySlice<UInt8>) -> Bool {
    let text = (head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head).drop { $0 <= 0x20 }
    let rest = text.dropFirst()
    let next = rest.first { $0 > 0x20 }
    if text.first == UInt8(ascii: "[") {
      return next == UInt8(ascii: "{") || next == UInt8(ascii: "]") || next == nil
    }
    guard text.first == UInt8(ascii: "{") else { return false }
    return rest.first { $0 > 0x20 || $0 == 0x0A }.map { $0 == 0x0A } ?? false
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    var element: [UInt8] = []
    var count = 0
    var depth = 0
    var isText = false
    var isEscaped = false
    var line = 0
    while !source.ahead(1).isEmpty {
      let bytes = source.held
      for i in bytes.indices {
        let byte = bytes[i]
        if isText {
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isText = false
          }
          continue
        }
        switch byte {
        case UInt8(ascii: "\""): isText = depth > 0
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          if depth == 0 {
            let isArray = byte == UInt8(ascii: "[") && !isOpen
            isOpen = true
            // The bracket of the array that holds all elements is part of none.
            if isArray { continue }
            source.take(i - source.held.startIndex)
            line = source.line + 1
          }
          depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { continue }
          depth -= 1
          guard depth == 0 else { continue }
          let taken = source.take(i + 1 - source.held.startIndex)
          count += taken.count
          if count > source.limit { return [.rejected(tooLong(count, line))] }
          element += taken
          return reader.lines.items(ofJSON: element[...], path: source.path, line: line)
        default: break
        }
      }
      let rest = source.take(source.held.count)
      if depth > 0 {
        count += rest.count
        if count <= source.limit { element += rest }
      }
    }
    if let failure = source.failure { throw failure }
    if depth > 0 {
      throw Rejection(
        report: source.path, line: line, error: "the JSON ends inside an object",
        help: "its end is missing: copy it again")
    }
    return nil
  }

  private func tooLong(_ count: Int, _ line: Int) -> Rejection {
    Rejection(
      report: source.path, line: line,
      error: "an object of \(count) bytes is longer than \(source.limit >> 20) MB",
      help: "one object a report; split longer texts")
  }
}
