import Glibc

extension Joining {
  /// Whether two acts of different reports are one, how sure that is, and why; nil where they are held to be two.
  ///
  /// Symmetric. What is sure is the logistic function of the sum of the weights of ``signs(_:_:)``, and a link is what is likelier than not.
  ///
  /// - Cost: some 1 µs; of two that are likely one the anchors of both and, of a link found, its words.
  public func link(_ a: Act, _ b: Act) -> Link? {
    guard haveCommon(a.sides, b.sides) else { return nil }
    // The same whichever comes first, the reasons included.
    let both = a.id <= b.id ? Comparison(a: a, b: b, joining: self) : Comparison(a: b, b: a, joining: self)
    guard isComparable(both) else { return nil }
    var sum = 0.0
    forEachSign(both) { sum += weight($0) * $1 }
    // What costs most is asked last, of the few that come so far.
    guard sum > 0, contradiction(both) == nil, haveCommon(a.anchors, b.anchors) else { return nil }
    let confidence = 1 / (1 + exp(-sum))
    return Link(confidence: (confidence * 1000).rounded() / 1000, why: why(both))
  }

  /// Whether two acts are worth the test: of different reports, of one family and time, with an anchor in common.
  ///
  /// - Cost: the anchors of both, where all else holds.
  public func isComparable(_ a: Act, _ b: Act) -> Bool {
    haveCommon(a.sides, b.sides) && isComparable(Comparison(a: a, b: b, joining: self))
      && haveCommon(a.anchors, b.anchors)
  }

  private func isComparable(_ both: Comparison) -> Bool {
    both.a.report != both.b.report && both.isOneFamily && both.isTimely(widely: true)
  }

  /// The signs that hold of two acts, with how much each holds; those that do not are left out.
  public func signs(_ a: Act, _ b: Act) -> [(sign: Sign, value: Double)] {
    var signs: [(sign: Sign, value: Double)] = []
    forEachSign(Comparison(a: a, b: b, joining: self)) { signs.append(($0, $1)) }
    return signs
  }

  private func forEachSign(_ both: Comparison, _ body: (Sign, Double) -> Void) {
    // Spelt out, since a copy of an act costs as much as half of the test.
    func add(_ sign: Sign, _ value: Double = 1) { if value != 0 { body(sign, value) } }

    add(.always)
    if both.a.types.contains(where: both.b.types.contains) { add(.sameType) }
    if !both.a.modes.isEmpty, !both.b.modes.isEmpty {
      add(both.a.modes.contains(where: both.b.modes.contains) ? .sameMode : .otherMode)
    }
    if haveCommon(both.a.triggers, both.b.triggers) { add(.sameTrigger) }

    if Comparison.agreement(both.a.actors, both.b.actors) == .same { add(.sameActors) }
    switch Comparison.agreement(both.a.recipients, both.b.recipients) {
    case .same, .some: add(.someRecipients)
    case .unknown, .none: break
    }
    let names = both.sharedNames.count
    add(.sameName, Double(min(2, names)))
    if names == 0, both.a.namesSomebody, both.b.namesSomebody { add(.otherNames) }

    if !both.a.sites.isEmpty, !both.b.sites.isEmpty {
      if !both.sharedSites(towns: true).isEmpty {
        add(.sameTown)
      } else if both.a.sites.contains(where: \.isTown), both.b.sites.contains(where: \.isTown) {
        add(.otherTown)
      } else {
        add(both.sharedSites(towns: false).isEmpty ? .otherCountry : .sameCountry)
      }
    }

    let gap = both.gap()
    if both.bothStated {
      if gap == 0 { add(.sameDay) } else if gap == 1 { add(.nextDay) }
    } else if gap == 0 {
      add(.withinDays)
    } else if let gap, gap > 1 {
      add(.beyondDays)
    }
    add(.daysApart, Double(min(7, both.publicationGap ?? 0)))

    add(.wording, Wording.cosine(both.a.wording, both.a.wordingLength, both.b.wording, both.b.wordingLength))
    add(.context, Wording.cosine(both.a.context, both.a.contextLength, both.b.context, both.b.contextLength))

    let numbers = both.numbers
    if numbers.contains(where: { $0 == $1 }) { add(.sameNumber) }
    if numbers.contains(where: { $0 != $1 }) { add(.otherNumber) }
  }

  // MARK: In words

  private func why(_ both: Comparison) -> [String] {
    let a = both.a, b = both.b
    var why: [String] = []
    let types = both.sharedTypes
    why.append(
      types.isEmpty
        ? "\(a.types.joined(separator: ", ")) and \(b.types.joined(separator: ", ")), which reports use for one act"
        : "both \(types.joined(separator: ", "))")
    let theirs = Act.countries(b.actors + b.recipients, b.sites)
    let countries = Act.countries(a.actors + a.recipients, a.sites).filter(theirs.contains)
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

/// Whether two sorted lists have a value in common.
func haveCommon<Value: Comparable>(_ a: [Value], _ b: [Value]) -> Bool {
  var i = 0, j = 0
  while i < a.count, j < b.count {
    if a[i] == b[j] { return true }
    if a[i] < b[j] { i += 1 } else { j += 1 }
  }
  return false
}
