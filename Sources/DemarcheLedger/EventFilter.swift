public import DemarcheEvents
public import DemarcheRelations

/// Which events to read; every condition that is set must hold.
public struct EventFilter: Hashable, Sendable {
  /// Two parties that an event joins, whoever acts; see `Direction`.
  public struct Pair: Hashable, Sendable {
    public var a: Party
    public var b: Party

    public init(_ a: Party, _ b: Party) {
      self.a = a
      self.b = b
    }
  }

  /// What no event may be; every list is of things of which none may hold.
  public struct Exclusion: Hashable, Sendable {
    public var types: [String]
    public var quads: Set<Int>
    /// Outlets, as the reports name them; a report that names none is none of them.
    public var sources: [String]
    /// Codes of those who act, and toward whom.
    public var actors: [String]
    public var recipients: [String]
    /// Words, of which a report may hold none; those in quotation marks as they stand, one behind the other.
    public var text: String?

    public init(
      types: [String] = [], quads: Set<Int> = [], sources: [String] = [], actors: [String] = [],
      recipients: [String] = [], text: String? = nil
    ) {
      self.types = types
      self.quads = quads
      self.sources = sources
      self.actors = actors
      self.recipients = recipients
      self.text = text
    }
  }

  public var actor: Party?
  public var recipient: Party?
  /// Takes part in either role.
  public var participant: Party?
  public var pair: Pair?
  /// Any of these types; empty takes every type.
  public var types: [String]
  /// Any of these quads; empty takes every quad.
  public var quads: Set<Int>
  /// The first day; events without a day are then left out.
  public var from: Day?
  /// The last day, itself included; events without a day are then left out.
  public var until: Day?
  /// Any of these outlets, as the reports name them; nil takes every outlet and none.
  public var sources: [String]?
  /// The report's id.
  public var report: String?
  /// An incident across reports, by its id or that of an act in it.
  public var incident: String?
  /// On whose word, a code or a name as it stands in the record.
  public var speaker: String?
  /// The country where it took place, by its code.
  public var country: String?
  /// The place, by its name in the record.
  public var place: String?
  public var rule: String?
  /// The least confidence.
  public var confidence: Double?
  /// Only events of reports that runs after this one put in.
  public var since: RunID?
  /// Words that the report must hold; those in quotation marks as they stand, one behind the other.
  public var text: String?
  /// Only events with all of these marks.
  public var including: Set<Auxiliary>
  /// Events with any of these marks are left out.
  public var excluding: Set<Auxiliary>
  /// What is left out beside.
  public var exclusion: Exclusion
  /// Takes the events of older versions of a report as well; needs `report`.
  public var allVersions: Bool
  /// The latest day first; what has no day is then left out.
  public var newestFirst: Bool
  /// Goes on behind this place; see ``EventPage``.
  public var after: EventCursor?
  /// The greatest number of events; nil is no bound, which only streaming bears well.
  public var limit: Int?

  public init(
    actor: Party? = nil, recipient: Party? = nil, participant: Party? = nil, pair: Pair? = nil,
    types: [String] = [], quads: Set<Int> = [], from: Day? = nil, until: Day? = nil, sources: [String]? = nil,
    report: String? = nil, incident: String? = nil, speaker: String? = nil, country: String? = nil,
    place: String? = nil, rule: String? = nil, confidence: Double? = nil, since: RunID? = nil,
    text: String? = nil,
    including: Set<Auxiliary> = [], excluding: Set<Auxiliary> = [], exclusion: Exclusion = Exclusion(),
    allVersions: Bool = false,
    newestFirst: Bool = false,
    after: EventCursor? = nil, limit: Int? = 1000
  ) {
    self.actor = actor
    self.recipient = recipient
    self.participant = participant
    self.pair = pair
    self.types = types
    self.quads = quads
    self.from = from
    self.until = until
    self.sources = sources
    self.report = report
    self.incident = incident
    self.speaker = speaker
    self.country = country
    self.place = place
    self.rule = rule
    self.confidence = confidence
    self.since = since
    self.text = text
    self.including = including
    self.excluding = excluding
    self.exclusion = exclusion
    self.allVersions = allVersions
    self.newestFirst = newestFirst
    self.after = after
    self.limit = limit
  }
}

/// Where a page of events ends, so that the next begins behind it however many reports come in between.
public struct EventCursor: Hashable, Sendable, CustomStringConvertible {
  var day: Int
  var report: String
  var version: Int
  var field: Int
  var sentence: Int
  var position: Int

  /// A text for an address or a command line; ``init(_:)`` reads it.
  public var description: String { "\(day).\(version).\(field).\(sentence).\(position).\(report)" }

  init(day: Int, report: String, version: Int, field: Int, sentence: Int, position: Int) {
    self.day = day
    self.report = report
    self.version = version
    self.field = field
    self.sentence = sentence
    self.position = position
  }

  /// Reads what ``description`` wrote; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 5, omittingEmptySubsequences: false)
    let numbers = parts.prefix(5).compactMap { Int($0) }
    guard parts.count == 6, numbers.count == 5, !parts[5].isEmpty else { return nil }
    self.init(
      day: numbers[0], report: String(parts[5]), version: numbers[1], field: numbers[2], sentence: numbers[3],
      position: numbers[4])
  }
}

/// Some events of a filter and where to go on.
public struct EventPage: Sendable {
  public var events: [Event]
  /// Nil on the last page.
  public var next: EventCursor?
}
