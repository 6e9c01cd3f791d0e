public import DemarcheEvents

/// One side of a relation: everyone with a country code, only those of one sector, or a group of countries.
public struct Party: Hashable, Sendable, CustomStringConvertible {
  /// ISO 3166 alpha-3, or one of PLOVER's international codes; of a group what it is called, "group:EU".
  public var code: String
  /// Nil takes every sector.
  public var sector: String?
  /// Who belongs to a group; nil for a party that is none.
  public var states: PartySet?

  public init(code: String, sector: String? = nil, states: PartySet? = nil) {
    self.code = code
    self.sector = sector
    self.states = states
  }

  /// Reads "AAA" or "AAA/GOV", and "group:EU" or "group:EU/GOV" without its members; nil when a part is empty.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), parts[0] != PartySet.prefix else { return nil }
    self.init(code: parts[0], sector: parts.count == 2 ? parts[1] : nil)
  }

  public var description: String { sector.map { "\(code)/\($0)" } ?? code }

  /// The name of the group that the code asks for; nil for a country.
  public var group: String? {
    code.hasPrefix(PartySet.prefix) ? String(code.dropFirst(PartySet.prefix.count)) : nil
  }

  /// Whether a participant stands for this party on a day; any of its sectors counts.
  public func matches(_ participant: Participant, on day: Day?) -> Bool {
    guard let own = participant.code, states?.holds(own, on: day) ?? (own == code) else { return false }
    guard let sector else { return true }
    return participant.sector == sector || participant.sectors.contains(sector)
  }
}

/// A group of countries, with the days from and until which each belongs to it.
public struct PartySet: Hashable, Sendable {
  /// One spell of membership, both days inclusive; nil is open.
  public struct Member: Hashable, Sendable {
    public var code: String
    public var from: Day?
    public var until: Day?

    public init(code: String, from: Day? = nil, until: Day? = nil) {
      self.code = code
      self.from = from
      self.until = until
    }
  }

  /// What stands before the name of a group.
  public static let prefix = "group:"

  public var members: [Member]

  public init(_ members: [Member]) { self.members = members }

  /// Whether a country belongs to the group on a day; on an unknown day, whether it ever did.
  public func holds(_ code: String, on day: Day?) -> Bool {
    members.contains { member in
      guard member.code == code else { return false }
      guard let day else { return true }
      return member.from.map { $0 <= day } ?? true && member.until.map { day <= $0 } ?? true
    }
  }
}
