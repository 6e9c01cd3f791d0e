import DemarcheKnowledge
import DemarcheEvents
import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations

/// What the ledger holds as a whole: counts, what was read, sources and runs.
enum LedgerEndpoints {
  static func all(_ setting: Setting) -> [Endpoint] {
    [summary, coverage(setting), sources, runs, run, failures]
  }

  private static let summary = Endpoint.one(
    "/summary", "summary", "How much the ledger holds, and with what it was coded", [],
    of: Schema.named("Summary")
  ) { _, desk in
    let counted = try desk.counted()
    let counts = counted.counts
    return [
      "name": .string(desk.site.options.name), "run": JSON(counted.lastRun?.id.number),
      "reports": .int(counts.reports), "texts": .int(counts.texts), "events": .int(counts.events),
      "incidents": .int(counts.incidents), "sources": .int(counts.sources),
      "by_type": .array(
        counts.byType.map { ["event": .string($0.event), "events": .int($0.count)] }),
      "version": .string(Release.version),
      "codebook": .string(desk.setting.release.knowledge.codebook.version),
      "data": .string(desk.setting.release.hash),
    ]
  }

  private static func coverage(_ setting: Setting) -> Endpoint {
    let sources = SourceChoice.parameters.compactMap { parameter in
      EventQuestion.kind(parameter.name, setting).map { APIParameter(parameter.name, $0, parameter.meaning) }
    }
    return .rows(
      "/coverage", "coverage", "How much was read in each period, whoever it is about",
      [
        APIParameter(
          "by", .choice(Period.Unit.allCases.map(\.rawValue)), "the period of a row; month when not given"),
        APIParameter("from", .day, "from this day"), APIParameter("until", .day, "up to this day"),
      ] + sources, of: "CoverageRow"
    ) { question, desk in
      let answer = try CoverageAnswer(question.parameters, desk.ledger, desk.sources())
      return APIRows(columns: CoverageAnswer.columns, answer.rows.map { APIRow($0) })
    }
  }

  private static let sources = Endpoint.rows(
    "/sources", "sources", "The sources, what is known of them, and what each brought", [], of: "Source"
  ) { _, desk in
    let answer = try desk.sourcesAnswer()
    let none = SourcesAnswer.Row(key: 0, name: nil, names: [], figures: SourceFigures())
    return APIRows(
      columns: answer.members(none).map(\.name), answer.rows.map { APIRow(answer.members($0)) })
  }

  // MARK: Runs

  private static let number = APIParameter(path: "n", .whole(1...1_000_000_000), "the number of the run")

  private static let runs = Endpoint.rows(
    "/runs", "runs", "What put reports in, the last first",
    [APIParameter("limit", .whole(1...APIRows.most), "at most so many")], of: "Run"
  ) { question, desk in
    let runs = try desk.ledger.runs(limit: question.number("limit") ?? APIRows.most)
    return APIRows(columns: columns, runs.map { APIRow(RunRecord.members($0)) })
  }

  private static let run = Endpoint.one(
    "/runs/{n}", "run", "One run: when it was, with what it coded, and what came of it", [number],
    of: Schema.named("Run")
  ) { question, desk in
    .object(RunRecord.members(try read(question, desk)))
  }

  private static let failures = Endpoint.rows(
    "/runs/{n}/failures", "failures", "The inputs of a run that became no report, in the order met",
    [
      number, APIParameter("limit", .whole(1...APIRows.most), "at most so many"),
      APIParameter("after", .whole(0...1_000_000_000_000), "go on where a page ended"),
    ], of: "Failure"
  ) { question, desk in
    let run = try read(question, desk)
    return APIRows(columns: "report,line,error,help", total: run.rejected) { after, limit, desk in
      let found = try desk.ledger.failures(
        of: run.id, after: after.flatMap { Int($0) } ?? 0, limit: limit + 1)
      let shown = found.prefix(limit)
      let rows = shown.map { _, failure in
        APIRow([
          .init("report", .string(failure.report)), .init("line", JSON(failure.line)),
          .init("error", .string(failure.error)), .init("help", JSON(failure.help)),
        ])
      }
      return (rows, found.count > limit ? shown.last.map { "\($0.number)" } : nil)
    }
  }

  private static func read(_ question: APIQuestion, _ desk: Desk) throws -> Run {
    let id = RunID(question.number("n") ?? 0)
    guard let run = try desk.ledger.run(id) else { throw missing(id) }
    return run
  }

  static func missing(_ run: RunID) -> Missing {
    Missing(
      what: "There is no run \(run.number).", help: "All runs stand at \(Endpoint.root)/runs.", way: nil)
  }

  private static let columns = [
    "run", "kind", "version", "codebook", "data", "process", "started", "finished", "seconds", "reports",
    "known", "events", "rejected",
  ]
}
