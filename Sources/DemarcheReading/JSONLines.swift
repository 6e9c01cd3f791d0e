import DemarcheJSON

/// JSON lines: one report a line, `{"id", "text", ...}`; a broken line is told and the next one read.
struct JSONLines: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.jsonl
  /// Lines that begin here or behind it are not read.
  private var end = Int.max

  init(reader: ReportReader, source: LineSource) {
    self.reader = reader
    self.source = source
  }

  /// Leaves out the lines whose first bytes lie outside a part of the input.
  mutating func cut(to part: Range<Int>) throws(Rejection) {
    end = part.upperBound
    guard part.lowerBound > 0 else { return }
    // The line to which the byte before the part belongs has begun before it.
    source.skip(part.lowerBound - 1)
    _ = try source.next()
  }

  /// Whether no line of its part is left.
  var isSpent: Bool { source.offset >= end }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while !isSpent, let line = try source.next() {
      switch line {
      case .tooLong(let count):
        return [
          .rejected(
            Rejection(
              report: source.path, line: source.line,
              error: "a line of \(count) bytes is longer than \(source.limit >> 20) MB",
              help: "one report a line; split longer texts"))
        ]
      case .bytes(let bytes):
        let bytes = source.line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        if bytes.allSatisfy({ $0 <= 0x20 }) { continue }
        return reader.items(ofJSON: bytes, path: source.path, line: source.line)
      }
    }
    return nil
  }
}

extension ReportReader {
  /// What a JSON object becomes that starts in a line.
  func items(ofJSON bytes: ArraySlice<UInt8>, path: String, line: Int) -> [Item] {
    func reject(_ error: String, _ help: String?) -> [Item] {
      [.rejected(Rejection(report: path, line: line, error: error, help: help))]
    }
    let json: JSON
    do { json = try JSON.read(bytes) } catch {
      return reject("no JSON: \(error)", "one object a line: {\"id\": \"r1\", \"text\": \"...\"}")
    }
    guard case .object(let members) = json else {
      return reject("a line that is no JSON object", "one object a line: {\"text\": \"...\"}")
    }
    var draft = Draft(id: "\(path):\(line)", line: line, needsDate: true)
    var ranks: [ReportFields.Field: Int] = [:]
    for member in members {
      for meaning in fields.meanings(of: member.name) {
        let isTime = meaning.field == .published
        guard meaning.rank <= ranks[meaning.field] ?? .max,
          let value = ReportReader.text(of: member.value, isTime: isTime), !value.isEmpty
        else { continue }
        ranks[meaning.field] = meaning.rank
        draft.set(meaning.field, value)
      }
    }
    if String(validating: bytes, as: UTF8.self) == nil { draft.replaced = 1 }
    let items = items(draft)
    if case .rejected(var rejection)? = items.last, draft.text.isEmpty {
      rejection.help = "a report has at least a member \"text\""
      return [.rejected(rejection)]
    }
    return items
  }

  /// A member as text: a string, a number, several strings, or the name of what is described.
  private static func text(of value: JSON, isTime: Bool) -> String? {
    switch value {
    case .string(let text): text
    case .int(let number): isTime ? time(number) : String(number)
    case .array(let values):
      values.compactMap { text(of: $0, isTime: false) }.joined(separator: ", ")
    case .object: value["name"]?.string
    default: nil
    }
  }

  /// Seconds or thousandths of a second since 1970 as a date; other numbers as they are.
  private static func time(_ number: Int) -> String {
    let seconds = number >= 100_000_000_000 ? number / 1000 : number
    return (100_000_000..<100_000_000_000).contains(seconds)
      ? PublishedDate.iso(seconds: seconds) : String(number)
  }
}

extension Draft {
  /// Sets a field to what a column or a member holds.
  mutating func set(_ field: ReportFields.Field, _ value: String) {
    switch field {
    case .id: id = value
    case .title: title = value
    case .text: text = value
    case .published: published = value
    case .source: source = value
    case .url: url = value
    case .language: language = value
    case .author: author = value
    }
  }
}
