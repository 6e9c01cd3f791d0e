import DemarcheKnowledge
import DemarcheAnswers
import DemarcheData
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations

/// Two parties: how they stand, what changed, by whom it is told; and who has to do with whom.
enum RelationEndpoints {

  static func all(_ setting: Setting) -> [Endpoint] {
    let party = ValueKind.party(or: setting.groups.names)
    let parties = [
      APIParameter(path: "a", party, "a code: EGY, USA/GOV (as USA%2FGOV), group:EU"),
      APIParameter(path: "b", party, "the other"),
    ]
    return [
      relation(parties + question(setting)), changes(parties + question(setting)),
      comparison(parties, setting), partners(setting), pairs(setting),
      panel(setting),
    ]
  }

  /// The parameters of ``RelationQuestion``.
  private static func question(_ setting: Setting) -> [APIParameter] {
    [unit] + range + sources(setting)
  }

  private static let unit = APIParameter(
    "by", .choice(Period.Unit.allCases.map(\.rawValue)), "the period of a row; year when not given")
  private static let range = [
    APIParameter("from", .day, "from this day"), APIParameter("until", .day, "up to this day"),
  ]
  private static let limit = APIParameter("limit", .whole(1...APIRows.most), "so many, those with most first")

  private static func sources(_ setting: Setting) -> [APIParameter] {
    SourceChoice.parameters.compactMap { parameter in
      EventQuestion.kind(parameter.name, setting).map { APIParameter(parameter.name, $0, parameter.meaning) }
    }
  }

  // MARK: Two parties

  private static func relation(_ parameters: [APIParameter]) -> Endpoint {
    .rows(
      "/relation/{a}/{b}", "relation",
      "How two parties stand, period after period, those without an act as well",
      parameters, of: "RelationRow",
      beside: [
        .init("a", Schema.text), .init("b", Schema.text), .init("summary", Schema.texts),
        .init("overall", Schema.named("RelationRow")),
      ]
    ) { question, desk in
      let answer = try answer(question, desk)
      let columns = answer.columns
      let overall = columns.members(answer.relation.total)
      let rows = try answer.knownSeries().map { row in
        APIRow(json: { .object(columns.members(row)) }, line: { columns.members(row).line })
      }
      return APIRows(
        columns: overall.map(\.name), rows,
        beside: [
          .init("a", .string(answer.relation.a)), .init("b", .string(answer.relation.b)),
          .init("summary", .array(answer.summary.sentences.map(JSON.string))),
          .init("overall", .object(overall)),
        ])
    }
  }

  private static func changes(_ parameters: [APIParameter]) -> Endpoint {
    .rows(
      "/relation/{a}/{b}/changes", "relation_changes",
      "Where a relation changed, those that are doubted last, each with the acts behind it", parameters,
      of: "ChangePoint",
      beside: [.init("method", Schema.text), .init("refusal", Schema.optional(Schema.text))]
    ) { question, desk in
      let answer = try answer(question, desk)
      let rows = try answer.changeRows(desk.ledger).map { APIRow($0) }
      return APIRows(
        columns: ChangeColumns.columns, rows,
        beside: [
          .init("method", .string(RelationChanges.method)), .init("refusal", JSON(refusal(answer.changes))),
        ])
    }
  }

  private static func refusal(_ changes: RelationChanges) -> String? {
    switch changes.refusal {
    case nil: nil
    case .fewIncidents(let count, let least):
      "\(count) incidents; no change is looked for in less than \(least)"
    case .fewPeriods(let count, let least): "\(count) periods; no change is looked for in less than \(least)"
    }
  }

  private static func comparison(_ parties: [APIParameter], _ setting: Setting) -> Endpoint {
    let meaning = "a group of sources: names, or ownership=state,country=AZE"
    return .rows(
      "/comparison/{a}/{b}", "comparison", "One pair by two groups of sources, side by side",
      parties + [
        APIParameter("first", .sources, meaning, isRequired: true),
        APIParameter("second", .sources, meaning + "; rest, or nothing, takes all others"),
      ] + question(setting), of: "ComparisonRow", beside: [.init("summary", Schema.text)]
    ) { question, desk in
      let answer = try ComparisonAnswer(
        self.question(question, desk), question.value("first"),
        with: question["second"] ?? ComparisonAnswer.rest, desk.ledger, desk.setting, desk.sources())
      return APIRows(
        columns: ComparisonAnswer.columns, answer.comparison.rows.map { APIRow(answer.members($0)) },
        beside: [.init("summary", .string(answer.summary))])
    }
  }

  private static func question(_ question: APIQuestion, _ desk: Desk) throws -> RelationQuestion {
    try RelationQuestion(
      desk.setting.party(question.value("a"), "a"), desk.setting.party(question.value("b"), "b"),
      question.parameters)
  }

  private static func answer(_ question: APIQuestion, _ desk: Desk) throws -> RelationAnswer {
    try RelationAnswer(self.question(question, desk), desk.ledger, desk.setting, desk.sources())
  }

  // MARK: All others

  private static func partners(_ setting: Setting) -> Endpoint {
    .rows(
      "/partners/{a}", "partners", "One actor with each of its partners",
      [APIParameter(path: "a", .code, "a code: IRN"), limit] + range + sources(setting), of: "Partner"
    ) { question, desk in
      let actor = try desk.setting.party(question.value("a"), "a")
      let answer = try PartnersAnswer(
        of: actor, RelationQuestion(actor, actor, question.parameters), desk.ledger, desk.setting,
        desk.sources())
      let rows = answer.rows.map { answer.members($0) }
      return APIRows(columns: answer.columns, rows.map { APIRow($0) })
    }
  }

  private static func pairs(_ setting: Setting) -> Endpoint {
    let filters: [(String, String)] = [
      ("with", "the pairs that this code is in"), ("event", "acts of these types alone"),
      ("quad", "of these quads alone"), ("from", "from this day"), ("until", "up to this day"),
    ]
    let parameters = filters.compactMap { name, meaning in
      let kind = name == "with" ? ValueKind.code : EventQuestion.kind(name, setting)
      return kind.map { APIParameter(name, $0, meaning) }
    }
    return .rows(
      "/pairs", "pairs", "Who has to do with whom: every two with an act between them, those with most first",
      parameters + sources(setting) + [limit], of: "Pair"
    ) { question, desk in
      let parameters = question.parameters
      let answer = try PairsAnswer(
        from: parameters.day("from", end: false), until: parameters.day("until", end: true),
        sources: SourceChoice.conditions(parameters), types: parameters.list("event"),
        quads: Set(parameters.list("quad").compactMap { Int($0) }),
        with: question["with"].flatMap { Party($0) }, desk.ledger, desk.setting, desk.sources())
      return APIRows(
        columns: PairsAnswer.columns(desk.setting.quads), answer.rows.map { APIRow(answer.members($0)) })
    }
  }

  /// A place in a panel: the number of a pair, and of a row of it.
  private static let panelPlace = ValueKind(
    schema: ["type": "string", "pattern": "^[0-9]{1,9}[.][0-9]{1,9}$"], words: "what the page before named"
  ) { text in
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy {
        (1...9).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }

  private static func panel(_ setting: Setting) -> Endpoint {
    let kinds = ["event", "quad", "from", "until"].compactMap { name in
      EventQuestion.kind(name, setting).map { (name, $0) }
    }
    let meanings = [
      "event": "acts of these types alone", "quad": "of these quads alone", "from": "from this period",
      "until": "up to this period",
    ]
    let own = [
      APIParameter("by", .choice(["month", "year"]), "the period of a row; year when not given"),
      APIParameter("actors", .codes, "all pairs of these, also those without an act"),
      APIParameter("with", .code, "the pairs that this code is in"),
      APIParameter(
        "pairs", .whole(1...10_000), "without actors so many pairs, those with most acts; 100 when not given"),
      APIParameter(
        "all-periods", .yesNo,
        "rows also of periods in which one of the two was no member of either state system"),
      APIParameter("limit", .whole(1...APIRows.most), "at most so many rows"),
      APIParameter("after", panelPlace, "go on where a page ended"),
    ]
    let filters = kinds.map { APIParameter($0.0, $0.1, meanings[$0.0] ?? "") }
    return .rows(
      "/panel", "panel",
      "Directed pairs by period, empty periods included: what a model of dyads is fitted on",
      own + filters + sources(setting), of: "PanelRow"
    ) { question, desk in
      let answer = try PanelAnswer(question.parameters, desk.ledger, desk.setting, desk.sources())
      return APIRows(columns: CSV.line(answer.columns.columns)) { after, limit, _ in
        page(of: answer, after, limit)
      }
    }
  }

  private static func page(of answer: PanelAnswer, _ after: String?, _ limit: Int) -> APIRows.Page {
    let place = (after ?? "0.0").split(separator: ".").compactMap { Int($0) }
    var rows: [APIRow] = []
    var first = place.last ?? 0
    for (number, pair) in answer.pairs.enumerated().dropFirst(place.first ?? 0) {
      let own = answer.rows(of: pair)
      for (i, row) in own.enumerated().dropFirst(first) {
        if rows.count == limit { return (rows, "\(number).\(i)") }
        rows.append(APIRow(answer.columns.members(row)))
      }
      first = 0
    }
    return (rows, nil)
  }
}
