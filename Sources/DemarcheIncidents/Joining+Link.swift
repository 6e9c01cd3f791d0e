import Glibc

extension Joining {
  /// Whether two acts of different reports are one, how sure that is, and why; nil where they are held to be two.
  ///
  /// Symmetric. What is sure is the logistic function of the sum of the weights of ``signs(_:_:)``, and a link is what is likelier than not.
  ///
  /// - Cost: some 1 µs; a link found costs its words as well.
  public func link(_ a: Act, _ b: Act) -> Link? {
    guard isComparable(a, b) else { return nil }
    let signs = self.signs(a, b)
    let sum = signs.reduce(0) { $0 + weight($1.sign) * $1.value }
    guard sum > 0, contradiction(a, b) == nil else { return nil }
    let confidence = 1 / (1 + exp(-sum))
    return Link(confidence: (confidence * 1000).rounded() / 1000, why: why(a, b))
  }

  /// Whether two acts are worth the test: of different reports, of one family and time, with an anchor in common.
  public func isComparable(_ a: Act, _ b: Act) -> Bool {
    let both = Comparison(a: a, b: b, joining: self)
    return a.report != b.report && both.isOneFamily && both.isTimely(widely: true)
      && !a.sides.isDisjoint(with: b.sides)
      && haveCommon(a.anchors, b.anchors)
  }

  /// The signs that hold of two acts, with how much each holds; those that do not are left out.
  public func signs(_ a: Act, _ b: Act) -> [(sign: Sign, value: Double)] {
    let both = Comparison(a: a, b: b, joining: self)
    var signs: [(sign: Sign, value: Double)] = [(.always, 1)]
    func add(_ sign: Sign, _ value: Double = 1) { if value != 0 { signs.append((sign, value)) } }

    if !both.sharedTypes.isEmpty { add(.sameType) }
    if !a.modes.isEmpty, !b.modes.isEmpty {
      add(a.modes.contains(where: b.modes.contains) ? .sameMode : .otherMode)
    }
    if haveCommon(a.triggers, b.triggers) { add(.sameTrigger) }
    if a.isFuture != b.isFuture || a.isSupposed != b.isSupposed { add(.otherMark) }

    switch Comparison.agreement(a.actors, b.actors) {
    case .same: add(.sameActors)
    case .some: add(.someActors)
    case .unknown, .none: break
    }
    switch Comparison.agreement(a.recipients, b.recipients) {
    case .same: add(.sameRecipients)
    case .some: add(.someRecipients)
    case .unknown, .none: break
    }
    if areSwapped(a, b) || areSwapped(b, a) { add(.swapped) }

    add(.sameName, Double(min(2, both.sharedNames.count)))
    if Comparison.nameOthers(a.actors, b.actors) { add(.otherActors) }
    if Comparison.nameOthers(a.recipients, b.recipients) { add(.otherRecipients) }

    let towns = both.sharedSites(towns: true), countries = both.sharedSites(towns: false)
    if !towns.isEmpty {
      add(.sameTown)
    } else if a.sites.contains(where: \.isTown), b.sites.contains(where: \.isTown) {
      add(.otherTown)
    } else if !countries.isEmpty {
      add(.sameCountry)
    } else if !a.sites.isEmpty, !b.sites.isEmpty {
      add(.otherCountry)
    }

    let gap = both.gap()
    if both.bothStated {
      if gap == 0 { add(.sameDay) } else if gap == 1 { add(.nextDay) }
    } else if gap == 0 {
      add(.withinDays)
    } else if !both.isTimely(widely: false) {
      add(.beyondDays)
    }
    add(.daysApart, Double(min(7, both.publicationGap ?? 0)))

    let common = Overlap(a.wording, b.wording)
    add(.wording, common.cosine)
    add(.rareApart, Double(min(5, common.apart)))
    add(.context, Overlap(a.context, b.context).cosine)

    var numbers = (same: false, other: false)
    for (one, other) in both.numbers {
      if one == other { numbers.same = true } else { numbers.other = true }
    }
    if numbers.same { add(.sameNumber) }
    if numbers.other { add(.otherNumber) }
    return signs
  }

  private func areSwapped(_ a: Act, _ b: Act) -> Bool {
    a.actors.contains { one in b.recipients.contains { one.isSame(as: $0) == true } }
  }

  // MARK: In words

  private func why(_ a: Act, _ b: Act) -> [String] {
    let (a, b) = a.id <= b.id ? (a, b) : (b, a)
    let both = Comparison(a: a, b: b, joining: self)
    var why: [String] = []
    let types = both.sharedTypes
    why.append(
      types.isEmpty
        ? "\(a.types.joined(separator: ", ")) and \(b.types.joined(separator: ", ")), which reports use for one act"
        : "both \(types.joined(separator: ", "))")
    let countries = a.countries.filter(b.countries.contains)
    let names = countries + both.sharedNames + both.sharedSites(towns: true)
    if !names.isEmpty { why.append("both name \(names.joined(separator: ", "))") }
    if both.bothStated, let day = a.day {
      why.append(both.gap() == 0 ? "both on \(day)" : "on days that follow each other")
    } else if let gap = both.publicationGap {
      why.append(
        gap == 0 ? "published on the same day" : "published \(gap) day\(gap == 1 ? "" : "s") apart")
    }
    if both.numbers.contains(where: { $0 == $1 }) { why.append("the same numbers") }
    let common = a.wording.filter(b.wording.contains)
      .sorted { (Wording.rarity($1), $0) < (Wording.rarity($0), $1) }
    let known = common.compactMap(wording.lemma)
    if !common.isEmpty {
      let named = known.prefix(5).joined(separator: ", ")
      why.append(
        "\(common.count) word\(common.count == 1 ? "" : "s") in common" + (named.isEmpty ? "" : ": \(named)")
          + (known.count < common.count ? " and \(common.count - known.count) rarer" : ""))
    }
    return why
  }
}

/// What two sorted lists of words have in common, each word weighed by its rarity.
struct Overlap {
  /// Between 0 and 1: the cosine of the two lists as vectors.
  let cosine: Double
  /// How many rare words - those in one sentence of 4,000, or fewer - each list has that the other lacks; the smaller of the two numbers.
  let apart: Int

  private static let rare = 12

  init(_ a: [UInt32], _ b: [UInt32]) {
    var common = 0, rareInA = 0, rareInB = 0
    var i = 0, j = 0
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        let rarity = Wording.rarity(a[i])
        common += rarity * rarity
        i += 1
        j += 1
      } else if a[i] < b[j] {
        if Wording.rarity(a[i]) >= Overlap.rare { rareInA += 1 }
        i += 1
      } else {
        if Wording.rarity(b[j]) >= Overlap.rare { rareInB += 1 }
        j += 1
      }
    }
    for word in a[i...] where Wording.rarity(word) >= Overlap.rare { rareInA += 1 }
    for word in b[j...] where Wording.rarity(word) >= Overlap.rare { rareInB += 1 }
    apart = min(rareInA, rareInB)
    cosine =
      common == 0 ? 0 : Double(common) / (Double(Overlap.square(a)) * Double(Overlap.square(b))).squareRoot()
  }

  private static func square(_ words: [UInt32]) -> Int {
    var sum = 0
    for word in words {
      let rarity = Wording.rarity(word)
      sum += rarity * rarity
    }
    return sum
  }
}

/// Whether two sorted lists have a value in common.
func haveCommon<Value: Comparable>(_ a: [Value], _ b: [Value]) -> Bool {
  var i = 0, j = 0
  while i < a.count, j < b.count {
    if a[i] == b[j] { return true }
    if a[i] < b[j] { i += 1 } else { j += 1 }
  }
  return false
}
