import DemarcheEvents

/// What two acts have in common and where they differ; the same whichever comes first.
struct Comparison {
  let a: Act
  let b: Act
  let joining: Joining

  // MARK: Types

  var sharedTypes: [String] { a.types.filter(b.types.contains) }

  /// Whether reports use the types of both for one act.
  var isOneFamily: Bool {
    if !sharedTypes.isEmpty { return true }
    let families = b.types.map { joining.usage($0).family }
    return a.types.contains { families.contains(joining.usage($0).family) }
  }

  var isMutual: Bool { (a.types + b.types).contains { joining.usage($0).isMutual } }

  // MARK: Time

  /// The days on which each may have been.
  private var days: (ClosedRange<Int>, ClosedRange<Int>)? {
    guard let one = a.days(reach: reach(a)), let other = b.days(reach: reach(b)) else { return nil }
    return (one, other)
  }

  private func reach(_ act: Act) -> Int { act.types.map { joining.usage($0).days }.max() ?? 0 }

  /// How many days lie between the days of both, 0 where they may be the same; nil where one has none.
  var gap: Int? {
    days.map { one, other in
      max(0, other.lowerBound - one.upperBound, one.lowerBound - other.upperBound)
    }
  }

  /// How many days lie between the publications.
  var publicationGap: Int? {
    guard let one = a.published, let other = b.published else { return nil }
    return abs(one - other)
  }

  /// Whether both texts state a day, and not a long stretch of them.
  var bothStated: Bool { a.stated != nil && b.stated != nil && !a.isVague && !b.isVague }

  /// Whether the days allow that both are one: they meet, or are neighbours, since reports count days in zones of their own.
  var isTimely: Bool {
    if a.isVague || b.isVague { return a.stated == b.stated }
    if (a.day == nil) != (b.day == nil) { return false }
    return (gap ?? 0) <= 1
  }

  // MARK: Parties

  /// The codes of a list of parties, or their names where there is no code.
  static func identities(_ parties: [Act.Party]) -> [String] {
    var result: [String] = []
    for party in parties {
      let identity = party.code.isEmpty ? party.name : party.code
      if !result.contains(identity) { result.append(identity) }
    }
    return result
  }

  /// How two lists of parties stand to one another.
  enum Agreement { case unknown, same, some, none }

  static func agreement(_ one: [String], _ other: [String]) -> Agreement {
    if one.isEmpty || other.isEmpty { return .unknown }
    let shared = one.count { other.contains($0) }
    if shared == 0 { return .none }
    return shared == one.count && shared == other.count ? .same : .some
  }

  /// Persons and organisations that both name.
  var sharedNames: [String] {
    let names = (b.actors + b.recipients).filter { $0.isPerson || $0.code.isEmpty }.map(\.name)
    var shared: [String] = []
    for party in a.actors + a.recipients where party.isPerson || party.code.isEmpty {
      if names.contains(party.name), !shared.contains(party.name) { shared.append(party.name) }
    }
    return shared
  }

  // MARK: Place

  /// Towns that both name, or countries.
  func sharedSites(towns: Bool) -> [String] {
    let names = b.sites.filter { $0.isTown || !towns }.map { towns ? $0.name : $0.country }
    var shared: [String] = []
    for site in a.sites where site.isTown || !towns {
      let name = towns ? site.name : site.country
      if !name.isEmpty, names.contains(name), !shared.contains(name) { shared.append(name) }
    }
    return shared
  }

  /// Two towns too far from each other to be one place.
  var distantTowns: (String, String)? {
    let one = a.sites.filter(\.isTown), other = b.sites.filter(\.isTown)
    guard let first = one.first, let second = other.first else { return nil }
    for site in one where other.contains(where: { $0.name == site.name || Comparison.areNear($0, site) }) {
      return nil
    }
    return (first.name, second.name)
  }

  /// Whether two places lie within some 50 km of each other, or it is not known where they lie.
  private static func areNear(_ one: Act.Site, _ other: Act.Site) -> Bool {
    guard let y = one.latitude, let x = one.longitude, let v = other.latitude, let u = other.longitude else {
      return one.country == other.country || one.country.isEmpty || other.country.isEmpty
    }
    return abs(y - v) < 450 && abs(x - u) < 600
  }

  // MARK: Numbers

  /// Pairs of numbers of one kind that both state.
  var numbers: [(Size.Bounds, Size.Bounds)] {
    zip(
      [a.killed, a.injured, a.arrested, a.participants], [b.killed, b.injured, b.arrested, b.participants]
    ).compactMap { one, other in
      guard let one, let other else { return nil }
      return (one, other)
    }
  }
}
