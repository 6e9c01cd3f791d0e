import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheEvents
import DemarcheHTTP
import DemarcheJSON

/// What codes mean: the codebook, the rules, and codes by name.
enum CodebookEndpoints {
  static func all(_ setting: Setting) -> [Endpoint] { [codebook, rules(setting), actors] }

  // MARK: Types

  private static let columns = [
    "event", "quad", "score", "cameo", "meaning", "modes", "precision", "recall",
  ]

  private static let codebook = Endpoint.rows(
    "/codebook", "codebook", "The types of events, each with its modes, codes and how well it is coded", [],
    of: "EventType",
    beside: [
      .init("codebook", Schema.text),
      .init(
        "quads", Schema.list(Schema.record([.init("quad", Schema.whole), .init("name", Schema.text)]))),
      .init("contexts", Schema.texts),
      .init(
        "sectors", Schema.list(Schema.record([.init("sector", Schema.text), .init("meaning", Schema.text)]))),
    ]
  ) { _, desk in
    let codebook = desk.setting.release.knowledge.codebook
    let rows = codebook.types.map { type -> APIRow in
      let figures = desk.setting.figures[type.name]
      let modes = codebook.modes.filter { $0.type == type.name }
      func row(_ modes: JSON) -> [JSON.Member] {
        [
          .init("event", .string(type.name)), .init("quad", .int(type.quad)),
          .init("score", .double(type.score)), .init("cameo", .string(type.cameo)),
          .init("meaning", .string(type.meaning)), .init("modes", modes),
          .init("precision", JSON(figures.flatMap { Double($0.precision) })),
          .init("recall", JSON(figures.flatMap { Double($0.recall) })),
        ]
      }
      let whole = row(
        .array(
          modes.map { ["mode": .string($0.name), "score": .double($0.score), "cameo": .string($0.cameo)] }))
      let short = row(.array(modes.map { .string($0.name) }))
      return APIRow(json: { .object(whole) }, line: { short.line })
    }
    let quads = codebook.quads.keys.sorted()
    return APIRows(
      columns: columns, rows,
      beside: [
        .init("codebook", .string(codebook.version)),
        .init(
          "quads",
          .array(quads.map { ["quad": .int($0), "name": .string(codebook.quads[$0] ?? "")] })),
        .init("contexts", .array(codebook.contexts.map(JSON.string))),
        .init(
          "sectors",
          .array(
            codebook.sectors.keys.sorted().map {
              ["sector": .string($0), "meaning": .string(codebook.sectors[$0] ?? "")]
            })),
      ])
  }

  // MARK: Rules

  private static func rules(_ setting: Setting) -> Endpoint {
    .rows(
      "/rules", "rules", "The rules as they are written, each with its own examples",
      [
        APIParameter("event", .choice(setting.types), "those that code this type"),
        APIParameter("id", .text(), "one rule"),
      ], of: "Rule"
    ) { question, desk in
      var rows: [APIRow] = []
      for file in desk.site.ruleFiles {
        for rule in file.rules {
          if let id = question["id"], id != rule.id { continue }
          if let type = question["event"], type != rule.type { continue }
          rows.append(
            APIRow([
              .init("id", .string(rule.id)), .init("event", .string(rule.type)),
              .init("file", .string(rule.file)), .init("line", .int(rule.line)),
              .init("text", .string(file.written(rule))),
              .init("yes", .array(rule.values("yes").map(JSON.string))),
              .init("no", .array(rule.values("no").map(JSON.string))),
            ]))
        }
      }
      if let id = question["id"], rows.isEmpty {
        throw Missing(
          what: "No rule is called \"\(id)\".", help: "All stand at \(Endpoint.root)/rules.", way: nil)
      }
      return APIRows(columns: ["id", "event", "file", "line", "text", "yes", "no"], rows)
    }
  }

  // MARK: Actors

  private static let actors = Endpoint.rows(
    "/actors", "actors", "Codes by the names of states, organisations and groups, for whoever types one",
    [
      APIParameter("q", .words, "a code, a name, or its beginning", isRequired: true),
      APIParameter("limit", .whole(1...APIRows.most), "at most so many; 20 when not given"),
    ], of: "Actor"
  ) { question, desk in
    let text = try question.value("q")
    let found = desk.site.actors.matches(text, limit: question.number("limit") ?? 20)
    return APIRows(
      columns: ["key", "code", "name", "form", "kind", "sectors", "from", "until"],
      found.map { match in
        let entity = match.entity
        return APIRow([
          .init("key", .string(entity.key)), .init("code", JSON(entity.code)),
          .init("name", .string(entity.name)), .init("form", .string(match.form)),
          .init("kind", .string(entity.kind.rawValue)),
          .init("sectors", .array(entity.sectors.map(JSON.string))),
          .init("from", JSON(entity.from?.iso)), .init("until", JSON(entity.until?.iso)),
        ])
      })
  }
}
