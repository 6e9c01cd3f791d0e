extension Ledger {
  /// What is remembered of a feed, as its watcher wrote it; nil for one that was never looked at.
  public func state(ofFeed url: String) throws(LedgerError) -> String? {
    try connection.first("SELECT state FROM feeds WHERE url = ?", [.text(url)]) { row throws(LedgerError) in
      row.text(0)
    }
  }

  /// Remembers the state of a feed.
  public func keep(_ state: String, ofFeed url: String) throws(LedgerError) {
    try transaction { () throws(LedgerError) in
      try connection.run(
        "INSERT INTO feeds (url, state) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET state = ?2",
        [.text(url), .text(state)])
    }
  }

  /// All feeds that were ever looked at, by the address they are watched under.
  ///
  /// What an unknown program kept is passed over.
  public func feeds() throws(LedgerError) -> [(watched: String, feed: KeptFeed)] {
    var feeds: [(watched: String, feed: KeptFeed)] = []
    try connection.each("SELECT url, state FROM feeds ORDER BY url") { row throws(LedgerError) in
      if let feed = KeptFeed(stored: row.text(1)) { feeds.append((row.text(0), feed)) }
      return true
    }
    return feeds
  }
}
