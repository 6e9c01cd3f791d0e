import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger
import DemarcheText

/// Reports: the latest, and one with its text, sentences and events.
enum ReportEndpoints {
  static let all: [Endpoint] = [
    .rows(
      "/reports", "reports", "Reports as they came in, the last first",
      [
        APIParameter("run", .whole(1...1_000_000_000), "those of one run alone"),
        APIParameter("limit", .whole(1...APIRows.most), "at most so many"),
        APIParameter("after", .whole(1...1_000_000_000_000), "go on where a page ended"),
      ], of: "ReportLine"
    ) { question, desk in
      let run = question.number("run").map { RunID($0) }
      if let run, try desk.ledger.run(run) == nil { throw LedgerEndpoints.missing(run) }
      let total = run == nil ? try desk.counted().counts.reports : nil
      return APIRows(columns: CSV.line(columns), total: total) { after, limit, desk in
        let reports = try desk.ledger.latestReports(
          before: after.flatMap { Int($0) }, ofRun: run, limit: limit + 1)
        let shown = reports.prefix(limit)
        return (
          shown.map { APIRow(members($0)) }, reports.count > limit ? shown.last.map { "\($0.key)" } : nil
        )
      }
    },
    Endpoint(
      method: .get, path: Endpoint.root + "/report", name: "report",
      summary: "One report: its text, the places of its sentences, and its events",
      parameters: [
        APIParameter("id", .text(most: 400), "of the report", isRequired: true),
        APIParameter("as", .choice(ReportMarks.forms), "for another program: documents with marked spans"),
      ], formats: [.json, .jsonl],
      shape: .one(
        of: ["anyOf": [Schema.named("Report"), Schema.list(Schema.named("MarkedDocument"))]])
    ) { question, desk in
      let (report, events) = try read(question, desk)
      if let form = question["as"] {
        let documents = ReportMarks(report, events).documents(form)
        if question.format == .json { return .json(.array(documents)) }
        let lines = documents.map { $0.line + "\n" }.joined()
        return .text(lines, type: question.format.type)
      }
      let sentences = try desk.ledger.sentences(ofReport: report.id)
      let copies = try desk.ledger.copies(ofReport: report.id).filter { $0 != report.id }
      return .json(json(report, sentences, events, copies), type: question.format.type)
    },
  ]

  private static let columns = ["id", "published", "source", "title", "events"]

  private static func members(_ report: ReportLine) -> [JSON.Member] {
    [
      .init("id", .string(report.id)), .init("published", JSON(report.published)),
      .init("source", JSON(report.source)), .init("title", JSON(report.title)),
      .init("events", .int(report.events)),
    ]
  }

  private static func read(_ question: APIQuestion, _ desk: Desk) throws -> (Report, [Event]) {
    let id = try question.value("id")
    guard let report = try desk.ledger.report(id: id) else {
      throw Missing(
        what: "The ledger has no report \"\(id)\".",
        help: "The latest ones stand at \(Endpoint.root)/reports.", way: nil)
    }
    return (report, try desk.ledger.events(matching: EventFilter(report: id, limit: nil)))
  }

  private static func json(
    _ report: Report, _ sentences: [CodedReport.Sentence], _ events: [Event], _ copies: [String]
  ) -> JSON {
    [
      "id": .string(report.id), "title": JSON(report.title), "published": JSON(report.published),
      "source": JSON(report.source), "url": JSON(report.url), "language": JSON(report.language),
      "author": JSON(report.author), "wrapped": .bool(report.isWrapped),
      "text": report.text.isEmpty ? .null : .string(report.text),
      "sentences": .array(
        sentences.map { sentence in
          [
            "field": .string(sentence.field.rawValue), "number": .int(sentence.number),
            "start": .int(sentence.start), "end": .int(sentence.end),
          ]
        }),
      "events": .array(events.map(\.json)), "copies": .array(copies.map(JSON.string)),
    ]
  }
}
