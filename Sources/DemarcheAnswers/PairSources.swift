public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// Which sources tell of one pair, and which groups of them can be held against each other.
public struct PairSources: Hashable, Sendable {
  /// One outlet that tells of the pair.
  public struct Source: Hashable, Sendable {
    public var name: String
    /// Nil where no table knows it.
    public var outlet: OutletTable.Outlet?
    /// Its reports with an event between the two that counts.
    public var reports: Int

    public init(name: String, outlet: OutletTable.Outlet?, reports: Int) {
      self.name = name
      self.outlet = outlet
      self.reports = reports
    }
  }

  /// Some of the sources, by what they are asked for.
  public struct Group: Hashable, Sendable {
    /// As ``SourceChoice/read(_:_:)`` reads it: `ownership=state,country=AZE`.
    public var text: String
    public var sources: Int
    public var reports: Int
    /// What it is by ownership; nil for a group by kind or name.
    public var ownership: String?
    /// The code of the country it is narrowed to.
    public var country: String?
    public var kind: String?

    /// Whether two groups share a source.
    fileprivate var members: Set<Int>
  }

  /// Two groups worth comparing.
  public struct Suggestion: Hashable, Sendable {
    public var first: Group
    /// Nil stands for all others.
    public var second: Group?

    /// The second as the parameter takes it.
    public var secondText: String { second?.text ?? ComparisonAnswer.rest }
  }

  /// Why two groups cannot be compared.
  public enum Obstacle: Hashable, Sendable {
    /// No report tells of the pair.
    case nothing
    /// None of the reports that do names its source.
    case unnamed(reports: Int)
    /// All are of one source.
    case oneSource(String, reports: Int)
  }

  /// The one with most reports first.
  public let sources: [Source]
  /// Reports that name no source.
  public let unnamed: Int
  /// The first and last day of an event; nil where none has a day.
  public let days: ClosedRange<Day>?
  /// The groups by ownership and country, by ownership, by kind, and the largest outlets.
  public let groups: [Group]

  /// Asks a ledger for the sources of the pair in the days of a question.
  ///
  /// - Cost: one range of rows a year.
  public init(
    _ question: RelationQuestion, _ ledger: Ledger, _ setting: Setting, _ choice: SourceChoice
  ) throws(LedgerError) {
    let outlets = choice.every
    var reports: [Int: Set<Int>] = [:]
    var (first, last) = (Int.max, Int.min)
    try ledger.forEachEvidence(
      between: question.a, and: question.b, types: setting.types, matching: question.filter
    ) { line throws(LedgerError) in
      if line.counts {
        reports[outlets[line.source] ?? line.source, default: []].insert(line.report)
        if let day = line.day { (first, last) = (min(first, day.number), max(last, day.number)) }
      }
      return true
    }
    let unnamed = reports.removeValue(forKey: 0)?.count ?? 0
    let sources = reports.keys.sorted().map { key in
      let name = choice.names[key] ?? "\(key)"
      let outlet = choice.table.outlet(of: name)
      return Source(name: choice.name(of: key) ?? name, outlet: outlet, reports: reports[key]?.count ?? 0)
    }
    self.init(
      sources, unnamed: unnamed,
      days: first <= last ? Day(number: first)...Day(number: last) : nil,
      countries: [question.a, question.b].filter { $0.group == nil }.map(\.code))
  }

  /// - Parameter countries: the codes of the two, each of which may have media of its own.
  public init(
    _ sources: [Source], unnamed: Int = 0, days: ClosedRange<Day>? = nil, countries: [String]
  ) {
    self.sources = sources.sorted { ($1.reports, $0.name) < ($0.reports, $1.name) }
    self.unnamed = unnamed
    self.days = days
    groups = PairSources.groups(self.sources, countries)
  }

  /// Why no two groups can be compared, whatever they are; nil when some can.
  public var obstacle: Obstacle? {
    if sources.isEmpty { return unnamed == 0 ? .nothing : .unnamed(reports: unnamed) }
    // Reports without a name are of no group, so they make no second one.
    return sources.count == 1 ? .oneSource(sources[0].name, reports: sources[0].reports) : nil
  }

  /// What a group is called in a sentence: "state outlets of Azerbaijan"; the text itself for one that is not among ``groups``.
  public func label(_ text: String, _ setting: Setting) -> String {
    if text == ComparisonAnswer.rest { return "all others" }
    guard let group = groups.first(where: { $0.text == text }) else { return text }
    if let kind = group.kind { return "sources of the kind \(kind)" }
    guard let ownership = group.ownership else {
      return sources.first { $0.outlet?.key == text }?.name ?? text
    }
    let owned = setting.words.name(ofOwnership: ownership)
    return group.country.map { "\(owned) of \(setting.name(of: $0) ?? $0)" } ?? owned
  }

  /// Comparisons that have something on both sides: first the state media of the two, then each group with all others.
  ///
  /// Those with so little on a side that nothing is tested come last.
  public var suggestions: [Suggestion] {
    var found: [Suggestion] = []
    func add(_ first: Group, _ second: Group?) {
      let isNew = !found.contains {
        $0.first.members == first.members && $0.second?.members == second?.members
      }
      let isOpen =
        second.map { $0.members.isDisjoint(with: first.members) } ?? (first.sources < sources.count)
      if isNew, isOpen { found.append(Suggestion(first: first, second: second)) }
    }
    let ofTheTwo = groups.filter { $0.country != nil && $0.ownership == PairSources.state }
    if ofTheTwo.count == 2 { add(ofTheTwo[0], ofTheTwo[1]) }
    for group in ofTheTwo { add(group, nil) }
    let wide = groups.filter { $0.country == nil && $0.ownership != nil }
    for group in wide where group.ownership == PairSources.state { add(group, nil) }
    for (i, group) in wide.enumerated() { for other in wide[(i + 1)...] { add(group, other) } }
    for group in groups where group.kind != nil { add(group, nil) }
    let single = groups.filter { $0.ownership == nil && $0.kind == nil }
    if single.count > 1 { add(single[0], single[1]) }
    for group in single { add(group, nil) }
    return found.filter(isLarge) + found.filter { !isLarge($0) }
  }

  /// Whether both sides have as many reports as incidents are needed for a test.
  private func isLarge(_ suggestion: Suggestion) -> Bool {
    min(suggestion.first.reports, reports(suggestion.second, but: suggestion.first))
      >= Comparison.leastIncidents
  }

  /// The reports of a group; of all that are not of another where it is nil.
  public func reports(_ group: Group?, but other: Group) -> Int {
    group?.reports ?? sources.reduce(0) { $0 + $1.reports } - other.reports
  }

  /// What the table of outlets calls media that a government runs.
  public static let state = "state"

  private static func groups(_ sources: [Source], _ countries: [String]) -> [Group] {
    var groups: [Group] = []
    func add(
      _ text: String, ownership: String? = nil, country: String? = nil, kind: String? = nil,
      _ fits: (Source) -> Bool
    ) {
      let members = sources.indices.filter { fits(sources[$0]) }
      if members.isEmpty { return }
      groups.append(
        Group(
          text: text, sources: members.count, reports: members.reduce(0) { $0 + sources[$1].reports },
          ownership: ownership, country: country, kind: kind, members: Set(members)))
    }
    func values(_ value: (OutletTable.Outlet) -> String) -> [String] {
      Set(sources.compactMap(\.outlet).map(value)).subtracting([""]).sorted { a, b in
        // State media are what is asked for first; all else by name.
        (a == state ? 0 : 1, a) < (b == state ? 0 : 1, b)
      }
    }
    let ownerships = values(\.ownership)
    for (i, country) in countries.enumerated() where !countries[..<i].contains(country) {
      for ownership in ownerships {
        add("ownership=\(ownership),country=\(country)", ownership: ownership, country: country) {
          $0.outlet?.ownership == ownership && $0.outlet?.country == country
        }
      }
    }
    for ownership in ownerships {
      add("ownership=\(ownership)", ownership: ownership) { $0.outlet?.ownership == ownership }
    }
    for kind in values(\.kind) { add("kind=\(kind)", kind: kind) { $0.outlet?.kind == kind } }
    // A name with a sign that parts names cannot be asked for by itself.
    for source in sources.prefix(3) {
      let text = source.outlet?.key ?? source.name
      if !text.contains(where: { ",=|".contains($0) }) { add(text) { $0 == source } }
    }
    return groups
  }
}
