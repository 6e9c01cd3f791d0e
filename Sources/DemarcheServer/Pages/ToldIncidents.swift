import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

/// Acts as two groups of sources tell them: side by side where both do, by themselves where one does.
struct ToldIncidents {
  /// The names of the lists: both groups, the first alone, the second alone.
  static let lists = ["both", "first", "second"]

  private let comparison: Comparison
  private let ledger: Ledger

  init(_ comparison: Comparison, _ ledger: Ledger) {
    self.comparison = comparison
    self.ledger = ledger
  }

  /// How far the two agree, in words.
  static func words(_ agreement: Comparison.Agreement) -> String {
    switch agreement {
    case .sides: "cooperation for one and conflict for the other"
    case .quads: "words for one and deeds for the other"
    case .types: "of another type"
    case .same: "of the same type"
    }
  }

  private func event(_ incident: CountedIncident) throws -> Event? {
    try ledger.event(key: incident.event)
  }

  /// "Xinhua: CHN ACCUSE → USA, “slammed”".
  private func telling(_ incident: CountedIncident) throws -> HTML {
    guard let event = try event(incident) else { return "–" }
    let source = try ledger.source(ofReport: event.report)
    let type = comparison.first.types[incident.type]
    let quads = comparison.first.quads.names
    return """
      <span class="muted">\(source ?? "no source named"):</span> \(EventWords.side(event.actor)) <span class="nowrap"><span class="quad quad-\(incident.quad)" role="img" \
      aria-label="\(quads[incident.quad])" title="\(quads[incident.quad])"></span>\(type)</span> → \(EventWords.side(event.recipient)), \
      “<a href="\(EventWords.address(event))">\(event.trigger.text)</a>”\
      \(incident.reports > 1 ? " <span class=\"muted\">and \(Shell.counted(incident.reports - 1, "report")) more</span>" as HTML : "")
      """
  }

  func sideBySide(_ shared: some Sequence<Comparison.Shared>, _ labels: [String]) throws -> HTML {
    let rows = try shared.map { one -> HTML in
      let agreement: HTML =
        one.agreement == .same
        ? "\(ToldIncidents.words(.same))" : "<b>\(ToldIncidents.words(one.agreement))</b>"
      return """
        <tr data-row><td class="nowrap">\((one.first.day ?? one.second.day)?.iso)</td><td>\(try telling(one.first))</td><td>\(try telling(one.second))</td>\
        <td>\(agreement)</td><td class="nowrap">\(try link(one.first))</td></tr>

        """
    }
    return """
      <div class="scroll"><table data-list class="told"><thead><tr><th scope="col">Day</th><th scope="col"><span class="side">1</span> \(labels[0])</th>\
      <th scope="col"><span class="side">2</span> \(labels[1])</th><th scope="col">The two are</th><th scope="col">All reports</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
  }

  func alone(_ incidents: some Sequence<CountedIncident>) throws -> HTML {
    let rows = try incidents.map { incident -> HTML in
      """
      <tr data-row><td class="nowrap">\(incident.day?.iso)</td><td>\(try telling(incident))</td><td class="num">\(Shell.number(incident.texts))</td>\
      <td class="num">\(Shell.number(incident.reports))</td><td class="nowrap">\(try link(incident))</td></tr>

      """
    }
    return """
      <div class="scroll"><table data-list class="told"><thead><tr><th scope="col">Day</th><th scope="col">Told as</th><th scope="col" class="num">Texts</th>\
      <th scope="col" class="num">Reports</th><th scope="col">All reports</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// The way to the incident with all its reports; an event leads to its incident too.
  private func link(_ incident: CountedIncident) throws -> HTML {
    try event(incident).map { "<a href=\"\(Address("incidents", $0.id))\">the incident</a>" } ?? "–"
  }

  // MARK: CSV

  /// One of ``lists`` as a table: a line an act.
  func csv(_ list: String) throws -> String {
    func cells(_ incident: CountedIncident) throws -> [String] {
      let event = try event(incident)
      return [
        comparison.first.types[incident.type], "\(incident.quad)", decimal(incident.score, digits: 2),
        event.map { EventWords.codes($0.actor) } ?? "", event.map { EventWords.codes($0.recipient) } ?? "",
        event?.id ?? "", event?.report ?? "",
        try event.flatMap { try ledger.source(ofReport: $0.report) } ?? "", "\(incident.reports)",
        "\(incident.texts)",
      ]
    }
    let columns = [
      "event_type", "quad", "score", "actor", "recipient", "event", "report", "source", "reports", "texts",
    ]
    if list == "both" {
      let header = ["date", "agreement"] + columns.map { "first_\($0)" } + columns.map { "second_\($0)" }
      return CSV.line(header) + "\n"
        + (try comparison.shared.map { one in
          CSV.line(
            [(one.first.day ?? one.second.day)?.iso ?? "", "\(one.agreement)"] + (try cells(one.first))
              + (try cells(one.second))) + "\n"
        }.joined())
    }
    let incidents = list == "first" ? comparison.onlyFirst : comparison.onlySecond
    return CSV.line(["date"] + columns) + "\n"
      + (try incidents.map { CSV.line([$0.day?.iso ?? ""] + (try cells($0))) + "\n" }.joined())
  }
}
