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

  public var actor: Party?
  public var recipient: Party?
  /// Takes part in either role.
  public var participant: Party?
  public var pair: Pair?
  /// Any of these types; empty takes every type.
  public var types: [String]
  public var quad: Int?
  /// The first day; events without a day are then left out.
  public var from: Day?
  /// The last day, itself included; events without a day are then left out.
  public var until: Day?
  /// The outlet, as the report names it.
  public var source: String?
  /// The report's id.
  public var report: String?
  public var incident: String?
  /// Events with any of these marks are left out.
  public var excluding: Set<Auxiliary>
  /// Takes the events of older versions of a report as well.
  public var allVersions: Bool
  /// The greatest number of events; nil is no bound, which only streaming bears well.
  public var limit: Int?
  /// How many to pass over first.
  public var offset: Int

  public init(
    actor: Party? = nil, recipient: Party? = nil, participant: Party? = nil, pair: Pair? = nil,
    types: [String] = [], quad: Int? = nil, from: Day? = nil, until: Day? = nil, source: String? = nil,
    report: String? = nil, incident: String? = nil, excluding: Set<Auxiliary> = [],
    allVersions: Bool = false, limit: Int? = 1000, offset: Int = 0
  ) {
    self.actor = actor
    self.recipient = recipient
    self.participant = participant
    self.pair = pair
    self.types = types
    self.quad = quad
    self.from = from
    self.until = until
    self.source = source
    self.report = report
    self.incident = incident
    self.excluding = excluding
    self.allVersions = allVersions
    self.limit = limit
    self.offset = offset
  }
}
