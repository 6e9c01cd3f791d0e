import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger
import DemarchePlots
import DemarcheRelations

/// What came in and what did not: runs, feeds, days and sources, with all that stands out at the top.
struct IngestPage {
  static let runsShown = 12
  static let sourcesShown = 100

  let address: Address
  let intake: Intake?
  /// The first and last day of publication in the ledger.
  let published: ClosedRange<Day>?
  /// What sources are called, by the keys they count as.
  let names: [Int: String]
  /// All dated reports of each.
  let all: [Int: Int]
  let runs: [Run]
  let feeds: [(watched: String, feed: KeptFeed)]
  let disk: Disk
  let ledger: String
  /// Codebook and data in use.
  let inUse: (codebook: String, data: String)
  /// In seconds since 1970.
  let now: Int

  func page() -> Page {
    Page(
      title: "Ingest", section: .ingest, address: address,
      body: """
        <p class="lead">\(lead)</p>
        \(StandsOut(self).html)
        \(days)
        \(sources)
        <h2 id="feeds">Feeds</h2>
        \(feeds.isEmpty ? nothingWatched : feedTable)
        <h2 id="runs">Runs</h2>
        \(runs.isEmpty ? "<p>There was none yet.</p>" : RunRows(runs: runs, now: now).html)
        \(earlierRuns)
        \(machine)
        """)
  }

  private var lead: HTML {
    guard let run = runs.first else { return "Nothing was ever put in." }
    return RunRows.sentence(run, now: now)
  }

  // MARK: Days

  /// The days that are shown, and by whose calendar.
  private var window: HTML {
    guard let intake, let published else { return .empty }
    let today = Clock.day(now)
    let (first, last) = (intake.bounds.lowerBound, intake.bounds.upperBound)
    let whose: HTML =
      if last == today, published.upperBound != today {
        """
        by the clock, up to today; the last report was published on <b>\(published.upperBound.iso)</b>, \
        \(Age.words((today.number - published.upperBound.number) * 86_400)).
        """
      } else if last == today {
        "by the clock, up to today, which is also the last day of the ledger."
      } else if last == published.upperBound {
        """
        by the ledger, up to the last day on which a report was published; by the clock that was \
        \(Age.words((today.number - last.number) * 86_400)).
        """
      } else {
        "as asked for; the ledger’s last report was published on \(published.upperBound.iso)."
      }
    func link(_ day: Day, _ words: String) -> HTML {
      day == last ? "" : "<a class=\"button\" href=\"\(address.with("until", day.iso))\">\(words)</a>"
    }
    return """
      <p>\(first.iso) to \(last.iso), \(whose)</p>
      <div class="tools no-print">\(link(first.adding(days: -1), "30 days before"))\
      \(last.adding(days: Intake.shownDays) <= max(today, published.upperBound) ? link(last.adding(days: Intake.shownDays), "30 days after") : "")\
      \(link(published.upperBound, "to the ledger’s last day"))\(link(today, "to today"))</div>
      """
  }

  private var days: HTML {
    guard let intake else { return .empty }
    let reports = intake.days.reduce(0) { $0 + $1.reports }
    let gaps = intake.days.count { $0.reports == 0 }
    return """
      <h2 id="thirty-days">Thirty days</h2>
      \(window)
      <p>\(Shell.counted(reports, "report")), \(Shell.counted(intake.days.reduce(0) { $0 + $1.events }, "event")); \
      \(gaps == 0 ? "no day is without a report" : "\(Shell.counted(gaps, "day")) without a report").</p>
      \(DaysFigure.html(intake, address))
      """
  }

  // MARK: Sources

  private var sources: HTML {
    guard let intake else { return .empty }
    let shown = intake.sources.prefix(IngestPage.sourcesShown)
    let more =
      intake.sources.count > shown.count
      ? " The \(shown.count) with most reports are shown, of \(Shell.number(intake.sources.count)); the CSV has all."
      : ""
    let head = """
      Reports of these thirty days and events found in them, by day of publication. Events per 1,000 reports are held against the source’s own thirty days before: \
      the last days that hold \(Intake.leastReports) reports, at most \(Intake.mostJudgedDays), against the band in which nineteen of twenty counts \
      lie by chance about its own mean (Poisson’s distribution, widened by how unevenly its events fall on its reports). With fewer than \
      \(Intake.leastReportsBefore) reports or \(Intake.leastEventsBefore) events before, a source is not judged.
      """
    let table: HTML =
      shown.isEmpty
      ? "<p>No source brought a report in these days.</p>"
      : """
      <div class="scroll"><table data-list class="dense"><thead><tr><th scope="col">Source</th><th scope="col" class="num">Reports</th>\
      <th scope="col" class="num">In all</th><th scope="col" class="num">Near copies</th><th scope="col" class="num">No event</th>\
      <th scope="col" class="num">Events per 1,000</th><th scope="col" class="num">Lately</th><th scope="col" class="num">Its own band</th>\
      <th scope="col">Last</th><th scope="col">Came in</th><th scope="col">Says</th></tr></thead>
      <tbody>\(shown.map(sourceRow))</tbody></table></div>
      """
    return """
      <h2 id="sources">Sources in these days</h2>
      \(table)
      <p class="small muted">\(head)\(more)</p>
      <div class="tools"><a class="button" href="\(Address("ingest.csv"))" download="coverage.csv">Daily counts of every source (CSV)</a>\
      <a class="button" href="/sources">All sources</a></div>
      """
  }

  private func sourceRow(_ source: Intake.Source) -> HTML {
    let judged = source.judgement
    let run = runs.first { $0.id == source.lastRun }
    let came: HTML =
      run.map { "\(Age.words(since: $0.finished ?? $0.started, now: now)), " } ?? ""
    let share = source.reports == 0 ? nil : Double(source.silent) / Double(source.reports)
    return """
      <tr data-row><th scope="row"><a href="\(Address("search", query: [.init("source", name(source))]))">\(name(source))</a></th>\
      <td class="num">\(Shell.number(source.reports))</td><td class="num">\(Shell.number(all[source.key] ?? 0))</td>\
      <td class="num">\(Shell.number(source.copies))</td><td class="num">\(Shell.percent(share))</td>\
      <td class="num">\(Shell.decimal(source.rate, digits: 0))</td>\
      <td class="num">\(Shell.decimal(judged?.rate, digits: 0))</td>\
      <td class="num">\(judged.map { "\(decimal($0.low, digits: 0)) to \(decimal($0.high, digits: 0))" } ?? "–")</td>\
      <td class="nowrap">\(source.lastDay?.iso)</td><td class="nowrap">\(came)<a href="\(Address("runs", "\(source.lastRun.number)"))">run \(source.lastRun.number)</a></td>\
      <td class="nowrap">\(IngestPage.words(source))</td></tr>

      """
  }

  func name(_ source: Intake.Source) -> String { names[source.key] ?? "no source named" }

  /// What a source says, in one or two words.
  static func words(_ source: Intake.Source) -> String {
    switch source.alarm {
    case .silence: "silent"
    case .fewer: "below its band"
    case .more: "above its band"
    case nil: source.judgement == nil ? "too few to judge" : "as before"
    }
  }

  // MARK: Feeds

  private var commands: [String] {
    [
      "demarche ingest --feed https://news.example/rss --every 15m --ledger \(ledger)",
      "demarche ingest --watch incoming/ --ledger \(ledger)",
    ]
  }

  private var nothingWatched: HTML {
    """
    <div class="empty"><p><b>No feed was ever looked at.</b> Either of these goes on until it is stopped, and takes in what comes:</p>
    <pre id="watch-feed" tabindex="0">\(commands[0])</pre>
    <p class="tools"><button type="button" hidden data-copy="#watch-feed">Copy</button></p>
    <pre id="watch-folder" tabindex="0">\(commands[1])</pre>
    <p class="tools"><button type="button" hidden data-copy="#watch-folder">Copy</button></p>
    <p class="small">The first asks a feed every quarter of an hour, the second waits for files in a folder.</p></div>
    """
  }

  private var feedTable: HTML {
    """
    <div class="scroll" tabindex="0"><table data-list><thead><tr><th scope="col">Feed</th><th scope="col">State</th>\
    <th scope="col">Last answer</th><th scope="col">Last look</th><th scope="col" class="num">Reports then</th>\
    <th scope="col" class="num">Failures in a row</th><th scope="col">Next look</th><th scope="col">What went wrong</th></tr></thead>
    <tbody>\(feeds.map { watched, feed in
      """
      <tr data-row><th scope="row">\(watched)\(feed.url == watched ? "" : "<br><span class=\"muted small\">now \(feed.url)</span>" as HTML)</th>\
      <td>\(FeedState(feed, now: now).words)</td><td class="nowrap">\(moment(feed.answered))</td><td class="nowrap">\(moment(feed.looked))</td>\
      <td class="num">\(feed.outcome == nil ? "–" : Shell.number(feed.reports))</td><td class="num">\(Shell.number(feed.failures))</td>\
      <td class="nowrap">\(feed.next.map { Age.words(now - $0) } ?? "never")</td><td>\(feed.error)</td></tr>

      """
    })</tbody></table></div>
    """
  }

  private func moment(_ seconds: Int?) -> HTML {
    seconds.map {
      "<time datetime=\"\(Clock.iso($0))\" title=\"\(Shell.moment(Clock.iso($0)))\">\(Age.words(now - $0))</time>"
    } ?? "–"
  }

  // MARK: Runs and machine

  private var earlierRuns: HTML {
    guard runs.count == IngestPage.runsShown, let last = runs.last, last.id.number > 1 else { return .empty }
    return """
      <p><a class="button" rel="next" href="\(address.with("before", "\(last.id.number)"))#runs">Earlier runs</a></p>
      """
  }

  private var machine: HTML {
    let other: HTML =
      if let run = runs.first, run.data != inUse.data {
        """
        <p class="warn">The last run coded with other data than this program has (<code>\(run.data.prefix(19).description)</code>): \
        <code>demarche recode --ledger \(ledger)</code> codes all reports anew and says what changes.</p>
        """
      } else { "" }
    func size(_ bytes: Int?) -> String { bytes.map(Disk.words) ?? "not known" }
    return """
      <h2 id="machine">File and data</h2>
      <dl class="pairs"><dt>ledger</dt><dd><code>\(ledger)</code>, \(size(disk.size))\(disk.log.map { $0 > 0 ? ", and \(Disk.words($0)) of log" : "" } ?? "")</dd>\
      <dt>free there</dt><dd>\(size(disk.free))</dd>\
      <dt>codebook</dt><dd>\(inUse.codebook)</dd><dt>data and model</dt><dd><code>\(inUse.data)</code></dd></dl>
      \(other)
      """
  }
}

extension IngestPage {
  init(_ address: Address, _ desk: Desk) throws {
    let parameters = QuestionParameters { address[$0] }
    let before = try parameters.number("before", least: 1).map { RunID($0) }
    let now = Clock.seconds()
    let sources = try desk.sources()
    let outlets = sources.every
    let published = try desk.ledger.publishedDays()
    var intake: Intake?
    if let published {
      let today = Clock.day(now)
      let end =
        try parameters.day("until", end: true) ?? IngestPage.lastDay(published.upperBound, today: today)
      let arrivals = try desk.ledger.arrivals(from: end.adding(days: 1 - Intake.neededDays), until: end)
      intake = Intake(arrivals, until: end, isEndOver: end < today) { outlets[$0] ?? $0 }
    }
    var all: [Int: Int] = [:]
    for (source, reports) in try desk.ledger.datedReports() {
      all[outlets[source] ?? source, default: 0] += reports
    }
    let release = desk.setting.release
    self.init(
      address: address, intake: intake, published: published,
      names: Dictionary(
        (intake?.sources ?? []).compactMap { source in sources.name(of: source.key).map { (source.key, $0) }
        },
        uniquingKeysWith: { a, _ in a }),
      all: all, runs: try desk.ledger.runs(before: before, limit: IngestPage.runsShown),
      feeds: try desk.ledger.feeds(), disk: Disk(of: desk.site.options.ledger),
      ledger: desk.site.options.ledger,
      inUse: (release.knowledge.codebook.version, release.hash), now: now)
  }

  /// The last day that is shown when none is asked for: today, as long as the ledger has reports of the last thirty days;
  /// of a ledger of older news its own last day.
  static func lastDay(_ published: Day, today: Day) -> Day {
    published.number > today.number - Intake.shownDays ? today : published
  }
}
