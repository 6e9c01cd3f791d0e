public import DemarcheEvents

/// A state, territory, organisation or armed group that can act.
public struct Entity: Hashable, Sendable {
  /// The key of its table: ISO alpha-3 for a state, a short name for an organisation.
  public var key: String
  public var name: String
  public var kind: Kind
  /// The code that records carry; nil when no country is known.
  public var code: String?
  public var sectors: [String]
  public var from: Day?
  public var until: Day?
  /// The key of the state that the officials of an ended one belong to since.
  public var successor: String?

  public enum Kind: String, Hashable, Sendable {
    case state, territory, historicalState = "historical-state", polity, organisation
  }

  /// Whether it is a country or a part of one, rather than a body.
  public var isCountry: Bool { kind != .organisation }

  /// Whether it existed on a day; always when the day or its bounds are unknown.
  public func exists(on day: Day?) -> Bool { within(day, from, until) }
}

/// One form by which an entity goes.
public struct Name: Hashable, Sendable {
  /// Index of the entity.
  public var entity: Int
  public var form: String
  public var kind: Kind
  public var from: Day?
  public var until: Day?

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case name, formal, abbreviation, adjective, combining, people, capital, seat, old, variant, region

    /// Whether the form names a place that stands for a government when it acts.
    public var isMetonym: Bool { self == .capital || self == .seat }

    /// Whether the form may name a people rather than a body.
    public var isOfPeople: Bool { self == .people || self == .adjective }

    /// Whether the form describes rather than names: it modifies a noun.
    public var isAdjective: Bool { self == .adjective || self == .combining }
  }
}

/// A role noun of a language with the sector of those who hold it.
public struct Role: Hashable, Sendable {
  public var form: String
  public var sectors: [String]
  /// The office it names, as `terms.tsv` calls it.
  public var office: String?
  public var kind: Kind

  public enum Kind: String, Hashable, Sendable {
    case person, group, body, thing
  }
}

/// A person's time in an office.
public struct Term: Hashable, Sendable {
  /// The key of the state or organisation.
  public var key: String
  public var office: String
  public var holder: String
  /// The form used alone.
  public var short: String
  public var from: Day?
  public var until: Day?

  /// Whether it was held on a day; an unbounded side always holds.
  public func covers(_ day: Day?) -> Bool { within(day, from, until) }
}

/// Whether a day lies within bounds, either of which may be unknown.
func within(_ day: Day?, _ from: Day?, _ until: Day?) -> Bool {
  guard let day else { return until == nil }
  if let from, day < from { return false }
  if let until, day > until { return false }
  return true
}
