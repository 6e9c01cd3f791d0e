import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarchePlots
import DemarcheRelations

/// One pair by two groups of sources: what each tells, where they differ, what one tells alone, and one act in two codings.
struct ComparePage {
  static let filters = ["from", "until", "source", "source-type"]
  static let listShown = 12
  static let listPage = 100

  /// What came of the question.
  enum Outcome {
    case compared(ComparisonAnswer)
    /// No two groups of these sources can be compared.
    case impossible(PairSources.Obstacle)
    /// A group has no source in the ledger, or nothing to compare was found.
    case refused(QuestionError)
  }

  let names: [String]
  let sources: PairSources
  let first: String
  let second: String
  let unit: Period.Unit
  let outcome: Outcome
  let address: Address
  private let desk: Desk
  /// The last of the ledger.
  private let run: Run?

  init(_ asked: [String], _ address: Address, _ desk: Desk) throws {
    let parameters = QuestionParameters { address[$0] }
    names = try asked.map { try RelationPage.code($0, desk) }
    let parties = try names.map { try desk.setting.party($0) }
    var question = try RelationQuestion(parties[0], parties[1], parameters)
    let choice = try desk.sources()
    sources = try PairSources(question, desk.ledger, desk.setting, choice)
    unit = try parameters.unit("by") ?? ComparePage.unit(sources.days)
    question.unit = unit
    let suggestion = sources.suggestions.first
    first = parameters["first"] ?? suggestion?.first.text ?? ""
    second =
      parameters["second"] ?? (parameters["first"] == nil ? suggestion?.secondText : nil)
      ?? ComparisonAnswer.rest
    outcome = try ComparePage.outcome(question, first, second, sources, choice, desk)
    self.desk = desk
    run = try desk.counted().lastRun
    var whole = Address(segments: ["compare"] + names, query: address.query)
    // What was chosen stands in the address, so that the page can be kept.
    if !first.isEmpty { whole = whole.with("first", first).with("second", second) }
    self.address = whole.with("by", unit.rawValue)
  }

  private static func outcome(
    _ question: RelationQuestion, _ first: String, _ second: String, _ sources: PairSources,
    _ choice: SourceChoice, _ desk: Desk
  ) throws -> Outcome {
    if let obstacle = sources.obstacle { return .impossible(obstacle) }
    guard !first.isEmpty else {
      return .refused(QuestionError("first", "names no sources", help: "ownership=state, or names"))
    }
    do {
      let labels = (sources.label(first, desk.setting), sources.label(second, desk.setting))
      return .compared(
        try ComparisonAnswer(
          question, first, with: second, desk.ledger, desk.setting, choice, labels: labels))
    } catch let error as QuestionError {
      return .refused(error)
    }
  }

  /// The period when none is asked for: so long that most hold enough to be tested.
  private static func unit(_ days: ClosedRange<Day>?) -> Period.Unit {
    switch days.map({ $0.upperBound.number - $0.lowerBound.number }) ?? 0 {
    case ..<1100: .month
    case ..<4400: .quarter
    default: .year
    }
  }

  private var setting: Setting { desk.setting }
  private var labels: [String] { [first, second].map { sources.label($0, setting) } }

  // MARK: The page

  func page() throws -> Page {
    let parties = names.map { setting.name(of: $0) ?? $0 }
    return Page(
      title: "\(parties[0]) and \(parties[1]), by their sources", section: .sources, address: address,
      body: """
        \(CompareForm.html(names, address, first: first, second: second, unit: unit, sources))
        \(try whole())
        """, filters: ComparePage.filters)
  }

  private func whole() throws -> HTML {
    switch outcome {
    case .impossible(let obstacle): impossible(obstacle)
    case .refused(let error): refused(error)
    case .compared(let answer):
      try address["list"].map { try list($0, answer) } ?? compared(answer)
    }
  }

  private func compared(_ answer: ComparisonAnswer) throws -> HTML {
    let told = ToldIncidents(answer.comparison, desk.ledger)
    return """
      <p class="lead">\(ComparePage.sentence(answer.summary))</p>
      \(overlap(answer))
      \(suggestions)
      \(totals(answer.comparison))
      \(nothingOnOneSide(answer.comparison))
      \(FigureView(figure: figure(answer), svg: address.format("svg"), csv: address.format("csv"), fileName: fileName).html)
      \(differences(answer.comparison))
      \(periods(answer.comparison))
      \(try both(answer.comparison, told))
      \(try alone(0, answer.comparison.onlyFirst, told))
      \(try alone(1, answer.comparison.onlySecond, told))
      \(tools)
      """
  }

  /// A text with a capital where it begins.
  static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  // MARK: No comparison

  private func impossible(_ obstacle: PairSources.Obstacle) -> HTML {
    let why: HTML =
      switch obstacle {
      case .nothing:
        """
        No report of the ledger tells of \(names[0]) and \(names[1])\(ComparePage.filters.contains { address[$0] != nil } ? " under these filters" : ""). \
        <a href="/compare">The pairs that most reports tell of</a>
        """
      case .unnamed(let reports):
        """
        \(Shell.counted(reports, "report")) tell of the pair, and none names its source. It would be possible if reports came in with their sources: \
        <code>demarche ingest --source NAME</code>, or a field <code>source</code> in each line.
        """
      case .oneSource(let name, let reports):
        """
        All \(Shell.counted(reports, "report")) of the pair that name a source are from <b>\(name)</b>. It would be possible if another source’s reports of the \
        same time were put in beside them.
        """
      }
    return """
      <div class="empty"><p><b>No comparison possible.</b> \(why)</p>
      <ul><li><a href="\(Address("relation", names[0], names[1]))">The pair by all reports</a></li>\
      <li><a href="/sources">The sources of the ledger</a></li></ul></div>
      """
  }

  private func refused(_ error: QuestionError) -> HTML {
    """
    <div class="empty"><p><b>No comparison possible:</b> \(error.description).</p><p>\(error.help.map { "For one: \($0)." } ?? "")</p></div>
    \(suggestions)
    """
  }

  private func nothingOnOneSide(_ comparison: Comparison) -> HTML {
    let sides = [comparison.first, comparison.second]
    guard let empty = sides.firstIndex(where: { $0.total.all.incidents == 0 }) else { return .empty }
    return """
      <div class="empty"><p><b>No comparison possible:</b> \(labels[empty]) tell nothing of the pair\(address["from"] != nil || address["until"] != nil ? " in these days" : ""). \
      They may not have been read then: the columns “read” below say how many of their reports the ledger has.</p></div>
      """
  }

  private func overlap(_ answer: ComparisonAnswer) -> HTML {
    answer.overlap == 0
      ? ""
      : """
      <p class="warn">\(Shell.counted(answer.overlap, "source")) of the ledger \(answer.overlap == 1 ? "is" : "are") in both groups: what \
      \(answer.overlap == 1 ? "it reports counts" : "they report counts") on both sides, and the two look more alike than they are.</p>
      """
  }

  private var suggestions: HTML {
    let links = sources.suggestions.prefix(10).map { one -> HTML in
      let to = address.with("first", one.first.text).with("second", one.secondText).without("list", "page")
      let isShown = one.first.text == first && one.secondText == second
      let mark: HTML = isShown ? " aria-current=\"true\"" : ""
      let size =
        "\(Shell.number(one.first.reports)) and \(Shell.number(sources.reports(one.second, but: one.first)))"
      return """
        <li><a href="\(to)"\(mark)>\(sources.label(one.first.text, setting)) and \(sources.label(one.secondText, setting))</a> \
        <span class="muted">\(size) reports</span></li>
        """
    }
    let open: HTML = first.isEmpty || address["first"] == nil ? " open" : ""
    return links.isEmpty
      ? ""
      : "<details class=\"no-print\"\(open)><summary>Groups worth comparing on this pair</summary><ul class=\"columns\">\(links)</ul></details>"
  }

  // MARK: The two side by side

  private func totals(_ comparison: Comparison) -> HTML {
    let quads = comparison.first.quads
    func row(_ side: Int, _ relation: Relation, _ rate: Double?) -> HTML {
      let all = relation.total.all
      let read = comparison.rows.reduce(0) { sum, row in
        sum + (side == 0 ? row.firstCoverage.reports : row.secondCoverage.reports)
      }
      return """
        <tr><th scope="row"><span class="side">\(side + 1)</span> \(labels[side])</th><td class="num">\(Shell.number(all.incidents))</td>\
        <td class="num">\(Shell.number(all.texts))</td><td class="num">\(Shell.number(all.reports))</td><td class="num">\(relation.sources.count)</td>\
        \(quads.numbers.map { quad in "<td class=\"num\">\(Shell.percent(all.share(ofQuad: quad)))</td>" as HTML })\
        <td class="num">\(Shell.decimal(all.scoreMean, digits: 2))</td><td class="num">\(Shell.number(read))</td>\
        <td class="num">\(Shell.decimal(rate, digits: 1))</td></tr>

        """
    }
    return """
      <div class="scroll" tabindex="0"><table class="wrapped"><thead><tr><th scope="col">Group</th><th scope="col" class="num">Incidents</th><th scope="col" class="num">Texts</th>\
      <th scope="col" class="num">Reports</th><th scope="col" class="num">Sources</th>\(quads.numbers.map { quad in
        "<th scope=\"col\" class=\"num\"><span class=\"quad quad-\(quad)\" aria-hidden=\"true\"></span>\(quads.names[quad])</th>" as HTML
      })<th scope="col" class="num">Mean score</th><th scope="col" class="num">Read in all</th><th scope="col" class="num">Incidents for 1,000 read</th></tr></thead>
      <tbody>\(row(0, comparison.first, comparison.firstRate))\(row(1, comparison.second, comparison.secondRate))</tbody></table></div>
      """
  }

  func figure() throws -> Figure {
    switch outcome {
    case .compared(let answer): return figure(answer)
    case .refused(let error): throw error
    case .impossible(let obstacle):
      let why =
        switch obstacle {
        case .nothing: "no report tells of \(names[0]) and \(names[1])"
        case .unnamed(let reports):
          "none of the \(Shell.counted(reports, "report")) of the pair names its source"
        case .oneSource(let name, let reports):
          "all \(Shell.counted(reports, "report")) of the pair are from \(name)"
        }
      throw QuestionError(
        nil, "no comparison possible: \(why)", help: "/compare has the pairs of most reports")
    }
  }

  private func figure(_ answer: ComparisonAnswer) -> Figure {
    let drawings = Drawings(
      setting, ledger: desk.site.options.name, run: run, QuestionParameters { [address] in address[$0] })
    return drawings.comparison(answer) { period in
      Address(
        "incidents",
        query: [
          .init("pair", names.joined(separator: ",")), .init("from", period.first.iso),
          .init("until", period.last.iso),
        ]
      ).text
    }
  }

  private func differences(_ comparison: Comparison) -> HTML {
    let differing = comparison.rows.filter(\.differs)
    let head: HTML = "<h2>Where the share of conflict differs</h2>"
    if differing.isEmpty {
      let tested = comparison.rows.count {
        min($0.first.all.incidents, $0.second.all.incidents) >= Comparison.leastIncidents
      }
      return """
        \(head)
        <p>In no \(unit.rawValue). \(tested == 0
          ? "None was tested: in no \(unit.rawValue) do both have \(Comparison.leastIncidents) incidents or more."
          : "\(Shell.counted(tested, "\(unit.rawValue) was", "\(unit.rawValue)s were")) tested, by Fisher’s exact test with Holm’s correction, at 5 %.")</p>
        """
    }
    return """
      \(head)
      <ul>\(differing.map { row -> HTML in
        let (x, y) = (row.first.all, row.second.all)
        let more = share(x) ?? 0 > share(y) ?? 0 ? 0 : 1
        return """
          <li><b>\("\(row.period)")</b>: \(labels[more]) tell more of conflict. Of \(Shell.counted(x.incidents, "incident")) of the first \
          \(Shell.percent(share(x))) are conflict, of \(Shell.number(y.incidents)) of the second \(Shell.percent(share(y))) \
          <span class="muted">(p \(decimal(row.p, digits: 4)))</span></li>

          """
      })</ul>
      <p class="small muted">Fisher’s exact test in each \(unit.rawValue), corrected for their number after Holm, at 5 %. What both report counts on both sides.</p>
      """
  }

  private func share(_ tally: Tally) -> Double? {
    tally.incidents == 0 ? nil : Double(tally.conflict) / Double(tally.incidents)
  }

  private func periods(_ comparison: Comparison) -> HTML {
    let rows = comparison.rows.filter { $0.first.all.incidents + $0.second.all.incidents > 0 }
    let left = comparison.rows.count - rows.count
    func side(_ row: RelationRow, _ read: Coverage.Row) -> HTML {
      """
      <td class="num">\(Shell.number(row.all.incidents))</td><td class="num">\(Shell.percent(share(row.all)))</td>\
      <td class="num">\(Shell.decimal(row.all.scoreMean, digits: 1))</td><td class="num">\(Shell.number(read.reports))</td>
      """
    }
    let heads: HTML = """
      <th scope="col" class="num">Incidents</th><th scope="col" class="num">Conflict</th><th scope="col" class="num">Mean score</th>\
      <th scope="col" class="num">Read</th>
      """
    // A long table stands aside: the figure shows the same.
    let isLong = rows.count > 40
    return """
      <h2>Period by period</h2>
      \(isLong ? "<details><summary>\(Shell.counted(rows.count, unit.rawValue)) side by side</summary>" as HTML : "")
      <div class="scroll" tabindex="0"><table class="sides"><thead><tr><th scope="col" rowspan="2">Period</th>\
      <th scope="colgroup" colspan="4"><span class="side">1</span> \(labels[0])</th><th scope="colgroup" colspan="4"><span class="side">2</span> \(labels[1])</th>\
      <th scope="col" rowspan="2" class="num">First to second</th><th scope="col" rowspan="2">Share of conflict</th></tr>
      <tr>\(heads)\(heads)</tr></thead><tbody>\(rows.map { row in
        """
        <tr><th scope="row" class="nowrap">\("\(row.period)")</th>\(side(row.first, row.firstCoverage))\(side(row.second, row.secondCoverage))\
        <td class="num">\(row.ratio.map { "× \(decimal($0, digits: 2))" } ?? "–")</td>\
        <td>\(row.differs ? "<b>differs</b>" as HTML : row.p < 1 ? "does not differ" : "not tested")</td></tr>

        """
      })</tbody></table></div>
      <p class="small muted">“First to second” is the ratio of incidents for 1,000 reports read. \(left == 0 ? "" : "\(Shell.counted(left, unit.rawValue)) without an incident of either \(left == 1 ? "is" : "are") left out; the CSV has \(left == 1 ? "it" : "them").")</p>
      \(isLong ? "</details>" as HTML : "")
      """
  }

  // MARK: Acts

  private func both(_ comparison: Comparison, _ told: ToldIncidents) throws -> HTML {
    let shared = comparison.shared
    let counts = Comparison.Agreement.allCases.map { agreement in
      (agreement, shared.count { $0.agreement == agreement })
    }
    let sentence: HTML =
      shared.isEmpty
      ? "No act is told by both."
      : """
      \(Shell.counted(shared.count, "act is", "acts are")) told by both: \(counts.filter { $0.1 > 0 }.map { agreement, count in
        "<b>\(Shell.number(count))</b> \(ToldIncidents.words(agreement))" as HTML
      }.joined("; ")).
      """
    return """
      <h2 id="both">One act, told by both</h2>
      <p>\(sentence)</p>
      \(shared.isEmpty ? .empty : try told.sideBySide(shared.prefix(ComparePage.listShown), labels))
      \(more("both", shared.count))
      """
  }

  private func alone(_ side: Int, _ incidents: [CountedIncident], _ told: ToldIncidents) throws -> HTML {
    """
    <h2 id="only-\(side + 1)">Told by \(labels[side]) alone</h2>
    \(incidents.isEmpty
      ? "<p>Nothing: all that they tell of the pair, the others tell too.</p>"
      : try told.alone(incidents.prefix(ComparePage.listShown)))
    \(more(side == 0 ? "first" : "second", incidents.count))
    """
  }

  private func more(_ list: String, _ count: Int) -> HTML {
    count <= ComparePage.listShown
      ? ""
      : """
      <p><a class="button" href="\(address.with("list", list))">All \(Shell.number(count))</a></p>
      """
  }

  /// One of the three lists by itself, page by page.
  private func list(_ name: String, _ answer: ComparisonAnswer) throws -> HTML {
    let parameters = QuestionParameters { [address] in address[$0] }
    let list = try parameters.choice("list", ToldIncidents.lists) ?? "both"
    let number = try parameters.number("page", least: 1, most: 1_000_000) ?? 1
    let comparison = answer.comparison
    let told = ToldIncidents(comparison, desk.ledger)
    let skipped = (number - 1) * ComparePage.listPage
    let (count, title, rows): (Int, String, HTML)
    switch list {
    case "both":
      let all = comparison.shared
      let shown = all.dropFirst(skipped).prefix(ComparePage.listPage)
      (count, title, rows) = (all.count, "One act, told by both", try told.sideBySide(shown, labels))
    default:
      let all = list == "first" ? comparison.onlyFirst : comparison.onlySecond
      let shown = all.dropFirst(skipped).prefix(ComparePage.listPage)
      (count, title, rows) = (
        all.count, "Told by \(labels[list == "first" ? 0 : 1]) alone", try told.alone(shown)
      )
    }
    let pages = max(1, (count + ComparePage.listPage - 1) / ComparePage.listPage)
    return """
      <p><a href="\(address.without("list", "page"))">← The whole comparison</a></p>
      <h2>\(title)</h2>
      <p>\(Shell.counted(count, "act")), page \(number) of \(pages).</p>
      \(rows)
      <p class="tools">\(number > 1 ? "<a class=\"button\" rel=\"prev\" href=\"\(address.with("page", "\(number - 1)"))\">Page before</a>" as HTML : "")\
      \(number < pages ? "<a class=\"button\" rel=\"next\" href=\"\(address.with("page", "\(number + 1)"))\">Next page</a>" as HTML : "")\
      <a class="button" href="\(address.without("page").format("csv"))">All \(Shell.number(count)) as CSV</a></p>
      """
  }

  // MARK: Files

  private var fileName: String {
    (["comparison"] + names.map { $0.replacing("/", with: "-").replacing(":", with: "-") }).joined(
      separator: "_")
  }

  private var tools: HTML {
    let command =
      "demarche relation \(names.joined(separator: " ")) --compare '\(first)' '\(second)' --by \(unit.rawValue)\(flags) --ledger \(desk.site.options.ledger)"
    return """
      <h2>Take it along</h2>
      <div class="tools"><a class="button" href="\(address.format("csv"))">Periods as CSV</a>\
      <a class="button" href="\(address.with("list", "both").format("csv"))">Acts of both as CSV</a>\
      <a class="button" href="\(address.with("list", "first").format("csv"))">Acts of the first alone as CSV</a>\
      <a class="button" href="\(address.with("list", "second").format("csv"))">Acts of the second alone as CSV</a>\
      <a class="button" href="/incidents/map.csv">Which report lies in which incident (CSV)</a></div>
      <pre id="command" tabindex="0">\(command)</pre><p class="tools"><button type="button" hidden data-copy="#command">Copy</button></p>
      """
  }

  private var flags: String {
    ComparePage.filters.compactMap { name in address[name].map { " --\(name) '\($0)'" } }.joined()
  }

  /// The periods, or with `list` the acts that both or one of the groups tell.
  func csv() throws -> String {
    guard case .compared(let answer) = outcome else {
      _ = try figure()
      return ""
    }
    if address["list"] != nil {
      let parameters = QuestionParameters { [address] in address[$0] }
      let list = try parameters.choice("list", ToldIncidents.lists) ?? "both"
      return try ToldIncidents(answer.comparison, desk.ledger).csv(list)
    }
    return CSV.line(ComparisonAnswer.columns) + "\n"
      + answer.comparison.rows.map { CSV.line(answer.members($0)) + "\n" }.joined()
  }
}
