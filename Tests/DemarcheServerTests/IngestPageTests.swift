import DemarcheAnswers
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheRelations
import Testing

@testable import DemarcheServer

@Suite("The page of the ingest")
struct IngestPageTests {
  private let today = Day(number: 20_000)
  private var now: Int { 20_000 * 86_400 + 43_200 }

  private func run(_ number: Int = 3, finished: Bool = true, reports: Int = 100, rejected: Int = 0) throws
    -> Run
  {
    try withServerLedger { ledger in
      let id = try ledger.beginRun(
        version: "0.1.0", codebook: "test", data: "sha256:0", process: "process 7 on <host>",
        started: Clock.iso(now - 7200))
      if finished { try ledger.finishRun(id, known: 5, rejected: rejected, finished: Clock.iso(now - 7150)) }
      var run = try #require(try ledger.run(id))
      run.id = RunID(number)
      run.reports = reports
      run.events = 40
      run.rejected = rejected
      return run
    }
  }

  private func page(
    _ arrivals: [Arrivals] = [], until end: Day? = nil, published: ClosedRange<Day>? = nil, runs: [Run] = [],
    feeds: [KeptFeed] = [], free: Int = 1 << 40, query: [Address.Pair] = []
  ) -> IngestPage {
    let end = end ?? today
    return IngestPage(
      address: Address("ingest", query: query),
      intake: Intake(arrivals, until: end, isEndOver: end < today) { $0 },
      published: published ?? end.adding(days: -60)...end, names: [1: "A & B", 2: "Wire"], all: [1: 700],
      runs: runs, feeds: feeds.map { ($0.url, $0) }, disk: Disk(size: 1 << 28, log: 0, free: free),
      ledger: "news.db", inUse: ("test", "sha256:0"), now: now)
  }

  private func steady(_ source: Int, _ days: ClosedRange<Int>, events: Int = 5) -> [Arrivals] {
    days.map {
      Arrivals(
        day: today.adding(days: -$0), source: source, reports: 10, events: events, silent: 10 - events,
        squares: events, lastRun: RunID(3))
    }
  }

  @Test("Where nothing stands out, it says what was looked at and when, not just that all is well")
  func calm() throws {
    let html = page(
      steady(1, 0...59), runs: [try run()], feeds: [KeptFeed(url: "u", next: now + 60, outcome: .unchanged)])
    let text = StandsOut(html).html.text
    #expect(text.contains("Nothing stands out") && text.contains("1 source with enough reports"))
    #expect(text.contains("2024-10-04 12:00"))
    #expect(StandsOut(html).items.isEmpty)
  }

  @Test("All that stands out is one list, what hinders most first")
  func trouble() throws {
    let feeds = [
      KeptFeed(url: "https://a.example", next: now + 60, failures: 2, outcome: .rateLimited, error: "429"),
      KeptFeed(url: "https://b.example", next: now + 60, outcome: .entries, reports: 3),
    ]
    let page = page(
      steady(1, 3...59) + steady(1, 1...2, events: 0) + steady(2, 4...59), runs: [try run(rejected: 2)],
      feeds: feeds, free: 1000)
    let items = StandsOut(page).items.map(\.text)
    #expect(items.count == 5)
    #expect(items[0].contains("Little room"))
    #expect(items[1].contains("rejected <b>2 inputs</b>"))
    #expect(items[2].contains("https://a.example") && items[2].contains("asks for fewer looks (429)"))
    #expect(
      items[3].contains("<b>A &amp; B</b> gives fewer events") && items[3].contains("<b>0 for 1,000</b>"))
    #expect(items[4].contains("<b>Wire</b> is silent: no report for 3 whole days"))
  }

  @Test("Reports of the future and a run without an end are told")
  func odd() throws {
    let future = page(published: today...today.adding(days: 9))
    #expect(StandsOut(future).items.map(\.text).contains { $0.contains("dated in the future") })
    var open = try run(finished: false)
    open.started = Clock.iso(now - 3 * 86_400)
    let items = StandsOut(page(runs: [open])).items.map(\.text)
    #expect(items.count == 1 && items[0].contains("began 3 days ago and has not ended"))
    // On a page of earlier runs the first is not the last of the ledger.
    #expect(StandsOut(page(runs: [open], query: [.init("before", "9")])).items.isEmpty)
  }

  @Test("The days end today while news comes in, and with the ledger where its news is old")
  func lastDay() {
    #expect(IngestPage.lastDay(today.adding(days: -29), today: today) == today)
    #expect(IngestPage.lastDay(today.adding(days: -30), today: today) == today.adding(days: -30))
    #expect(IngestPage.lastDay(today.adding(days: 40), today: today) == today)
  }

  @Test("The page says by whose calendar the days are")
  func calendar() throws {
    let old = today.adding(days: -500)
    #expect(page(until: old).page().body.text.contains("by the ledger, up to the last day"))
    #expect(page(until: old).page().body.text.contains("500 days ago"))
    let lagging = page(published: old...today.adding(days: -3))
    #expect(
      lagging.page().body.text.contains("by the clock, up to today; the last report was published on <b>"))
    let asked = page(until: old, published: old.adding(days: -9)...today)
    #expect(asked.page().body.text.contains("as asked for"))
  }

  @Test("Where no feed was ever looked at, both commands that start one stand there, with the ledger's name")
  func nothingWatched() {
    let text = page().page().body.text
    #expect(text.contains("demarche ingest --feed https://news.example/rss --every 15m --ledger news.db"))
    #expect(text.contains("demarche ingest --watch incoming/ --ledger news.db"))
  }

  @Test("A ledger without any run or day has a page too")
  func empty() {
    let page = IngestPage(
      address: Address("ingest"), intake: nil, published: nil, names: [:], all: [:], runs: [], feeds: [],
      disk: Disk(size: nil, log: nil, free: nil), ledger: "news.db", inUse: ("test", "sha256:0"), now: now)
    let text = page.page().body.text
    #expect(text.contains("Nothing was ever put in.") && text.contains("There was none yet."))
    #expect(text.contains("not known") && !text.contains("Thirty days"))
  }

  @Test("What a source says is in words, and names are escaped")
  func sources() {
    let text = page(steady(1, 1...59) + steady(2, 0...0)).page().body.text
    #expect(text.contains("A &amp; B") && !text.contains("A & B"))
    #expect(text.contains("as before") && text.contains("too few to judge"))
    #expect(text.contains("<td class=\"num\">290</td><td class=\"num\">700</td>"))
  }

  @Test(
    "The state of a feed is told apart",
    arguments: [
      (KeptFeed.Outcome.entries, "brought entries", false), (.unchanged, "nothing new", false),
      (.empty, "an empty feed", true), (.unreadable, "could not be read as a feed", true),
      (.rateLimited, "asks for fewer looks", true), (.failed, "could not be fetched", true),
    ])
  func feeds(outcome: KeptFeed.Outcome, words: String, isTrouble: Bool) {
    let state = FeedState(KeptFeed(url: "u", next: now + 60, outcome: outcome), now: now)
    #expect(state.words == words && state.isTrouble == isTrouble)
    #expect(state.help.isEmpty != isTrouble)
  }

  @Test("A feed that nobody looks at any more, one that is gone, and one of an earlier release")
  func oddFeeds() {
    let left = FeedState(KeptFeed(url: "u", next: now - 7200, outcome: .entries), now: now)
    #expect(left.words == "brought entries; nobody looks any more" && left.isTrouble)
    #expect(left.help == "Start it again: demarche ingest --feed u")
    #expect(FeedState(KeptFeed(url: "u", next: nil), now: now).words == "gone for good")
    let earlier = FeedState(KeptFeed(url: "u", next: now + 60, failures: 1), now: now)
    #expect(earlier.words == "could not be fetched" && earlier.isTrouble)
    #expect(!FeedState(KeptFeed(url: "u", next: now + 60), now: now).isTrouble)
  }

  @Test("A run is one sentence: what it did, how fast, and how long ago")
  func sentence() throws {
    let text = RunRows.sentence(try run(rejected: 1), now: now).text
    #expect(
      text
        == "<a href=\"/runs/3\">Run 3</a> took in <b>100 reports</b>, knew 5 already and rejected 1 in 50 s, 2.1 a second; it began <time datetime=\"\(Clock.iso(now - 7200))\">2 h ago</time> and ended <time datetime=\"\(Clock.iso(now - 7150))\">119 min ago</time>."
    )
    #expect(RunRows.sentence(try run(finished: false), now: now).text.hasSuffix("and has not ended."))
  }

  @Test("The page of a run has its failures, its commands and the way to the next ones")
  func runPage() throws {
    let failures = (1...50).map {
      (number: $0 * 2, failure: Failure(report: "f\($0)", line: $0, error: "no <text>", help: "look"))
    }
    let page = RunPage(
      address: Address("runs", "3"), run: try run(rejected: 60), failures: failures,
      reasons: [("no <text>", 50), ("no date", 10)], latest: [], ledger: "news.db", now: now, hasNext: true)
    let text = page.page().body.text
    #expect(text.contains("no &lt;text&gt;") && !text.contains("no <text>"))
    #expect(text.contains("process 7 on &lt;host&gt;"))
    #expect(text.contains("href=\"/runs/3?after=100#failures\""))
    #expect(text.contains("demarche rerun 3 --verify --ledger news.db"))
    #expect(text.contains("50 × no &lt;text&gt;"))
    #expect(text.contains("href=\"/runs/2\"") && text.contains("href=\"/runs/4\""))
  }

  @Test("All that is kept of a run stands in its record, under the names that the table has")
  func record() throws {
    let members = RunRecord.members(try run())
    #expect(
      members.map(\.name) == [
        "run", "kind", "version", "codebook", "data", "process", "started", "finished", "seconds", "reports",
        "known", "events", "rejected",
      ])
    #expect(members.first { $0.name == "seconds" }?.value == 50)
    #expect(
      RunRecord.member(Failure(report: "f", error: "e")).line
        == "{\"report\": \"f\", \"line\": null, \"error\": \"e\", \"help\": null}")
  }

  @Test(
    "A line of the daily counts has a cell for each column; a report without day or source has empty ones")
  func dailyCounts() {
    let arrivals = Arrivals(
      day: nil, source: 0, reports: 3, copies: 1, events: 2, silent: 2, squares: 4, lastRun: RunID(1))
    #expect(DailyCounts.cells(arrivals, [:]) == ["", "", "3", "1", "2", "2"])
    #expect(DailyCounts.columns.count == 6)
    let act = PlacedAct(key: 1, report: "r", act: "in_1", incident: "in_2", firstCopy: "q")
    #expect(IncidentMap.cells(act) == ["r", "in_1", "in_2", "q"] && IncidentMap.columns.count == 4)
  }
}
