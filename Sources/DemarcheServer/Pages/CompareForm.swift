import DemarcheAnswers
import DemarcheRelations

/// The fields that ask for a comparison of two groups of sources.
enum CompareForm {
  static func html(
    _ names: [String], _ address: Address, first: String, second: String, unit: Period.Unit?,
    _ sources: PairSources?
  ) -> HTML {
    let units = Period.Unit.allCases.map { one -> HTML in
      "<option\(one == unit ? " selected" as HTML : "")>\(one.rawValue)</option>"
    }
    let groups = sources?.groups.map(\.text) ?? ["ownership=state", "ownership=private", "kind=agency"]
    let (a, b) = (names.first ?? "", names.count > 1 ? names[1] : "")
    let ways: HTML =
      names.count == 2
      ? "<a class=\"button\" href=\"\(Address("relation", a, b))\">The pair by all reports</a>" : ""
    return """
      <form class="fields no-print" method="get" action="/compare">
      <label>one party<input name="a" value="\(a)" required size="6" placeholder="AZE"></label>\
      <label>the other<input name="b" value="\(b)" required size="6" placeholder="ARM"></label>\
      <label>first sources<input name="first" value="\(first)" size="25" list="groups" placeholder="ownership=state,country=AZE"></label>\
      <label>second sources<input name="second" value="\(second)" size="25" list="groups" placeholder="rest"></label>\
      <label>by<select name="by">\(names.isEmpty ? "<option value=\"\">as fits</option>" as HTML : "")\(units)</select></label>\
      <label>from<input name="from" value="\(address["from"])" size="8" placeholder="2015-01"></label>\
      <label>until<input name="until" value="\(address["until"])" size="8"></label>\
      <button class="primary">Compare</button>\(ways)</form>
      <datalist id="groups">\((groups + [ComparisonAnswer.rest]).map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
      <p class="small muted no-print">Sources by what is known of them, <code>ownership=state,country=AZE|TUR,kind=agency</code>; or names, <code>Reuters,BBC</code>; \
      <code>rest</code> stands for all that are not of the first group.</p>
      """
  }
}

/// The choice of a pair to compare sources on.
enum CompareChoice {
  private static let pairs = 20

  static func page(_ address: Address, _ desk: Desk) throws -> Page {
    let rows = try desk.pairs(Address("who")).rows.prefix(pairs)
    let named = [address["a"] ?? "", address["b"] ?? ""].filter { !$0.isEmpty }
    return Page(
      title: "Sources compared", section: .sources, address: address,
      body: """
        <p class="lead">One pair by two groups of sources: what each tells of it, where the shares of conflict differ, which acts only one tells, \
        and the same act in two codings. State media against all others, for one.</p>
        \(CompareForm.html(named, address, first: address["first"] ?? "", second: address["second"] ?? "", unit: nil, nil))
        <h2>Pairs with most incidents</h2>
        \(rows.isEmpty ? Empty.nothing(desk) : table(Array(rows), desk))
        """)
  }

  private static func table(_ rows: [PairsAnswer.Row], _ desk: Desk) -> HTML {
    """
    <div class="scroll"><table data-list><thead><tr><th scope="col">Pair</th><th scope="col" class="num">Incidents</th>\
    <th scope="col" class="num">Reports</th><th scope="col" class="num">Conflict</th></tr></thead><tbody>\(rows.map { row in
      let share = row.incidents == 0 ? nil : Double(row.conflict) / Double(row.incidents)
      return """
        <tr data-row><th scope="row"><a href="\(Address("compare", row.a, row.b))">\(desk.setting.name(of: row.a) ?? row.a) and \(desk.setting.name(of: row.b) ?? row.b)</a> \
        <span class="muted">\(row.a) \(row.b)</span></th><td class="num">\(Shell.number(row.incidents))</td><td class="num">\(Shell.number(row.reports))</td>\
        <td class="num">\(Shell.percent(share))</td></tr>

        """ as HTML
    })</tbody></table></div>
    """
  }
}
