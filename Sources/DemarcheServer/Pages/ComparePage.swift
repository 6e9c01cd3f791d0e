import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheDrawings
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
    case .impossible(let obstacle): nothing(obstacle).html
    case .refused(let error): refused(error)
    case .compared(let answer):
      try address["list"].map { try list($0, answer) } ?? compared(answer)
    }
  }

  private func compared(_ answer: ComparisonAnswer) throws -> HTML {
    let told = ToldIncidents(answer.comparison, desk.ledger)
    let sides = ComparedSides(comparison: answer.comparison, labels: labels, unit: unit)
    return """
      <p class="lead">\(ComparePage.sentence(answer.summary))</p>
      \(overlap(answer))
      \(suggestions)
      \(sides.totals)
      \(sides.nothingOnOneSide(isBounded: address["from"] != nil || address["until"] != nil))
      \(FigureView(figure: figure(answer), svg: address.format("svg"), csv: address.format("csv"), fileName: fileName).html)
      \(sides.differences)
      \(sides.periods)
      \(try both(answer.comparison, told))
      \(try alone(0, answer.comparison.onlyFirst, told))
      \(try alone(1, answer.comparison.onlySecond, told))
      \(tools)
      """
  }

  /// A text with a capital where it begins.
  static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private func nothing(_ obstacle: PairSources.Obstacle) -> NoComparison {
    NoComparison(
      obstacle: obstacle, names: names, isFiltered: ComparePage.filters.contains { address[$0] != nil })
  }

  private func refused(_ error: QuestionError) -> HTML {
    """
    <div class="empty"><p><b>No comparison possible.</b> \(ComparePage.sentence(error.description)).</p><p>\(error.help.map { "\(ComparePage.sentence($0))." } ?? "")</p></div>
    \(suggestions)
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
    var open: HTML = ""
    if case .refused = outcome { open = " open" }
    return links.isEmpty
      ? ""
      : "<details class=\"no-print\"\(open)><summary>Groups worth comparing on this pair</summary><ul class=\"columns\">\(links)</ul>\(unknown)</details>"
  }

  /// That some sources are in no table, so that no group by what they are holds them.
  private var unknown: HTML {
    let others = sources.sources.filter { $0.outlet == nil }
    if others.isEmpty { return .empty }
    return """
      <p class="small muted">\(Shell.number(others.count)) of the \(Shell.counted(sources.sources.count, "source")) of this pair, with \
      \(Shell.counted(others.reduce(0) { $0 + $1.reports }, "report")), \(others.count == 1 ? "is" : "are") in no table of outlets, and so in no group by ownership, \
      country or kind: an <code>outlets.tsv</code> with <code>--knowledge FOLDER</code> adds them.</p>
      """
  }

  func figure() throws -> Figure {
    switch outcome {
    case .compared(let answer): return figure(answer)
    case .refused(let error): throw error
    case .impossible(let obstacle):
      throw QuestionError(
        nil, "no comparison possible: \(nothing(obstacle).reason)",
        help: "/compare has the pairs of most reports")
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
