extension Act {
  /// How many days before its publication an act without a stated day may have taken place, at most.
  static let reach = 7
  /// A stretch of more days than this tells no day, and is compared as a whole.
  static let longest = 31
  /// The days of one bucket of keys.
  private static let bucket = 8
  /// How many of its rarest words an act can be found by, and from which rarity up.
  private static let rareWords = 8
  private static let rare = 9

  /// What the act can be found by: two acts that ``Joining/link(_:_:)`` joins share at least one key.
  ///
  /// A key is made of the side of the quad, a bucket of days and one of: a person or organisation, a town, one of the rarest words, or
  /// two countries. 10 to 30 of them; sorted and distinct.
  public var keys: [UInt64] {
    let anchors = anchors
    var keys: [UInt64] = []
    for side in sides {
      for bucket in buckets {
        let seed = mixed(UInt64(side.rawValue) << 56 ^ bucket)
        for anchor in anchors { keys.append(mixed(seed ^ anchor)) }
      }
    }
    keys.sort()
    return keys.enumerated().filter { $0 == 0 || keys[$0 - 1] != $1 }.map(\.element)
  }

  /// What is so particular that two acts which share it are worth comparing, hashed and sorted: a person or body, a town, one of
  /// the rarest words, or two countries.
  ///
  /// - Cost: made anew each time.
  var anchors: [UInt64] {
    let parties = actors + recipients
    var anchors: Set<UInt64> = []
    func add(_ kind: UInt64, _ hash: UInt64) { anchors.insert(mixed(kind << 60 ^ hash)) }
    for party in parties where !party.name.isEmpty { add(1, Act.hash(party.name.utf8)) }
    for site in sites where site.isTown { add(2, Act.hash(site.name.utf8)) }
    for word in Wording.rarest(Act.rareWords, of: wording.filter { Wording.rarity($0) >= Act.rare }) {
      add(3, UInt64(word))
    }
    let codes = Act.countries(parties, sites)
    for (i, one) in codes.enumerated() {
      for other in codes[(i + 1)...] { add(4, mixed(Act.hash(one.utf8)) ^ Act.hash(other.utf8)) }
    }
    return anchors.sorted()
  }

  /// All codes of parties and places, sorted and distinct.
  static func countries(_ parties: [Party], _ sites: [Site]) -> [String] {
    Set(parties.map(\.code) + sites.map(\.country)).subtracting([""]).sorted()
  }

  /// The days on which it may have taken place; nil where neither text nor publication tells.
  var days: ClosedRange<Int>? { days(reach: Act.reach) }

  /// - Parameter reach: how many days before its publication an act without a stated day may have been.
  func days(reach: Int) -> ClosedRange<Int>? { stated ?? published.map { ($0 - reach)...$0 } }

  /// Whether its stated days are so many that they tell no day.
  var isVague: Bool { (stated?.count ?? 0) > Act.longest }

  /// The buckets of days in which it can be found: two acts no more than a day apart share one.
  private var buckets: [UInt64] {
    guard let days else { return [.max] }
    // One of a year or of years is found by both its ends.
    if isVague {
      return [mixed(UInt64(bitPattern: Int64(days.lowerBound))) ^ UInt64(bitPattern: Int64(days.upperBound))]
    }
    func bucket(_ day: Int) -> Int { Int((Double(day) / Double(Act.bucket)).rounded(.down)) }
    return (bucket(days.lowerBound)...bucket(days.upperBound + 1)).map { UInt64(bitPattern: Int64($0)) }
  }

  /// The hash FNV-1a of 64 bits.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
