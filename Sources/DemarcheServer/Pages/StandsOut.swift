import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

/// What of the ingest stands out, as a list of sentences; and what was looked at, where nothing does.
struct StandsOut {
  private let page: IngestPage

  init(_ page: IngestPage) { self.page = page }

  var html: HTML {
    let items = self.items
    if items.isEmpty {
      return "<p class=\"note\"><b>Nothing stands out.</b> Looked at \(lookedAt).</p>"
    }
    return """
      <section class="warn" aria-labelledby="stands-out"><h2 id="stands-out">\(Shell.counted(items.count, "thing")) \(items.count == 1 ? "stands" : "stand") out</h2>
      <ul>\(items.map { "<li>\($0)</li>\n" })</ul>
      <p class="small">Looked at \(lookedAt).\(chance)</p></section>
      """
  }

  /// The sentences, what hinders most first.
  var items: [HTML] { disk + run + feeds + future + sources }

  private var lookedAt: HTML {
    let judged = page.intake?.judged ?? 0
    return """
      <time datetime="\(Clock.iso(page.now))">\(Shell.moment(Clock.iso(page.now)))</time>: the last run, \
      \(Shell.counted(page.feeds.count, "feed")), the disk, and \(Shell.counted(judged, "source")) with enough reports to be judged
      """
  }

  /// That some alarms are no more than chance.
  private var chance: HTML {
    let judged = page.intake?.judged ?? 0
    let byChance = Int((Double(judged) * 2 * CountBand.tail).rounded())
    return byChance == 0
      ? "" : " By chance alone about \(byChance) of \(judged) sources would lie out of their bands."
  }

  private var disk: [HTML] {
    guard page.disk.isShort, let free = page.disk.free else { return [] }
    return [
      """
      <b>Little room:</b> \(Disk.words(free)) are free where the ledger of \(page.disk.size.map(Disk.words) ?? "unknown size") lies. \
      Make room before the next run; a run that finds none keeps what it has stored.
      """
    ]
  }

  private var run: [HTML] {
    guard let run = page.runs.first, page.address["before"] == nil else { return [] }
    let link: HTML = "<a href=\"\(Address("runs", "\(run.id.number)"))\">Run \(run.id.number)</a>"
    var items: [HTML] = []
    if run.rejected > 0 {
      items.append(
        "\(link) rejected <b>\(Shell.counted(run.rejected, "input"))</b>: what each was and what would help.")
    }
    if run.finished == nil, let began = Clock.seconds(of: run.started), page.now - began > 86_400 {
      items.append(
        "\(link) began \(Age.words(page.now - began)) and has not ended: it watches still, or was broken off."
      )
    }
    if run.finished != nil, run.kind == .ingest, run.reports > 0, run.events == 0 {
      items.append(
        "\(link) found <b>no event</b> in \(Shell.counted(run.reports, "report")): read one of them.")
    }
    return items
  }

  private var feeds: [HTML] {
    page.feeds.compactMap { watched, feed in
      let state = FeedState(feed, now: page.now)
      guard state.isTrouble else { return nil }
      let error: HTML = feed.error.map { " (\($0))" } ?? ""
      return "The feed <b>\(watched)</b>: \(state.words)\(error). \(state.help)"
    }
  }

  private var future: [HTML] {
    guard let last = page.published?.upperBound, last > Clock.day(page.now) else { return [] }
    return [
      """
      The ledger has reports <b>dated in the future</b>, up to \(last.iso): their source gives a wrong date, or this machine’s clock is wrong.
      """
    ]
  }

  private var sources: [HTML] {
    (page.intake?.sources ?? []).compactMap { source in
      let name: HTML = "<b>\(page.name(source))</b>"
      switch source.alarm {
      case .silence(let days, let expected):
        return """
          \(name) is silent: no report for \(Shell.counted(days, "whole day")), in which \(decimal(expected, digits: 0)) had been expected. \
          The last was published on \(source.lastDay?.iso).
          """
      case .fewer, .more:
        guard let judged = source.judgement else { return nil }
        let side = source.alarm == .fewer ? "fewer" : "more"
        return """
          \(name) gives \(side) events than it used to: \(Shell.number(judged.events)) in \(Shell.counted(judged.reports, "report")) of the last \
          \(Shell.counted(judged.days, "day")), <b>\(decimal(judged.rate, digits: 0)) for 1,000</b>; in the thirty days before \
          \(decimal(judged.rateBefore, digits: 0)), its band \(decimal(judged.low, digits: 0)) to \(decimal(judged.high, digits: 0)).
          """
      case nil: return nil
      }
    }
  }
}
