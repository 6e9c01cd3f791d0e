import DemarcheJSON
import DemarcheText

/// Makes reports of lines of JSON, `{"id", "text", ...}`, one report a line; a broken line is told and the next one read.
///
/// A value, safe to use from many threads.
public struct ReportLines: Sendable {
  /// The date of reports that do not say theirs.
  public var published: String?
  /// The outlet of reports that do not name theirs.
  public var source: String?
  /// Whether newlines merely wrap; nil takes what the input says.
  public var wrap: Bool?
  /// The longest line, in bytes.
  public var limit = 16 << 20
  /// The languages that are wanted, by ISO 639-1 code; nil takes every language.
  public var languages: Set<String>? = ["en"]

  package let fields: ReportFields
  package let dates: PublishedDate

  /// - Parameters:
  ///   - layouts: the words of dates and further names of fields.
  ///   - columns: for a field of a report the one member that it stands in.
  public init(layouts: Layouts = Layouts(), columns: [ReportFields.Field: String] = [:]) {
    fields = ReportFields(layouts: layouts, columns: columns)
    dates = PublishedDate(layouts: layouts)
  }

  /// Reads all lines of some bytes and hands over what each becomes, in order; blank lines become nothing.
  ///
  /// - Parameter path: what the input is called; the line `n` of a report without an id is `path:n`.
  public func read(_ bytes: [UInt8], path: String, _ body: (ReportItem) throws -> Void) rethrows {
    var rest = bytes[...]
    var number = 0
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest[line.endIndex...].dropFirst()
      number += 1
      for item in items(ofLine: line, path: path, line: number) { try body(item) }
    }
  }

  /// What a line becomes; nothing when it is blank.
  package func items(ofLine bytes: ArraySlice<UInt8>, path: String, line: Int) -> [ReportItem] {
    if bytes.count > limit { return [tooLong(bytes.count, path: path, line: line)] }
    let bytes = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    if bytes.allSatisfy(ReportLines.isBlank) { return [] }
    return items(ofJSON: bytes, path: path, line: line)
  }

  /// Whether a byte may stand in a line that says nothing; a NUL may not.
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// What is said of a line of too many bytes.
  package func tooLong(_ count: Int, path: String, line: Int) -> ReportItem {
    .rejected(
      Rejection(
        report: path, line: line, error: "a line of \(count) bytes is longer than \(limit >> 20) MB",
        help: "one report a line; split longer texts"))
  }

  /// What a JSON object becomes that starts in a line; never nothing.
  package func items(ofJSON bytes: ArraySlice<UInt8>, path: String, line: Int) -> [ReportItem] {
    func reject(_ error: String, _ help: String?) -> [ReportItem] {
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
          let value = ReportLines.text(of: member.value, isTime: isTime), !value.isEmpty
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

  /// The report of a draft with what is to be said about it, or why it is none; never nothing.
  package func items(_ draft: Draft) -> [ReportItem] {
    func reject(_ error: String, _ help: String?) -> [ReportItem] {
      [.rejected(Rejection(report: draft.id, line: draft.line, error: error, help: help))]
    }
    guard draft.text.utf8.contains(where: { $0 > 0x20 }) else {
      return reject("no text", "a report has at least a text")
    }
    if let language = draft.language, let wanted = languages,
      !wanted.contains(String(language.lowercased().prefix(2)))
    {
      let known = wanted.sorted().joined(separator: ", ")
      return reject("language \(language) is not supported", "supported: \(known)")
    }
    var items: [ReportItem] = []
    var published = draft.published.flatMap(dates.iso)
    if let written = draft.published, published == nil {
      let error = "published is no date: \(written)"
      if draft.needsDate {
        return reject(error, "write it as 2026-02-07 or 2026-02-07T08:30:00+03:30")
      }
      items = [
        .note(
          Rejection(
            report: draft.id, line: draft.line, error: error,
            help: self.published == nil
              ? "the report goes on without a date; --published gives one" : "the report has --published"))
      ]
    }
    published = published ?? draft.fallback ?? self.published
    let report = Report(
      id: draft.id, title: draft.title, text: draft.text, published: published,
      source: draft.source ?? source, url: draft.url, language: draft.language,
      author: draft.author, isWrapped: wrap ?? draft.isWrapped)
    items.append(draft.replaced > 0 ? .mended(report, replaced: draft.replaced) : .report(report))
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
