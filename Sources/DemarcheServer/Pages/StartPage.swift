import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

/// The first page of a day: what came in since the last visit, the saved pairs, the last runs.
enum StartPage {
  /// The names of the cookies: what was the last run at the last visit, and the pairs that are followed.
  static let seenCookie = "seen"
  static let pairsCookie = "pairs"
  /// A day's reading is a handful of pairs.
  static let mostPairs = 24

  /// What a browser remembers of a visitor; there are no names and no accounts.
  struct Visitor {
    /// The last run that was there at the last visit, and when that was; nil at the first.
    var seen: (run: RunID, at: String)?
    var pairs: [[String]] = []

    init(seen: String?, pairs: String?) {
      if let parts = seen?.split(separator: ".", maxSplits: 1), parts.count == 2, let run = Int(parts[0]) {
        self.seen = (RunID(run), String(parts[1]))
      }
      self.pairs = (pairs ?? "").split(separator: "~").map { pair in
        pair.split(separator: "-").map { String($0).replacing("_", with: "/") }
      }.filter { $0.count == 2 }
    }

    /// The pairs as a cookie holds them: without what a cookie may not hold.
    static func cookie(_ pairs: [[String]]) -> String {
      pairs.prefix(mostPairs).map { $0.map { $0.replacing("/", with: "_") }.joined(separator: "-") }
        .joined(separator: "~")
    }
  }

  static func page(_ address: Address, _ visitor: Visitor, _ desk: Desk) throws -> Page {
    let counted = try desk.counted()
    let runs = try desk.ledger.runs(limit: 8)
    if counted.counts.reports == 0 {
      return Page(
        title: "Nothing here yet", section: .start, address: address, body: Empty.nothing(desk))
    }
    return Page(
      title: "What is new", section: .start, address: address,
      body: """
        \(try news(visitor, counted, desk))
        \(try pairs(visitor, desk))
        <div class="grid">
        <section><h2>Last runs</h2>\(runsTable(runs))<p><a href="/ingest">All of the ingest</a></p></section>
        <section><h2>What the ledger holds</h2>
        <ul class="figures"><li><b class="big">\(Shell.number(counted.counts.reports))</b><span>reports</span></li>\
        <li><b class="big">\(Shell.number(counted.counts.texts))</b><span>distinct texts</span></li>\
        <li><b class="big">\(Shell.number(counted.counts.events))</b><span>events, a sentence each</span></li>\
        <li><b class="big">\(Shell.number(counted.counts.incidents))</b><span>incidents</span></li></ul>
        \(types(counted.counts, desk.setting))</section>
        </div>
        """)
  }

  private static func news(_ visitor: Visitor, _ counted: Site.Counted, _ desk: Desk) throws -> HTML {
    let isNews = visitor.seen.map { seen in (counted.lastRun?.id.number ?? 0) > seen.run.number } ?? false
    var filter = EventFilter(excluding: [.negation], newestFirst: true, limit: 12)
    if let seen = visitor.seen, isNews { filter.since = seen.run }
    let latest = try desk.ledger.events(matching: filter)
    let statuses = try desk.statuses(of: latest)
    let lead: HTML
    if let seen = visitor.seen {
      let more = isNews ? try desk.ledger.count(matching: filter) : 0
      lead =
        more > 0
        ? """
        <b>\(Shell.number(more)) events</b> came in since your last visit on <time>\(Shell.moment(seen.at))</time>: \
        <a href="\(Address("search", query: [.init("since", "\(seen.run.number)")]))">read them</a>.
        """
        : "Nothing came in since your last visit on <time>\(Shell.moment(seen.at))</time>. The latest events:"
    } else {
      lead =
        "This is your first visit in this browser; from the next on, this page says what came in since. The latest events:"
    }
    return
      "<p class=\"lead\">\(lead)</p>\n\(EventRows(events: latest, quads: desk.setting.quads.names, status: statuses).html)"
  }

  private static func pairs(_ visitor: Visitor, _ desk: Desk) throws -> HTML {
    let rows = try visitor.pairs.map { pair in try row(pair, visitor, desk) }
    let table: HTML =
      rows.isEmpty
      ? """
      <div class="empty"><p><b>No pair is saved.</b> Save those that you follow, and this page tells each day what is new \
      between them. They are kept in this browser alone.</p></div>
      """
      : """
      <div class="scroll"><table data-list><thead><tr><th scope="col">Pair</th><th scope="col" class="num">New events</th>\
      <th scope="col">Latest</th><th scope="col"><span class="visually-hidden">Take out</span></th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
    return """
      <h2>Saved pairs</h2>
      \(table)
      <form class="fields" method="get" action="/pairs"><label>one party<input name="a" required size="10" placeholder="EGY"></label>\
      <label>the other<input name="b" required size="10" placeholder="ISR"></label><button>Save pair</button></form>
      """
  }

  private static func row(_ pair: [String], _ visitor: Visitor, _ desk: Desk) throws -> HTML {
    func party(_ text: String) throws(QuestionError) -> Party { try desk.setting.party(text, "pair") }
    let remove = Address("pairs", query: [.init("a", pair[0]), .init("b", pair[1]), .init("remove", "yes")])
    let relation = Address("relation", pair[0], pair[1])
    var latest: HTML
    var new: HTML = "–"
    do {
      var filter = EventFilter(
        pair: .init(try party(pair[0]), try party(pair[1])), excluding: [.negation], newestFirst: true,
        limit: 1)
      let last = try desk.ledger.events(matching: filter).first
      latest =
        last.map { event in
          "\(EventWords.date(event)) \(EventWords.side(event.actor)) \(EventWords.type(event, desk.setting.quads.names)) \(EventWords.side(event.recipient)), <a href=\"\(EventWords.address(event))\">\(event.trigger.text)</a>"
        } ?? "no event between them"
      if let seen = visitor.seen {
        filter.since = seen.run
        let count = try desk.ledger.count(matching: filter)
        let read = Address(
          "search", query: [.init("pair", "\(pair[0]),\(pair[1])"), .init("since", "\(seen.run.number)")])
        new = count == 0 ? "0" : "<a href=\"\(read)\"><b>\(Shell.number(count))</b></a>"
      }
    } catch let error as QuestionError {
      latest = "\(error.description)"
    }
    return """
      <tr data-row><th scope="row"><a href="\(relation)">\(pair[0]) – \(pair[1])</a></th><td class="num">\(new)</td><td>\(latest)</td>\
      <td><a href="\(remove)" aria-label="take \(pair[0]) and \(pair[1]) out">take out</a></td></tr>

      """
  }

  static func runsTable(_ runs: [Run]) -> HTML {
    """
    <div class="scroll"><table data-list><thead><tr><th scope="col" class="num">Run</th><th scope="col">Began</th><th scope="col">State</th>\
    <th scope="col" class="num">Reports</th><th scope="col" class="num">Known</th><th scope="col" class="num">Events</th>\
    <th scope="col" class="num">Rejected</th></tr></thead><tbody>\(runs.map { run in
      """
      <tr data-row><td class="num"><a href="\(Address("runs", "\(run.id.number)"))">\(run.id.number)</a></td>\
      <td class="nowrap">\(Shell.moment(run.started))</td><td>\(run.kind.rawValue) \(run.finished == nil ? "has not ended" : "ended")</td>\
      <td class="num">\(Shell.number(run.reports))</td><td class="num">\(Shell.number(run.known))</td>\
      <td class="num">\(Shell.number(run.events))</td><td class="num">\(Shell.number(run.rejected))</td></tr>

      """
    })</tbody></table></div>
    """
  }

  private static func types(_ counts: LedgerCounts, _ setting: Setting) -> HTML {
    let most = counts.byType.first?.count ?? 1
    let quadOf = Dictionary(
      setting.release.knowledge.codebook.types.map { ($0.name, $0.quad) }, uniquingKeysWith: { a, _ in a })
    return """
      <table><caption>Events by type</caption><tbody>\(counts.byType.map { type in
        """
        <tr><th scope="row"><span class="quad quad-\(quadOf[type.event] ?? 0)" aria-hidden="true"></span>\
        <a href="\(Address("search", query: [.init("event", type.event)]))">\(type.event)</a></th>\
        <td class="num">\(Shell.number(type.count))</td><td><meter min="0" max="\(most)" value="\(type.count)" aria-hidden="true"></meter></td></tr>

        """
      })</tbody></table>
      """
  }
}
