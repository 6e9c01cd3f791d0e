import DemarcheAnswers
import DemarcheEvents
import DemarcheHTTP
import DemarcheLedger
import DemarchePlots
import DemarcheRelations
import DemarcheText

/// The search: one box, what fits by period and by facet, the sentences with the words of the act, and the way to take all of it along.
struct SearchPage {
  static let pageSize = 50
  /// Parameters that are of the page and not of the question.
  static let ownParameters = ["columns", "order", "after"]

  private let address: Address
  private let desk: Desk
  private let filter: EventFilter
  private let facets: EventFacets
  private let lines: [SearchColumn.Line]
  private let columns: [SearchColumn]
  private let next: EventCursor?

  private var isOldestFirst: Bool { address["order"] == "oldest" }

  // MARK: What is asked

  /// Answers a request: what stands in the box becomes parameters of the address, so that an address says all.
  static func answer(_ request: Request, _ desk: Desk) throws -> Routes.Answer {
    var address = Address(request)
    let columns = request.query.all("columns").flatMap { $0.split(separator: ",") }
    if request.query.all("columns").count > 1 {
      return .redirect(to: address.with("columns", columns.joined(separator: ",")).text)
    }
    address = Address(segments: address.segments, query: address.query.filter { !$0.value.isEmpty })
    if let text = address["text"] {
      do {
        let search = try SearchText(text) { EventQuestion.kind($0, desk.setting) }
        if search.hasFields {
          let rest = address.without("text")
          let whole = search.parameters.reduce(rest.without("after")) { $0.with($1.name, $1.value) }
          return .redirect(to: whole.text)
        }
      } catch {
        return try desk.answer(fault(error, text, address, desk), status: 400)
      }
    }
    return try desk.answer(SearchPage(address, desk).page)
  }

  init(_ address: Address, _ desk: Desk) throws {
    self.address = address
    self.desk = desk
    for pair in address.query where SearchField.parameters.contains(pair.name) {
      guard let kind = EventQuestion.kind(pair.name, desk.setting), !kind.holds(pair.value) else { continue }
      throw QuestionError(pair.name, "is \(kind.words), not \"\(pair.value)\"")
    }
    let parameters = QuestionParameters { address[$0] }
    var filter = try EventFilter(parameters)
    try filter.narrow(by: parameters, among: desk.sources())
    filter.limit = SearchPage.pageSize
    filter.newestFirst = address["order"] != "oldest"
    self.filter = filter
    facets = try desk.facets(filter)
    columns = SearchColumn.chosen(address)
    let page = try desk.ledger.page(matching: filter)
    next = page.next
    lines = try SearchPage.lines(page.events, columns, desk)
  }

  private static func lines(
    _ events: [Event], _ columns: [SearchColumn], _ desk: Desk
  ) throws -> [SearchColumn.Line] {
    let statuses = try desk.statuses(of: events)
    let needsReport = columns.contains { $0.needsReport }
    var reports: [String: Report] = [:]
    return try events.map { event in
      if needsReport, reports[event.report] == nil {
        reports[event.report] = try desk.ledger.report(id: event.report)
      }
      return SearchColumn.Line(
        event: event, sentence: try desk.ledger.placedSentence(of: event), report: reports[event.report],
        status: statuses[event.id] ?? "machine", quads: desk.setting.quads.names)
    }
  }

  // MARK: The page

  var page: Page {
    get throws {
      let body: HTML =
        facets.events == 0
        ? try Empty.html(address, SearchField.parameters, "event", desk)
        : """
        <p class="lead">\(found)</p>
        \(histogram)
        <div class="search"><section aria-label="Events">\(results)\(takeAlong)</section>
        <aside class="facets" aria-label="Narrow the search">\(facetColumn)</aside></div>
        """
      return Page(
        title: "Search", section: .search, address: address,
        body: """
          \(SearchPage.form(SearchText.text(of: address), address))
          \(body)
          """, filters: SearchField.parameters)
    }
  }

  private var found: HTML {
    let events: HTML = "<b>\(amount(facets.events))</b> \(facets.events == 1 ? "event fits" : "events fit")"
    let undated: HTML =
      facets.undated == 0 || isOldestFirst
      ? ""
      : """
       \(amount(facets.undated)) of them have no day and are not listed; \
      <a href="\(address.with("order", "oldest").without("after"))">oldest first</a> lists them at the end.
      """
    let guess: HTML =
      facets.isEstimate ? " The numbers are estimated from events drawn by chance." : ""
    return "\(events).\(guess)\(undated)"
  }

  /// A number, with a sign where it is a guess.
  private func amount(_ count: Int) -> String {
    facets.isEstimate ? "≈ \(Shell.number(SearchPage.rounded(count)))" : Shell.number(count)
  }

  /// A guess is told with two figures.
  static func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return (count + unit / 2) / unit * unit
  }

  /// The box; what else the address says of the page goes along.
  static func form(_ text: String, _ address: Address, isFaulty: Bool = false) -> HTML {
    let kept = address.query.filter { ["columns", "order"].contains($0.name) }
    let describedBy: HTML = isFaulty ? " aria-invalid=\"true\" aria-describedby=\"fault\"" : ""
    return """
      <form class="search-box" role="search" aria-label="Search events" method="get" action="/search">\
      <label class="visually-hidden" for="box">Words, names, codes and fields</label>\
      <input id="box" name="text" type="search" value="\(text)" placeholder="“peace treaty” actor:EGY -event:CONSULT from:1978"\(describedBy)>\
      \(kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML })<button class="primary">Search</button></form>
      <details class="small search-help"><summary>What can be typed</summary>
      <p>Words and “phrases in quotation marks” are looked for in the reports. A field looks at what was coded:
      \(SearchField.all.map { "<code>\($0.name):</code> " as HTML }) A minus before a word or a field leaves out what has it:
      <code>-word</code>, <code>-event:CONSULT</code>; that works with \(SearchField.all.filter { $0.exclusion != nil }.map(\.name).joined(separator: ", ")).
      Two <code>with:</code> are a pair. Values with spaces stand in quotation marks: <code>source:"New York Times"</code>.</p></details>
      """
  }

  /// The page for a text that cannot be read: the box with it, and a sign below the character that is wrong.
  static func fault(
    _ fault: SearchText.Fault, _ text: String, _ address: Address, _ desk: Desk
  ) -> Page {
    let start = max(0, fault.place - 60)
    let shown = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(start).prefix(120)))
    let pointer = String(repeating: " ", count: fault.place - start) + "^"
    return Page(
      title: "Search", section: .search, address: address.without("text"),
      body: """
        \(form(text, address, isFaulty: true))
        <div class="empty" id="fault"><p><b>\(fault.message)</b>, at character \(fault.place + 1).</p>
        <pre>\(shown)
        \(pointer)</pre><p>\(fault.help).</p></div>
        """)
  }

  // MARK: Periods

  private var histogram: HTML {
    guard let span = facets.span else { return "" }
    let all = facets.counts(by: span < 100 ? .day : .month)
    let counts = SearchPage.bulk(of: all)
    guard let first = counts.first?.period, counts.count > 1 else { return "" }
    var histogram = Histogram(counts, title: "Events by period")
    histogram.width = 960
    let address = address.without("after")
    histogram.address = { period in
      address.with("from", period.first.iso).with("until", period.last.iso).text
    }
    let figure = histogram.figure
    let earlier = all.prefix(all.count - counts.count).reduce(0) { $0 + $1.count }
    let before = address.with("until", first.first.adding(days: -1).iso)
    let note: HTML =
      earlier == 0
      ? ""
      : "<p class=\"small muted\">Not drawn: <a href=\"\(before)\">\(amount(earlier)) before \("\(first)")</a>.</p>"
    return """
      <figure class="plot-figure" data-plot="time" aria-label="Events by period; arrow keys walk the periods, Enter narrows to one">
      \(HTML.sound(figure.svg(standalone: false)))
      </figure>
      <details class="plot small"><summary>The numbers as a table <kbd>t</kbd></summary>\(FigureView.table(figure.table, caption: figure.title))</details>
      \(note)
      """
  }

  /// The periods without a thin beginning: acts of long ago that a few reports recall would leave no room for the rest.
  ///
  /// So few as one in two hundred are cut off, and only where that halves the stretch of time.
  static func bulk(of counts: [(period: Period, count: Int)]) -> [(period: Period, count: Int)] {
    let sum = counts.reduce(0) { $0 + $1.count }
    var earlier = 0
    let start = counts.firstIndex { count in
      earlier += count.count
      return earlier * 200 > sum
    }
    guard let start, let first = counts.first?.period.index, let last = counts.last?.period.index,
      (last - counts[start].period.index) * 2 < last - first
    else { return counts }
    return Array(counts[start...])
  }

  // MARK: Results

  private var results: HTML {
    let head = columns.map { column -> HTML in
      "<th scope=\"col\"\(column.isNumber ? " class=\"num\"" as HTML : "")>\(column.title)</th>"
    }
    let rows = lines.map { line -> HTML in
      let cells = columns.map { column -> HTML in
        "<td\(column.isNumber ? " class=\"num\"" as HTML : "")>\(column.cell(line))</td>"
      }
      return "<tr data-row>\(cells)</tr>\n"
    }
    let more: HTML =
      next.map { cursor in
        let to = address.with("after", cursor.description)
        return "<a class=\"button\" rel=\"next\" href=\"\(to)\">Next \(SearchPage.pageSize)</a>"
      } ?? ""
    let first: HTML =
      address["after"] == nil ? "" : "<a class=\"button\" href=\"\(address.without("after"))\">First page</a>"
    let order = isOldestFirst ? nil : "oldest"
    return """
      <div class="tools"><a class="button" href="\(address.with("order", order).without("after"))">\(isOldestFirst ? "Newest first" : "Oldest first")</a>\
      <a class="button" href="\(address.without("after"))">Permalink</a></div>
      \(chooser)
      <div class="scroll" tabindex="0"><table data-list><caption class="visually-hidden">Events, \(isOldestFirst ? "the oldest" : "the newest") first</caption>\
      <thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
      <div class="tools">\(first)\(more)</div>
      """
  }

  private var chooser: HTML {
    let chosen = columns.map(\.name)
    let kept = address.query.filter { $0.name != "columns" && $0.name != "after" }
    return """
      <details class="small"><summary>Columns</summary>
      <form class="fields" method="get" action="/search">\(kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML })\
      <fieldset><legend class="visually-hidden">Columns</legend>\(SearchColumn.all.map { column in
        let mark: HTML = chosen.contains(column.name) ? " checked" : ""
        return "<label class=\"check\"><input type=\"checkbox\" name=\"columns\" value=\"\(column.name)\"\(mark)> \(column.title)</label> " as HTML
      })</fieldset><button>Show these</button></form></details>
      """
  }

  // MARK: Facets

  private var facetColumn: HTML {
    let quads = desk.setting.quads.names
    func facet(_ title: String, _ name: String, _ counts: [EventFacets.Count], _ label: (String) -> HTML)
      -> HTML
    {
      guard let field = SearchField.all.first(where: { $0.name == name }), !counts.isEmpty else { return "" }
      func item(_ count: EventFacets.Count) -> HTML { self.item(field, count, label(count.value)) }
      let rest = counts.dropFirst(8).prefix(32)
      let more: HTML =
        rest.isEmpty
        ? ""
        : "<details class=\"small\"><summary>\(counts.count - 8) more</summary><ul>\(rest.map(item))</ul></details>"
      return "<section><h3>\(title)</h3><ul>\(counts.prefix(8).map(item))</ul>\(more)</section>\n"
    }
    let byNumber = facets.quads.sorted { $0.value < $1.value }
    return """
      \(facet("Kind", "quad", byNumber) { "\(sign($0))\(Int($0).flatMap { quads[$0] })" })
      \(facet("Event", "event", facets.types) { "\($0)" })
      \(facet("Actor", "actor", facets.actors) { code in actor(code) })
      \(facet("Recipient", "recipient", facets.recipients) { code in actor(code) })
      \(facet("Source", "source", facets.sources) { "\($0)" })
      \(facet("Mark", "mark", facets.marks) { "\($0)" })
      \(facet("Confidence of at least", "confidence", confidences) { "\($0)" })
      """
  }

  /// The steps at which anything changes, from half on.
  private var confidences: [EventFacets.Count] {
    var last = facets.events
    return facets.confidences.filter { count in
      defer { last = count.events }
      return count.value >= "0.5" && count.events > 0 && count.events < last
    }
  }

  private func sign(_ quad: String) -> HTML {
    "<span class=\"quad quad-\(quad)\" aria-hidden=\"true\"></span>"
  }

  private func actor(_ code: String) -> HTML {
    "\(code) <span class=\"muted small\">\(desk.setting.name(of: code))</span>"
  }

  private func item(_ field: SearchField, _ count: EventFacets.Count, _ label: HTML) -> HTML {
    let number: HTML = "<span class=\"num\">\(amount(count.events))</span>"
    // A comma or a sign of equality would be read as more than a name.
    if field.name == "source", count.value.contains(where: { $0 == "," || $0 == "=" }) {
      return "<li><span>\(label)</span>\(number)<span></span></li>\n"
    }
    let link = FacetLink(address: address, field: field, value: count.value)
    let mark: HTML = link.isChosen ? " aria-current=\"true\"" : ""
    let minus: HTML =
      link.excluding.map { to in
        "<a class=\"minus\" href=\"\(to)\" aria-label=\"without \(field.name) \(count.value)\">−</a>"
      } ?? "<span></span>"
    return "<li><a href=\"\(link.adding)\"\(mark)>\(label)</a>\(number)\(minus)</li>\n"
  }

  // MARK: To take along

  private var takeAlong: HTML {
    let query = SearchExport(address: address, filter: filter, site: desk.site)
    let all = facets.events == 1 ? "the one event that fits" : "all \(amount(facets.events)) matching events"
    let check: HTML =
      desk.site.options.isReadOnly
      ? "" : "<a class=\"button\" href=\"\(query.checking)\">A random 100 for checking</a>"
    return """
      <section class="panel take-along"><h2>Take it along</h2>
      <p>Download \(all):</p>
      <div class="tools"><a class="button" href="\(query.events("csv"))">CSV</a><a class="button" href="\(query.events("jsonl"))">JSON lines</a>\
      <a class="button" href="\(query.panel)">dyad-month panel</a><a class="button" href="/api/v1/codebook.csv">codebook</a>\(check)</div>
      \(query.panelNote)
      <details><summary>The same as a command, and in SQL</summary>
      <pre id="as-command" tabindex="0">\(query.command)</pre>
      <p class="tools"><button type="button" hidden data-copy="#as-command">Copy the command</button></p>
      <pre id="as-sql" tabindex="0">\(query.sql)</pre>
      <p class="tools"><button type="button" hidden data-copy="#as-sql">Copy the SQL</button></p>
      <p class="small muted">The view event_list has the first actor and recipient of an event; where several act, the command finds more.</p>
      </details></section>
      """
  }
}
