import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheDrawings
import DemarcheKnowledge
import DemarcheLedger
import DemarchePlots
import DemarcheRelations

/// Who deals with whom: a matrix of those with most incidents, a map of tiles, a network; each cell leads to its pair.
struct WhoPage {
  static let filters = ["from", "until", "quad", "source", "source-type", "with", "group"]
  static let sorts = ["total", "name", "conflict"]

  let answer: PairsAnswer
  /// The rows that the page shows: of the members of a group alone, where one is asked for.
  let rows: [PairsAnswer.Row]
  private let address: Address
  private let desk: Desk
  private let counting: Counting

  init(_ address: Address, _ desk: Desk) throws {
    self.address = address
    self.desk = desk
    counting = Counting(address)
    answer = try desk.pairs(address)
    if let group = address["group"] {
      let party = try desk.setting.party("group:\(group)", "group")
      let members = Set((party.states?.members ?? []).map(\.code))
      rows = answer.rows.filter { members.contains($0.a) && members.contains($0.b) }
    } else {
      rows = answer.rows
    }
  }

  /// What the pages of this part have in common.
  private func page(_ title: String, _ path: String, _ body: HTML) throws -> Page {
    Page(
      title: title, section: .who, address: address,
      body: """
        <nav class="tools" aria-label="Ways to look at it">\(["who", "map", "places", "network"].map { name in
          let label = ["who": "Matrix", "map": "Map", "places": "Places", "network": "Network"][name] ?? name
          let to = Address(segments: [name], query: address.query)
          return "<a class=\"button\" href=\"\(to)\"\(name == path ? " aria-current=\"page\"" as HTML : "")>\(label)</a>" as HTML
        })</nav>
        \(form(path))
        \(rows.isEmpty ? try nothing() : body)
        """, filters: WhoPage.filters, counts: true)
  }

  private func nothing() throws -> HTML {
    try Empty.html(address, WhoPage.filters, "pair of actors", desk)
  }

  private func form(_ path: String) -> HTML {
    """
    <form class="fields no-print" method="get" action="/\(path)" data-auto>
    <label>from<input name="from" value="\(address["from"])" size="10" placeholder="1977"></label>\
    <label>until<input name="until" value="\(address["until"])" size="10"></label>\
    <label>quad<select name="quad"><option value="">all</option>\(desk.setting.quads.numbers.map { quad in
      "<option value=\"\(quad)\"\(address["quad"] == "\(quad)" ? " selected" as HTML : "")>\(desk.setting.quads.names[quad])</option>" as HTML
    })</select></label>\
    <label>members of<select name="group"><option value="">all actors</option>\(desk.setting.groups.names.map { group in
      "<option\(address["group"] == group ? " selected" as HTML : "")>\(group)</option>" as HTML
    })</select></label>\
    <label>with<input name="with" value="\(address["with"])" size="8" placeholder="anybody"></label>\
    <label>sources<input name="source" value="\(address["source"])" size="16" placeholder="all"></label>
    <button class="primary">Show</button></form>
    """
  }

  // MARK: The matrix

  func matrix() throws -> Page {
    let parameters = QuestionParameters { address[$0] }
    let top = try parameters.number("top", least: 2, most: 100) ?? 16
    let sort = try parameters.choice("sort", WhoPage.sorts) ?? "total"
    let totals = Totals(rows)
    var shown = Array(totals.codes.prefix(top))
    switch sort {
    case "name": shown.sort()
    case "conflict": shown.sort { (-totals.share($0), $0) < (-totals.share($1), $1) }
    default: break
    }
    let cells = Dictionary(rows.map { ([$0.a, $0.b], $0) }, uniquingKeysWith: { a, _ in a })
    let most = rows.map { $0.count(counting.rawValue) }.max() ?? 1
    let head = shown.map {
      "<th scope=\"col\"><a href=\"\(with($0))\" title=\"\(name($0))\">\($0)</a></th>" as HTML
    }
    let lines = shown.map { one -> HTML in
      let line = shown.map { other -> HTML in
        guard one != other, let row = cells[[min(one, other), max(one, other)]] else {
          return "<td class=\"none\">\(one == other ? "" : "·")</td>"
        }
        return cell(row, one, other, most)
      }
      return
        "<tr><th scope=\"row\"><a href=\"\(with(one))\">\(one)</a> <span class=\"muted small\">\(name(one))</span></th>\(line)</tr>\n"
    }
    let csv = Address(segments: ["who.csv"], query: address.query)
    return try page(
      "Who with whom", "who",
      """
      <p class="lead">\(Shell.number(rows.count)) pairs of \(Shell.number(totals.codes.count)) actors. Each cell: \(counting.rawValue) between the two; \
      the bar is <b class="coop">cooperation</b> on the left and <b class="conf">conflict</b> on the right.</p>
      <div class="tools">sort by \(WhoPage.sorts.map { one in
        "<a class=\"button\" href=\"\(address.with("sort", one))\"\(one == sort ? " aria-current=\"true\"" as HTML : "")>\(one == "conflict" ? "share of conflict" : one)</a>" as HTML
      })\([16, 32, 64].map { n in
        "<a class=\"button\" href=\"\(address.with("top", "\(n)"))\"\(n == top ? " aria-current=\"true\"" as HTML : "")>\(n)</a>" as HTML
      })</div>
      <div class="scroll" tabindex="0"><table class="matrix" data-matrix><thead><tr><td></td>\(head)</tr></thead><tbody>\(lines)</tbody></table></div>
      <div class="tools"><a class="button" href="\(csv)" download>All pairs (CSV)</a>\
      <a class="button" href="\(Address(segments: ["who.svg"], query: address.query))" download>SVG</a></div>
      \(beside(totals))
      \(partners(totals))
      """)
  }

  /// A cell: the number, and a bar split by cooperation and conflict whose height tells the number.
  private func cell(_ row: PairsAnswer.Row, _ one: String, _ other: String, _ most: Int) -> HTML {
    let count = row.count(counting.rawValue)
    let share = row.incidents == 0 ? 0 : Double(row.conflict) / Double(row.incidents)
    let height = 3 + 11 * (Double(count) / Double(max(1, most))).squareRoot()
    let split = 40 * (1 - share)
    let say =
      "\(one) and \(other): \(Shell.number(count)) \(counting.rawValue), \(row.cooperation) of cooperation and \(row.conflict) of conflict"
    return """
      <td><a href="\(pair(one, other))" title="\(say)"><svg viewBox="0 0 40 14" width="40" height="14" aria-hidden="true">\
      <rect class="coop" x="0" y="\(decimal(14 - height, digits: 1))" width="\(decimal(split, digits: 1))" height="\(decimal(height, digits: 1))"/>\
      <rect class="conf" x="\(decimal(split, digits: 1))" y="\(decimal(14 - height, digits: 1))" width="\(decimal(40 - split, digits: 1))" height="\(decimal(height, digits: 1))"/></svg>\
      <span>\(Shell.number(count))</span><span class="visually-hidden">, \(row.conflict) of conflict</span></a></td>
      """
  }

  private func with(_ code: String) -> Address {
    Address(segments: ["who"], query: address.query).with("with", code)
  }

  private func pair(_ a: String, _ b: String) -> Address {
    Address("relation", a, b).taking(["from", "until", "source", "source-type"], from: address)
  }

  private func name(_ code: String) -> String { desk.setting.name(of: code) ?? code }

  /// Actors without a tile on the map: beside the matrix, not dropped.
  private func beside(_ totals: Totals) -> HTML {
    guard let tiles = desk.site.tiles else { return "" }
    let others = totals.codes.filter { tiles[$0] == nil }.prefix(24)
    if others.isEmpty { return "" }
    return """
      <p class="small">Actors without a place on the map: \(others.map { code in
        "<a href=\"\(with(code))\" title=\"\(name(code))\">\(code)</a> \(Shell.number(totals.of(code).incidents))" as HTML
      }.joined(", "))</p>
      """
  }

  /// One actor with each of its partners.
  private func partners(_ totals: Totals) -> HTML {
    guard let actor = address["with"] else { return "" }
    let own = rows.filter { $0.a == actor || $0.b == actor }
    return """
      <h2>Partners of \(name(actor))</h2>
      <div class="scroll"><table data-list><thead><tr><th scope="col">Partner</th><th scope="col" class="num">Incidents</th><th scope="col" class="num">Texts</th>\
      <th scope="col" class="num">Reports</th><th scope="col" class="num">Cooperation</th><th scope="col" class="num">Conflict</th></tr></thead><tbody>\(own.prefix(100).map { row in
        let other = row.a == actor ? row.b : row.a
        return """
          <tr data-row><th scope="row"><a href="\(pair(actor, other))">\(other)</a> <span class="muted">\(name(other))</span></th><td class="num">\(Shell.number(row.incidents))</td>\
          <td class="num">\(Shell.number(row.texts))</td><td class="num">\(Shell.number(row.reports))</td><td class="num">\(Shell.number(row.cooperation))</td>\
          <td class="num">\(Shell.number(row.conflict))</td></tr>

          """ as HTML
      })</tbody></table></div>
      """
  }

  // MARK: The map

  private func drawings() throws -> Drawings {
    Drawings(
      desk.setting, ledger: desk.site.options.name, run: try desk.counted().lastRun,
      QuestionParameters { [address] in address[$0] })
  }

  /// - Parameter isLinked: whether tiles lead to their pages; in a file they do not.
  func mapFigure(isLinked: Bool) throws -> Figure {
    guard let tiles = desk.site.tiles else {
      throw Missing(what: "The data has no tiles.", help: "The matrix shows the same.", way: Address("who"))
    }
    let actor = address["with"]
    if !isLinked { return try drawings().map(rows, of: actor, tiles) }
    return try drawings().map(rows, of: actor, tiles) { code in
      guard let actor, code != actor else { return with(code).text }
      return pair(actor, code).text
    }
  }

  func matrixFigure() throws -> Figure {
    try drawings().matrix(rows, top: QuestionParameters { address[$0] }.number("top", least: 2, most: 100))
  }

  func networkFigure(isLinked: Bool) throws -> Figure {
    let top = try QuestionParameters { address[$0] }.number("top", least: 2, most: 60)
    if !isLinked { return try drawings().network(rows, top: top) }
    return try drawings().network(rows, top: top) { pair($0, $1).text }
  }

  func placesFigure(isLinked: Bool) throws -> Figure {
    var filter = try EventFilter(QuestionParameters { address[$0] })
    try filter.narrow(to: SourceChoice.conditions(QuestionParameters { address[$0] }), among: desk.sources())
    filter.limit = WhoPage.mostPlaced
    let answer = try PlacesAnswer(filter, desk.ledger, desk.setting)
    let parties = try [address["with"]].compactMap(\.self).map { try desk.setting.party($0, "with") }
    if !isLinked { return try drawings().points(answer, of: parties) }
    return try drawings().points(answer, of: parties) { row in
      Address("search", query: [.init("place", row.name)]).taking(
        ["from", "until", "with", "quad"], from: address
      ).text
    }
  }

  /// The record of each event has to be opened, so that only so many are looked at, the earliest of the filter.
  static let mostPlaced = 20_000

  func network() throws -> Page {
    let figure = rows.isEmpty ? nil : try networkFigure(isLinked: true)
    return try page(
      "Network", "network",
      """
      <p class="lead">Those with most incidents, each with its chief partners: the same data gives the same picture. Wide is many, dashed is mostly conflict. \
      For more than a look, take the pairs to Gephi or igraph: <a href="\(Address(segments: ["who.csv"], query: address.query))">all pairs as CSV</a>.</p>
      \(figure.map { view($0, "network") })
      """)
  }

  func places() throws -> Page {
    let figure = rows.isEmpty ? nil : try placesFigure(isLinked: true)
    return try page(
      "Places", "places",
      """
      <p class="lead">Where incidents happened, as far as the texts name a place: points on a plain graticule, no border drawn. At most \(Shell.number(WhoPage.mostPlaced)) events are looked at; narrow by days for more. \
      Outlines of your own: <code>demarche plot points --outlines FILE.geojson</code>.</p>
      \(figure.map { view($0, "places") })
      """)
  }

  private func view(_ figure: Figure, _ path: String) -> HTML {
    FigureView(
      figure: figure, svg: Address(segments: ["\(path).svg"], query: address.query),
      csv: Address(segments: ["\(path).csv"], query: address.query),
      fileName: "\(path)_\(address["with"] ?? "all")",
      isTimed: false
    ).html
  }

  func map() throws -> Page {
    let figure = rows.isEmpty ? nil : try mapFigure(isLinked: true)
    return try page(
      "Map", "map",
      """
      <p class="lead">One tile a state, placed roughly where it lies: all are equally large, and no border is drawn. \
      <a href="/help#disputed">Disputed states</a> follow the written policy of the project.</p>
      \(figure.map { view($0, "map") })
      """)
  }

  var csv: String {
    guard let first = rows.first else { return "a,b\n" }
    return ([CSV.header(answer.members(first))] + rows.map { CSV.line(answer.members($0)) }).map { $0 + "\n" }
      .joined()
  }

  // MARK: A pair to choose

  /// The pairs with most incidents, and a form for any other.
  static func choice(_ address: Address, _ desk: Desk) throws -> Page {
    let rows = try desk.pairs(Address("who")).rows.prefix(40)
    return Page(
      title: "Relation", section: .relation, address: address,
      body: """
        <p class="lead">Choose two: states by their codes or names, one with a sector (<code>USA/GOV</code>), an organisation, or a group (<code>group:EU</code>).</p>
        \(RelationPage.form([address["a"] ?? "", address["b"] ?? ""].filter { !$0.isEmpty }, address, unit: nil, scale: .rate))
        <h2>The pairs with most incidents</h2>
        \(rows.isEmpty ? Empty.nothing(desk) : """
          <div class="scroll"><table data-list><thead><tr><th scope="col">Pair</th><th scope="col" class="num">Incidents</th><th scope="col" class="num">Reports</th>\
          <th scope="col" class="num">Cooperation</th><th scope="col" class="num">Conflict</th></tr></thead><tbody>\(rows.map { row in
            """
            <tr data-row><th scope="row"><a href="\(Address("relation", row.a, row.b))">\(desk.setting.name(of: row.a) ?? row.a) and \(desk.setting.name(of: row.b) ?? row.b)</a> \
            <span class="muted">\(row.a) \(row.b)</span></th><td class="num">\(Shell.number(row.incidents))</td><td class="num">\(Shell.number(row.reports))</td>\
            <td class="num">\(Shell.number(row.cooperation))</td><td class="num">\(Shell.number(row.conflict))</td></tr>

            """ as HTML
          })</tbody></table></div>
          """ as HTML)
        """)
  }
}

/// What each actor has with all others together.
struct Totals {
  /// The actor with most incidents first.
  let codes: [String]
  private let dealings: [String: Dealings]

  init(_ rows: [PairsAnswer.Row]) {
    var dealings: [String: Dealings] = [:]
    for row in rows {
      for code in [row.a, row.b] {
        dealings[code, default: Dealings()] =
          (dealings[code] ?? Dealings()) + Dealings(cooperation: row.cooperation, conflict: row.conflict)
      }
    }
    self.dealings = dealings
    codes = dealings.keys.sorted {
      (-(dealings[$0]?.incidents ?? 0), $0) < (-(dealings[$1]?.incidents ?? 0), $1)
    }
  }

  func of(_ code: String) -> Dealings { dealings[code] ?? Dealings() }
  func share(_ code: String) -> Double { of(code).conflictShare }
}
