import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger

/// Incidents: acts, each with all reports that tell it; and what people decided on them.
enum IncidentEndpoints {
  static func all(_ setting: Setting) -> [Endpoint] {
    [
      .rows(
        "/incidents", "incidents", "Acts with an event that fits, each with the reports that tell it",
        EventQuestion.parameters(setting) + [
          APIParameter("reports", .whole(1...1_000_000), "told by at least so many reports")
        ], of: "Incident"
      ) { question, desk in
        let filter = try EventQuestion.filter(question, desk)
        let least = question.number("reports") ?? 1
        return APIRows(columns: CSV.line(IncidentColumns.columns)) { after, limit, desk in
          var filter = filter
          filter.after = after.flatMap { EventCursor($0) }
          return try page(filter, toldBy: least, limit, desk)
        }
      },
      .one(
        "/incidents/{id}", "incident", "One act: its reports, its events, and why they are held to be one",
        [APIParameter(path: "id", .id, "of the incident, of an act in it, or of an event")],
        of: Schema.named("IncidentWithRecords")
      ) { question, desk in
        let id = try question.value("id")
        guard let incident = try desk.ledger.incident(id: id), let columns = IncidentColumns(incident),
          case .object(let members) = columns.json
        else {
          throw Missing(
            what: "The ledger has no incident \"\(id)\".",
            help: "Ids change when an earlier report of the act comes in; search for the act.", way: nil)
        }
        return .object(members + [.init("records", .array(incident.events.map(\.json)))])
      },
    ]
  }

  private static func page(
    _ filter: EventFilter, toldBy least: Int, _ limit: Int, _ desk: Desk
  ) throws(LedgerError) -> APIRows.Page {
    let page = try desk.ledger.incidents(matching: filter, toldBy: least, limit: limit)
    let rows = page.incidents.compactMap { IncidentColumns($0) }.map { columns in
      APIRow(json: { columns.json }, line: { CSV.line(columns.cells) })
    }
    return (rows, page.next?.description)
  }
}
