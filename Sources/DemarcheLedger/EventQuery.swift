import DemarcheEvents
import DemarcheRelations

/// The SQL of a filter: the tables, the first of which leads, conditions, and their values.
///
/// The leading table is the narrowest way into the events that the filter allows, and gives them by day where it can, so that a page is read
/// without sorting all that fits. `CROSS JOIN` keeps SQLite from another order of the tables.
struct EventQuery {
  private(set) var tables = ""
  private(set) var conditions: [String] = []
  private(set) var values: [SQLValue] = []
  /// The column that orders by day: that of the leading table.
  private(set) var day = "e.day"
  /// Whether nothing can fit, because a name is in no table.
  private(set) var isEmpty = false
  /// With a pair, the years to ask one after the other; nil otherwise.
  private(set) var years: [Int]?
  private var isNewestFirst = false

  private static let joinReport = "CROSS JOIN reports r ON r.key = e.report"

  /// What leads into the events.
  private enum Lead {
    case keys, report, incident, text, pair, party, speaker, news, index
  }

  /// - Parameters:
  ///   - isByPair: whether the rows of the filter's pair lead, whatever else is asked.
  ///   - keys: the events that are asked about, whatever leads otherwise; `drawn.key` is the place of each in the list.
  init(
    _ filter: EventFilter, in ledger: Ledger, isByPair: Bool = false, among keys: [Int]? = nil
  ) throws(LedgerError) {
    isNewestFirst = filter.newestFirst
    let lead: Lead = keys != nil ? .keys : isByPair ? .pair : EventQuery.lead(filter)
    if let keys {
      tables = "FROM json_each(?) drawn CROSS JOIN events e ON e.key = drawn.value \(EventQuery.joinReport)"
      values.append(.text("[\(keys.map(String.init).joined(separator: ","))]"))
    }
    try start(lead, filter, in: ledger)
    if isNewestFirst {
      // What no day is known of would come first.
      conditions.append("\(day) < \(Schema.undated)")
      years = years.map { $0.filter { $0 > 0 }.reversed() }
    }
    if !filter.allVersions || filter.report == nil { conditions.append("e.current") }
    try restrict(filter, lead, in: ledger)
  }

  private static func lead(_ filter: EventFilter) -> Lead {
    if filter.report != nil { return .report }
    if filter.incident != nil { return .incident }
    if filter.text != nil { return .text }
    if filter.pair != nil { return .pair }
    if filter.actor != nil || filter.recipient != nil || filter.participant != nil { return .party }
    if filter.speaker != nil { return .speaker }
    return filter.since != nil ? .news : .index
  }

  var condition: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

  /// By date, then report, then place in it: the same however the reports came in.
  var order: String {
    let columns = [day, "r.id", "r.version", "e.field", "e.sentence", "e.position"]
    return "ORDER BY " + columns.map { isNewestFirst ? "\($0) DESC" : $0 }.joined(separator: ", ")
  }

  typealias Part = (sql: String, values: [SQLValue])

  // MARK: The leading table

  private mutating func start(_ lead: Lead, _ filter: EventFilter, in ledger: Ledger) throws(LedgerError) {
    let joined = EventQuery.joinReport
    switch lead {
    case .report:
      tables = "FROM reports r CROSS JOIN events e INDEXED BY events_by_report ON e.report = r.key"
    case .incident:
      tables = """
        FROM acts a INDEXED BY acts_by_incident
        CROSS JOIN events e INDEXED BY events_by_report ON e.report = a.report AND e.act = a.key \(joined)
        """
      add(
        (
          "a.incident IN (SELECT incident FROM acts WHERE id = ?)",
          [.int(HashedID(filter.incident ?? "").number)]
        ))
    case .text:
      tables = """
        FROM report_words CROSS JOIN reports r ON r.key = report_words.rowid
        CROSS JOIN events e INDEXED BY events_by_report ON e.report = r.key
        """
      add(("report_words MATCH ?", [.text(EventQuery.words(filter.text ?? ""))]))
    case .pair:
      if let pair = filter.pair { try start(pair, filter, in: ledger) }
    case .party:
      guard let party = filter.actor ?? filter.recipient ?? filter.participant else { break }
      tables = "FROM participants p CROSS JOIN events e ON e.key = p.event \(joined)"
      day = "p.day"
      add(("p.code = ?", [try code(party.code, ledger)]))
      if filter.actor != nil { conditions.append("p.role = \(Role.actor.rawValue)") }
      if filter.actor == nil, filter.recipient != nil {
        conditions.append("p.role = \(Role.recipient.rawValue)")
      }
      if filter.actor == nil, filter.recipient == nil {
        conditions.append("p.role < \(Role.speaker.rawValue)")
      }
    case .speaker: try start(speaker: filter.speaker ?? "", in: ledger)
    case .news:
      tables = """
        FROM reports r INDEXED BY reports_by_run CROSS JOIN events e INDEXED BY events_by_report ON e.report = r.key
        """
    case .keys: break
    case .index: tables = "FROM events e INDEXED BY \(EventQuery.index(filter)) \(joined)"
    }
  }

  private mutating func start(
    _ pair: EventFilter.Pair, _ filter: EventFilter, in ledger: Ledger
  ) throws(LedgerError) {
    let sorted = [pair.a.code, pair.b.code].sorted()
    tables = "FROM dyads d CROSS JOIN events e ON e.key = d.event \(EventQuery.joinReport)"
    day = "d.day"
    add(("d.a = ? AND d.b = ?", [try code(sorted[0], ledger), try code(sorted[1], ledger)]))
    years = try ledger.years(from: filter.from, until: filter.until)
    if pair.a.sector != nil || pair.b.sector != nil {
      let parts = try EventQuery.directions(pair, in: ledger)
      add(("(\(parts.map(\.sql).joined(separator: " OR ")))", parts.flatMap(\.values)))
    }
  }

  private mutating func start(speaker: String, in ledger: Ledger) throws(LedgerError) {
    day = "p.day"
    if let code = try ledger.codes.find(speaker) {
      tables = "FROM participants p CROSS JOIN events e ON e.key = p.event \(EventQuery.joinReport)"
      add(("p.code = ? AND p.role = \(Role.speaker.rawValue)", [.int(code)]))
    } else {
      tables = """
        FROM participants p INDEXED BY speakers_by_name CROSS JOIN events e ON e.key = p.event
        \(EventQuery.joinReport)
        """
      add(("p.name = ? AND p.role = \(Role.speaker.rawValue)", [try name(speaker, ledger)]))
    }
  }

  /// The index that leads where no other table does.
  private static func index(_ filter: EventFilter) -> String {
    if filter.country != nil { return "events_by_country" }
    if filter.rule != nil { return "events_by_rule" }
    if filter.sources?.count == 1 { return "events_by_source" }
    if filter.types.count == 1 { return "events_by_type" }
    return "events_by_day"
  }

  // MARK: Conditions

  private mutating func restrict(
    _ filter: EventFilter, _ lead: Lead, in ledger: Ledger
  ) throws(LedgerError) {
    // A report id leads by its own index, or is one more condition on the reports that others lead to.
    if let report = filter.report { add(("r.id = ?", [.text(report)])) }
    if let incident = filter.incident, lead != .incident {
      add(
        (
          """
          e.act IN (SELECT key FROM acts WHERE incident IN (SELECT incident FROM acts WHERE id = ?))
          """, [.int(HashedID(incident).number)]
        ))
    }
    if let text = filter.text, lead != .text {
      add(
        (
          "r.key IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)",
          [.text(EventQuery.words(text))]
        ))
    }
    if let pair = filter.pair, lead != .pair {
      let parts = try EventQuery.directions(pair, in: ledger)
      add(("(\(parts.map(\.sql).joined(separator: " OR ")))", parts.flatMap(\.values)))
    }
    if let from = filter.from { add(("\(day) >= ?", [.int(from.number)])) }
    if let until = filter.until { add(("\(day) <= ?", [.int(until.number)])) }
    if filter.from != nil, filter.until == nil { conditions.append("\(day) < \(Schema.undated)") }
    for (party, role) in [(filter.actor, Role.actor), (filter.recipient, Role.recipient)] {
      if let party { add(try EventQuery.takesPart(party, role, in: ledger)) }
    }
    if let participant = filter.participant {
      let parts = [
        try EventQuery.takesPart(participant, .actor, in: ledger),
        try EventQuery.takesPart(participant, .recipient, in: ledger),
      ]
      add(("(\(parts.map(\.sql).joined(separator: " OR ")))", parts.flatMap(\.values)))
    }
    if let speaker = filter.speaker, lead != .speaker {
      add(
        (
          """
          (EXISTS (SELECT 1 FROM participants x WHERE x.code = (SELECT id FROM codes WHERE code = ?)
              AND x.day = e.day AND x.event = e.key AND x.role = \(Role.speaker.rawValue))
            OR EXISTS (SELECT 1 FROM participants x INDEXED BY speakers_by_name
              WHERE x.name = (SELECT id FROM names WHERE name = ?) AND x.day = e.day AND x.event = e.key AND x.role = 2))
          """, [.text(speaker), .text(speaker)]
        ))
    }
    if !filter.types.isEmpty {
      add(("e.type", try filter.types.map { (t) throws(LedgerError) in try ledger.types.find(t) }))
    }
    if !filter.quads.isEmpty { add(("e.quad", filter.quads.sorted().map { $0 })) }
    if let sources = filter.sources {
      add(("e.source", try sources.map { (s) throws(LedgerError) in try ledger.sources.find(s) }))
    }
    if let country = filter.country { add(("e.country = ?", [try code(country, ledger)])) }
    if let place = filter.place { add(("e.place = ?", [try name(place, ledger)])) }
    if let rule = filter.rule {
      guard let id = try ledger.rules.find(rule) else {
        isEmpty = true
        return
      }
      add(("e.rule = ?", [.int(id)]))
    }
    if let since = filter.since { add(("r.run > ?", [.int(since.number)])) }
    if let confidence = filter.confidence { add(("e.confidence >= ?", [.double(confidence)])) }
    let all = filter.including.reduce(0) { $0 | $1.bit }
    if all > 0 { conditions.append("e.aux & \(all) = \(all)") }
    let none = filter.excluding.reduce(0) { $0 | $1.bit }
    if none > 0 { conditions.append("e.aux & \(none) = 0") }
    try leaveOut(filter.exclusion, in: ledger)
    if let after = filter.after {
      add(
        (
          """
          \(day) \(isNewestFirst ? "<=" : ">=") ?
            AND (\(day), r.id, r.version, e.field, e.sentence, e.position) \(isNewestFirst ? "<" : ">") (?, ?, ?, ?, ?, ?)
          """,
          [
            .int(after.day), .int(after.day), .text(after.report), .int(after.version), .int(after.field),
            .int(after.sentence), .int(after.position),
          ]
        ))
    }
  }

  private mutating func leaveOut(_ exclusion: EventFilter.Exclusion, in ledger: Ledger) throws(LedgerError) {
    func unwanted(_ column: String, _ ids: [Int?], orNull: Bool = false) {
      let ids = ids.compactMap(\.self)
      if ids.isEmpty { return }
      let marks = repeatElement("?", count: ids.count).joined(separator: ", ")
      let sql = "\(column) NOT IN (\(marks))"
      add((orNull ? "(\(column) IS NULL OR \(sql))" : sql, ids.map(SQLValue.int)))
    }
    unwanted("e.type", try exclusion.types.map { (t) throws(LedgerError) in try ledger.types.find(t) })
    unwanted("e.quad", exclusion.quads.sorted())
    unwanted(
      "e.source", try exclusion.sources.map { (s) throws(LedgerError) in try ledger.sources.find(s) },
      orNull: true)
    for (codes, role) in [(exclusion.actors, Role.actor), (exclusion.recipients, Role.recipient)] {
      for code in codes {
        let part = try EventQuery.takesPart(Party(code: code), role, in: ledger)
        add(("NOT \(part.sql)", part.values))
      }
    }
    if let text = exclusion.text {
      add(
        (
          "r.key NOT IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)",
          [.text(EventQuery.anyWord(text))]
        ))
    }
  }

  /// The three ways in which an event joins two parties: one on the other, the other on the one, both together.
  static func directions(_ pair: EventFilter.Pair, in ledger: Ledger) throws(LedgerError) -> [Part] {
    func acts(_ x: Party, _ y: Party) throws(LedgerError) -> Part {
      let (actor, recipient) = (
        try takesPart(x, .actor, in: ledger), try takesPart(y, .recipient, in: ledger)
      )
      return ("(\(actor.sql) AND \(recipient.sql))", actor.values + recipient.values)
    }
    let (one, other) = (try takesPart(pair.a, .actor, in: ledger), try takesPart(pair.b, .actor, in: ledger))
    // Nobody acts together with himself: of one code there are two who act.
    let together = pair.a.code == pair.b.code ? "e.actors > 1" : "1"
    return [
      try acts(pair.a, pair.b), try acts(pair.b, pair.a),
      ("(e.recipients = 0 AND \(together) AND \(one.sql) AND \(other.sql))", one.values + other.values),
    ]
  }

  static func takesPart(_ party: Party, _ role: Role, in ledger: Ledger) throws(LedgerError) -> Part {
    guard let code = try ledger.codes.find(party.code) else { return ("0", []) }
    var part: Part = (
      "x.code = ? AND x.day = e.day AND x.event = e.key AND x.role = \(role.rawValue)", [.int(code)]
    )
    if let sector = party.sector {
      part.sql += " AND x.sectors IN (SELECT id FROM sector_lists WHERE instr(sectors, ?))"
      part.values.append(.text(" \(sector) "))
    }
    return ("EXISTS (SELECT 1 FROM participants x WHERE \(part.sql))", part.values)
  }

  /// Each word as one that must be there, whatever signs it holds; what stands in quotation marks as one phrase.
  static func words(_ text: String) -> String { phrases(text).joined(separator: " ") }

  /// The same, any of which is enough.
  static func anyWord(_ text: String) -> String { phrases(text).joined(separator: " OR ") }

  /// The same as phrases of the index; a text without any is a phrase that no report holds.
  private static func phrases(_ text: String) -> [String] {
    var phrases: [String] = []
    // By code points: a sign above a quotation mark leaves it one.
    let pieces = text.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
    for (i, piece) in pieces.enumerated() {
      if i % 2 == 1 {
        phrases.append(String(piece))
      } else {
        phrases += piece.split { $0.properties.isWhitespace }.map { String($0) }
      }
    }
    let found = phrases.filter { !$0.isEmpty }.map { "\"\($0)\"" }
    return found.isEmpty ? ["\"\""] : found
  }

  private mutating func code(_ text: String, _ ledger: Ledger) throws(LedgerError) -> SQLValue {
    let id = try ledger.codes.find(text)
    if id == nil { isEmpty = true }
    return SQLValue(id)
  }

  private mutating func name(_ text: String, _ ledger: Ledger) throws(LedgerError) -> SQLValue {
    let id = try ledger.names.find(text)
    if id == nil { isEmpty = true }
    return SQLValue(id)
  }

  private mutating func add(_ list: (column: String, ids: [Int?])) {
    let ids = list.ids.compactMap { $0 }
    if ids.isEmpty { isEmpty = true }
    let marks = repeatElement("?", count: ids.count).joined(separator: ", ")
    add(("\(list.column) IN (\(marks))", ids.map(SQLValue.int)))
  }

  private mutating func add(_ part: Part) {
    conditions.append(part.sql)
    values.append(contentsOf: part.values)
  }
}
