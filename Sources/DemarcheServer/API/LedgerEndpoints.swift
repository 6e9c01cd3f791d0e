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
    let columns = ["period", "reports", "sources"]
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
      let parameters = question.parameters
      let unit = try parameters.unit("by") ?? .month
      let outlets = try desk.sources().outlets(SourceChoice.conditions(parameters))
      let coverage = try desk.ledger.coverage(by: unit) { outlets[$0] }
      guard let bounds = coverage.bounds else { return APIRows(columns: columns, []) }
      let from = try parameters.day("from", end: false).map { Period(unit, containing: $0) }
      let until = try parameters.day("until", end: true).map { Period(unit, containing: $0) }
      var rows: [APIRow] = []
      var period = max(from ?? bounds.lowerBound, bounds.lowerBound)
      let last = min(until ?? bounds.upperBound, bounds.upperBound)
      while period <= last {
        let row = coverage[period]
        rows.append(
          APIRow([
            .init("period", .string("\(period)")), .init("reports", .int(row.reports)),
            .init("sources", .int(row.sources)),
          ]))
        period = period.next
      }
      return APIRows(columns: columns, rows)
    }
  }

  private static let sources = Endpoint.rows(
    "/sources", "sources", "The sources, what is known of them, and what each gave",
    [], of: "Source"
  ) { _, desk in
    let sources = try desk.sources()
    let rows = try desk.ledger.sourceCounts().filter { $0.source != 0 }.map { counts in
      let name = sources.names[counts.source] ?? "\(counts.source)"
      let outlet = sources.table.outlet(of: name)
      return [
        JSON.Member("name", .string(name)), .init("outlet", JSON(outlet?.name)),
        .init("key", JSON(outlet?.key)), .init("ownership", JSON(outlet?.ownership)),
        .init("country", JSON(outlet.flatMap { $0.country.isEmpty ? nil : $0.country })),
        .init("kind", JSON(outlet.flatMap { $0.kind.isEmpty ? nil : $0.kind })),
        .init("reports", .int(counts.reports)), .init("events", .int(counts.events)),
        .init("incidents", .int(counts.incidents)),
      ]
    }
    return APIRows(
      columns: [
        "name", "outlet", "key", "ownership", "country", "kind", "reports", "events", "incidents",
      ], rows.sorted { name(of: $0) < name(of: $1) }.map { APIRow($0) })
  }

  private static func name(of row: [JSON.Member]) -> String { row.first?.value.string ?? "" }

  // MARK: Runs

  private static let number = APIParameter(path: "n", .whole(1...1_000_000_000), "the number of the run")

  private static let runs = Endpoint.rows(
    "/runs", "runs", "What put reports in, the last first",
    [APIParameter("limit", .whole(1...APIRows.most), "at most so many")], of: "Run"
  ) { question, desk in
    let runs = try desk.ledger.runs(limit: question.number("limit") ?? APIRows.most)
    return APIRows(columns: columns, runs.map { APIRow(members($0)) })
  }

  private static let run = Endpoint.one(
    "/runs/{n}", "run", "One run: when it was, with what it coded, and what came of it", [number],
    of: Schema.named("Run")
  ) { question, desk in
    .object(members(try read(question, desk)))
  }

  private static let failures = Endpoint.rows(
    "/runs/{n}/failures", "failures", "The inputs of a run that became no report, in the order met", [number],
    of: "Failure"
  ) { question, desk in
    let run = try read(question, desk)
    let rows = try desk.ledger.failures(of: run.id).map { failure in
      APIRow([
        .init("report", .string(failure.report)), .init("line", JSON(failure.line)),
        .init("error", .string(failure.error)), .init("help", JSON(failure.help)),
      ])
    }
    return APIRows(columns: ["report", "line", "error", "help"], rows)
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
    "run", "kind", "version", "codebook", "data", "started", "finished", "reports", "known", "events",
    "rejected",
  ]

  private static func members(_ run: Run) -> [JSON.Member] {
    [
      .init("run", .int(run.id.number)), .init("kind", .string(run.kind.rawValue)),
      .init("version", .string(run.version)), .init("codebook", .string(run.codebook)),
      .init("data", .string(run.data)), .init("started", .string(run.started)),
      .init("finished", JSON(run.finished)), .init("reports", .int(run.reports)),
      .init("known", .int(run.known)), .init("events", .int(run.events)),
      .init("rejected", .int(run.rejected)),
    ]
  }
}
