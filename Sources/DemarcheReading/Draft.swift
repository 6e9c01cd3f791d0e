import DemarcheText

/// What an input says of one report, before it is checked.
struct Draft {
  var id: String
  /// The line of the input that it begins in, from 1; nil when the input is one report.
  var line: Int?
  var title: String?
  var text = ""
  /// As it is written in the input.
  var published: String?
  var source: String?
  var url: String?
  var language: String?
  var author: String?
  var isWrapped = false
  /// How many bytes were no valid UTF-8.
  var replaced = 0
  /// Whether a date that cannot be read costs the report; else it goes on without a date.
  var needsDate = false
  /// The date of the capture or of the file, for a report that does not tell its own.
  var fallback: String?
}

extension ReportReader {
  /// The report of a draft with what is to be said about it, or why it is none.
  func items(_ draft: Draft) -> [Item] {
    func reject(_ error: String, _ help: String?) -> [Item] {
      [.rejected(Rejection(report: draft.id, line: draft.line, error: error, help: help))]
    }
    guard draft.text.utf8.contains(where: { $0 > 0x20 }) else {
      return reject("no text", "a report has at least a text")
    }
    if let language = draft.language, let wanted = options.languages,
      !wanted.contains(String(language.lowercased().prefix(2)))
    {
      let known = wanted.sorted().joined(separator: ", ")
      return reject("language \(language) is not supported", "supported: \(known)")
    }
    var items: [Item] = []
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
            help: options.published == nil
              ? "the report goes on without a date; --published gives one" : "the report has --published"))
      ]
    }
    published = published ?? draft.fallback ?? options.published
    let report = Report(
      id: draft.id, title: draft.title, text: draft.text, published: published,
      source: draft.source ?? options.source, url: draft.url, language: draft.language,
      author: draft.author, isWrapped: options.wrap ?? draft.isWrapped)
    items.append(draft.replaced > 0 ? .mended(report, replaced: draft.replaced) : .report(report))
    return items
  }

  /// The whole input, which is one record.
  func whole(_ input: Input) throws(Rejection) -> [UInt8] {
    guard let bytes = input.source.remainder() else {
      throw Rejection(
        report: input.path, error: "longer than \(options.limit >> 20) MB",
        help: "split it into reports, or give JSON lines with one report a line")
    }
    if bytes.isEmpty, let failure = input.source.failure { throw failure }
    return bytes
  }
}
