import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations

private let units = Period.Unit.allCases.map(\.rawValue)

let relationCommand = Command(
  name: "relation", summary: "how two actors stand and how that moved", operands: "A B | A --with-all",
  examples: [
    "demarche relation EGY ISR --by year", "demarche relation USA group:EU --by month --format csv",
    "demarche relation AZE ARM --compare ownership=state,country=AZE country=ARM",
    "demarche relation AZE ARM --changes", "demarche relation IRN --with-all --top 20",
  ],
  flags: [
    LedgerFlags.flag, Flag("by", units.joined(separator: "|"), "the period of a row; year when not given"),
    Flag("from", "DATE", "from this day"), Flag("until", "DATE", "up to this day"),
    Flag("changes", nil, "the change points alone, with the incidents behind them"),
    Flag(
      "compare", "SOURCES SOURCES",
      "two groups of sources side by side: names, ownership=state,country=AZE, or rest for all others"),
    Flag("with-all", nil, "A with each partner, the one with most incidents first"),
    Flag("top", "N", "so many partners; 20 when not given"),
    Flag("format", "table|jsonl|csv|parquet", "a table on a terminal, else JSON lines"),
    AnswerWriter.outputFlag,
  ] + SourceChoice.flags + Engine.flags
) { arguments in
  let view = try RelationView(arguments)
  if arguments.has("with-all") { return try view.printPartners() }
  if arguments.value("compare") != nil { return try view.printComparison() }
  return try view.printRelation()
}

/// What the command line asks of a ledger, and the ways to show it.
struct RelationView {
  private let arguments: Arguments
  private let question: RelationQuestion
  private let format: String
  private let ledger: Ledger
  private let setting: Setting
  private let sources: SourceChoice

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    let operands = arguments.operands
    let wanted = arguments.has("with-all") ? 1 : 2
    let others = arguments.value("compare") == nil ? 0 : 2 - arguments.values("compare").count
    guard operands.count == wanted + others else {
      throw UsageError(
        arguments.value("compare") == nil
          ? "relation needs two codes" : "--compare needs two groups of sources",
        help:
          "demarche relation EGY ISR, USA/GOV group:EU, or IRN --with-all; --compare ownership=state ownership=private"
      )
    }
    format = try AnswerWriter.format(arguments)
    setting = try Engine.setting(arguments)
    let parties = try operands.prefix(wanted).map { [setting] in try PartyFile.party($0, setting) }
    question = try RelationQuestion(parties[0], parties[wanted - 1], arguments.parameters)
    ledger = try LedgerFlags.open(arguments)
    sources = try SourceChoice(of: ledger, setting)
  }

  func printRelation() throws -> Int32 {
    let answer = try RelationAnswer(question, ledger, setting, sources)
    let output = try Output(path: arguments.outputFile)
    if arguments.has("changes") {
      try printChanges(answer, to: output)
    } else {
      let columns = answer.columns
      if format == "table" {
        EventTable.print(try answer.series().map(columns.cells), header: columns.header, to: output)
      } else {
        let names = columns.members(answer.relation.total).map(\.name)
        try write(names, answer.series().lazy.map(columns.members), to: output)
      }
    }
    try finish(answer.summary.text, output)
    if answer.relation.total.isEmpty { try tellNothing(answer.relation) }
    return Status.done
  }

  private func printChanges(_ answer: RelationAnswer, to output: Output) throws {
    let rows = try answer.changeRows(ledger)
    switch format {
    case "table":
      let names = [
        "measure", "period", "earliest", "latest", "before", "after", "ratio", "confidence", "doubt",
      ]
      let cells = rows.map { row in
        names.map { name in row.first { $0.name == name }?.value.cell ?? "" }
      }
      EventTable.print(cells, header: names.map { $0.uppercased() }, to: output)
      let events = try answer.leadingEvents(ledger)
      for point in answer.changes.points + answer.changes.doubtful {
        output.line("\n\(point.measure.rawValue) \(point.period):")
        for incident in point.leading {
          let event = events[incident.event]
          let words = [event?.id, event?.report, event?.trigger.text].map { $0 ?? "" }.joined(separator: "  ")
          output.line(
            "  \(incident.day?.iso ?? "")  \(pad(answer.relation.types[incident.type], 11))\(incident.texts) texts, \(incident.reports) reports  \(words)"
          )
        }
      }
    default: try write(ChangeColumns.columns, rows, to: output)
    }
  }

  func printComparison() throws -> Int32 {
    let texts = arguments.values("compare") + arguments.operands.dropFirst(2)
    let answer = try ComparisonAnswer(question, texts[0], with: texts[1], ledger, setting, sources)
    let output = try Output(path: arguments.outputFile)
    let rows = answer.comparison.rows.map(answer.members)
    switch format {
    case "table":
      let side = ["REPORTS", "TEXTS", "INCIDENTS", "CONFLICT", "MEAN", "READ"]
      let header = ["PERIOD"] + side.map { "1 \($0)" } + side.map { "2 \($0)" } + ["RATIO", "P", "DIFFERS"]
      output.line("1: \(texts[0])\n2: \(texts[1])\n")
      EventTable.print(rows.map { $0.map(\.value.cell) }, header: header, to: output)
    default: try write(ComparisonAnswer.columns, rows, to: output)
    }
    try finish(answer.summary, output)
    return Status.done
  }

  func printPartners() throws -> Int32 {
    let answer = try PartnersAnswer(of: question.a, question, ledger, setting, sources)
    let actor = answer.actor
    let top = try arguments.number("top", least: 1) ?? 20
    let output = try Output(path: arguments.outputFile)
    let rows = answer.rows.prefix(top)
    switch format {
    case "table":
      let header =
        ["PARTNER", "REPORTS", "TEXTS", "INCIDENTS", "\(actor) >", "> \(actor)", "MUTUAL"]
        + setting.quads.numbers.map { (setting.quads.names[$0] ?? "\($0)").uppercased() } + ["MEAN SCORE"]
      let cells = rows.map { row in
        let total = row.relation.total
        let counts =
          [
            total.all.reports, total.all.texts, total.all.incidents, total.aToB.incidents,
            total.bToA.incidents, total.mutual.incidents,
          ] + setting.quads.numbers.map { total.all.incidentsByQuad[$0] ?? 0 }
        return [row.partner] + counts.map(String.init)
          + [total.all.scoreMean.map { decimal($0, digits: 2) } ?? ""]
      }
      EventTable.print(Array(cells), header: header, to: output)
    default: try write(answer.columns, rows.lazy.map(answer.members), to: output)
    }
    try output.close()
    Output.error(
      "\(rows.count) of \(answer.rows.count) partners of \(setting.name(actor)) with an incident; those without one are not shown"
    )
    return Status.done
  }

  /// Writes rows in a format for programs.
  private func write(_ names: [String], _ rows: some Sequence<[JSON.Member]>, to output: Output) throws {
    let manifest = try Manifest.of(ledger, arguments, "relation", relationCommand.flags)
    var writer = AnswerWriter(format, names, manifest: manifest, to: output)
    for row in rows { writer.write(row) }
    writer.finish()
  }

  private func finish(_ summary: String, _ output: Output) throws {
    if format == "table" {
      output.line("")
      output.line(summary)
    }
    try output.close()
    if format != "table" { Output.error(summary) }
  }

  private func tellNothing(_ relation: Relation) throws {
    let counts = try ledger.counts()
    Output.error(
      "\(counts.events) events in \(counts.reports) reports of \(ledger.file), none between \(relation.a) and \(relation.b)"
    )
  }
}
