import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger

/// Events: the list, and one.
enum EventEndpoints {
  static func all(_ setting: Setting) -> [Endpoint] {
    [
      .rows(
        "/events", "events", "Events by any filter, in the order of date, report and sentence",
        EventQuestion.parameters(setting) + [withText, withTotal], of: "Event"
      ) { question, desk in
        let filter = try EventQuestion.filter(question, desk)
        let hasText = question.has("with-text")
        let columns = hasText ? EventColumns.header + ",text" : EventColumns.header
        let total = question.has("total") ? try desk.ledger.count(matching: filter) : nil
        return APIRows(columns: columns, total: total) { after, limit, desk in
          var filter = filter
          filter.after = after.flatMap { EventCursor($0) }
          filter.limit = limit
          let page = try desk.ledger.page(matching: filter)
          let rows = try page.events.map { event in try row(event, withText: hasText, desk) }
          return (rows, page.next?.description)
        }
      },
      .one(
        "/events/{id}", "event", "One event, by its id or the beginning of it",
        [APIParameter(path: "id", .id, "the id, or as much of it as no other event has"), withText],
        of: Schema.named("Event")
      ) { question, desk in
        let id = try question.value("id")
        guard let event = try desk.ledger.event(idPrefix: id) else {
          throw Missing(
            what: "The ledger has no event \"\(id)\", or more than one begins so.",
            help: "An event has another id when its report or the reading of it changed.", way: nil)
        }
        return try json(event, try question.has("with-text") ? desk.ledger.sentence(of: event) : nil)
      },
    ]
  }

  static let withText = APIParameter(
    "with-text", .yesNo, "yes adds the sentence, as far as the ledger keeps it; mind the rights in the text")
  private static let withTotal = APIParameter("total", .yesNo, "yes counts all that fit; JSON alone")

  private static func row(_ event: Event, withText: Bool, _ desk: Desk) throws(LedgerError) -> APIRow {
    if !withText { return APIRow(json: { event.json }, line: { EventColumns.line(event) }) }
    let text = try desk.ledger.sentence(of: event)
    return APIRow(
      json: { json(event, text) }, line: { EventColumns.line(event) + "," + CSV.quoted(text ?? "") })
  }

  /// The record, with its sentence where there is one.
  private static func json(_ event: Event, _ text: String?) -> JSON {
    guard let text, case .object(let members) = event.json else { return event.json }
    return .object(members + [.init("text", .string(text))])
  }
}
