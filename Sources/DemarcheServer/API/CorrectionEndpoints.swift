import DemarcheEvents
import DemarcheAnswers
import DemarcheCorrections
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger

/// What people decide on the coding.
enum CorrectionEndpoints {
  static let list = Endpoint.rows(
    "/corrections", "corrections", "What people decided on the coding, in the order in which it came in",
    [
      APIParameter("coder", .text(most: 80), "decisions of this person"),
      APIParameter(
        "queue", .list(of: Correction.Queue.allCases.map(\.rawValue)), "decisions of these queues"),
      APIParameter("report", .text(most: 400), "decisions on this report"),
      APIParameter("in-force", .yesNo, "without what was superseded or taken back"),
    ], of: "Correction"
  ) { question, desk in
    let filter = CorrectionFilter(
      coder: question["coder"],
      queues: Set(question.parameters.list("queue").compactMap { Correction.Queue(rawValue: $0) }),
      report: question["report"], isInForce: question.has("in-force"))
    return APIRows(
      columns: columns, try desk.ledger.corrections(matching: filter).map(row))
  }

  private static let columns = [
    "id", "made", "coder", "queue", "decision", "undoes", "in_force", "report", "field", "sentence", "event",
    "before", "after", "comment", "seconds", "split",
  ]

  /// A decision without any text of a report: the whole is what `demarche corrections` gives.
  private static func row(_ kept: KeptCorrection) -> APIRow {
    let correction = kept.correction
    let before = correction.before.map { MarkedEvent($0) }
    return APIRow([
      .init("id", .string(correction.id)), .init("made", .string(correction.made)),
      .init("coder", .string(correction.coder)), .init("queue", .string(correction.queue.rawValue)),
      .init("decision", .string(correction.decision.rawValue)), .init("undoes", JSON(correction.undoes)),
      .init("in_force", .bool(kept.isInForce)), .init("report", .string(correction.target.report)),
      .init("field", .string(correction.target.field.rawValue)),
      .init("sentence", .int(correction.target.sentence)), .init("event", JSON(correction.target.event)),
      .init("before", JSON(before.map(words))),
      .init("after", .array(correction.after.map { .string(words($0)) })),
      .init("comment", JSON(correction.comment)), .init("seconds", JSON(correction.seconds)),
      .init("split", .string(GoldSplit(of: correction).rawValue)),
    ])
  }

  /// "EGY CONSULT ISR"; a dash for nobody.
  private static func words(_ event: MarkedEvent) -> String {
    func side(_ codes: [String]) -> String { codes.isEmpty ? Agreement.none : codes.joined(separator: "+") }
    return "\(side(event.actorCodes)) \(event.event) \(side(event.recipientCodes))"
  }

  static let schema = Schema.record(
    [
      .init("id", Schema.text), .init("made", Schema.day), .init("coder", Schema.text),
      .init("queue", Schema.choice(Correction.Queue.allCases.map(\.rawValue))),
      .init("decision", Schema.choice(Correction.Decision.allCases.map(\.rawValue))),
      .init("undoes", Schema.optional(Schema.text)), .init("in_force", ["type": "boolean"]),
      .init("report", Schema.text), .init("field", Schema.text), .init("sentence", Schema.whole),
      .init("event", Schema.optional(Schema.text)), .init("before", Schema.optional(Schema.text)),
      .init("after", Schema.texts), .init("comment", Schema.optional(Schema.text)),
      .init("seconds", Schema.optional(Schema.number)),
      .init("split", Schema.choice(GoldSplit.allCases.map(\.rawValue))),
    ], "A decision, without the words of any report; before and after are actor, type and recipient.")
}
