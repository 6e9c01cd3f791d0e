import Demarche
import DemarcheFetching
import DemarcheJSON
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines
import Glibc

/// Takes in what comes into a folder and what feeds bring, until the program is told to stop.
///
/// SIGINT and SIGTERM end it after the report at hand; what was taken in, with several threads up to a thousand reports, is
/// then coded and stored.
struct IngestWatch {
  private let folder: FolderWatch?
  private let feeds: [String]
  private let look: FeedFetch?
  private let rounds: Int?
  private let reader: ReportReader

  init(_ arguments: Arguments) throws {
    folder = try arguments.value("watch").map { path throws(Rejection) in try FolderWatch(folder: path) }
    feeds = arguments.values("feed").flatMap { $0.split(separator: ",").map(String.init) }
    reader = ReportReader(options: try ReportInput.options(arguments))
    rounds = try arguments.number("rounds", least: 1)
    let every = arguments.value("every") ?? "15m"
    guard let schedule = Schedule(every) else {
      throw UsageError("--every is no time: \(every)", help: "write it as 15m, 2h or 1d")
    }
    look = feeds.isEmpty ? nil : FeedFetch(fetch: ReportInput.fetch(arguments), schedule: schedule)
  }

  /// Goes on until it is told to stop.
  func take(into ingest: inout IngestRun) throws {
    // The signals wait until they are asked for, so that no report is cut in two.
    var stopping = sigset_t()
    sigemptyset(&stopping)
    sigaddset(&stopping, SIGINT)
    sigaddset(&stopping, SIGTERM)
    sigprocmask(SIG_BLOCK, &stopping, nil)
    var left = rounds ?? .max
    while !IngestWatch.isStopped(stopping), left > 0 || folder != nil {
      if look != nil, left > 0, try takeFeeds(into: &ingest), rounds != nil { left -= 1 }
      guard let folder else {
        if left > 0 { sleep(1) }
        continue
      }
      guard let path = folder.next(waiting: 1) else {
        try ingest.store()
        continue
      }
      _ = try reader.read(path: path) { item in
        try IngestWatch.take(item, into: &ingest)
        // A long file is left where it is; whoever starts again is given all of it, and passes over what is stored.
        return !IngestWatch.isStopped(stopping)
      }
    }
    try ingest.store()
  }

  private static func isStopped(_ stopping: sigset_t) -> Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1
  }

  /// Looks at the feeds whose time has come; false when none was due.
  private func takeFeeds(into ingest: inout IngestRun) throws -> Bool {
    guard let look else { return false }
    var wasDue = false
    for feed in feeds {
      let kept = try ingest.ledger.state(ofFeed: feed).flatMap(KeptFeed.init(stored:))
      let state = kept.map { FeedFetch.State($0) } ?? .init(url: feed)
      let now = time(nil)
      guard state.isDue(at: now) || rounds != nil else { continue }
      wasDue = true
      let (found, next) = look.look(at: state, now: now)
      let outcome = try take(found, kept, into: &ingest)
      // The state is kept only once what came is stored: else it would be lost, for the feed does not bring it again.
      try ingest.store()
      var told = KeptFeed(
        url: next.url, etag: next.known.etag, modified: next.known.modified, next: next.next,
        failures: next.failures, looked: now, answered: kept?.answered)
      (told.outcome, told.reports, told.error) = outcome
      if next.failures == 0 { told.answered = now }
      try ingest.ledger.keep(told.json.line, ofFeed: feed)
    }
    return wasDue
  }

  /// Takes in what a look gave, and says what that was.
  ///
  /// - Parameter kept: what the look before gave.
  private func take(
    _ found: FeedFetch.Look, _ kept: KeptFeed?, into ingest: inout IngestRun
  ) throws -> (outcome: KeptFeed.Outcome, reports: Int, error: String?) {
    switch found {
    case .new(let answer):
      var reports = 0
      var rejected: [Rejection] = []
      let page = ReportReader.WebPage(address: answer.address, type: answer.type, bytes: answer.body ?? [])
      _ = try reader.read(page) { item in
        switch item {
        case .report, .mended: reports += 1
        case .rejected(let rejection): rejected.append(rejection)
        case .note: break
        }
        try IngestWatch.take(item, into: &ingest)
        return true
      }
      if reports > 0 { return (.entries, reports, nil) }
      let isEmpty = rejected.allSatisfy { $0.error == ReportReader.noEntries }
      return (isEmpty ? .empty : .unreadable, 0, isEmpty ? nil : rejected.first?.error)
    case .unchanged:
      // What could not be read and has not changed is still the same trouble.
      if let kept, let outcome = kept.outcome, [.empty, .unreadable].contains(outcome) {
        return (outcome, 0, kept.error)
      }
      return (.unchanged, 0, nil)
    case .failed(let failure):
      let rejection = Rejection(report: failure.address, error: failure.error, help: failure.help)
      Output.error(rejection.json.line)
      try ingest.reject(rejection)
      return (failure.isRateLimited ? .rateLimited : .failed, 0, failure.error)
    }
  }

  private static func take(_ item: ReportReader.Item, into ingest: inout IngestRun) throws {
    let report = try ReportInput.report(of: item) { rejection in
      Output.error(rejection.json.line)
      try ingest.reject(rejection)
    }
    if let report { try ingest.add(report) }
  }
}

extension FeedFetch.State {
  /// What a ledger kept of a feed, as far as the next look needs it.
  init(_ kept: KeptFeed) {
    self.init(url: kept.url)
    known = Fetch.Known(etag: kept.etag, modified: kept.modified)
    next = kept.next
    failures = kept.failures
    looked = kept.looked
  }
}
