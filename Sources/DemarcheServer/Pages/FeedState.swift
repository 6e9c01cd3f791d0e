import DemarcheLedger

/// How a feed stands, as far as what is kept of it tells.
struct FeedState {
  let feed: KeptFeed
  let now: Int

  init(_ feed: KeptFeed, now: Int) {
    self.feed = feed
    self.now = now
  }

  /// Whether its next look is long overdue, so that nobody seems to watch it.
  var isUnwatched: Bool { feed.next.map { now - $0 > 3600 } ?? false }

  /// Whether it stands out.
  var isTrouble: Bool {
    if feed.next == nil || isUnwatched { return true }
    switch feed.outcome {
    case .entries, .unchanged: return false
    case .empty, .unreadable, .rateLimited, .failed: return true
    case nil: return feed.failures > 0
    }
  }

  /// In a few words.
  var words: String {
    if feed.next == nil { return "gone for good" }
    let state =
      switch feed.outcome {
      case .entries: "brought entries"
      case .unchanged: "nothing new"
      case .empty: "an empty feed"
      case .unreadable: "could not be read as a feed"
      case .rateLimited: "asks for fewer looks"
      case .failed: "could not be fetched"
      case nil: feed.failures > 0 ? "could not be fetched" : "answered"
      }
    return isUnwatched ? "\(state); nobody looks any more" : state
  }

  /// What to do, for one that stands out.
  var help: String {
    if feed.next == nil { return "The server says that it will not come back: look for another address." }
    if isUnwatched { return "Start it again: demarche ingest --feed \(feed.url)" }
    switch feed.outcome {
    case .unreadable: return "What came is no feed that can be read: open the address and look."
    case .empty: return "The server gives a feed without entries: ask whoever keeps it."
    case .rateLimited: return "It is asked less often by itself; a larger --every is kinder."
    case .failed, nil: return "It is tried again, later and later; check the address and the network."
    case .entries, .unchanged: return ""
    }
  }
}
