import DemarcheAnswers
import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations

/// The schemas of what the API gives, by their names.
enum Schemas {
  /// - Parameter event: the text of `schema/event-1.json`.
  static func all(_ setting: Setting, event: JSON) -> [JSON.Member] {
    let types = Schema.choice(setting.types)
    let quads = setting.quads.numbers.map { JSON.Member("quad_\($0)", Schema.count) }
    return [
      .init("Event", without("$schema", event)), .init("Incident", .object(incident(types, []))),
      .init(
        "IncidentWithRecords",
        .object(incident(types, [.init("records", Schema.list(Schema.named("Event")))]))),
      .init("ReportLine", reportLine), .init("Report", report), .init("MarkedDocument", markedDocument),
      .init("RelationRow", relationRow), .init("ChangePoint", changePoint(types)),
      .init("ComparisonRow", comparisonRow), .init("Partner", partner),
      .init("Pair", pair(quads)), .init("PanelRow", panelRow), .init("CoverageRow", coverageRow),
      .init("Source", source),
      .init("Run", run), .init("Failure", failure), .init("Summary", summary),
      .init("EventType", eventType(types)), .init("Rule", rule), .init("Actor", actor),
      .init("Correction", CorrectionEndpoints.schema), .init("Decision", decision),
      .init("NewDecision", DecisionEndpoints.bodySchema),
      .init("Health", health), .init("Session", session), .init("Problem", problem),
    ]
  }

  private static func without(_ name: String, _ schema: JSON) -> JSON {
    guard case .object(let members) = schema else { return schema }
    return .object(members.filter { $0.name != name })
  }

  private static let optionalText = Schema.optional(Schema.text)
  private static let optionalNumber = Schema.optional(Schema.number)

  private static func incident(_ types: JSON, _ more: [JSON.Member]) -> [JSON.Member] {
    let join = Schema.record([
      .init("acts", Schema.texts), .init("confidence", Schema.share), .init("why", Schema.text),
    ])
    let schema = Schema.record(
      [
        .init("id", Schema.text), .init("event", types), .init("mode", Schema.texts),
        .init("quad", Schema.whole), .init("actor", Schema.texts), .init("recipient", Schema.texts),
        .init("date", Schema.optional(Schema.day)),
        .init("date_precision", Schema.choice(DatePrecision.allCases.map(\.rawValue))),
        .init("published", Schema.optional(Schema.day)), .init("place", optionalText),
        .init("country", optionalText), .init("reports", Schema.texts), .init("texts", Schema.count),
        .init("events", Schema.texts), .init("confidence", Schema.share), .init("why", Schema.list(join)),
      ] + more, "One act, with all reports that are held to tell it.")
    if case .object(let members) = schema { return members }
    return []
  }

  private static let reportLine = Schema.record([
    .init("id", Schema.text), .init("published", Schema.optional(Schema.day)), .init("source", optionalText),
    .init("title", optionalText), .init("events", Schema.count),
  ])

  private static let report = Schema.record(
    [
      .init("id", Schema.text), .init("title", optionalText), .init("published", Schema.optional(Schema.day)),
      .init("source", optionalText), .init("url", optionalText), .init("language", optionalText),
      .init("author", optionalText), .init("wrapped", ["type": "boolean"]), .init("text", optionalText),
      .init(
        "sentences",
        Schema.list(
          Schema.record([
            .init("field", Schema.choice(Field.allCases.map(\.rawValue))), .init("number", Schema.count),
            .init("start", Schema.count), .init("end", Schema.count),
          ]))), .init("events", Schema.list(Schema.named("Event"))), .init("copies", Schema.texts),
    ], "A report. Places count in code points of its title or text; text is null where the ledger keeps none."
  )

  private static let markedDocument: JSON = [
    "type": "object", "required": ["text"], "properties": ["text": Schema.text],
    "description":
      "For displaCy: text, title, ents, spans, tokens (displacy.render with manual=True). For doccano: text, entities, relations.",
  ]

  private static let relationRow = Schema.record(
    [
      .init("period", optionalText), .init("a", Schema.text), .init("b", Schema.text),
      .init("sources", Schema.texts),
    ], others: ["type": ["number", "null"]],
    "A period of a relation; the whole of it where period is null. Counts of reports, texts, incidents and lines by direction and quad, "
      + "with shares, scores, how many are expected to be right, and how much was read.")

  private static let comparisonRow = Schema.record(
    [.init("period", Schema.text), .init("differs", Schema.choice(["yes", "no"]))],
    others: ["type": ["number", "null"]],
    "A period by two groups of sources: first_ and second_ figures, their ratio, and how likely their shares of conflict are when the groups do not differ."
  )

  private static let partner = Schema.record(
    [.init("a", Schema.text), .init("b", Schema.text), .init("sources", Schema.texts)],
    others: ["type": ["number", "null"]], "All that is between an actor, a, and a partner, b.")

  private static func changePoint(_ types: JSON) -> JSON {
    Schema.record([
      .init("measure", Schema.choice(ChangeMeasure.allCases.map(\.rawValue))), .init("period", Schema.text),
      .init("earliest", Schema.text), .init("latest", Schema.text), .init("until", Schema.text),
      .init("direction", Schema.choice(["up", "down"])), .init("before", optionalNumber),
      .init("after", optionalNumber), .init("ratio", optionalNumber), .init("gain", optionalNumber),
      .init("confidence", optionalNumber), .init("method", Schema.text), .init("doubt", optionalText),
      .init("coverage_before", optionalNumber), .init("coverage_after", optionalNumber),
      .init(
        "leading",
        Schema.list(
          Schema.record([
            .init("texts", Schema.count), .init("reports", Schema.count),
            .init("day", Schema.optional(Schema.day)), .init("type", types), .init("score", optionalNumber),
            .init("event", optionalText), .init("report", optionalText), .init("words", optionalText),
          ]))),
    ])
  }

  private static func pair(_ quads: [JSON.Member]) -> JSON {
    Schema.record(
      [
        .init("a", Schema.text), .init("b", Schema.text), .init("incidents", Schema.count),
        .init("texts", Schema.count), .init("reports", Schema.count), .init("cooperation", Schema.count),
        .init("conflict", Schema.count), .init("a_to_b", Schema.count), .init("b_to_a", Schema.count),
        .init("mutual", Schema.count), .init("score_mean", Schema.number),
      ] + quads,
      "Two codes and the acts between them. An act with lines of several directions counts in each of these.")
  }

  private static let panelRow = Schema.record(
    [
      .init("a_iso3", Schema.text), .init("b_iso3", Schema.text), .init("period", Schema.text),
      .init("incidents", Schema.count), .init("mutual", Schema.count), .init("reports", Schema.count),
      .init("texts", Schema.count),
    ], others: ["type": ["number", "null"]],
    "What A did to B in a period, with the numbers of both in the state systems of COW and of Gleditsch and Ward; what both did together "
      + "counts in the rows of both directions.")

  private static let coverageRow = Schema.record([
    .init("period", Schema.text), .init("reports", Schema.count), .init("sources", Schema.count),
  ])

  private static let source = Schema.record(
    [
      .init("source", optionalText), .init("names", Schema.texts), .init("outlet", optionalText),
      .init("ownership", optionalText), .init("ownership_source", optionalText),
      .init("country", optionalText), .init("kind", optionalText),
    ], others: ["type": ["number", "null"]],
    "A source under all the names that reports give it, the outlet that it is held to be, and what it brought; null stands for reports that "
      + "name none.")

  private static let run = Schema.record([
    .init("run", Schema.whole), .init("kind", Schema.choice(Run.Kind.allCases.map(\.rawValue))),
    .init("version", Schema.text), .init("codebook", Schema.text), .init("data", Schema.text),
    .init("process", optionalText), .init("seconds", optionalNumber),
    .init("started", Schema.day), .init("finished", Schema.optional(Schema.day)),
    .init("reports", Schema.count), .init("known", Schema.count), .init("events", Schema.count),
    .init("rejected", Schema.count),
  ])

  private static let failure = Schema.record([
    .init("report", Schema.text), .init("line", Schema.optional(Schema.whole)), .init("error", Schema.text),
    .init("help", optionalText),
  ])

  private static let summary = Schema.record([
    .init("name", Schema.text), .init("run", Schema.optional(Schema.whole)), .init("reports", Schema.count),
    .init("texts", Schema.count), .init("events", Schema.count), .init("incidents", Schema.count),
    .init("sources", Schema.count),
    .init(
      "by_type", Schema.list(Schema.record([.init("event", Schema.text), .init("events", Schema.count)]))),
    .init("version", Schema.text), .init("codebook", Schema.text), .init("data", Schema.text),
  ])

  private static func eventType(_ types: JSON) -> JSON {
    Schema.record([
      .init("event", types), .init("quad", Schema.whole), .init("score", Schema.number),
      .init("cameo", Schema.text), .init("meaning", Schema.text),
      .init(
        "modes",
        Schema.list(
          Schema.record([
            .init("mode", Schema.text), .init("score", Schema.number), .init("cameo", Schema.text),
          ]))), .init("precision", optionalNumber), .init("recall", optionalNumber),
    ])
  }

  private static let rule = Schema.record([
    .init("id", Schema.text), .init("event", Schema.text), .init("file", Schema.text),
    .init("line", Schema.count), .init("text", Schema.text), .init("yes", Schema.texts),
    .init("no", Schema.texts),
  ])

  private static let actor = Schema.record(
    [
      .init("key", Schema.text), .init("code", optionalText), .init("name", Schema.text),
      .init("form", Schema.text), .init("kind", Schema.text), .init("sectors", Schema.texts),
      .init("from", Schema.optional(Schema.day)), .init("until", Schema.optional(Schema.day)),
    ], "Somebody who can act; form is the name that was found.")

  private static let decision = Schema.record([
    .init("number", Schema.whole),
    .init("kind", Schema.choice(IncidentDecision.Kind.allCases.map(\.rawValue))),
    .init("events", Schema.texts), .init("made", Schema.day), .init("person", optionalText),
    .init("reason", optionalText), .init("in_force", ["type": "boolean"]),
  ])

  private static let health = Schema.record([
    .init("status", Schema.choice(["ok"])), .init("reports", Schema.count), .init("events", Schema.count),
    .init("run", Schema.optional(Schema.whole)), .init("finished", Schema.optional(Schema.day)),
    .init("age_seconds", Schema.optional(Schema.whole)), .init("words", Schema.text),
  ])

  private static let session = Schema.record(
    [
      .init("name", Schema.text), .init("version", Schema.text), .init("read_only", ["type": "boolean"]),
      .init("token", optionalText),
    ], "What a program needs to write: the token goes into X-Demarche-Token, and is another after each start."
  )

  private static let problem: JSON = [
    "type": "object", "required": ["type", "title", "status"],
    "description": "What went wrong, and the way out (RFC 9457).",
    "properties": [
      "type": Schema.text, "title": Schema.text, "status": Schema.whole, "detail": Schema.text,
      "instance": Schema.text, "hint": Schema.text,
    ],
  ]
}
