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
    if a.types.contains(where: b.types.contains) { return true }
    return a.types.contains { one in
      let family = joining.usage(one).family
      return b.types.contains { joining.usage($0).family == family }
    }
  }

  var isMutual: Bool { (a.types + b.types).contains { joining.usage($0).isMutual } }

  // MARK: Time

  /// How many days lie between the days of both, 0 where they may be the same; nil where one has none.
  ///
  /// - Parameter widely: whether an act without a stated day may have been as long before its publication as any act, and not only as
  ///   acts of its type.
  func gap(widely: Bool = false) -> Int? {
    guard let one = days(a, widely), let other = days(b, widely) else { return nil }
    return max(0, other.lowerBound - one.upperBound, one.lowerBound - other.upperBound)
  }

  private func days(_ act: Act, _ widely: Bool) -> ClosedRange<Int>? {
    if let stated = act.stated { return stated }
    if widely { return act.days }
    var reach = 0
    for type in act.types { reach = max(reach, joining.usage(type).days) }
    return act.days(reach: reach)
  }

  /// How many days lie between the publications.
  var publicationGap: Int? {
    guard let one = a.published, let other = b.published else { return nil }
    return abs(one - other)
  }

  /// Whether both texts state a day, and not a long stretch of them.
  var bothStated: Bool { a.stated != nil && b.stated != nil && !a.isVague && !b.isVague }

  /// Whether the days allow that both are one: they meet, or are neighbours, since reports count days in zones of their own.
  func isTimely(widely: Bool) -> Bool {
    if a.isVague || b.isVague { return a.stated == b.stated }
    if (a.day == nil) != (b.day == nil) { return false }
    return (gap(widely: widely) ?? 0) <= 1
  }

  // MARK: Parties

  /// How two lists of parties stand to one another.
  enum Agreement { case unknown, same, some, none }

  /// - Returns: `none` where it is known of each pair that its two are not the same.
  static func agreement(_ one: [Act.Party], _ other: [Act.Party]) -> Agreement {
    if one.isEmpty || other.isEmpty { return .unknown }
    var shared = 0
    var isKnown = true
    for party in one {
      var isShared = false
      for candidate in other where !isShared {
        switch party.isSame(as: candidate) {
        case true?: isShared = true
        case false?: break
        case nil: isKnown = false
        }
      }
      if isShared { shared += 1 }
    }
    if shared == 0 { return isKnown ? .none : .unknown }
    return shared == one.count
      && other.allSatisfy { theirs in one.contains { $0.isSame(as: theirs) == true } }
      ? .same : .some
  }

  /// Persons and organisations that both name.
  var sharedNames: [String] {
    var shared: [String] = []
    for party in a.actors + a.recipients where !party.name.isEmpty && !shared.contains(party.name) {
      if b.actors.contains(where: { $0.hasName(of: party) })
        || b.recipients.contains(where: { $0.hasName(of: party) })
      {
        shared.append(party.name)
      }
    }
    return shared
  }

  // MARK: Place

  /// Towns that both name, or countries.
  func sharedSites(towns: Bool) -> [String] {
    if a.sites.isEmpty || b.sites.isEmpty { return [] }
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
    var pairs: [(Size.Bounds, Size.Bounds)] = []
    func add(_ one: Size.Bounds?, _ other: Size.Bounds?) {
      if let one, let other { pairs.append((one, other)) }
    }
    add(a.killed, b.killed)
    add(a.injured, b.injured)
    add(a.arrested, b.arrested)
    add(a.participants, b.participants)
    return pairs
  }
}

extension Act {
  /// Whether it names a person or body that takes part.
  var namesSomebody: Bool {
    actors.contains { !$0.name.isEmpty } || recipients.contains { !$0.name.isEmpty }
  }
}
