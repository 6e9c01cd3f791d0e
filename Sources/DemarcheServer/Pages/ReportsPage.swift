import DemarcheAnswers
import DemarcheLedger

/// The latest reports, with how many events each gave.
enum ReportsPage {
  static let pageSize = 50

  static func page(_ address: Address, _ desk: Desk) throws -> Page {
    let before = try QuestionParameters { address[$0] }.number("before", least: 1)
    let reports = try desk.ledger.latestReports(before: before, limit: pageSize + 1)
    let shown = reports.prefix(pageSize)
    let more = reports.count > pageSize ? shown.last.map { address.with("before", "\($0.key)") } : nil
    let table: HTML = """
      <div class="scroll"><table data-list><thead><tr><th scope="col">Published</th><th scope="col">Source</th>\
      <th scope="col">Title</th><th scope="col" class="num">Events</th></tr></thead><tbody>\(shown.map { report in
        """
        <tr data-row><td class="nowrap">\(report.published.map { String($0.prefix(10)) })</td><td>\(report.source)</td>\
        <td><a href="\(EventWords.address(report: report.id))">\(report.title ?? report.id)</a></td>\
        <td class="num">\(report.events == 0 ? "0" : "\(report.events)")</td></tr>

        """
      })</tbody></table></div>
      \(more.map { "<p><a class=\"button\" rel=\"next\" href=\"\($0)\">Earlier ones</a></p>" as HTML } ?? "")
      """
    return Page(
      title: "Reports", section: .reports, address: address,
      body: """
        <p class="lead">As they came in, the last first. Open one to read it with its events marked.</p>
        \(shown.isEmpty ? Empty.nothing(desk) : table)
        """)
  }
}
