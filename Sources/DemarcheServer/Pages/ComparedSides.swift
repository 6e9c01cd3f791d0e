import DemarcheEvents
import DemarcheRelations

/// What two groups of sources tell of one pair, in numbers: all together, where they differ, period by period.
struct ComparedSides {
  /// The periods beyond which their table stands aside: the figure shows the same.
  static let longTable = 40

  let comparison: Comparison
  /// What the two groups are called.
  let labels: [String]
  let unit: Period.Unit

  private func share(_ tally: Tally) -> Double? {
    tally.incidents == 0 ? nil : Double(tally.conflict) / Double(tally.incidents)
  }

  /// Whether a period has enough of both to be tested.
  private func isTested(_ row: Comparison.Row) -> Bool {
    min(row.first.all.incidents, row.second.all.incidents) >= Comparison.leastIncidents
  }

  /// A row a group.
  var totals: HTML {
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

  /// That nothing can be compared because one group tells nothing; empty where both do.
  ///
  /// - Parameter isBounded: whether the days were narrowed.
  func nothingOnOneSide(isBounded: Bool) -> HTML {
    let sides = [comparison.first, comparison.second]
    guard let empty = sides.firstIndex(where: { $0.total.all.incidents == 0 }) else { return .empty }
    return """
      <div class="empty"><p><b>No comparison possible:</b> \(labels[empty]) tell nothing of the pair\(isBounded ? " in these days" : ""). \
      They may not have been read then: the columns “read” say how many of their reports the ledger has.</p></div>
      """
  }

  /// The periods in which the shares of conflict differ, in words.
  var differences: HTML {
    let differing = comparison.rows.filter(\.differs)
    let head: HTML = "<h2>Where the share of conflict differs</h2>"
    if differing.isEmpty {
      let tested = comparison.rows.count(where: isTested)
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

  /// A row a period in which either tells something.
  var periods: HTML {
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
    let isLong = rows.count > ComparedSides.longTable
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
        <td>\(row.differs ? "<b>differs</b>" as HTML : isTested(row) ? "does not differ" : "not tested")</td></tr>

        """
      })</tbody></table></div>
      <p class="small muted">“First to second” is the ratio of incidents for 1,000 reports read. \(left == 0 ? "" : "\(Shell.counted(left, unit.rawValue)) without an incident of either \(left == 1 ? "is" : "are") left out; the CSV has \(left == 1 ? "it" : "them").")</p>
      \(isLong ? "</details>" as HTML : "")
      """
  }
}
