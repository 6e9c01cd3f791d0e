import DemarcheEvents
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger

/// What people decide on incidents: which events are one act, and which are two.
enum DecisionEndpoints {
  static let list = Endpoint.rows(
    "/decisions", "decisions", "What people decided on incidents, the oldest first", [], of: "Decision"
  ) { _, desk in
    APIRows(
      columns: ["number", "kind", "events", "made", "person", "reason", "in_force"],
      try desk.ledger.decisions().map { APIRow(members($0)) })
  }

  /// Endpoints that a site which is read only does not have.
  static let writing = [
    Endpoint(
      method: .post, path: Endpoint.root + "/decisions", name: "decide",
      summary: "Say that two events are one act (join), or two (split)", formats: [.json],
      shape: .one(of: Schema.named("Decision")), body: Endpoint.Body(schema: "NewDecision"), status: 201,
      isTagged: false, handler: decide),
    Endpoint(
      method: .post, path: Endpoint.root + "/decisions/{number}/undo", name: "undo_decision",
      summary: "Take a decision back",
      parameters: [APIParameter(path: "number", .whole(1...1_000_000_000), "of the decision")],
      formats: [.json],
      shape: .one(of: Schema.record([.init("undone", Schema.whole)])), isTagged: false
    ) { question, desk in
      let number = question.number("number") ?? 0
      guard try desk.write({ try $0.withdraw(decision: number) }) else {
        throw Missing(
          what: "There is no decision \(number).", help: "It may be taken back already.", way: nil)
      }
      return .json(["undone": .int(number)])
    },
  ]

  /// A decision as it is sent.
  static let bodySchema: JSON = [
    "type": "object", "required": ["kind", "a", "b"], "additionalProperties": false,
    "properties": [
      "kind": Schema.choice(IncidentDecision.Kind.allCases.map(\.rawValue)), "a": ValueKind.id.schema,
      "b": ValueKind.id.schema, "person": ValueKind.text(most: 80).schema,
      "reason": ValueKind.text(most: 400).schema,
    ],
  ]

  private static func decide(_ question: APIQuestion, _ desk: Desk) throws -> Routes.Answer {
    let body = try JSONBody(question.request, named: ["kind", "a", "b", "person", "reason"])
    let kinds = IncidentDecision.Kind.allCases
    let word = try body.text("kind", .choice(kinds.map(\.rawValue)))
    guard let kind = kinds.first(where: { $0.rawValue == word }) else {
      throw Problem(400, "kind is missing", hint: "join, or split")
    }
    guard let first = try body.text("a", .id), let second = try body.text("b", .id) else {
      throw Problem(400, "a decision names two events", hint: "a and b, by the ids of events or incidents")
    }
    let (a, b) = (try event(first, desk), try event(second, desk))
    let person = try body.text("person", .text(most: 80)), reason = try body.text("reason", .text(most: 400))
    try desk.write { try $0.decide(kind, a, b, person: person, reason: reason) }
    guard let made = try desk.ledger.decisions().last else {
      throw Problem(409, "the decision was taken back by another program")
    }
    return .json(.object(members(made)), status: 201)
  }

  /// The event that an id means; of an incident its first.
  private static func event(_ id: String, _ desk: Desk) throws -> String {
    if let event = try desk.event(meantBy: id) { return event }
    throw Missing(
      what: "The ledger has no event or incident \"\(id)\".",
      help: "Ids change when a report or the reading of it changed.", way: nil)
  }

  private static func members(_ decision: IncidentDecision) -> [JSON.Member] {
    [
      .init("number", .int(decision.number)), .init("kind", .string(decision.kind.rawValue)),
      .init("events", .array(decision.events.map(JSON.string))), .init("made", .string(decision.made)),
      .init("person", JSON(decision.person)), .init("reason", JSON(decision.reason)),
      .init("in_force", .bool(decision.isInForce)),
    ]
  }
}
