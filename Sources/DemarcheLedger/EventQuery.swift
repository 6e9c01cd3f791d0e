import DemarcheEvents
import DemarcheRelations

/// The SQL of a filter: conditions on `events e`, `reports r` and `sources s`, and their values.
struct EventQuery {
  private(set) var conditions: [String] = []
  private(set) var values: [SQLValue] = []

  static let tables = """
    FROM events e JOIN reports r ON r.key = e.report LEFT JOIN sources s ON s.id = r.source
    """

  /// By date, then report, then place in it: the same however the reports came in.
  ///
  /// The title stands before the text, and "title" after "text" in the alphabet.
  static let order = """
    ORDER BY e.day NULLS LAST, r.id, r.version, e.field DESC, e.sentence, e.position
    """

  init(_ filter: EventFilter) {
    if !filter.allVersions { conditions.append("r.current") }
    if let actor = filter.actor { add(EventQuery.takesPart(actor, role: "actor")) }
    if let recipient = filter.recipient { add(EventQuery.takesPart(recipient, role: "recipient")) }
    if let participant = filter.participant { add(EventQuery.takesPart(participant, role: nil)) }
    if let pair = filter.pair { add(EventQuery.joins(pair)) }
    if !filter.types.isEmpty {
      let marks = repeatElement("?", count: filter.types.count).joined(separator: ", ")
      add(("e.event IN (\(marks))", filter.types.map(SQLValue.text)))
    }
    if let quad = filter.quad { add(("e.quad = ?", [.int(quad)])) }
    if let from = filter.from { add(("e.day >= ?", [.text(from.iso)])) }
    if let until = filter.until { add(("e.day <= ?", [.text(until.iso)])) }
    if let source = filter.source { add(("s.name = ?", [.text(source)])) }
    if let report = filter.report { add(("r.id = ?", [.text(report)])) }
    if let incident = filter.incident { add(("e.incident = ?", [.text(incident)])) }
    for mark in Auxiliary.allCases where filter.excluding.contains(mark) {
      conditions.append("NOT e.\(EventQuery.column(mark))")
    }
  }

  var condition: String { conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ") }

  typealias Part = (sql: String, values: [SQLValue])

  /// The events in which `x` acts on `y`.
  static func acts(_ x: Party, on y: Party) -> Part {
    let (actor, recipient) = (takesPart(x, role: "actor"), takesPart(y, role: "recipient"))
    return ("(\(actor.sql) AND \(recipient.sql))", actor.values + recipient.values)
  }

  /// The events in which both act and nobody receives the act.
  static func together(_ a: Party, _ b: Party) -> Part {
    let (first, second) = (matches(a, "p"), matches(b, "q"))
    let sql = """
      (e.key IN (
        SELECT p.event FROM event_participants p JOIN event_participants q
          ON q.event = p.event AND q.role = 'actor' AND q.position <> p.position
        WHERE p.role = 'actor' AND \(first.sql) AND \(second.sql))
      AND NOT EXISTS (SELECT 1 FROM event_participants z WHERE z.event = e.key AND z.role = 'recipient'))
      """
    return (sql, first.values + second.values)
  }

  private static func joins(_ pair: EventFilter.Pair) -> Part {
    let parts = [acts(pair.a, on: pair.b), acts(pair.b, on: pair.a), together(pair.a, pair.b)]
    // The three ways only say which events; that both take part is what an index can find.
    let (first, second) = (matches(pair.a, "p"), matches(pair.b, "p"))
    let sql = """
      e.key IN (
        SELECT p.event FROM event_participants p WHERE \(first.sql)
        INTERSECT SELECT p.event FROM event_participants p WHERE \(second.sql))
      AND (\(parts.map(\.sql).joined(separator: " OR ")))
      """
    return (sql, first.values + second.values + parts.flatMap(\.values))
  }

  private static func takesPart(_ party: Party, role: String?) -> Part {
    let match = matches(party, "p")
    let inRole = role.map { " AND p.role = '\($0)'" } ?? ""
    return ("e.key IN (SELECT p.event FROM event_participants p WHERE \(match.sql)\(inRole))", match.values)
  }

  private static func matches(_ party: Party, _ table: String) -> Part {
    guard let sector = party.sector else { return ("\(table).code = ?", [.text(party.code)]) }
    return (
      "\(table).code = ? AND instr(\(table).sectors, ?)", [.text(party.code), .text(" \(sector) ")]
    )
  }

  private static func column(_ mark: Auxiliary) -> String {
    switch mark {
    case .historical: "historical"
    case .future: "future"
    case .hypothetical: "hypothetical"
    case .negation: "negated"
    }
  }

  private mutating func add(_ part: Part) {
    conditions.append(part.sql)
    values.append(contentsOf: part.values)
  }
}
