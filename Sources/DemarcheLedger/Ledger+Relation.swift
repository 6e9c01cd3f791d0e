public import DemarcheEvents
public import DemarcheRelations

extension Ledger {
  /// Gives the evidence between two parties to `body` one line at a time, until it returns false.
  ///
  /// `filter` narrows it further; its pair, limit and cursor are not used. Negated and hypothetical
  /// lines come too and are marked. In the order of the days.
  ///
  /// - Parameter types: the names that `Evidence.type` counts in; lines of other types do not come.
  /// - Cost: one range of rows a year; no record is opened.
  public func forEachEvidence(
    between a: Party, and b: Party, types: [String], matching filter: EventFilter = EventFilter(),
    _ body: (Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    if a.states != nil || b.states != nil {
      for line in try evidence(betweenMembersOf: a, and: b, types: types, matching: filter) {
        guard try body(line) else { return }
      }
      return
    }
    let columns = try EvidenceColumns(types: types, in: self)
    let isSwapped = b.code < a.code
    let hasSectors = a.sector != nil || b.sector != nil
    var filter = filter
    filter.pair = EventFilter.Pair(a, b)
    filter.after = nil
    filter.newestFirst = false
    let query = try DyadQuery(filter, in: self)
    if query.isEmpty { return }
    let facts = hasSectors ? try EventQuery.directions(EventFilter.Pair(a, b), in: self) : []
    let first = Int32(EvidenceColumns.count)
    let sql = """
      SELECT \(EvidenceColumns.sql)\(facts.map { ", \($0.sql)" }.joined())
      \(query.tables) WHERE d.year = ? AND \(query.condition) ORDER BY d.day, d.event
      """
    var isWanted = true
    for year in try years(from: filter.from, until: filter.until) where isWanted {
      let values = facts.flatMap(\.values) + [.int(year)] + query.values
      try connection.each(sql, values) { row throws(LedgerError) in
        let direction =
          hasSectors
          ? Direction(aToB: row.bool(first), bToA: row.bool(first + 1), together: row.bool(first + 2))
          : columns.direction(row, isSwapped: isSwapped)
        guard let direction, let line = try columns.evidence(row, direction, file) else { return true }
        isWanted = try body(line)
        return isWanted
      }
    }
  }

  /// The evidence between groups: that of each two members while they belong to them.
  ///
  /// A line of several members at once comes once, mutual where the members stand on different sides.
  private func evidence(
    betweenMembersOf a: Party, and b: Party, types: [String], matching filter: EventFilter
  ) throws(LedgerError) -> [Evidence] {
    var lines: [Int: Evidence] = [:]
    for x in a.spells {
      for y in b.spells where x.code != y.code {
        var filter = filter
        filter.from = [filter.from, x.from, y.from].compactMap(\.self).max()
        filter.until = [filter.until, x.until, y.until].compactMap(\.self).min()
        try forEachEvidence(
          between: Party(code: x.code, sector: a.sector), and: Party(code: y.code, sector: b.sector),
          types: types, matching: filter
        ) { line throws(LedgerError) in
          if let known = lines[line.event], known.direction != line.direction {
            lines[line.event]?.direction = .mutual
          } else {
            lines[line.event] = line
          }
          return true
        }
      }
    }
    return lines.values.sorted { x, y in
      (x.day?.number ?? .max, x.event) < (y.day?.number ?? .max, y.event)
    }
  }

  /// Gives the evidence between every two codes that an event joins to `body`, until it returns false.
  ///
  /// The two come in the order of their codes; the lines of a pair in that of the days, year by year.
  ///
  /// - Parameter filter: of days, outlets, types, quads and marks alone; a participant narrows it to the pairs that one is in.
  /// - Cost: one long range of rows a year.
  public func forEachPair(
    types: [String], matching filter: EventFilter = EventFilter(),
    _ body: (String, String, Evidence) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let columns = try EvidenceColumns(types: types, in: self)
    let code = try names(of: "codes", "code")
    var filter = filter
    filter.after = nil
    let participant = filter.participant?.code
    filter.participant = nil
    precondition(filter.isOfPairs, "pairs are narrowed by days, outlets, types, quads and marks alone")
    let query = try DyadQuery(filter, in: self)
    if query.isEmpty { return }
    var sides: [EventQuery.Part] = [("1", [])]
    if let participant {
      guard let id = try codes.find(participant) else { return }
      sides = [
        ("d.a = ?", [.int(id)]),
        ("d.a IN (SELECT id FROM codes WHERE code < ?) AND d.b = ?", [.text(participant), .int(id)]),
      ]
    }
    let first = Int32(EvidenceColumns.count)
    var isWanted = true
    for year in try years(from: filter.from, until: filter.until) {
      for side in sides where isWanted {
        let sql = """
          SELECT \(EvidenceColumns.sql), d.a, d.b \(query.tables)
          WHERE d.year = ? AND \(side.sql) AND \(query.condition) ORDER BY d.a, d.b, d.day, d.event
          """
        try connection.each(sql, [.int(year)] + side.values + query.values) { row throws(LedgerError) in
          let (a, b) = (row.int(first), row.int(first + 1))
          guard a != b, let one = code[a], let other = code[b],
            let direction = columns.direction(row, isSwapped: false),
            let line = try columns.evidence(row, direction, file)
          else { return true }
          isWanted = try body(one, other, line)
          return isWanted
        }
      }
    }
  }

  /// How two parties stand, counted by periods of one unit.
  ///
  /// - Cost: as ``forEachEvidence(between:and:types:matching:_:)``; memory grows with the lines.
  public func relation(
    between a: Party, and b: Party, by unit: Period.Unit, types: [String], quads: QuadLabels,
    matching filter: EventFilter = EventFilter()
  ) throws(LedgerError) -> Relation {
    var builder = RelationBuilder(
      between: a.description, and: b.description, by: unit, types: types, quads: quads)
    try forEachEvidence(between: a, and: b, types: types, matching: filter) { line throws(LedgerError) in
      builder.add(line)
      return true
    }
    return builder.relation
  }

  /// What was read in each period.
  ///
  /// - Parameter outlet: the source that one counts as; nil leaves its reports out. 0 is none.
  /// - Cost: a row for each source of a month; by day or week one for each report.
  public func coverage(
    by unit: Period.Unit, outlet: (Int) -> Int? = { $0 }
  ) throws(LedgerError) -> Coverage {
    var builder = CoverageBuilder(by: unit)
    switch unit {
    case .month, .quarter, .year:
      try connection.each("SELECT month, source, reports FROM coverage_months WHERE reports > 0") {
        row throws(LedgerError) in
        guard let source = outlet(row.int(1)) else { return true }
        guard Schema.months.contains(row.int(0)) else { throw Schema.noTime(row.int(0), in: file) }
        builder.add(row.int(2), on: Period(unit: .month, index: row.int(0)).first, source: source)
        return true
      }
    case .day, .week:
      let sql = "SELECT day, coalesce(source, 0) FROM reports WHERE current AND day < \(Schema.undated)"
      try connection.each(sql) { row throws(LedgerError) in
        guard let source = outlet(row.int(1)) else { return true }
        guard Schema.days.contains(row.int(0)) else { throw Schema.noTime(row.int(0), in: file) }
        builder.add(on: Day(number: row.int(0)), source: source)
        return true
      }
    }
    return builder.coverage
  }

  /// The names of the sources, by their keys.
  public func sourceNames() throws(LedgerError) -> [Int: String] { try names(of: "sources", "name") }

  /// The event of a key, as evidence has it; nil without any.
  public func event(key: Int) throws(LedgerError) -> Event? {
    try connection.first("SELECT record FROM records WHERE event = ?", [.int(key)]) {
      row throws(LedgerError) in
      try opened(row, 0, named: "\(key)")
    }
  }

  /// The texts of a table of terms by their number.
  func names(of table: String, _ column: String) throws(LedgerError) -> [Int: String] {
    var names: [Int: String] = [:]
    try connection.each("SELECT id, \(column) FROM \(table)") { row throws(LedgerError) in
      names[row.int(0)] = row.text(1)
      return true
    }
    return names
  }

  /// The years that hold pairs, those without a day (0) last; bounds leave them out.
  func years(from: Day?, until: Day?) throws(LedgerError) -> [Int] {
    var years: [Int] = []
    var last = -1
    while true {
      let next = try connection.first("SELECT min(year) FROM dyads WHERE year > ?", [.int(last)]) {
        row throws(LedgerError) in row.optionalInt(0)
      }
      guard let found = next, let year = found else { break }
      last = year
      if let from, year < from.civil.year { continue }
      if let until, year == 0 || year > until.civil.year { continue }
      years.append(year)
    }
    if years.first == 0 { years.append(years.removeFirst()) }
    return years
  }
}

/// The SQL of a filter on the rows of pairs, without opening the events where it can be told from the rows.
struct DyadQuery {
  var tables: String
  var condition: String
  var values: [SQLValue]
  var isEmpty: Bool

  init(_ filter: EventFilter, in ledger: Ledger) throws(LedgerError) {
    // Without a condition on the events themselves, the rows of the pair say all.
    let isPlain = filter.isOfPairs && filter.pair?.a.sector == nil && filter.pair?.b.sector == nil
    if !isPlain {
      let query = try EventQuery(filter, in: ledger, isByPair: true)
      tables = query.tables
      condition = query.conditions.joined(separator: " AND ")
      values = query.values
      isEmpty = query.isEmpty
      return
    }
    var parts: [EventQuery.Part] = []
    var cannotFit = false
    func add(_ column: String, _ ids: [Int?]) {
      let ids = ids.compactMap(\.self)
      if ids.isEmpty { cannotFit = true }
      let marks = repeatElement("?", count: ids.count).joined(separator: ", ")
      parts.append(("\(column) IN (\(marks))", ids.map(SQLValue.int)))
    }
    if let pair = filter.pair {
      let sorted = [pair.a.code, pair.b.code].sorted()
      for (column, code) in zip(["d.a", "d.b"], sorted) { add(column, [try ledger.codes.find(code)]) }
    }
    if let from = filter.from { parts.append(("d.day >= ?", [.int(from.number)])) }
    if filter.from != nil { parts.append(("d.day < \(Schema.undated)", [])) }
    if let until = filter.until { parts.append(("d.day <= ?", [.int(until.number)])) }
    if let sources = filter.sources {
      add("d.source", try sources.map { (name) throws(LedgerError) in try ledger.sources.find(name) })
    }
    if !filter.types.isEmpty {
      add("d.type", try filter.types.map { (name) throws(LedgerError) in try ledger.types.find(name) })
    }
    if !filter.quads.isEmpty { add("d.quad", filter.quads.sorted()) }
    let all = filter.including.reduce(0) { $0 | $1.bit }
    if all > 0 { parts.append(("d.aux & \(all) = \(all)", [])) }
    let none = filter.excluding.reduce(0) { $0 | $1.bit }
    if none > 0 { parts.append(("d.aux & \(none) = 0", [])) }
    isEmpty = cannotFit
    tables = "FROM dyads d"
    condition = parts.isEmpty ? "1" : parts.map(\.sql).joined(separator: " AND ")
    values = parts.flatMap(\.values)
  }
}

extension EventFilter {
  /// Whether the rows of pairs say which events fit.
  var isOfPairs: Bool {
    var rest = self
    rest.pair = nil
    rest.from = nil
    rest.until = nil
    rest.sources = nil
    rest.types = []
    rest.quads = []
    rest.including = []
    rest.excluding = []
    rest.limit = nil
    return rest == EventFilter(limit: nil)
  }
}

/// Makes evidence of the columns of a row of `dyads`.
struct EvidenceColumns {
  static let sql = """
    d.event, d.report, d.copies, d.incident, d.source, d.direction, d.quad, d.type, d.score, d.goldstein, d.day,
      d.by_publication, d.precision, d.aux
    """
  static let count = 14

  /// By the ledger's number of a type, its place in the list asked for.
  private var types: [Int?] = []

  init(types wanted: [String], in ledger: Ledger) throws(LedgerError) {
    for (place, name) in wanted.enumerated() {
      guard let id = try ledger.types.find(name) else { continue }
      // Types are few; a damaged number is none to make a list by.
      guard (0...0xFFFF).contains(id) else {
        throw LedgerError(kind: .damaged, file: ledger.file, message: "the type \(name) has the number \(id)")
      }
      if id >= types.count { types += repeatElement(nil, count: id + 1 - types.count) }
      types[id] = place
    }
  }

  func direction(_ row: borrowing Row, isSwapped: Bool) -> Direction? {
    EvidenceColumns.direction(row.int(5), isSwapped: isSwapped)
  }

  /// The place of a type in the list asked for, by the ledger's number of it; nil for one that is not in it.
  func type(_ id: Int) -> Int? { types.indices.contains(id) ? types[id] : nil }

  /// The direction of the number that stands for it.
  static func direction(_ number: Int, isSwapped: Bool) -> Direction? {
    switch number {
    case 0: .mutual
    case 1: isSwapped ? .bToA : .aToB
    case 2: isSwapped ? .aToB : .bToA
    default: nil
    }
  }

  /// The evidence of a row; nil when its type is none of those asked for.
  func evidence(
    _ row: borrowing Row, _ direction: Direction, _ file: String
  ) throws(LedgerError) -> Evidence? {
    guard let type = type(row.int(7)) else { return nil }
    let day = row.int(10)
    guard day == Schema.undated || Schema.days.contains(day) else { throw Schema.noTime(day, in: file) }
    let aux = row.int(13)
    return Evidence(
      event: row.int(0), report: row.int(1), text: row.int(2), incident: row.int(3), source: row.int(4),
      direction: direction, quad: row.int(6), type: type, score: row.double(8),
      goldstein: row.isNull(9) ? nil : row.double(9), day: day == Schema.undated ? nil : Day(number: day),
      datedByPublication: row.bool(11), precision: DatePrecision(number: row.int(12)),
      negated: aux & Auxiliary.negation.bit != 0, hypothetical: aux & Auxiliary.hypothetical.bit != 0)
  }
}

extension Party {
  /// The spells of its members; a party that is no group is its own only member.
  fileprivate var spells: [PartySet.Member] { states?.members ?? [PartySet.Member(code: code)] }
}
