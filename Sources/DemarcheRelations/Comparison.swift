/// One pair by the reports of two groups of sources, side by side.
///
/// An incident that both groups report counts in both, so the two are alike by that much, and a difference that is
/// found is found in spite of it. Whether a group reports more of conflict among all it reports of the pair is tested in
/// each period by Fisher's exact test, corrected for their number after Holm; whether the mix of quads differs over all
/// periods, by a G-test.
public struct Comparison: Hashable, Sendable {
  /// One period of both.
  public struct Row: Hashable, Sendable {
    public let period: Period
    public let first: RelationRow
    public let second: RelationRow
    public let firstCoverage: Coverage.Row
    public let secondCoverage: Coverage.Row
    /// The incidents of the first for 1,000 of its reports over those of the second; nil where one has none.
    public let ratio: Double?
    /// The probability of shares of conflict that differ so much when the groups do not; 1 where nothing can differ.
    public let p: Double
    /// Whether the shares of conflict differ, all periods considered.
    public let differs: Bool
  }

  /// The level at which a difference counts.
  public static let level = 0.05
  /// Nothing is tested where a group has fewer incidents.
  public static let leastIncidents = 5

  /// What the two groups are called.
  public let firstName: String
  public let secondName: String
  public let first: Relation
  public let second: Relation
  public let rows: [Row]
  /// The incidents for 1,000 reports of each group, over the periods of the rows; nil without any report.
  public let firstRate: Double?
  public let secondRate: Double?
  /// The first over the second; nil where one is nil or nothing.
  public let ratio: Double?
  /// The probability of such a difference in the mix of quads when there is none; nil with too few incidents.
  public let mixP: Double?

  /// Compares two relations of the same pair, unit and quads.
  public init(
    _ firstName: String, _ first: Relation, _ firstCoverage: Coverage, with secondName: String,
    _ second: Relation, _ secondCoverage: Coverage, from: Period? = nil, until: Period? = nil
  ) {
    self.firstName = firstName
    self.secondName = secondName
    self.first = first
    self.second = second
    let known = [first, second].flatMap(\.rows).compactMap(\.period)
    let start = from ?? known.min()
    let end = until ?? known.max()
    let left = Array(first.series(from: start?.first, until: end?.first))
    let right = Array(second.series(from: start?.first, until: end?.first))
    let tested = zip(left, right).map { Comparison.conflict($0, $1) }
    // A period without choice tests nothing and costs the others nothing.
    let open = tested.indices.filter { tested[$0] < 1 }
    let found = Significance.holm(open.map { tested[$0] }, level: Comparison.level)
    let differing = Set(zip(open, found).filter(\.1).map(\.0))
    func rate(_ incidents: Int, _ reports: Int) -> Double? {
      reports == 0 ? nil : Double(incidents) * 1000 / Double(reports)
    }
    func ratio(_ a: Double?, _ b: Double?) -> Double? {
      guard let a, let b, b > 0 else { return nil }
      return a / b
    }
    var rows: [Row] = []
    var (firstReports, secondReports) = (0, 0)
    for (i, (x, y)) in zip(left, right).enumerated() {
      guard let period = x.period else { continue }
      let (own, other) = (firstCoverage[period], secondCoverage[period])
      firstReports += own.reports
      secondReports += other.reports
      rows.append(
        Row(
          period: period, first: x, second: y, firstCoverage: own, secondCoverage: other,
          ratio: ratio(rate(x.all.incidents, own.reports), rate(y.all.incidents, other.reports)),
          p: tested[i],
          differs: differing.contains(i)))
    }
    self.rows = rows
    firstRate = rate(left.reduce(0) { $0 + $1.all.incidents }, firstReports)
    secondRate = rate(right.reduce(0) { $0 + $1.all.incidents }, secondReports)
    self.ratio = ratio(firstRate, secondRate)
    let (x, y) = (first.total.all, second.total.all)
    let quads = first.quads.numbers
    mixP =
      min(x.incidents, y.incidents) < Comparison.leastIncidents
      ? nil
      : Significance.mix(quads.map { x.incidentsByQuad[$0] ?? 0 }, quads.map { y.incidentsByQuad[$0] ?? 0 })
  }

  private static func conflict(_ x: RelationRow, _ y: RelationRow) -> Double {
    guard min(x.all.incidents, y.all.incidents) >= leastIncidents else { return 1 }
    return Significance.fisher(x.all.conflict, of: x.all.incidents, y.all.conflict, of: y.all.incidents)
  }

  /// The comparison in plain sentences.
  public func summary(_ words: SummaryWords) -> String {
    let (x, y) = (first.total.all, second.total.all)
    let pair = ["a": first.a, "b": first.b]
    if x.incidents == 0, y.incidents == 0 { return words(.compareNone, pair) }
    if x.incidents == 0 || y.incidents == 0 {
      let group = x.incidents == 0 ? secondName : firstName
      let incidents = words.counted(.incidents, max(x.incidents, y.incidents))
      return words(.compareOne, pair.merging(["group": group, "incidents": incidents]) { a, _ in a })
    }
    var values = [
      "first": firstName, "second": secondName, "incidents": words.counted(.incidents, x.incidents),
      "others": words.counted(.incidents, y.incidents), "reports": words.counted(.reports, x.reports),
      "other-reports": words.counted(.reports, y.reports),
    ]
    var sentences: [String] = []
    if let firstRate, let secondRate, let ratio {
      values["rate"] = words.number(firstRate, digits: 1)
      values["other-rate"] = words.number(secondRate, digits: 1)
      values["ratio"] = words(.ratio, ["n": words.number(ratio, digits: 2)])
      sentences.append(words(.compareTotals, values))
    } else {
      sentences.append(words(.compareCounts, values))
    }
    guard let mixP else { return (sentences + [words(.compareLittle)]).joined(separator: " ") }
    values["p"] = words.number(mixP, digits: 3)
    if mixP <= Comparison.level, let quad = widestQuad {
      values["quad"] = first.quads.names[quad] ?? "\(quad)"
      values["share"] = words.percent(x.share(ofQuad: quad) ?? 0)
      values["other-share"] = words.percent(y.share(ofQuad: quad) ?? 0)
      sentences.append(words(.compareMix, values))
    } else {
      sentences.append(words(.compareSame, values))
    }
    let differing = rows.filter(\.differs).map { "\($0.period)" }
    sentences.append(
      differing.isEmpty
        ? words(.compareNoPeriod)
        : words.counted(.comparePeriods, differing.count, ["list": words.list(differing)]))
    return sentences.joined(separator: " ")
  }

  /// The quad whose shares lie furthest apart.
  private var widestQuad: Int? {
    func distance(_ quad: Int) -> Double {
      abs((first.total.all.share(ofQuad: quad) ?? 0) - (second.total.all.share(ofQuad: quad) ?? 0))
    }
    return first.quads.numbers.max { (distance($0), $1) < (distance($1), $0) }
  }
}
