import DemarcheRelations
import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger

/// The incidents that a question asks for, each with the numbers of its reports and texts.
enum IncidentsPage {
  static let pageSize = 50
  static let filters = [
    "actor", "recipient", "with", "pair", "event", "quad", "from", "until", "source", "country", "text",
    "reports",
  ]

  static func page(_ address: Address, _ desk: Desk) throws -> Page {
    let parameters = QuestionParameters { address[$0] }
    var filter = try EventFilter(parameters)
    try filter.narrow(by: parameters, among: desk.sources())
    filter.limit = nil
    let least = try parameters.number("reports", least: 1) ?? 1
    let (incidents, next) = try desk.ledger.incidents(matching: filter, toldBy: least, limit: pageSize)
    let rows = incidents.compactMap { IncidentColumns($0) }
    let quads = desk.setting.quads.names
    let table: HTML = """
      <div class="scroll"><table data-list><thead><tr><th scope="col">Date</th><th scope="col">Actor</th><th scope="col">Event</th>\
      <th scope="col">Recipient</th><th scope="col">Place</th><th scope="col" class="num">Reports</th><th scope="col" class="num">Texts</th>\
      <th scope="col" class="num">Confidence</th></tr></thead>
      <tbody>\(rows.map { row in
        """
        <tr data-row><td class="nowrap">\(EventWords.date(row.telling))</td><td>\(row.actor.joined(separator: ", "))</td>\
        <td><a href="\(Address("incidents", row.incident.id))">\(EventWords.type(row.telling, quads))</a></td>\
        <td>\(row.recipient.joined(separator: ", "))</td><td>\(row.place?.name)</td><td class="num">\(row.incident.reports.count)</td>\
        <td class="num">\(row.incident.texts)</td><td class="num">\(row.confidence)</td></tr>

        """
      })</tbody></table></div>
      \(next.map { "<p><a class=\"button\" href=\"\(address.with("after", $0.description))\" rel=\"next\">Next \(pageSize)</a></p>" } ?? "" as HTML)
      """
    let shown = rows.isEmpty ? try Empty.html(address, filters, "incident", desk) : table
    let api = Address(segments: ["api", "v1", "incidents"], query: address.query)
    return Page(
      title: "Incidents", section: .incidents, address: address,
      body: """
        <p class="lead">One act a row, however many reports tell it. Open one to see its reports side by side, why they are \
        joined, and to join or split them.</p>
        <form class="fields" method="get" action="/incidents"><label>with<input name="with" value="\(address["with"])" size="8" placeholder="EGY"></label>\
        <label>pair<input name="pair" value="\(address["pair"])" size="10" placeholder="EGY,ISR"></label>\
        <label>from<input name="from" value="\(address["from"])" size="10" placeholder="1977-01"></label>\
        <label>until<input name="until" value="\(address["until"])" size="10"></label>\
        <label>told by at least<input name="reports" type="number" min="1" value="\(address["reports"])" size="4"></label><button>Show</button></form>
        \(shown)
        <div class="tools"><a class="button" href="\(api.format("csv"))">CSV</a><a class="button" href="\(api.format("jsonl"))">JSON lines</a>\
        <a class="button" href="/incidents/decisions">Decisions of people</a></div>
        """, filters: filters)
  }

  /// What people decided on incidents, with the way to take it back.
  static func decisions(_ address: Address, _ desk: Desk) throws -> Page {
    let decisions = try desk.ledger.decisions()
    let site = desk.site
    return Page(
      title: "Decisions on incidents", section: .incidents, address: address,
      body: decisions.isEmpty
        ? """
        <div class="empty"><p><b>Nobody has joined or split anything yet.</b> Open an incident to do so.</p></div>
        """
        : """
        <div class="scroll"><table data-list><thead><tr><th scope="col" class="num">No.</th><th scope="col">Decision</th><th scope="col">Events</th>\
        <th scope="col">When</th><th scope="col">Who</th><th scope="col">Because</th><th scope="col">In force</th><th scope="col"></th></tr></thead>
        <tbody>\(decisions.map { decision in
          """
          <tr data-row><td class="num">\(decision.number)</td><td>\(decision.kind.rawValue)</td>\
          <td>\(decision.events.map { "<a href=\"\(Address("events", $0))\">\($0)</a>" as HTML }.joined(", "))</td>\
          <td>\(Shell.moment(decision.made))</td><td>\(decision.person)</td><td>\(decision.reason)</td>\
          <td>\(decision.isInForce ? "yes" : "no: a report is gone")</td><td>\(site.options.isReadOnly ? "" : """
            <form method="post" action="/incidents/undo"><input type="hidden" name="token" value="\(site.options.token)">\
            <input type="hidden" name="decision" value="\(decision.number)"><button>Take back</button></form>
            """ as HTML)</td></tr>

          """
        })</tbody></table></div>
        """)
  }
}
