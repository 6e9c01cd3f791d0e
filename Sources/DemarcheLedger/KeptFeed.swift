public import DemarcheJSON

/// What is remembered of a feed between two looks at it.
public struct KeptFeed: Hashable, Sendable {
  /// What the last look at a feed gave.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Entries came; ``KeptFeed/reports`` tells how many became reports.
    case entries
    /// The server says that nothing has changed.
    case unchanged
    /// What came is a feed without entries.
    case empty
    /// What came could not be read as a feed, or none of its entries could.
    case unreadable
    /// The server asks for fewer looks.
    case rateLimited = "rate-limited"
    /// Nothing came.
    case failed
  }

  public var url: String
  /// What the server named the last answer by, so that the same is not sent again.
  public var etag: String?
  public var modified: String?
  /// When it is looked at next, in seconds since 1970; nil when it is gone for good.
  public var next: Int?
  /// How many looks failed since the last good one.
  public var failures: Int
  /// When it was looked at last, in seconds since 1970; nil where an earlier release looked.
  public var looked: Int?
  /// When the server answered last.
  public var answered: Int?
  /// Nil where an earlier release looked.
  public var outcome: Outcome?
  /// The reports that the last look brought, known ones among them.
  public var reports: Int
  /// What went wrong at the last look.
  public var error: String?

  public init(
    url: String, etag: String? = nil, modified: String? = nil, next: Int? = 0, failures: Int = 0,
    looked: Int? = nil, answered: Int? = nil, outcome: Outcome? = nil, reports: Int = 0, error: String? = nil
  ) {
    self.url = url
    self.etag = etag
    self.modified = modified
    self.next = next
    self.failures = failures
    self.looked = looked
    self.answered = answered
    self.outcome = outcome
    self.reports = reports
    self.error = error
  }

  /// The form in which a ledger keeps it.
  public var json: JSON {
    [
      "url": .string(url), "etag": JSON(etag), "modified": JSON(modified), "next": JSON(next),
      "failures": .int(failures), "looked": JSON(looked), "answered": JSON(answered),
      "outcome": JSON(outcome?.rawValue), "reports": .int(reports), "error": JSON(error),
    ]
  }

  /// Reads what a ledger kept, also of releases that kept less; nil for anything else.
  public init?(stored text: String) {
    guard let json = try? JSON.read(text), let url = json["url"]?.string else { return nil }
    self.init(
      url: url, etag: json["etag"]?.string, modified: json["modified"]?.string, next: json["next"]?.int,
      failures: json["failures"]?.int ?? 0, looked: json["looked"]?.int, answered: json["answered"]?.int,
      outcome: json["outcome"]?.string.flatMap(Outcome.init(rawValue:)), reports: json["reports"]?.int ?? 0,
      error: json["error"]?.string)
  }
}
