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

    if Comparison.agreement(a.actors, b.actors) == .same { add(.sameActors) }
    switch Comparison.agreement(a.recipients, b.recipients) {
    case .same, .some: add(.someRecipients)
    case .unknown, .none: break
    }
    add(.sameName, Double(min(2, both.sharedNames.count)))
    if Comparison.nameOthers(a.actors + a.recipients, b.actors + b.recipients) { add(.otherNames) }

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

    add(.wording, cosine(a.wording, b.wording))
    add(.context, cosine(a.context, b.context))

    var numbers = (same: false, other: false)
    for (one, other) in both.numbers {
      if one == other { numbers.same = true } else { numbers.other = true }
    }
    if numbers.same { add(.sameNumber) }
    if numbers.other { add(.otherNumber) }
    return signs
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

/// The cosine of two sorted lists of words as vectors, each word weighed by its rarity; between 0 and 1.
func cosine(_ a: [UInt32], _ b: [UInt32]) -> Double {
  var common = 0
  var i = 0, j = 0
  while i < a.count, j < b.count {
    if a[i] == b[j] {
      common += square(a[i])
      i += 1
      j += 1
    } else if a[i] < b[j] {
      i += 1
    } else {
      j += 1
    }
  }
  if common == 0 { return 0 }
  let lengths = Double(a.reduce(0) { $0 + square($1) }) * Double(b.reduce(0) { $0 + square($1) })
  return Double(common) / lengths.squareRoot()
}

private func square(_ word: UInt32) -> Int { Wording.rarity(word) * Wording.rarity(word) }

/// Whether two sorted lists have a value in common.
func haveCommon<Value: Comparable>(_ a: [Value], _ b: [Value]) -> Bool {
  var i = 0, j = 0
  while i < a.count, j < b.count {
    if a[i] == b[j] { return true }
    if a[i] < b[j] { i += 1 } else { j += 1 }
  }
  return false
}
