/// A relation in plain sentences: what the figures show and on whose reports they rest, and nothing of why.
public struct RelationSummary: Hashable, Sendable {
  /// The sentences, in order.
  public let sentences: [String]

  /// The sentences one after the other.
  public var text: String { sentences.joined(separator: " ") }

  /// Sums a relation up.
  ///
  /// - Parameters:
  ///   - precision: what was measured of the types; nil says nothing of it.
  ///   - coverage: what was read; without any report nothing is said of it.
  ///   - changes: nil says nothing of changes.
  ///   - sources: what is known of the sources, by their keys.
  public init(
    of relation: Relation, words: SummaryWords, precision: MeasuredPrecision? = nil,
    coverage: Coverage? = nil,
    changes: RelationChanges? = nil, sources: [Int: SourceDescription] = [:]
  ) {
    let writer = SummaryWriter(relation: relation, words: words)
    let hasSome = relation.total.all.incidents > 0
    var sentences = writer.totals
    if hasSome {
      sentences += precision.map(writer.precision) ?? []
      sentences += coverage.map(writer.coverage) ?? []
      sentences += changes.map { writer.changes($0, hasCoverage: coverage?.bounds != nil) } ?? []
    }
    sentences += writer.caveats
    if hasSome { sentences += writer.sources(sources) }
    self.sentences = sentences
  }
}

/// Writes the sentences of one relation.
private struct SummaryWriter {
  let relation: Relation
  let words: SummaryWords

  private var all: Tally { relation.total.all }

  var totals: [String] {
    let names = ["a": relation.a, "b": relation.b]
    if all.incidents == 0 { return [words(.nothing, names)] }
    let counts = names.merging([
      "incidents": words.counted(.incidents, all.incidents), "reports": words.counted(.reports, all.reports),
      "texts": words.counted(.texts, all.texts),
    ]) { a, _ in a }
    var sentences = [
      span.map { words(.totals, counts.merging(["span": $0]) { a, _ in a }) } ?? words(.undatedOnly, counts)
    ]
    let byQuad = relation.quads.numbers.compactMap { quad in
      all.incidentsByQuad[quad].map {
        words(.quad, ["quad": relation.quads.names[quad] ?? "\(quad)", "n": words.number($0)])
      }
    }
    sentences.append(words(.quads, ["list": words.list(byQuad)]))
    sentences.append(words(.directions, ["list": words.list(directions)]))
    if let mean = all.scoreMean { sentences.append(words(.score, ["score": words.number(mean, digits: 1)])) }
    return sentences
  }

  private var span: String? {
    guard let first = relation.rows.first?.period, let last = relation.rows.last?.period else { return nil }
    return first == last
      ? words(.spanOne, ["first": "\(first)"]) : words(.span, ["first": "\(first)", "last": "\(last)"])
  }

  private var directions: [String] {
    func direction(_ from: String, _ to: String, _ tally: Tally) -> String? {
      if tally.incidents == 0 { return nil }
      return words(.direction, ["from": from, "to": to, "n": words.number(tally.incidents)])
    }
    let mutual = relation.total.mutual.incidents
    return [
      direction(relation.a, relation.b, relation.total.aToB),
      direction(relation.b, relation.a, relation.total.bToA),
      mutual == 0 ? nil : words(.mutual, ["n": words.number(mutual)]),
    ].compactMap(\.self)
  }

  func precision(_ precision: MeasuredPrecision) -> [String] {
    let right = precision.right(among: all, types: relation.types)
    var sentences: [String] = []
    if right.counted > 0 {
      sentences.append(
        words(
          .right,
          [
            "expected": words.number(right.expected, digits: 0),
            "incidents": words.counted(.incidents, right.counted), "low": words.number(right.low),
            "high": words.number(right.high),
          ]))
    }
    if right.unmeasured > 0 { sentences.append(words.counted(.unmeasured, right.unmeasured)) }
    return sentences
  }

  func coverage(_ coverage: Coverage) -> [String] {
    let periods = relation.series().compactMap(\.period)
    let reports = periods.reduce(0) { $0 + coverage[$1].reports }
    let sources = periods.reduce(0) { max($0, coverage[$1].sources) }
    if reports == 0 { return [] }
    if sources == 0 { return [words.counted(.coverageUnnamed, reports)] }
    return [words.counted(.coverage, reports, ["outlets": words.counted(.outlets, sources)])]
  }

  func changes(_ changes: RelationChanges, hasCoverage: Bool) -> [String] {
    switch changes.refusal {
    case .fewIncidents(_, let least): return [words(.fewIncidents, ["least": words.number(least)])]
    case .fewPeriods(_, let least): return [words(.fewPeriods, ["least": words.number(least)])]
    case nil: break
    }
    if changes.points.isEmpty, changes.doubtful.isEmpty { return [words(.noChange)] }
    return changes.points.map { told($0, hasCoverage: hasCoverage) } + changes.doubtful.map(doubted)
  }

  private func told(_ point: ChangePoint, hasCoverage: Bool) -> String {
    var values = movement(point)
    values["before"] = words.number(point.before, digits: 1)
    values["after"] = words.number(point.after, digits: 1)
    if point.measure == .meanScore { return words(.changeScore, values) }
    if !hasCoverage { return words(.changeCount, values) }
    guard let ratio = point.ratio else { return words(.changeRateFromNothing, values) }
    values["ratio"] = words(.ratio, ["n": words.number(ratio, digits: ratio < 1 ? 2 : 1)])
    return words(.changeRate, values)
  }

  private func doubted(_ point: ChangePoint) -> String {
    var values = movement(point)
    guard case .coverageChanges(let measure, let before, let after) = point.doubt else {
      return words(.doubtCount, values)
    }
    values["before"] = words.number(before, digits: 0)
    values["after"] = words.number(after, digits: 0)
    return words(measure == .reports ? .doubtReports : .doubtSources, values)
  }

  private func movement(_ point: ChangePoint) -> [String: String] {
    let since =
      point.earliest == point.latest
      ? words(.sinceOne, ["first": "\(point.period)"])
      : words(
        .since, ["period": "\(point.period)", "first": "\(point.earliest)", "last": "\(point.latest)"])
    return [
      "measure": words.name(of: point.measure), "moves": words(point.rises ? .rises : .falls), "since": since,
    ]
  }

  /// What is left out, and what stands where it does by a rule.
  var caveats: [String] {
    var sentences: [String] = []
    let left = all.negated + all.hypothetical
    if left > 0 {
      let parts = [
        all.negated > 0 ? words.counted(.negated, all.negated) : nil,
        all.hypothetical > 0 ? words.counted(.hypothetical, all.hypothetical) : nil,
      ].compactMap(\.self)
      let share = Double(left) / Double(left + all.evidence)
      sentences.append(words(.leftOut, ["list": words.list(parts), "share": words.percent(share)]))
    }
    let lines = [
      (SummaryCount.byPublication, relation.total.datedByPublication),
      (.coarse, relation.coarselyDated), (.undated, relation.undated),
    ]
    for (phrase, count) in lines where count > 0 {
      sentences.append(words.counted(phrase, count))
    }
    return sentences
  }

  func sources(_ known: [Int: SourceDescription]) -> [String] {
    func name(_ source: Int) -> String { known[source]?.name ?? "\(source)" }
    guard let largest = relation.sources.first else { return [words(.sourceNone)] }
    var sentences: [String] = []
    let unnamed = relation.total.reportsWithoutSource
    if relation.sources.count == 1, unnamed == 0 {
      sentences.append(words(.sourceOne, ["source": name(largest.source)]))
    } else {
      let share = Double(largest.reports) / Double(all.reports)
      sentences.append(
        words(.sourceLargest, ["source": name(largest.source), "share": words.percent(share)]))
    }
    if let owner = owner(known) { sentences.append(words(.sourceOwner, owner)) }
    if unnamed > 0 {
      sentences.append(
        words(
          .sourceUnnamed,
          ["n": words.number(unnamed), "reports": words.counted(.reports, all.reports)]))
    }
    return sentences
  }

  /// What all outlets named are, and of which country; nil when they differ or one of them is not known.
  private func owner(_ known: [Int: SourceDescription]) -> [String: String]? {
    var found: [String: String]?
    for source in relation.sources {
      guard let description = known[source.source], let ownership = description.ownership,
        let country = description.country
      else { return nil }
      let owner = ["owner": words.name(ofOwnership: ownership), "country": country]
      if found ?? owner != owner { return nil }
      found = owner
    }
    return found
  }
}
