import Demarche
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
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
    Flag("format", "table|jsonl|csv", "a table on a terminal, else JSON lines"),
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
  private let parties: [Party]
  private let unit: Period.Unit
  private let format: String
  private let from: Day?
  private let until: Day?
  private let ledger: Ledger
  private let setting: RelationSetting
  private let choice: SourceChoice
  private let words: SummaryWords
  private let conditions: [OutletCondition]

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
    unit = try arguments.choice("by", units).flatMap { Period.Unit(rawValue: $0) } ?? .year
    format =
      try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
    from = try EventFilter.day(arguments, "from", end: false)
    until = try EventFilter.day(arguments, "until", end: true)
    conditions = try SourceChoice.conditions(arguments)
    let setting = try RelationSetting(arguments)
    self.setting = setting
    parties = try operands.prefix(wanted).map { try setting.party($0) }
    ledger = try LedgerFlags.open(arguments)
    choice = try SourceChoice(arguments, ledger, setting.release.knowledge)
    words = try SummaryWords(Engine.table(SummaryWords.name, SummaryWords.columns, arguments))
  }

  /// What stands for all sources that are not of the first group.
  private static let rest = "rest"

  private var filter: EventFilter { EventFilter(from: from, until: until) }

  /// The relation of the two parties by some sources, and what was read of those.
  ///
  /// - Parameter outlets: the sources that count, and what each counts as.
  private func relation(_ outlets: [Int: Int]) throws -> (relation: Relation, coverage: Coverage) {
    var builder = RelationBuilder(
      between: setting.name(parties[0]), and: setting.name(parties[1]), by: unit, types: setting.types,
      quads: setting.quads)
    try ledger.forEachEvidence(
      between: parties[0], and: parties[1], types: setting.types, matching: filter
    ) { line throws(LedgerError) in
      guard let source = outlets[line.source] else { return true }
      var line = line
      line.source = source
      builder.add(line)
      return true
    }
    return (builder.relation, try ledger.coverage(by: unit) { outlets[$0] })
  }

  func printRelation() throws -> Int32 {
    let (relation, coverage) = try relation(choice.outlets(conditions))
    let changes = RelationChanges(of: relation, coverage: coverage, from: from, until: until)
    let summary = RelationSummary(
      of: relation, words: words, precision: setting.precision, coverage: coverage, changes: changes,
      sources: choice.descriptions)
    let output = Output()
    if arguments.has("changes") {
      try printChanges(relation, changes, to: output)
    } else {
      let columns = RelationColumns(
        relation: relation, coverage: coverage, precision: setting.precision, sources: choice.descriptions,
        a: parties[0], b: parties[1])
      let series = relation.series(from: from, until: until)
      switch format {
      case "table": EventTable.print(series.map(columns.cells), header: columns.header, to: output)
      case "csv":
        output.line(columns.members(relation.total).map(\.name).joined(separator: ","))
        for row in series { output.line(csvLine(columns.members(row))) }
      default: for row in series { output.line(JSON.object(columns.members(row)).line) }
      }
    }
    finish(summary.text, output)
    if relation.total.isEmpty { try tellNothing(relation) }
    return Status.done
  }

  private func printChanges(_ relation: Relation, _ changes: RelationChanges, to output: Output) throws {
    let points = changes.points + changes.doubtful
    // What the incidents are, from the ledger: the change points themselves hold only keys.
    var told: [Int: [JSON.Member]] = [:]
    for incident in points.flatMap(\.leading) where told[incident.event] == nil {
      let event = try ledger.event(key: incident.event)
      told[incident.event] = [
        .init("event", JSON(event?.id)), .init("report", JSON(event?.report)),
        .init("words", JSON(event?.trigger.text)),
      ]
    }
    let columns = ChangeColumns(relation: relation) { told[$0.event] ?? [] }
    switch format {
    case "table":
      let header = [
        "MEASURE", "PERIOD", "EARLIEST", "LATEST", "BEFORE", "AFTER", "RATIO", "CONFIDENCE", "DOUBT",
      ]
      let cells = points.map { point in
        let members = columns.members(point)
        return [
          "measure", "period", "earliest", "latest", "before", "after", "ratio", "confidence", "doubt",
        ].map { name in
          let value = members.first { $0.name == name }?.value ?? .null
          return value.isNull ? "" : value.string ?? value.line
        }
      }
      EventTable.print(cells, header: header, to: output)
      for point in points {
        output.line("\n\(point.measure.rawValue) \(point.period):")
        for incident in point.leading {
          let words = (told[incident.event] ?? []).map { $0.value.string ?? "" }.joined(separator: "  ")
          output.line(
            "  \(incident.day?.iso ?? "")  \(pad(relation.types[incident.type], 11))\(incident.texts) texts, \(incident.reports) reports  \(words)"
          )
        }
      }
    case "csv":
      for (i, point) in points.enumerated() {
        let members = columns.members(point)
        if i == 0 { output.line(members.map(\.name).joined(separator: ",")) }
        output.line(csvLine(members))
      }
    default: for point in points { output.line(JSON.object(columns.members(point)).line) }
    }
  }

  func printComparison() throws -> Int32 {
    let texts = arguments.values("compare") + arguments.operands.dropFirst(2)
    let group = try SourceChoice.read(texts[0])
    let isAgainstRest = texts[1] == RelationView.rest
    let (first, firstCoverage) = try relation(choice.outlets(conditions + [group]))
    let (second, secondCoverage) = try relation(
      isAgainstRest
        ? choice.outlets(conditions, but: [group])
        : choice.outlets(conditions + [SourceChoice.read(texts[1])]))
    let comparison = Comparison(
      texts[0], first, firstCoverage, with: texts[1], second, secondCoverage,
      from: from.map { Period(unit, containing: $0) }, until: until.map { Period(unit, containing: $0) })
    let output = Output()
    let rows = comparison.rows.map(comparisonMembers)
    let names = [
      "period", "first_reports", "first_texts", "first_incidents", "first_conflict", "first_score_mean",
      "first_coverage_reports", "second_reports", "second_texts", "second_incidents", "second_conflict",
      "second_score_mean", "second_coverage_reports", "ratio", "p", "differs",
    ]
    switch format {
    case "table":
      let side = ["REPORTS", "TEXTS", "INCIDENTS", "CONFLICT", "MEAN", "READ"]
      let header = ["PERIOD"] + side.map { "1 \($0)" } + side.map { "2 \($0)" } + ["RATIO", "P", "DIFFERS"]
      output.line("1: \(texts[0])\n2: \(texts[1])\n")
      EventTable.print(
        rows.map { $0.map { $0.value.isNull ? "" : $0.value.string ?? $0.value.line } }, header: header,
        to: output)
    case "csv":
      output.line(names.joined(separator: ","))
      for row in rows { output.line(csvLine(row)) }
    default: for row in rows { output.line(JSON.object(row).line) }
    }
    finish(comparison.summary(words), output)
    return Status.done
  }

  private func comparisonMembers(_ row: Comparison.Row) -> [JSON.Member] {
    func side(_ prefix: String, _ side: RelationRow, _ read: Coverage.Row) -> [JSON.Member] {
      [
        .init("\(prefix)_reports", .int(side.all.reports)), .init("\(prefix)_texts", .int(side.all.texts)),
        .init("\(prefix)_incidents", .int(side.all.incidents)),
        .init("\(prefix)_conflict", .int(side.all.conflict)),
        .init("\(prefix)_score_mean", rounded(side.all.scoreMean, 3)),
        .init("\(prefix)_coverage_reports", .int(read.reports)),
      ]
    }
    return [.init("period", .string("\(row.period)"))] + side("first", row.first, row.firstCoverage)
      + side("second", row.second, row.secondCoverage) + [
        .init("ratio", rounded(row.ratio, 3)), .init("p", rounded(row.p, 4)),
        .init("differs", .string(row.differs ? "yes" : "no")),
      ]
  }

  func printPartners() throws -> Int32 {
    let actor = parties[0]
    guard actor.states == nil, actor.sector == nil else {
      throw UsageError(
        "--with-all takes one country or organisation", help: "demarche relation IRN --with-all")
    }
    let outlets = try choice.outlets(conditions)
    var partners = Partners(of: actor.code, by: unit, types: setting.types, quads: setting.quads)
    var filter = filter
    filter.participant = actor
    try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
      guard a == actor.code || b == actor.code, let source = outlets[line.source] else { return true }
      var line = line
      line.source = source
      if b == actor.code { line.direction = line.direction.reversed }
      partners.add(a == actor.code ? b : a, line)
      return true
    }
    let all = partners.rows
    let top = try arguments.number("top", least: 1) ?? 20
    let output = Output()
    for (i, row) in all.prefix(top).enumerated() {
      let columns = RelationColumns(
        relation: row.relation, coverage: Coverage(unit), precision: setting.precision,
        sources: choice.descriptions, a: actor, b: Party(code: row.partner))
      let members = columns.members(row.relation.total).filter {
        $0.name != "period" && !$0.name.hasPrefix("coverage_") && $0.name != "incidents_per_1000"
      }
      switch format {
      case "table": break
      case "csv":
        if i == 0 { output.line(members.map(\.name).joined(separator: ",")) }
        output.line(csvLine(members))
      default: output.line(JSON.object(members).line)
      }
    }
    if format == "table" {
      let header =
        ["PARTNER", "REPORTS", "TEXTS", "INCIDENTS", "\(actor) >", "> \(actor)", "MUTUAL"]
        + setting.quads.numbers.map { (setting.quads.names[$0] ?? "\($0)").uppercased() } + ["MEAN SCORE"]
      let cells = all.prefix(top).map { row in
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
    }
    output.flush()
    Output.error(
      "\(min(top, all.count)) of \(all.count) partners of \(setting.name(actor)) with an incident; those without one are not shown"
    )
    return Status.done
  }

  private func finish(_ summary: String, _ output: Output) {
    if format == "table" {
      output.line("")
      output.line(summary)
    }
    output.flush()
    if format != "table" { Output.error(summary) }
  }

  private func tellNothing(_ relation: Relation) throws {
    let counts = try ledger.counts()
    Output.error(
      "\(counts.events) events in \(counts.reports) reports of \(ledger.file), none between \(relation.a) and \(relation.b)"
    )
  }
}

/// What the data says of types, quads and parties: what a relation is counted by.
struct RelationSetting {
  let release: Release
  /// The names of the types, in the order of the codebook.
  let types: [String]
  let quads: QuadLabels
  let precision: MeasuredPrecision
  private let groups: Groups

  init(_ arguments: Arguments) throws {
    release = try Engine.release(arguments)
    let codebook = release.knowledge.codebook
    types = codebook.types.map(\.name)
    quads = QuadLabels(codebook)
    let measured = try Engine.precision(arguments)
    var figures: [String: MeasuredPrecision.Figure] = [:]
    for type in types {
      guard let figure = measured[type], let precision = Double(figure.precisionOfParties),
        let recall = Double(figure.recallOfParties), let there = Int(figure.sentences)
      else { continue }
      figures[type] = MeasuredPrecision.Figure(precision: precision, recall: recall, there: there)
    }
    precision = MeasuredPrecision(figures)
    groups = try Groups(Engine.tables(of: .groups, arguments))
  }

  /// The party that an operand names: a code, or a group of the table or of a file with one code a line.
  func party(_ text: String) throws -> Party {
    // A path holds slashes of its own.
    if text.hasPrefix(PartySet.prefix), case let path = String(text.dropFirst(PartySet.prefix.count)),
      Files.exists(path), !Files.isFolder(path)
    {
      return Party(code: text, states: try RelationSetting.members(Files.text(path), path))
    }
    guard var party = Party(text) else {
      throw UsageError("\"\(text)\" is no code", help: "demarche relation EGY ISR, USA/GOV, group:EU")
    }
    guard let group = party.group else { return party }
    guard let memberships = groups.memberships(of: group) else {
      throw UsageError(
        "there is no group \(group)", help: "groups: \(groups.names.joined(separator: ", ")); or group:FILE")
    }
    party.states = PartySet(
      memberships.map { PartySet.Member(code: $0.member, from: $0.from, until: $0.until) })
    return party
  }

  /// Members from the lines of a file: a code, and with tabs the first and the last day.
  private static func members(_ text: String, _ path: String) throws -> PartySet {
    var members: [PartySet.Member] = []
    for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      func day(_ cell: Int, end: Bool) throws -> Day? {
        guard cells.count > cell, !cells[cell].isEmpty else { return nil }
        guard let day = Day(iso: cells[cell], end: end) else {
          throw UsageError(
            "\(path), line \(i + 1): \(cells[cell]) is no date", help: "write it as 2009-01-20")
        }
        return day
      }
      members.append(
        PartySet.Member(code: cells[0], from: try day(1, end: false), until: try day(2, end: true)))
    }
    return PartySet(members)
  }

  /// What a party is called: the name of its state or organisation, else its code.
  func name(_ party: Party) -> String {
    let key = party.group ?? party.code
    let name = release.knowledge.actors.entity(key)?.name ?? key
    return party.sector.map { "\(name) \($0)" } ?? name
  }
}

extension QuadLabels {
  /// The quads of a codebook; one whose types lower PLOVER's score is one of conflict.
  init(_ codebook: Codebook) {
    let conflict = codebook.quads.keys.filter { quad in
      codebook.types.filter { $0.quad == quad }.reduce(0) { $0 + $1.score } < 0
    }
    self.init(
      names: codebook.quads, conflict: Set(conflict), materialConflict: codebook.materialConflict,
      material: codebook.material)
  }
}
