import DemarcheKnowledge
import DemarcheAnswers
import DemarcheData
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations

/// The sources of the ledger: who owns each, what it brought, what only it tells, how often it was coded wrong.
struct SourcesPage {
  static let pageSize = 100
  static let filters = ["named", "ownership", "country", "kind"]

  let address: Address
  let answer: SourcesAnswer
  let order: SourcesAnswer.Order
  let isReversed: Bool
  /// From 1.
  let number: Int
  let quads: QuadLabels
  let words: SummaryWords
  /// The language of a source's latest report with an event.
  let language: (SourcesAnswer.Row) -> String?

  /// The rows that fit the filters of the address, in its order.
  var rows: [SourcesAnswer.Row] {
    let named = address["named"]?.lowercased()
    let wanted = (address["ownership"], address["country"], address["kind"])
    func fits(_ asked: String?, _ value: String?) -> Bool {
      guard let asked, !asked.isEmpty else { return true }
      return value == asked
    }
    return answer.rows(by: order, reversed: isReversed).filter { row in
      fits(wanted.0, row.outlet?.ownership) && fits(wanted.1, row.outlet?.country)
        && fits(wanted.2, row.outlet?.kind)
        && (named.map { named in
          named.isEmpty || ([row.name ?? ""] + row.names).contains { $0.lowercased().contains(named) }
        } ?? true)
    }
  }

  func page() -> Page {
    let rows = rows
    let shown = rows.dropFirst((number - 1) * SourcesPage.pageSize).prefix(SourcesPage.pageSize)
    return Page(
      title: "Sources", section: .sources, address: address,
      body: """
        <p class="lead">\(lead)</p>
        \(form)
        \(shown.isEmpty ? nothing(rows.count) : table(Array(shown)))
        \(pager(rows.count))
        <div class="tools"><a class="button" href="\(csv)" download="sources.csv">\(Shell.counted(rows.count, "source")) as CSV</a>\
        <a class="button" href="/compare">Compare sources on a pair</a>\
        <a class="button" href="/incidents/map.csv" download="incident-map.csv">Which report lies in which incident (CSV)</a></div>
        \(notes)
        """, filters: SourcesPage.filters)
  }

  private var csv: Address { Address("sources.csv", query: address.without("page").query) }

  private var lead: HTML {
    let named = answer.rows.filter { $0.key != 0 }
    let known = named.filter { $0.outlet != nil }
    let reports = named.reduce(0) { $0 + $1.figures.reports }
    let largest = named.first
    let share = largest.map { Double($0.figures.reports) / Double(max(1, reports)) }
    let state = known.filter { $0.outlet?.ownership == PairSources.state }.reduce(0) {
      $0 + $1.figures.reports
    }
    guard let largest, reports > 0 else { return "No report of the ledger names its source." }
    return """
      \(Shell.counted(named.count, "source")) brought \(Shell.counted(reports, "report")); \(Shell.number(known.count)) of them are in the table of outlets. \
      The largest, \(largest.name), brought \(Shell.percent(share)); \(words.name(ofOwnership: PairSources.state)) brought \
      \(Shell.percent(Double(state) / Double(reports))).
      """
  }

  private var form: HTML {
    func values(_ value: (SourcesAnswer.Row) -> String?) -> [String] {
      Set(answer.rows.compactMap(value)).subtracting([""]).sorted()
    }
    func choice(_ name: String, _ values: [String], _ label: (String) -> String) -> HTML {
      """
      <label>\(name)<select name="\(name)"><option value="">all</option>\(values.map { value in
        "<option value=\"\(value)\"\(address[name] == value ? " selected" as HTML : "")>\(label(value))</option>" as HTML
      })</select></label>
      """
    }
    let names = Dictionary(
      answer.rows.compactMap { row in row.outlet.map { ($0.country, row.country ?? $0.country) } },
      uniquingKeysWith: { a, _ in a })
    let kept = [SortHead.column, SortHead.reversed].compactMap { name in
      address[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" as HTML }
    }
    return """
      <form class="fields no-print" method="get" action="/sources" data-auto>\(kept)\
      <label>named<input name="named" value="\(address["named"])" size="14" placeholder="part of a name"></label>\
      \(choice("ownership", values { $0.outlet?.ownership }) { $0 })\
      \(choice("country", values { $0.outlet?.country }) { names[$0] ?? $0 })\
      \(choice("kind", values { $0.outlet?.kind }) { $0 })\
      <button class="primary">Show</button></form>
      """
  }

  private func nothing(_ count: Int) -> HTML {
    if answer.rows.isEmpty {
      return """
        <div class="empty"><p><b>The ledger holds no report yet.</b> <a href="/ingest">How to put some in</a></p></div>
        """
    }
    return count > 0
      ? """
      <div class="empty"><p><b>There is no page \(number).</b> <a href="\(address.without("page"))">The first page</a></p></div>
      """
      : """
      <div class="empty"><p><b>No source is so.</b> <a href="/sources">All \(Shell.number(answer.rows.count)) sources</a></p></div>
      """
  }

  // MARK: The table

  private func table(_ rows: [SourcesAnswer.Row]) -> HTML {
    let head = SortHead(address: address, current: order.text, isReversed: isReversed)
    // Few reports say their language; where none does, there is no column for it.
    let languages = rows.map(language)
    let hasLanguages = languages.contains { $0 != nil }
    func column(_ order: SourcesAnswer.Order, _ label: HTML) -> HTML {
      head.html(order.text, label, isNumber: !order.isOfWords)
    }
    let quadHeads = quads.numbers.map { quad -> HTML in
      column(
        .quad(quad),
        """
        <span class="quad quad-\(quad)" aria-hidden="true"></span>\(quad)<span class="visually-hidden"> \(quads.names[quad])</span>
        """)
    }
    return """
      <div class="scroll"><table data-list class="dense"><thead><tr>\(column(.name, "Source"))\(column(.ownership, "Ownership"))\(column(.country, "Country"))\
      \(column(.kind, "Kind"))\(hasLanguages ? "<th scope=\"col\">Language</th>" as HTML : "")\(column(.reports, "Reports"))\
      \(column(.incidents, "Incidents"))\(column(.alone, "Only here"))\(quadHeads)\(column(.delay, "Delay"))\
      \(column(.rejected, "Rejected"))\(column(.rate, "Per 1,000"))</tr></thead>
      <tbody>\(zip(rows, languages).map { row($0, hasLanguages ? $1 ?? "–" : nil) })</tbody></table></div>
      """
  }

  private func row(_ row: SourcesAnswer.Row, _ language: String?) -> HTML {
    let figures = row.figures
    let ownership: HTML =
      row.outlet.map { outlet in
        let mark: HTML =
          outlet.ownership == PairSources.state
          ? "<b class=\"flag\">state media</b>" : "\(outlet.ownership)"
        return "\(mark)<br><span class=\"muted small\">\(outlet.evidence)</span>"
      } ?? "<span class=\"muted\">not known</span>"
    let name: HTML =
      SourcesPage.asked(row).map {
        "<a href=\"\(Address("incidents", query: [.init("source", $0)]))\">\(row.name)</a>"
      }
      ?? (row.name.map { "\($0)" } ?? "<span class=\"muted\">none named</span>")
    return """
      <tr data-row><th scope="row">\(name)\(also(row))</th><td class="nowrap">\(ownership)</td><td>\(row.country ?? row.outlet?.country ?? "–")</td>\
      <td>\(row.outlet.flatMap { $0.kind.isEmpty ? nil : $0.kind } ?? "–")</td>\(language.map { "<td>\($0)</td>" as HTML } ?? "")\
      <td class="num">\(Shell.number(figures.reports))</td><td class="num">\(Shell.number(figures.incidents))</td>\
      <td class="num">\(Shell.percent(row.shareAlone))</td>\(quads.numbers.map { quad in
        "<td class=\"num\">\(Shell.percent(row.share(ofQuad: quad)))</td>" as HTML
      })<td class="num">\(figures.medianDelay.map { $0 == 1 ? "1 day" : "\(Shell.number($0)) days" } ?? "–")</td>\
      <td class="num">\(row.shareRejected.map { "\(Shell.percent($0)) of \(Shell.number(figures.decided))" } ?? "–")</td>\
      <td class="num">\(Shell.decimal(row.rate, digits: 0))</td></tr>

      """
  }

  /// The other names that reports give it, the first of them.
  private func also(_ row: SourcesAnswer.Row) -> HTML {
    let others = row.names.filter { $0 != row.name }
    guard !others.isEmpty else { return .empty }
    let more = others.count > 1 ? "\(others.count) more names" : "also"
    return """
      <span class="also muted small">\(more): \(others.prefix(4).joined(separator: ", "))</span>
      """
  }

  /// The text that asks for a source alone; nil for one that cannot be asked for.
  static func asked(_ row: SourcesAnswer.Row) -> String? {
    guard row.key != 0, let text = row.outlet?.key ?? row.name else { return nil }
    return text.contains(where: { ",=|".contains($0) }) ? nil : text
  }

  private func pager(_ count: Int) -> HTML {
    let pages = (count + SourcesPage.pageSize - 1) / SourcesPage.pageSize
    if pages < 2 { return .empty }
    func link(_ to: Int, _ words: String, _ relation: String) -> HTML {
      (1...pages).contains(to)
        ? """
        <a class="button" rel="\(relation)" href="\(address.with("page", to == 1 ? nil : "\(to)"))">\(words)</a>
        """ : ""
    }
    return """
      <p class="tools">\(link(number - 1, "Page before", "prev"))<span>page \(number) of \(pages), \(Shell.number(count)) sources</span>\(link(number + 1, "Next page", "next"))</p>
      """
  }

  private var notes: HTML {
    let list = quads.numbers.map { quad -> HTML in
      "<span class=\"nowrap\"><span class=\"quad quad-\(quad)\" aria-hidden=\"true\"></span>\(quad) \(quads.names[quad])</span>"
    }
    return """
      <details><summary>What the columns say</summary><dl class="pairs">
      <dt>Ownership</dt><dd>as the table of outlets has it, for the latest years of each, with its evidence below; <code>--knowledge FOLDER</code> with an
      <code>outlets.tsv</code> of yours changes it or adds outlets</dd>
      <dt>Language</dt><dd>of its latest report with an event, where the report says it</dd>
      <dt>Incidents</dt><dd>acts it tells, without what is only denied or might happen</dd>
      <dt>Only here</dt><dd>the share of these that no other source of the ledger tells</dd>
      <dt>\(quads.numbers.map { "\($0)" }.joined(separator: ", "))</dt><dd>the share of its incidents in each quad: \(list.joined(", "))</dd>
      <dt>Delay</dt><dd>the median of the days from an act to the report, where the text says the day</dd>
      <dt>Rejected</dt><dd>of the decisions that people made on its events, the share that rejects them; <a href="/correct">correct</a> some to fill it</dd>
      <dt>Per 1,000</dt><dd>events found in 1,000 of its reports</dd></dl></details>
      """
  }

  // MARK: CSV

  var csvText: String {
    let rows = rows.map(answer.members)
    let header = rows.first.map { CSV.header($0) + "\n" } ?? ""
    return header + rows.map { CSV.line($0) + "\n" }.joined()
  }
}

extension SourcesPage {
  init(_ address: Address, _ desk: Desk) throws {
    let parameters = QuestionParameters { address[$0] }
    let answer = try desk.sourcesAnswer()
    let order = try parameters.choice(SortHead.column, answer.orders.map(\.text))
    let ledger = desk.ledger
    self.init(
      address: address, answer: answer,
      order: answer.orders.first { $0.text == order } ?? .reports,
      isReversed: parameters.has(SortHead.reversed), number: try parameters.number("page", least: 1) ?? 1,
      quads: desk.setting.quads, words: desk.setting.words,
      // A language is a comfort: where it cannot be read, the page stands without it.
      language: { row in row.key == 0 ? nil : (try? ledger.language(ofSource: row.key)) ?? nil })
  }
}
