import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheDrawings
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarchePlots
import DemarcheRelations

/// How two parties stand: four quads both ways over time, what was read, change points with their evidence, the events.
struct RelationPage {
  static let filters = ["from", "until", "source", "source-type"]
  static let pageSize = 25

  let answer: RelationAnswer
  let names: [String]
  let scale: PlotScale
  private let desk: Desk
  private let address: Address
  private let counted: Site.Counted

  /// - Parameter names: the codes of the two as they were asked for, or names of states.
  init(_ names: [String], _ address: Address, _ desk: Desk) throws {
    let parameters = QuestionParameters { address[$0] }
    self.names = try names.map { try RelationPage.code($0, desk) }
    let parties = try self.names.map { try desk.setting.party($0) }
    let from = try parameters.day("from", end: false)
    let until = try parameters.day("until", end: true)
    let unit = try parameters.unit("by") ?? RelationPage.unit(from, until, desk)
    answer = try RelationAnswer(
      RelationQuestion(
        parties[0], parties[1], by: unit, from: from, until: until,
        sources: try SourceChoice.conditions(parameters)),
      desk.ledger, desk.setting, try desk.sources())
    scale =
      try parameters.choice("scale", PlotScale.allCases.map(\.rawValue)).flatMap { PlotScale(rawValue: $0) }
      ?? .rate
    self.desk = desk
    self.address = address
    counted = try desk.counted()
  }

  /// The code that a text stands for: itself, or that of the state it names.
  ///
  /// - Throws: ``Missing`` with the nearest codes when it is neither.
  static func code(_ text: String, _ desk: Desk) throws -> String {
    let setting = desk.setting
    guard let party = Party(text) else {
      throw QuestionError(nil, "“\(text)” is no code", help: "write EGY, USA/GOV or group:EU")
    }
    if party.group != nil || setting.name(of: party.code) != nil { return text }
    if try desk.ledger.knows(code: party.code) { return text }
    let states = setting.release.knowledge.stateCodes.keys
    let wanted = text.lowercased()
    if let named = states.first(where: { setting.name(of: $0)?.lowercased() == wanted }) { return named }
    let upper = party.code.uppercased()
    if states.contains(upper) { return party.sector.map { "\(upper)/\($0)" } ?? upper }
    let near = [
      nearest(upper, among: states),
      states.first { setting.name(of: $0)?.lowercased().hasPrefix(wanted) ?? false },
    ]
    let told = near.compactMap(\.self).map { "\($0) (\(setting.name(of: $0) ?? ""))" }
    throw Missing(
      what: "No actor has the code “\(text)”.",
      help: told.isEmpty
        ? "Codes are those of ISO 3166 and of international organisations."
        : "Did you mean \(told.joined(separator: " or "))?",
      way: Address("relation"))
  }

  /// The period of a bar when none is asked for: the finest with some three hundred bars.
  private static func unit(_ from: Day?, _ until: Day?, _ desk: Desk) throws -> Period.Unit {
    let bounds = try desk.ledger.coverage(by: .month).bounds
    guard let first = from ?? bounds?.lowerBound.first, let last = until ?? bounds?.upperBound.last,
      first < last
    else { return .month }
    switch last.number - first.number {
    case ..<120: return .day
    case ..<1830: return .week
    case ..<9200: return .month
    case ..<28_000: return .quarter
    default: return .year
    }
  }

  // MARK: The figure

  /// - Parameter isLinked: whether periods and changes lead to their events; in a file they do not.
  func figure(isLinked: Bool) -> Figure {
    let drawings = Drawings(
      desk.setting, ledger: desk.site.options.name, run: counted.lastRun,
      QuestionParameters { [address] in address[$0] })
    if !isLinked { return drawings.relation(answer, scale: scale) }
    return drawings.relation(
      answer, scale: scale,
      period: { [events] in events.with("from", $0.first.iso).with("until", $0.last.iso).text },
      change: { "#change-\($0.measure.rawValue)-\($0.period)" })
  }

  private var events: Address {
    Address("search", query: [.init("pair", names.joined(separator: ","))])
      .taking(["source", "source-type"], from: address)
  }

  private var fileName: String {
    let bounds = [answer.question.from?.iso, answer.question.until?.iso].compactMap(\.self)
    return
      (["relation"] + names.map { $0.replacing("/", with: "-").replacing(":", with: "-") } + bounds
      + ["run-\(counted.lastRun?.id.number ?? 0)"]).joined(separator: "_")
  }

  // MARK: The page

  func page() throws -> Page {
    let (a, b) = (answer.relation.a, answer.relation.b)
    let isDomestic = names[0] == names[1]
    return Page(
      title: isDomestic ? "\(a), within" : "\(a) and \(b)", section: .relation, address: address,
      body: """
        \(RelationPage.form(names, address, unit: answer.question.unit, scale: scale))
        \(answer.relation.total.isEmpty ? try nothing() : try whole())
        """, filters: RelationPage.filters)
  }

  private func nothing() throws -> HTML {
    let partners = names.map { name in
      "<li><a href=\"\(Address("who", query: [.init("with", name)]))\">with whom \(name) deals</a></li>"
        as HTML
    }
    return """
      <div class="empty"><p><b>No event joins \(names[0]) and \(names[1])\(RelationPage.filters.contains { address[$0] != nil } ? " under these filters" : "").</b>
      The ledger holds \(Shell.number(counted.counts.events)) events in \(Shell.number(counted.counts.reports)) reports.</p>
      <ul><li><a href="\(Address(segments: address.segments))">the same pair without filters</a></li>\(partners)</ul></div>
      """
  }

  private func whole() throws -> HTML {
    let figureView = FigureView(
      figure: figure(isLinked: true),
      svg: Address(segments: address.segments, query: address.query).format("svg"),
      csv: Address(segments: address.segments, query: address.query).format("csv"), fileName: fileName)
    return """
      <p class="lead">\(answer.summary.text)</p>
      \(totals)
      \(figureView.html)
      <p class="small muted">Counts are of incidents: acts, however many reports tell them. PLOVER’s score and Goldstein’s value are by type alone and
      ignore who acts and how many are hurt; <a href="/codebook">the codebook</a> defines them.</p>
      \(try changes())
      \(try notes())
      \(try list())
      \(sources)
      <div class="tools"><a class="button" href="\(api)">Series as JSON</a><a class="button" href="\(api.format("csv"))">Series as CSV</a>\
      <a class="button" href="\(Address(segments: ["api", "v1", "events.csv"], query: events.query).taking(["from", "until"], from: address))">Events as CSV</a></div>
      <pre tabindex="0">\(command)</pre>
      """
  }

  private var api: Address {
    Address(
      segments: ["api", "v1", "relation"] + names, query: address.without("scale", "count", "after").query
    )
    .with("by", answer.question.unit.rawValue)
  }

  private var command: String {
    let flags = address.query.filter { RelationPage.filters.contains($0.name) }.map {
      " --\($0.name) '\($0.value)'"
    }
    return
      "demarche plot relation \(names.joined(separator: " ")) --by \(answer.question.unit.rawValue)\(flags.joined()) --ledger \(desk.site.options.ledger) > \(fileName).svg"
  }

  /// The fields that ask for a relation.
  static func form(_ names: [String], _ address: Address, unit: Period.Unit?, scale: PlotScale) -> HTML {
    let units = Period.Unit.allCases.map { one -> HTML in
      "<option\(one == unit ? " selected" as HTML : "")>\(one.rawValue)</option>"
    }
    let scales = PlotScale.allCases.map { one -> HTML in
      "<option value=\"\(one.rawValue)\"\(one == scale ? " selected" as HTML : "")>\(one.label)</option>"
    }
    let swap: HTML =
      names.count == 2
      ? """
      <a class="button" href="\(Address(segments: ["relation", names[1], names[0]], query: address.without("after").query))">Swap</a>\
      <a class="button" href="\(Address("compare", names[0], names[1]))">Compare sources</a>\
      <a class="button" href="\(Address("pairs", query: [.init("a", names[0]), .init("b", names[1])]))">Save pair</a>
      """ : ""
    let first = names.first ?? "", second = names.count > 1 ? names[1] : ""
    return """
      <form class="fields no-print" method="get" action="/relation" data-auto>
      <label>one party<input name="a" value="\(first)" required size="9" placeholder="EGY"></label>\
      <label>the other<input name="b" value="\(second)" required size="9" placeholder="ISR"></label>\
      <label>by<select name="by">\(units)</select></label>\
      <label>from<input name="from" value="\(address["from"])" size="10" placeholder="1977"></label>\
      <label>until<input name="until" value="\(address["until"])" size="10"></label>\
      <label>sources<input name="source" value="\(address["source"])" size="18" placeholder="all, or ownership=state"></label>\
      <label>scale<select name="scale">\(scales)</select></label>\
      <button class="primary">Show</button>\(swap)</form>
      """
  }

  private var totals: HTML {
    let total = answer.relation.total
    let quads = answer.relation.quads
    func row(_ name: String, _ tally: DemarcheRelations.Tally) -> HTML {
      """
      <tr><th scope="row">\(name)</th><td class="num">\(Shell.number(tally.incidents))</td><td class="num">\(Shell.number(tally.texts))</td>\
      <td class="num">\(Shell.number(tally.reports))</td>\(quads.numbers.map { quad in
        "<td class=\"num\">\(Shell.number(tally.incidentsByQuad[quad] ?? 0))</td>" as HTML
      })<td class="num">\(tally.scoreMean.map { decimal($0, digits: 2) } ?? "–")</td></tr>

      """
    }
    return """
      <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Direction</th><th scope="col" class="num">Incidents</th><th scope="col" class="num">Texts</th>\
      <th scope="col" class="num">Reports</th>\(quads.numbers.map { quad in
        "<th scope=\"col\" class=\"num\"><span class=\"quad quad-\(quad)\" aria-hidden=\"true\"></span>\(quads.names[quad])</th>" as HTML
      })<th scope="col" class="num">Mean score</th></tr></thead><tbody>
      \(row("\(names[0]) → \(names[1])", total.aToB))\(row("\(names[1]) → \(names[0])", total.bToA))\(row("both together", total.mutual))\(row("all", total.all))</tbody></table></div>
      """
  }

  // MARK: Changes

  private func changes() throws -> HTML {
    let all = answer.changes.points + answer.changes.doubtful
    if all.isEmpty {
      let why: HTML =
        switch answer.changes.refusal {
        case .fewIncidents(let n, let least): "None was looked for: \(n) incidents are fewer than \(least)."
        case .fewPeriods(let n, let least): "None was looked for: \(n) periods are fewer than \(least)."
        case nil: "None was found by \(RelationChanges.method)."
        }
      return "<h2>Changes</h2><p>\(why)</p>"
    }
    let told = try answer.leadingEvents(desk.ledger)
    return """
      <h2>Changes</h2>
      <p class="small muted">Found by \(RelationChanges.method). They say when a level changed, and nothing of why. A change is doubted when what is read changes at the same place.</p>
      \(all.map { change($0, told) })
      """
  }

  private func change(_ point: ChangePoint, _ told: [Int: Event]) -> HTML {
    let size: String =
      point.ratio.map {
        "\(decimal(point.before, digits: 1)) to \(decimal(point.after, digits: 1)) (× \(decimal($0, digits: 1)))"
      }
      ?? "\(decimal(point.before, digits: 2)) to \(decimal(point.after, digits: 2))"
    let range =
      point.earliest == point.latest
      ? "\(point.period)" : "\(point.period), perhaps \(point.earliest) to \(point.latest)"
    return """
      <section class="panel" id="change-\(point.measure.rawValue)-\("\(point.period)")"><h3>\(range): \(desk.setting.words.name(of: point.measure)) \(point.rises ? "rises" : "falls")</h3>
      <p>\(size), until \("\(point.until)"); sure to \(decimal(point.confidence, digits: 2)).\(doubt(point.doubt))</p>
      <ol class="small">\(point.leading.map { incident -> HTML in
        guard let event = told[incident.event] else { return "" }
        return """
          <li>\(incident.day?.iso) \(EventWords.side(event.actor)) \(EventWords.type(event, desk.setting.quads.names)) \(EventWords.side(event.recipient)): \
          <a href="\(EventWords.address(event))">\(event.trigger.text)</a>, told in \(incident.texts) \(incident.texts == 1 ? "text" : "texts")</li>

          """
      })</ol></section>

      """
  }

  private func doubt(_ doubt: ChangePoint.Doubt?) -> HTML {
    switch doubt {
    case nil: ""
    case .onlyCountChanges:
      " <b>Doubtful</b>: only the count moves; for 1,000 reports read no change is found."
    case .coverageChanges(let measure, let before, let after):
      " <b>Not told as a change of the relation</b>: the \(measure.rawValue) read went from \(decimal(before, digits: 0)) to \(decimal(after, digits: 0)) a period there."
    }
  }

  // MARK: Notes

  private func notes() throws -> HTML {
    guard names.allSatisfy({ !$0.contains("/") && !$0.contains(":") }) else { return .empty }
    let notes = try desk.ledger.notes(about: names[0], names[1])
    if notes.isEmpty, desk.site.options.isReadOnly { return .empty }
    let token = desk.site.options.token
    let list: HTML =
      notes.isEmpty
      ? ""
      : """
      <ul>\(notes.map { note in
        let remove: HTML = desk.site.options.isReadOnly ? "" : """
          <form method="post" action="/notes/remove" class="inline"><input type="hidden" name="token" value="\(token)">\
          <input type="hidden" name="note" value="\(note.number)"><input type="hidden" name="back" value="\(address.text)"><button class="plain">take out</button></form>
          """
        return "<li><b>\(note.day.iso)</b> \(note.text) <span class=\"muted\">\(note.person)</span> \(remove)</li>\n" as HTML
      })</ul>
      """
    let form: HTML =
      desk.site.options.isReadOnly
      ? ""
      : """
      <form class="fields" method="post" action="/notes"><input type="hidden" name="token" value="\(token)"><input type="hidden" name="a" value="\(names[0])">\
      <input type="hidden" name="b" value="\(names[1])"><input type="hidden" name="back" value="\(address.text)">\
      <label>day<input name="day" required placeholder="1979-03-26" size="10"></label><label>note<input name="text" required size="40"></label><button>Add note</button></form>
      """
    return "<h2>Notes of people</h2>\(list)\(form)"
  }

  // MARK: Events and sources

  private func list() throws -> HTML {
    var filter = EventFilter(
      pair: .init(answer.question.a, answer.question.b), from: answer.question.from,
      until: answer.question.until,
      excluding: [.negation], newestFirst: true, after: address["after"].flatMap { EventCursor($0) },
      limit: RelationPage.pageSize)
    try filter.narrow(to: answer.question.sources, among: desk.sources())
    var events: [Event]
    var after: EventCursor?
    if answer.question.a.group != nil || answer.question.b.group != nil {
      events = try latestOfGroups()
    } else {
      let page = try desk.ledger.page(matching: filter)
      (events, after) = (page.events, page.next)
    }
    let rows = EventRows(
      events: events, quads: desk.setting.quads.names, status: try desk.statuses(of: events))
    let next: HTML =
      after.map {
        "<p><a class=\"button\" rel=\"next\" href=\"\(address.with("after", $0.description))#events\">Earlier ones</a></p>"
      } ?? ""
    return """
      <h2 id="events">Events, the latest first</h2>
      <p><a href="\(self.events.taking(["from", "until"], from: address))">All of them in the search</a></p>
      \(rows.html)\(next)
      """
  }

  /// The latest events between groups, whose members no single filter can ask for.
  private func latestOfGroups() throws -> [Event] {
    let outlets = try desk.sources().outlets(answer.question.sources)
    var keys: [Int] = []
    try desk.ledger.forEachEvidence(
      between: answer.question.a, and: answer.question.b, types: desk.setting.types,
      matching: EventFilter(from: answer.question.from, until: answer.question.until, excluding: [.negation])
    ) { line throws(LedgerError) in
      if line.day != nil, outlets[line.source] != nil { keys.append(line.event) }
      return true
    }
    return try keys.suffix(RelationPage.pageSize).reversed().compactMap { key throws(LedgerError) in
      try desk.ledger.event(key: key)
    }
  }

  private var sources: HTML {
    let found = answer.relation.sources
    guard !found.isEmpty else { return "" }
    let all = found.reduce(0) { $0 + $1.reports }
    let names = answer.columns.sources
    return """
      <h2>Sources of this pair</h2>
      <div class="scroll"><table data-list><thead><tr><th scope="col">Source</th><th scope="col">Owner</th><th scope="col">Country</th>\
      <th scope="col" class="num">Reports</th><th scope="col" class="num">Share</th></tr></thead><tbody>\(found.prefix(15).map { source in
        let known = names[source.source]
        let ownership = known?.ownership.map { desk.setting.words.name(ofOwnership: $0) }
        return """
          <tr data-row><th scope="row"><a href="\(address.with("source", known?.name).without("after"))">\(known?.name ?? "not named")</a></th><td>\(ownership)</td><td>\(known?.country)</td>\
          <td class="num">\(Shell.number(source.reports))</td><td class="num">\(decimal(100 * Double(source.reports) / Double(max(1, all)), digits: 0)) %</td></tr>

          """ as HTML
      })</tbody></table></div>
      \(found.count > 15 ? "<p class=\"small\">and \(found.count - 15) more</p>" as HTML : "")
      """
  }
}
