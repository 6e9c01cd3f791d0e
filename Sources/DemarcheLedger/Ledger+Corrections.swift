import DemarcheJSON
import DemarcheText

public import DemarcheCorrections
public import DemarcheEvents

/// Which decisions on the coding to read; every condition that is set must hold.
public struct CorrectionFilter: Hashable, Sendable {
  public var coder: String?
  /// Any of these queues; empty takes every queue.
  public var queues: Set<Correction.Queue>
  /// The id of an event: decisions on it under whatever id it had, and on the same words of other reports of that text.
  public var event: String?
  /// The id of a report: decisions on its present text, wherever they were made, and on its earlier texts.
  public var report: String?
  /// Made then or later, ISO 8601.
  public var since: String?
  /// Only those that are neither superseded nor taken back.
  public var isInForce: Bool
  /// The newest so many; nil takes all.
  public var limit: Int?

  public init(
    coder: String? = nil, queues: Set<Correction.Queue> = [], event: String? = nil, report: String? = nil,
    since: String? = nil, isInForce: Bool = false, limit: Int? = nil
  ) {
    self.coder = coder
    self.queues = queues
    self.event = event
    self.report = report
    self.since = since
    self.isInForce = isInForce
    self.limit = limit
  }
}

/// A decision as the ledger keeps it.
public struct KeptCorrection: Hashable, Sendable {
  /// Rises in the order in which decisions came into the ledger.
  public var number: Int
  /// With the cluster of its text as the ledger knows it now.
  public var correction: Correction
  /// Whether it is neither superseded nor taken back.
  public var isInForce: Bool
}

extension Ledger {
  /// Keeps a decision on the coding; false when one with its id is there already, which stays as it is.
  ///
  /// What a person decides anew on the same thing supersedes his earlier decision, which stays in the ledger. Whoever decides writes to the
  /// ``CorrectionJournal`` first.
  ///
  /// - Throws: `LedgerError` of kind `refused` for what is no decision; ``DemarcheCorrections/Correction/fault`` tells why.
  /// - Cost: one transaction, unless it stands inside ``transaction(_:)``.
  public func add(_ correction: Correction) throws(LedgerError) -> Bool {
    if let fault = correction.fault { throw refused("decision \(correction.id): \(fault)") }
    guard let text = Hexadecimal.bytes(correction.target.text) else {
      throw refused("decision \(correction.id): its text_sha256 is no hash")
    }
    return try transaction { () throws(LedgerError) in
      let isThere = try connection.first("SELECT 1 FROM corrections WHERE id = ?", [.text(correction.id)]) {
        _ throws(LedgerError) in true
      }
      if isThere != nil { return false }
      if let undoes = correction.undoes {
        let other = try connection.first("SELECT text_hash FROM corrections WHERE id = ?", [.text(undoes)]) {
          row throws(LedgerError) in row.bytes(0)
        }
        if let other, other != text {
          throw refused("decision \(correction.id) takes back \(undoes), which is about another text")
        }
      }
      let target = correction.target
      let given = target.cluster.flatMap(Hexadecimal.bytes) ?? text
      let cluster = try cluster(ofText: text, report: target.report, field: target.field) ?? given
      try connection.run(
        """
        INSERT INTO corrections (id, made, coder, queue, decision, text_hash, cluster, report, field, sentence,
          start, end, event, trigger_start, trigger_end, type, in_force, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
        """,
        [
          .text(correction.id), .text(correction.made), .text(correction.coder),
          .text(correction.queue.rawValue),
          .text(correction.decision.rawValue), .blob(text), .blob(cluster), .text(target.report),
          .int(target.field.number), .int(target.sentence), .int(target.span.start), .int(target.span.end),
          SQLValue(target.event.map { HashedID($0).number }), SQLValue(target.trigger?.start),
          SQLValue(target.trigger?.end), SQLValue(correction.before?.event), .text(correction.json.line),
        ])
      try settle(text, of: correction.coder)
      return true
    }
  }

  /// Finds out anew which decisions of a person on a text are in force.
  private func settle(_ text: [UInt8], of coder: String) throws(LedgerError) {
    var all: [KeptCorrection] = []
    let sql = "\(Ledger.selectCorrections) WHERE c.text_hash = ? AND c.coder = ? ORDER BY c.number"
    try connection.each(sql, [.blob(text), .text(coder)]) { row throws(LedgerError) in
      all.append(try kept(row))
      return true
    }
    let inForce = Set(Standing(all.map(\.correction)).corrections.map(\.id))
    for one in all where one.isInForce != inForce.contains(one.correction.id) {
      try connection.run(
        "UPDATE corrections SET in_force = ? WHERE number = ?",
        [SQLValue(!one.isInForce), .int(one.number)])
    }
  }

  /// The decisions of a filter, in the order in which they came into the ledger.
  ///
  /// - Cost: reads each decision that it gives; without an event or report looks at all.
  public func corrections(
    matching filter: CorrectionFilter = CorrectionFilter()
  ) throws(LedgerError) -> [KeptCorrection] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    func add(_ condition: String, _ given: [SQLValue]) {
      conditions.append(condition)
      values += given
    }
    if let coder = filter.coder { add("c.coder = ?", [.text(coder)]) }
    if !filter.queues.isEmpty {
      let queues = filter.queues.map(\.rawValue).sorted()
      let marks = repeatElement("?", count: queues.count).joined(separator: ", ")
      add("c.queue IN (\(marks))", queues.map(SQLValue.text))
    }
    if let since = filter.since { add("c.made >= ?", [.text(since)]) }
    if filter.isInForce { conditions.append("c.in_force") }
    if let id = filter.event {
      var sql = "SELECT number FROM corrections WHERE event = ?"
      var given: [SQLValue] = [.int(HashedID(id).number)]
      if let event = try event(id: id) {
        sql += " UNION " + Ledger.atTrigger("x.number")
        given += Ledger.place(of: event)
      }
      add("c.number IN (\(sql))", given)
    }
    if let report = filter.report {
      add(
        """
        c.number IN (SELECT number FROM corrections WHERE report = ? UNION
          SELECT x.number FROM reports r JOIN corrections x ON x.text_hash = r.text_hash
          WHERE r.id = ? AND r.current AND x.field = 1)
        """, [.text(report), .text(report)])
    }
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    var found: [KeptCorrection] = []
    var clusters: [String: String] = [:]
    let limit = filter.limit.map { " LIMIT \($0)" } ?? ""
    let sql = "\(Ledger.selectCorrections) \(condition) ORDER BY c.number DESC\(limit)"
    try connection.each(sql, values) { row throws(LedgerError) in
      var one = try kept(row)
      let target = one.correction.target
      let key = "\(target.text) \(target.field) \(target.report)"
      if clusters[key] == nil {
        let present = try cluster(ofText: row.bytes(3), report: target.report, field: target.field)
        clusters[key] = Hexadecimal.text(present ?? row.bytes(4))
      }
      one.correction.target.cluster = clusters[key]
      found.append(one)
      return true
    }
    return found.reversed()
  }

  /// What people say of each of some events.
  ///
  /// - Cost: a look-up for each event; none where nobody has decided anything.
  public func statuses(of events: [Event]) throws(LedgerError) -> [CorrectionStatus] {
    let isEmpty =
      try connection.first("SELECT 1 FROM corrections LIMIT 1") { _ throws(LedgerError) in false } ?? true
    if isEmpty { return events.map { _ in .machine } }
    var statuses: [CorrectionStatus] = []
    for event in events {
      let decided = try corrections(on: event)
      statuses.append(CorrectionStatus(of: event, by: decided))
    }
    return statuses
  }

  /// What people say of an event; `machine` for one that is not there.
  public func status(ofEvent id: String) throws(LedgerError) -> CorrectionStatus {
    guard let event = try event(id: id) else { return .machine }
    return try statuses(of: [event]).first ?? .machine
  }

  /// The decisions in force where the trigger of an event stands, the oldest first.
  func corrections(on event: Event) throws(LedgerError) -> [Correction] {
    var found: [Correction] = []
    let sql = "\(Ledger.atTrigger("x.json")) AND x.in_force ORDER BY x.number"
    try connection.each(sql, Ledger.place(of: event)) { row throws(LedgerError) in
      found.append(try correction(row.text(0)))
      return true
    }
    return Standing(found).corrections
  }

  /// Decisions on what a trigger tells, in whatever report of its text; a title is one of its report alone.
  private static func atTrigger(_ columns: String) -> String {
    """
    SELECT \(columns) FROM reports r
      CROSS JOIN corrections x INDEXED BY corrections_by_text ON x.text_hash = r.text_hash
    WHERE r.id = ? AND r.current AND x.field = ? AND x.trigger_start = ? AND x.trigger_end = ?
      AND (x.field = 1 OR x.report = r.id)
    """
  }

  private static func place(of event: Event) -> [SQLValue] {
    [.text(event.report), .int(event.field.number), .int(event.trigger.start), .int(event.trigger.end)]
  }

  // MARK: Clusters

  /// The name that all near copies of a text share; nil for a text that is not there.
  ///
  /// It is that under which the first decision on any of them was made, else the hash of the copy that came in first. So it does not change when copies come or go once somebody has decided on one.
  func cluster(ofText text: [UInt8], report: String, field: Field) throws(LedgerError) -> [UInt8]? {
    let condition = field == .title || text == Ledger.noText ? "AND r.id = ?2" : "AND ?2 = ?2"
    let sql = """
      SELECT r.copies FROM reports r WHERE r.text_hash = ?1 \(condition) ORDER BY r.current DESC, r.key LIMIT 1
      """
    let copies = try connection.first(sql, [.blob(text), .text(report)]) { row throws(LedgerError) in
      row.int(0)
    }
    guard let copies else { return nil }
    let decided = """
      SELECT c.cluster FROM reports r JOIN corrections c ON c.text_hash = r.text_hash
      WHERE r.copies = ?1 AND (r.text_hash <> ?2 OR c.report = r.id) ORDER BY c.number LIMIT 1
      """
    let first = """
      SELECT iif(text_hash = ?2, hash, text_hash) FROM reports WHERE copies = ?1 ORDER BY key LIMIT 1
      """
    for sql in [decided, first] {
      let found = try connection.first(sql, [.int(copies), .blob(Ledger.noText)]) { row throws(LedgerError) in
        row.bytes(0)
      }
      if let found { return found }
    }
    return nil
  }

  /// The hash of the empty text, which all reports that are but a title share.
  static let noText = SHA256().digest

  // MARK: Rows

  private static let selectCorrections =
    "SELECT c.number, c.json, c.in_force, c.text_hash, c.cluster FROM corrections c"

  private func kept(_ row: borrowing Row) throws(LedgerError) -> KeptCorrection {
    KeptCorrection(number: row.int(0), correction: try correction(row.text(1)), isInForce: row.bool(2))
  }

  func correction(_ json: String) throws(LedgerError) -> Correction {
    do { return try Correction(json: JSON.read(json)) } catch {
      throw LedgerError(kind: .damaged, file: file, message: "a decision is none any more: \(error)")
    }
  }

  // MARK: Forgetting

  /// Takes the words of a forgotten report out of the decisions on it.
  ///
  /// - Parameter texts: the hashes of its versions. Where another report still has such a text, decisions on it keep their words.
  func forgetWords(ofReport id: String, texts: [[UInt8]]) throws(LedgerError) {
    var gone: Set<[UInt8]> = []
    for text in texts {
      let other = try connection.first("SELECT 1 FROM reports WHERE text_hash = ? LIMIT 1", [.blob(text)]) {
        _ throws(LedgerError) in true
      }
      if other == nil { gone.insert(text) }
    }
    let goneNames = Set(gone.map(Hexadecimal.text))
    let stayingNames = Set(texts.map(Hexadecimal.text)).subtracting(goneNames)
    func isToGo(_ correction: Correction) -> Bool {
      let target = correction.target
      if target.report == id { return target.field == .title || !stayingNames.contains(target.text) }
      return target.field == .text && goneNames.contains(target.text)
    }
    var bare: [(number: Int, json: String)] = []
    func look(_ condition: String, _ value: SQLValue) throws(LedgerError) {
      try connection.each("\(Ledger.selectCorrections) WHERE \(condition)", [value]) {
        row throws(LedgerError) in
        let one = try kept(row)
        if isToGo(one.correction) { bare.append((one.number, one.correction.withoutWords.json.line)) }
        return true
      }
    }
    try look("c.report = ?", .text(id))
    for text in gone.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try look("c.text_hash = ?", .blob(text))
    }
    for (number, json) in bare {
      try connection.run(
        "UPDATE corrections SET json = ? WHERE number = ?", [.text(json), .int(number)])
    }
    try CorrectionJournal(ofLedger: file).forgetWords(of: [id] + goneNames.sorted(), where: isToGo)
  }
}

/// Hashes as texts of hexadecimal digits.
enum Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The bytes of an even number of digits; nil for anything else.
  static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
