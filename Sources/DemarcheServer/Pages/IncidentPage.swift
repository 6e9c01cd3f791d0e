import DemarcheText
import DemarcheRelations
import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger

/// One act as all its reports tell it, side by side: why they are joined, and the way to part or join them.
struct IncidentPage {
  let incident: Incident
  let columns: IncidentColumns
  let reports: [String: (title: String?, source: String?, published: String?, sentences: [String: String])]
  let site: Site

  init(id: String, _ desk: Desk) throws {
    guard let incident = try desk.ledger.incident(id: id), let columns = IncidentColumns(incident) else {
      throw Missing(
        what: "The ledger has no incident “\(id)”.",
        help: "Ids change when an earlier report of the act comes in; search for the act.",
        way: Address("incidents"))
    }
    self.incident = incident
    self.columns = columns
    site = desk.site
    var reports: [String: (String?, String?, String?, [String: String])] = [:]
    for id in incident.reports {
      guard let report = try desk.ledger.report(id: id) else { continue }
      var sentences: [String: String] = [:]
      for event in incident.events where event.report == id {
        sentences[event.id] = try desk.ledger.sentence(of: event)
      }
      reports[id] = (report.title, report.source, report.published, sentences)
    }
    self.reports = reports
  }

  func page(_ address: Address) -> Page {
    let who =
      "\(columns.actor.joined(separator: ", ")) \(columns.telling.event) \(columns.recipient.joined(separator: ", "))"
    let many = incident.reports.count > 1
    return Page(
      title: who, section: .incidents, address: address,
      body: """
        <p class="lead">\(EventWords.type(columns.telling, site.setting.quads.names)) on \(EventWords.date(columns.telling))\
        \(columns.place.map { " in \($0.name ?? $0.text)" as HTML } ?? ""), told by <b>\(incident.reports.count)</b> \
        \(incident.reports.count == 1 ? "report" : "reports") in <b>\(incident.texts)</b> distinct \(incident.texts == 1 ? "text" : "texts"), \
        by \(incident.events.count) sentences.</p>
        <p class="muted"><code>\(incident.id)</code> · \(many ? "that all tell one act is sure to \(columns.confidence)" as HTML : "one report tells it")</p>
        <h2>As each report tells it</h2>
        <div class="aligned" data-list>\(incident.reports.map(telling))</div>
        \(many ? joins : .empty)
        \(site.options.isReadOnly ? .empty : forms)
        """)
  }

  private func telling(_ id: String) -> HTML {
    let report = reports[id]
    let lines = incident.events.filter { $0.report == id }
    return """
      <article class="panel card" data-row>
      <h3><a href="\(EventWords.address(report: id))">\(report?.title ?? id)</a></h3>
      <p class="small muted">\([report?.source, report?.published].compactMap(\.self).joined(separator: ", "))</p>
      \(lines.enumerated().map { i, event in
        let words = report?.sentences[event.id] ?? "“\(event.trigger.text)”"
        // Two lines of one sentence: it is shown once.
        let before = i > 0 ? report?.sentences[lines[i - 1].id] : nil
        return """
        \(words == before ? "" : "<p>\(words)</p>" as HTML)
        <p class="small">\(EventWords.side(event.actor)) → \(EventWords.side(event.recipient)) · \
        \(EventWords.type(event, site.setting.quads.names)) · \(EventWords.date(event))\
        \(event.aux.isEmpty ? "" : " · \(EventWords.marks(event))" as HTML) · <a href="\(EventWords.address(event))">\(event.id)</a></p>

        """ as HTML
      })</article>

      """
  }

  private var joins: HTML {
    """
    <h2>Why they are joined</h2>
    <p>One act may be told by chains of reports: each row below joins two, and together they hold all.</p>
    <div class="scroll"><table data-list><thead><tr><th scope="col">Act</th><th scope="col">Act</th><th scope="col" class="num">Sure to</th>\
    <th scope="col">Because</th>\(site.options.isReadOnly ? "" : "<th scope=\"col\">Part them</th>" as HTML)</tr></thead>
    <tbody>\(incident.joins.map(join))</tbody></table></div>
    """
  }

  private func join(_ join: Incident.Join) -> HTML {
    let events = join.acts.map { act in incident.events.first { $0.id == firstEvent(of: act) } }
    func name(_ index: Int) -> HTML {
      let event = events.indices.contains(index) ? events[index] : nil
      return event.map { "<a href=\"\(EventWords.address($0))\">\($0.report) s\($0.sentence)</a>" }
        ?? "<code>\(join.acts[index])</code>"
    }
    let part: HTML
    if site.options.isReadOnly {
      part = ""
    } else if let a = events.first ?? nil, let b = events.last ?? nil, a.id != b.id {
      part = """
        <td><form method="post" action="/incidents/split"><input type="hidden" name="token" value="\(site.options.token)">\
        <input type="hidden" name="a" value="\(a.id)"><input type="hidden" name="b" value="\(b.id)">\
        <button data-key="s">Split</button></form></td>
        """
    } else {
      part = "<td></td>"
    }
    return
      "<tr data-row><td>\(name(0))</td><td>\(name(1))</td><td class=\"num\">\(String(join.confidence))</td><td>\(join.why)</td>\(part)</tr>\n"
  }

  /// The first line of an act inside a report: the ledger names acts by ids that lines had when they were coded.
  private func firstEvent(of act: String) -> String? { incident.firstEvents[act] }

  private var forms: HTML {
    """
    <h2>Join another</h2>
    <p>If another report tells the same act and stands apart, name one of its events; both incidents become one. \
    A decision is kept by text and words, holds after a new coding, and can be <a href="/incidents/decisions">taken back</a>.</p>
    <form class="fields" method="post" action="/incidents/join"><input type="hidden" name="token" value="\(site.options.token)">\
    <input type="hidden" name="a" value="\(incident.events.first?.id)">\
    <label>event or incident<input name="b" required placeholder="ev_… or in_…" pattern="(ev|in)_[0-9a-f]+"></label>\
    <label>because<input name="reason" size="40"></label><button>Join</button></form>
    """
  }
}
