import DemarcheEvents
import DemarcheIncidents

/// What a person decided on two events: that they are one act, or that they are two.
///
/// Kept by the text and the place of the words that tell the act, so that it outlives a new coding, and holds for every report of that text.
public struct IncidentDecision: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case join, split
  }

  public var number: Int
  public var kind: Kind
  /// ISO 8601, in UTC.
  public var made: String
  public var person: String?
  public var reason: String?
  /// The ids of the two events when it was made.
  public var events: [String]
  /// Whether the ledger still holds both.
  public var isInForce: Bool
}

extension Ledger {
  /// Two places of one text that a person held to be two acts.
  struct Split {
    var a: (field: Int, start: Int, end: Int)
    var b: (field: Int, start: Int, end: Int)

    func parts(_ one: Event, _ other: Event) -> Bool {
      func stands(_ event: Event, _ place: (field: Int, start: Int, end: Int)) -> Bool {
        event.field.number == place.field && event.trigger.start == place.start
          && event.trigger.end == place.end
      }
      return stands(one, a) && stands(other, b) || stands(one, b) && stands(other, a)
    }
  }

  /// Keeps a decision on two events and obeys it from now on; a later one on the same two takes its place.
  ///
  /// - Throws: `LedgerError` of kind `refused` when an event is not there.
  public func decide(
    _ kind: IncidentDecision.Kind, _ first: String, _ second: String, person: String? = nil,
    reason: String? = nil,
    made: String? = nil
  ) throws(LedgerError) {
    try transaction { () throws(LedgerError) in
      let (a, b) = (try anchor(first), try anchor(second))
      guard a.event != b.event else { throw refused("\(first) and \(second) are the same event") }
      for sides in [a.values + b.values, b.values + a.values] {
        try connection.run(
          """
          DELETE FROM decisions WHERE a_text = ? AND a_field = ? AND a_start = ? AND a_end = ?
            AND b_text = ? AND b_field = ? AND b_start = ? AND b_end = ?
          """, sides)
      }
      try connection.run(
        """
        INSERT INTO decisions (a_text, a_field, a_start, a_end, a_event, b_text, b_field, b_start, b_end, b_event,
          kind, made, person, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, \(Run.now)), ?, ?)
        """,
        a.values + [.text(a.event)] + b.values + [.text(b.event), .text(kind.rawValue), SQLValue(made)]
          + [SQLValue(person), SQLValue(reason)])
      try obey(texts: [a.text, b.text])
    }
  }

  /// Takes a decision back; false when there is none of that number.
  public func withdraw(decision number: Int) throws(LedgerError) -> Bool {
    try transaction { () throws(LedgerError) in
      let sql = "SELECT a_text, b_text FROM decisions WHERE id = ?"
      let texts = try connection.first(sql, [.int(number)]) { row throws(LedgerError) in
        [row.bytes(0), row.bytes(1)]
      }
      guard let texts else { return false }
      try connection.run("DELETE FROM decisions WHERE id = ?", [.int(number)])
      try obey(texts: texts)
      return true
    }
  }

  /// All decisions, the oldest first.
  public func decisions() throws(LedgerError) -> [IncidentDecision] {
    var decisions: [IncidentDecision] = []
    let sql = """
      SELECT d.id, d.kind, d.made, d.person, d.reason, d.a_event, d.b_event,
        \(Ledger.isThere("a")) AND \(Ledger.isThere("b"))
      FROM decisions d ORDER BY d.id
      """
    try connection.each(sql) { row throws(LedgerError) in
      decisions.append(
        IncidentDecision(
          number: row.int(0), kind: IncidentDecision.Kind(rawValue: row.text(1)) ?? .join, made: row.text(2),
          person: row.optionalText(3), reason: row.optionalText(4), events: [row.text(5), row.text(6)],
          isInForce: row.bool(7)))
      return true
    }
    return decisions
  }

  private static func isThere(_ side: String) -> String {
    """
    EXISTS (SELECT 1 FROM reports r JOIN events e ON e.report = r.key
      WHERE r.text_hash = d.\(side)_text AND r.current AND \(stands("e", side)))
    """
  }

  private static func stands(_ event: String, _ side: String) -> String {
    """
    \(event).field = d.\(side)_field AND \(event).trigger_start = d.\(side)_start AND \(event).trigger_end = d.\(side)_end
    """
  }

  /// Where an event stands, whatever it is coded as.
  private func anchor(
    _ event: String
  ) throws(LedgerError) -> (event: String, text: [UInt8], values: [SQLValue]) {
    guard let found = try self.event(idPrefix: event) else { throw refused("there is no event \(event)") }
    let sql = """
      SELECT r.text_hash FROM events e JOIN reports r ON r.key = e.report
      WHERE e.id = ? AND r.id = ? ORDER BY r.version DESC LIMIT 1
      """
    let text = try connection.first(
      sql, [.int(HashedID(found.id).number), .text(found.report)]
    ) { row throws(LedgerError) in row.bytes(0) }
    guard let text else { throw refused("there is no event \(event)") }
    return (
      found.id, text,
      [.blob(text), .int(found.field.number), .int(found.trigger.start), .int(found.trigger.end)]
    )
  }

  /// Makes the acts of all reports anew that have one of the texts, as decisions now have it.
  private func obey(texts: [[UInt8]]) throws(LedgerError) {
    var reports: Set<Int> = []
    for text in texts {
      try connection.each("SELECT key FROM reports WHERE text_hash = ? AND current", [.blob(text)]) {
        row throws(LedgerError) in
        reports.insert(row.int(0))
        return true
      }
    }
    for report in reports.sorted() { try remakeActs(ofReport: report) }
  }

  /// The splits inside one text.
  func splits(inText hash: [UInt8]) throws(LedgerError) -> [Split] {
    var splits: [Split] = []
    let sql = """
      SELECT a_field, a_start, a_end, b_field, b_start, b_end FROM decisions
      WHERE a_text = ?1 AND b_text = ?1 AND kind = 'split'
      """
    try connection.each(sql, [.blob(hash)]) { row throws(LedgerError) in
      splits.append(Split(a: (row.int(0), row.int(1), row.int(2)), b: (row.int(3), row.int(4), row.int(5))))
      return true
    }
    return splits
  }

  /// The decisions on an act, each with the act on its other side.
  func decided(on act: Int) throws(LedgerError) -> [(decision: Decision, isJoin: Bool, other: Int)] {
    guard let own = try self.act(act) else { return [] }
    var found: [(isJoin: Bool, other: Int)] = []
    for (side, far) in [("a", "b"), ("b", "a")] {
      let sql = """
        SELECT DISTINCT d.kind, o.act FROM events e JOIN reports r ON r.key = e.report
          JOIN decisions d ON d.\(side)_text = r.text_hash AND \(Ledger.stands("e", side))
          JOIN reports s ON s.text_hash = d.\(far)_text AND s.current
          JOIN events o ON o.report = s.key AND \(Ledger.stands("o", far))
        WHERE e.report = (SELECT report FROM acts WHERE key = ?1) AND e.act = ?1 AND r.current AND o.act <> ?1
        """
      try connection.each(sql, [.int(act)]) { row throws(LedgerError) in
        found.append((row.text(0) == IncidentDecision.Kind.join.rawValue, row.int(1)))
        return true
      }
    }
    var decided: [(decision: Decision, isJoin: Bool, other: Int)] = []
    for (isJoin, key) in found {
      guard let other = try self.act(key) else { continue }
      decided.append((isJoin ? .joined(own.id, other.id) : .split(own.id, other.id), isJoin, key))
    }
    return decided
  }
}
