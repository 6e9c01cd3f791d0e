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

  private static let joinReport = "CROSS JOIN reports r ON r.key = e.report"

  init(_ filter: EventFilter, in ledger: Ledger) throws(LedgerError) {
    try lead(filter, in: ledger)
    if !filter.allVersions || filter.report == nil { conditions.append("e.current") }
    try restrict(filter, in: ledger)
  }

  var condition: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

  /// By date, then report, then place in it: the same however the reports came in.
  var order: String { "ORDER BY \(day), r.id, r.version, e.field, e.sentence, e.position" }

  typealias Part = (sql: String, values: [SQLValue])

  // MARK: The leading table

  private mutating func lead(_ filter: EventFilter, in ledger: Ledger) throws(LedgerError) {
    let joined = EventQuery.joinReport
    if let report = filter.report {
      tables = "FROM reports r CROSS JOIN events e INDEXED BY events_by_report ON e.report = r.key"
      add(("r.id = ?", [.text(report)]))
    } else if let incident = filter.incident {
      tables = """
        FROM acts a INDEXED BY acts_by_incident
        CROSS JOIN events e INDEXED BY events_by_report ON e.report = a.report AND e.act = a.key \(joined)
        """
      add((
        "a.incident IN (SELECT incident FROM acts WHERE id = ?)", [.int(HashedID(incident).number)]
      ))
    } else if let text = filter.text {
      tables = """
        FROM report_words CROSS JOIN reports r ON r.key = report_words.rowid
        CROSS JOIN events e INDEXED BY events_by_report ON e.report = r.key
        """
      add(("report_words MATCH ?", [.text(EventQuery.words(text))]))
    } else if let pair = filter.pair {
      try lead(pair, filter, in: ledger)
    } else if let party = filter.actor ?? filter.recipient ?? filter.participant {
      tables = "FROM participants p CROSS JOIN events e ON e.key = p.event \(joined)"
      day = "p.day"
      add(("p.code = ?", [try code(party.code, ledger)]))
      if filter.actor != nil { conditions.append("p.role = \(Role.actor.rawValue)") }
      if filter.actor == nil, filter.recipient != nil { conditions.append("p.role = \(Role.recipient.rawValue)") }
      if filter.actor == nil, filter.recipient == nil { conditions.append("p.role < \(Role.speaker.rawValue)") }
    } else if let speaker = filter.speaker {
      try lead(speaker: speaker, in: ledger)
    } else {
      tables = "FROM events e INDEXED BY \(EventQuery.index(filter)) \(joined)"
    }
  }

  private mutating func lead(
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

  private mutating func lead(speaker: String, in ledger: Ledger) throws(LedgerError) {
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

  private mutating func restrict(_ filter: EventFilter, in ledger: Ledger) throws(LedgerError) {
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
    if let speaker = filter.speaker, !tables.hasPrefix("FROM participants") || filter.hasParticipant {
      add((
        """
        EXISTS (SELECT 1 FROM participants x JOIN codes c ON c.id = x.code LEFT JOIN names n ON n.id = x.name
          WHERE x.event = e.key AND x.day = e.day AND x.role = \(Role.speaker.rawValue)
            AND x.code IN (SELECT id FROM codes) AND (c.code = ? OR n.name = ?))
        """, [.text(speaker), .text(speaker)]
      ))
    }
    if !filter.types.isEmpty { add(("e.type", try filter.types.map { (t) throws(LedgerError) in try ledger.types.find(t) })) }
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
    if let confidence = filter.confidence { add(("e.confidence >= ?", [.double(confidence)])) }
    let all = filter.including.reduce(0) { $0 | $1.bit }
    if all > 0 { conditions.append("e.aux & \(all) = \(all)") }
    let none = filter.excluding.reduce(0) { $0 | $1.bit }
    if none > 0 { conditions.append("e.aux & \(none) = 0") }
    if let after = filter.after {
      add((
        """
        \(day) >= ? AND (\(day), r.id, r.version, e.field, e.sentence, e.position) > (?, ?, ?, ?, ?, ?)
        """,
        [
          .int(after.day), .int(after.day), .text(after.report), .int(after.version), .int(after.field),
          .int(after.sentence), .int(after.position),
        ]
      ))
    }
  }

  /// The three ways in which an event joins two parties: one on the other, the other on the one, both together.
  static func directions(_ pair: EventFilter.Pair, in ledger: Ledger) throws(LedgerError) -> [Part] {
    func acts(_ x: Party, _ y: Party) throws(LedgerError) -> Part {
      let (actor, recipient) = (try takesPart(x, .actor, in: ledger), try takesPart(y, .recipient, in: ledger))
      return ("(\(actor.sql) AND \(recipient.sql))", actor.values + recipient.values)
    }
    let (one, other) = (try takesPart(pair.a, .actor, in: ledger), try takesPart(pair.b, .actor, in: ledger))
    return [
      try acts(pair.a, pair.b), try acts(pair.b, pair.a),
      ("(e.recipient IS NULL AND d.direction = 0 AND \(one.sql) AND \(other.sql))", one.values + other.values),
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
  static func words(_ text: String) -> String {
    var phrases: [String] = []
    for (i, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if i % 2 == 1 {
        phrases.append(String(piece))
      } else {
        phrases += piece.split(whereSeparator: \.isWhitespace).map(String.init)
      }
    }
    return phrases.filter { !$0.isEmpty }.map { "\"\($0)\"" }.joined(separator: " ")
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

extension EventFilter {
  var hasParticipant: Bool { actor != nil || recipient != nil || participant != nil }
}
