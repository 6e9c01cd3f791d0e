import DemarcheIncidents
import DemarcheJSON
import DemarcheRelations
import Glibc

public import DemarcheEvents
public import DemarcheText

extension Ledger {
  /// Whether the content of a report is there, under whatever id: then it need not be coded again.
  public func contains(_ report: Report) throws(LedgerError) -> Bool {
    try known(report.contentHash) != nil
  }

  /// Stores a report with its events, both or neither; the same content only once.
  ///
  /// With an id that is there with other content, the report becomes a new version: it alone counts
  /// from then on, and the old one stays readable. Near copies are joined as one text and acts that
  /// other reports tell as one incident, in the same transaction.
  ///
  /// - Parameter keepingText: whether the text is stored; without it only hash and offsets are, and its words are not searched.
  /// - Throws: `LedgerError` when an event belongs to another report or has no id, when two events
  ///   of one field share an id, or when the run is unknown; nothing is then stored.
  /// - Cost: one transaction, unless it stands inside ``transaction(_:)``.
  public func ingest(
    _ coded: CodedReport, run: RunID, keepingText: Bool = true
  ) throws(LedgerError) -> Ingested {
    try transaction { () throws(LedgerError) in
      let report = coded.report
      let hash = report.contentHash
      if let id = try known(hash) {
        try connection.run("UPDATE runs SET known = known + 1 WHERE id = ?", [.int(run.number)])
        return .alreadyKnown(id: id)
      }
      let version = try latestVersion(of: report.id) + 1
      if version > 1 { try retire(report.id) }
      let stored = try insert(report, version: version, hash: hash, run: run, keepingText: keepingText)
      try insert(coded, stored, run: run)
      try connection.run(
        "UPDATE runs SET reports = reports + 1, events = events + ? WHERE id = ?",
        [.int(coded.events.count), .int(run.number)])
      return version == 1 ? .added : .newVersion(version)
    }
  }

  /// Stores a report and its events, without what only the coder knows of its sentences.
  public func ingest(_ report: Report, events: [Event], run: RunID) throws(LedgerError) -> Ingested {
    try ingest(CodedReport(report, events: events), run: run)
  }

  /// Stores what a file of another project says of a report; what is there of it already stays, and what is new is added.
  ///
  /// A file has the events of one report in several rows, which need not stand together, and a later file may bring
  /// more of them. So a report that is there gets no new version, which would retire the events before: events are
  /// told apart by their ids, and the same file again adds nothing.
  ///
  /// - Returns: how many events were new.
  /// - Throws: as ``ingest(_:run:keepingText:)``.
  /// - Cost: one look-up an event, where the report is there.
  public func add(_ coded: CodedReport, run: RunID) throws(LedgerError) -> Int {
    try transaction { () throws(LedgerError) in
      var coded = coded
      var seen: Set<String> = []
      coded.events = coded.events.filter { seen.insert("\($0.field.rawValue) \($0.id)").inserted }
      guard let stored = try stored(report: coded.report.id) else {
        switch try ingest(coded, run: run) {
        case .added, .newVersion: return coded.events.count
        case .alreadyKnown: return 0
        }
      }
      var new: [Event] = []
      for event in coded.events where try !holds(event, ofReport: stored.key) { new.append(event) }
      guard !new.isEmpty else {
        try connection.run("UPDATE runs SET known = known + 1 WHERE id = ?", [.int(run.number)])
        return 0
      }
      coded.events = new
      try insert(coded, stored, run: run)
      try connection.run(
        "UPDATE runs SET events = events + ? WHERE id = ?", [.int(new.count), .int(run.number)])
      return new.count
    }
  }

  private func holds(_ event: Event, ofReport report: Int) throws(LedgerError) -> Bool {
    try connection.first(
      "SELECT 1 FROM events WHERE id = ? AND report = ? AND field = ?",
      [.int(HashedID(event.id).number), .int(report), .int(event.field.number)]
    ) { row throws(LedgerError) in row.int(0) } != nil
  }

  /// Puts other events in the place of those of a report's current version, as a new coding has it.
  ///
  /// - Throws: as ``ingest(_:run:keepingText:)``, and when there is no such report.
  public func replaceEvents(with coded: CodedReport, run: RunID) throws(LedgerError) {
    try transaction { () throws(LedgerError) in
      guard let stored = try stored(report: coded.report.id) else {
        throw refused("there is no report \(coded.report.id)")
      }
      try removeEvents(ofReport: stored.key)
      try insert(coded, stored, run: run)
      try connection.run(
        "UPDATE runs SET reports = reports + 1, events = events + ? WHERE id = ?",
        [.int(coded.events.count), .int(run.number)])
    }
  }

  /// Takes a report out, with all its versions, events and evidence; false when there is none.
  ///
  /// Decisions that people made on it stay without its words, also in the ``CorrectionJournal``: who decided what and when, types, codes and
  /// offsets. What is deleted is overwritten in the files.
  public func forget(report id: String) throws(LedgerError) -> Bool {
    try connection.execute("PRAGMA secure_delete = ON")
    return try transaction { () throws(LedgerError) in
      try retire(id)
      var keys: [Int] = []
      var texts: [[UInt8]] = []
      try connection.each("SELECT key, text_hash FROM reports WHERE id = ?", [.text(id)]) {
        row throws(LedgerError) in
        keys.append(row.int(0))
        texts.append(row.bytes(1))
        return true
      }
      for key in keys {
        try removeEvents(ofReport: key)
        try connection.run("DELETE FROM reports WHERE key = ?", [.int(key)])
        acts.forget()
      }
      try forgetWords(ofReport: id, texts: texts)
      return !keys.isEmpty
    }
  }

  /// Clears what forgotten reports left in the index of words, and the names that nobody bears any more.
  ///
  /// - Cost: writes the index of words anew.
  public func sweep() throws(LedgerError) {
    try connection.execute("PRAGMA secure_delete = ON")
    try transaction { () throws(LedgerError) in
      try connection.execute("INSERT INTO report_words (report_words) VALUES ('optimize')")
      try connection.execute(
        """
        DELETE FROM names WHERE id NOT IN (SELECT name FROM participants WHERE name IS NOT NULL)
          AND id NOT IN (SELECT place FROM events WHERE place IS NOT NULL);
        DELETE FROM sources WHERE id NOT IN (SELECT source FROM reports WHERE source IS NOT NULL)
        """)
      forgetTerms()
    }
  }

  // MARK: Reports

  /// The row of a report, with what its events repeat.
  struct StoredReport {
    var key: Int
    var id: String
    var source: Int?
    var copies: Int
    var textHash: [UInt8]
  }

  func stored(report id: String) throws(LedgerError) -> StoredReport? {
    try stored(where: "id = ? AND current", .text(id))
  }

  func stored(where condition: String, _ value: SQLValue) throws(LedgerError) -> StoredReport? {
    try connection.first(
      "SELECT key, id, source, copies, text_hash FROM reports WHERE \(condition)", [value]
    ) { row throws(LedgerError) in
      StoredReport(
        key: row.int(0), id: row.text(1), source: row.optionalInt(2), copies: row.int(3),
        textHash: row.bytes(4))
    }
  }

  private func known(_ hash: [UInt8]) throws(LedgerError) -> String? {
    try connection.first("SELECT id FROM reports WHERE hash = ?", [.blob(hash)]) { row throws(LedgerError) in
      row.text(0)
    }
  }

  private func latestVersion(of id: String) throws(LedgerError) -> Int {
    try connection.first("SELECT max(version) FROM reports WHERE id = ?", [.text(id)]) {
      row throws(LedgerError) in row.int(0)
    } ?? 0
  }

  private func insert(
    _ report: Report, version: Int, hash: [UInt8], run: RunID, keepingText: Bool
  ) throws(LedgerError) -> StoredReport {
    let day = report.published.flatMap { Day(iso: $0) }
    var source: Int?
    if let name = report.source { source = try sources.number(name) }
    var textHash = SHA256()
    // Decisions stand by texts; a report without one stands for itself.
    textHash.update((report.text.isEmpty ? report.id : report.text).utf8)
    let signature = report.text.isEmpty ? nil : TextSignature(title: report.title, text: report.text)
    try connection.run(
      """
      INSERT INTO reports (id, version, current, hash, text_hash, title, text, published, day, source, url,
        language, author, wrapped, copies, signature, run)
      VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
      """,
      [
        .text(report.id), .int(version), .blob(hash), .blob(textHash.digest),
        keepingText ? SQLValue(report.title) : .null, keepingText ? .text(report.text) : .null,
        SQLValue(report.published), .int(day?.number ?? Schema.undated), SQLValue(source),
        SQLValue(report.url),
        SQLValue(report.language), SQLValue(report.author), SQLValue(report.isWrapped),
        signature.map { .blob($0.bytes) } ?? .null, .int(run.number),
      ])
    let key = connection.lastKey
    if keepingText {
      try connection.run(
        "INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)",
        [.int(key), SQLValue(report.title), .text(report.text)])
    }
    try cover(day, source, by: 1)
    let copies = try joinCopies(key, signature)
    return StoredReport(key: key, id: report.id, source: source, copies: copies, textHash: textHash.digest)
  }

  /// Counts a report in the coverage of its day and month.
  private func cover(_ day: Day?, _ source: Int?, by count: Int) throws(LedgerError) {
    guard let day else { return }
    try connection.run(
      """
      INSERT INTO coverage_days (day, reports) VALUES (?1, ?2)
      ON CONFLICT DO UPDATE SET reports = reports + ?2
      """, [.int(day.number), .int(count)])
    try connection.run(
      """
      INSERT INTO coverage_months (month, source, reports) VALUES (?1, ?2, ?3)
      ON CONFLICT DO UPDATE SET reports = reports + ?3
      """, [.int(Period(.month, containing: day).index), .int(source ?? 0), .int(count)])
  }

  /// Lets a report's current version count no more; its text and records stay.
  private func retire(_ id: String) throws(LedgerError) {
    let sql = "SELECT key, day, source, title, text, signature FROM reports WHERE id = ? AND current"
    let found = try connection.first(sql, [.text(id)]) { row throws(LedgerError) in
      (
        key: row.int(0), day: row.int(1), source: row.optionalInt(2), title: row.optionalText(3),
        text: row.optionalText(4), signature: row.bytes(5)
      )
    }
    guard let found else { return }
    try withdrawEvents(ofReport: found.key)
    try connection.run("UPDATE events SET current = 0 WHERE report = ?", [.int(found.key)])
    try connection.run("UPDATE reports SET current = 0 WHERE key = ?", [.int(found.key)])
    if let text = found.text {
      try connection.run(
        "INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        [.int(found.key), SQLValue(found.title), .text(text)])
    }
    try cover(found.day == Schema.undated ? nil : Day(number: found.day), found.source, by: -1)
    try leaveCopies(found.key, TextSignature(bytes: found.signature))
  }

  // MARK: Events

  private func insert(_ coded: CodedReport, _ stored: StoredReport, run: RunID) throws(LedgerError) {
    for sentence in coded.sentences {
      try connection.run(
        "INSERT OR REPLACE INTO sentences (report, field, sentence, start, end) VALUES (?, ?, ?, ?, ?)",
        [
          .int(stored.key), .int(sentence.field.number), .int(sentence.number), .int(sentence.start),
          .int(sentence.end),
        ])
    }
    try check(coded.events, of: stored.id)
    let acts = try insertActs(coded, stored)
    for (position, event) in coded.events.enumerated() {
      try insert(event, position: position, act: acts[position], stored, run: run)
    }
    try join(Array(Set(acts)).sorted())
  }

  private func check(_ events: [Event], of report: String) throws(LedgerError) {
    var ids: Set<String> = []
    for event in events {
      guard event.report == report else {
        throw refused("event \(event.id) belongs to report \(event.report), not to \(report)")
      }
      if event.id.isEmpty { throw refused("an event of report \(report) has no id") }
      guard ids.insert("\(event.field.rawValue) \(event.id)").inserted else {
        throw refused("two events of report \(report) have the id \(event.id)")
      }
      guard event.score.isFinite, event.confidence.isFinite else {
        throw refused("event \(event.id) has a score or confidence that is no number")
      }
    }
  }

  private func insert(
    _ event: Event, position: Int, act: Int, _ stored: StoredReport, run: RunID
  ) throws(LedgerError) {
    let placed = PlacedDay(of: event)
    let day = placed.day?.number ?? Schema.undated
    let (type, rule) = (try types.number(event.event), try rules.number(event.rule))
    try connection.run(
      """
      INSERT INTO events (report, run, current, id, act, field, sentence, position, trigger_start, trigger_end,
        day, by_publication, precision, type, quad, score, goldstein, aux, actors, recipients, actor,
        recipient, country, place, rule, source, confidence)
      VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(stored.key), .int(run.number), .int(HashedID(event.id).number), .int(act),
        .int(event.field.number),
        .int(event.sentence), .int(position), .int(event.trigger.start), .int(event.trigger.end), .int(day),
        SQLValue(placed.byPublication), .int(event.datePrecision.number), .int(type), .int(event.quad),
        .double(event.score), SQLValue(event.goldstein), .int(event.auxBits), .int(event.actor.count),
        .int(event.recipient.count), try number(event.actor.first?.code, codes),
        try number(event.recipient.first?.code, codes),
        try number(event.place?.country, codes), try number(event.place?.name, names), .int(rule),
        SQLValue(stored.source), .double(event.confidence),
      ])
    let key = connection.lastKey
    try connection.run(
      "INSERT INTO records (event, record) VALUES (?, ?)", [.int(key), .blob(records.packed(event))])
    try insertParticipants(of: event, key: key, day: day)
    for (pair, direction) in event.dyads {
      let (a, b) = (try codes.number(pair.a), try codes.number(pair.b))
      try connection.run(
        """
        INSERT INTO dyads (year, a, b, day, event, direction, type, quad, score, goldstein, aux,
          by_publication, precision, report, copies, incident, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .int(Ledger.year(day)), .int(a), .int(b), .int(day), .int(key), .int(direction.number), .int(type),
          .int(event.quad), .double(event.score), SQLValue(event.goldstein), .int(event.auxBits),
          SQLValue(placed.byPublication), .int(event.datePrecision.number), .int(stored.key),
          .int(stored.copies),
          .int(act), SQLValue(stored.source),
        ])
    }
  }

  private func insertParticipants(of event: Event, key: Int, day: Int) throws(LedgerError) {
    func insert(
      _ role: Role, _ position: Int, _ code: String?, _ sectors: [String], _ name: String?
    ) throws(LedgerError) {
      try connection.run(
        "INSERT INTO participants (code, day, event, role, position, sectors, name) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          // Nobody has the empty code, under which those stand of whom no country is known.
          .int(try codes.number(code ?? "")), .int(day), .int(key), .int(role.rawValue), .int(position),
          // Spaces around each, so that one sector is found by looking for it with its spaces.
          .int(try sectorLists.number(" \(sectors.joined(separator: " ")) ")), try number(name, names),
        ])
    }
    for (role, list) in [(Role.actor, event.actor), (.recipient, event.recipient)] {
      for (position, participant) in list.enumerated() {
        try insert(role, position, participant.code, participant.allSectors, participant.name)
      }
    }
    for (position, speaker) in event.attribution.enumerated() {
      try insert(
        .speaker, position, speaker.code, speaker.sector.map { [$0] } ?? [], speaker.name ?? speaker.text)
    }
  }

  private func number(_ text: String?, _ terms: Terms) throws(LedgerError) -> SQLValue {
    guard let text else { return .null }
    return .int(try terms.number(text))
  }

  /// Takes the events of a report out of all that is counted, and out of its incidents.
  private func withdrawEvents(ofReport key: Int) throws(LedgerError) {
    for (key, day, event) in try currentEvents(ofReport: key) {
      let everyone = (event.actor + event.recipient).map(\.code) + event.attribution.map(\.code)
      for code in Set(everyone.map { $0 ?? "" }) {
        guard let code = try codes.find(code) else { continue }
        try connection.run(
          "DELETE FROM participants WHERE code = ? AND day = ? AND event = ?",
          [.int(code), .int(day), .int(key)])
      }
    }
    try eachDyad(ofReport: key) { row throws(LedgerError) in
      try connection.run("DELETE FROM dyads \(Ledger.isDyad)", row)
    }
    try withdrawActs(ofReport: key)
  }

  /// The events of a report that count, each with its row's key and day.
  ///
  /// - Parameter act: those of one act alone; nil gives all.
  func currentEvents(
    ofReport report: Int, act: Int? = nil
  ) throws(LedgerError) -> [(key: Int, day: Int, event: Event)] {
    var events: [(key: Int, day: Int, event: Event)] = []
    let sql = """
      SELECT e.key, e.day, r.record FROM events e JOIN records r ON r.event = e.key
      WHERE e.report = ?1 AND e.current AND (?2 IS NULL OR e.act = ?2)
      """
    try connection.each(sql, [.int(report), SQLValue(act)]) { row throws(LedgerError) in
      events.append((row.int(0), row.int(1), try opened(row, 2, named: "\(row.int(0))")))
      return true
    }
    return events
  }

  /// Takes the events of a report out of the file.
  private func removeEvents(ofReport key: Int) throws(LedgerError) {
    try withdrawEvents(ofReport: key)
    try connection.run(
      "DELETE FROM records WHERE event IN (SELECT key FROM events WHERE report = ?)", [.int(key)])
    for table in ["events", "sentences", "acts"] {
      try connection.run("DELETE FROM \(table) WHERE report = ?", [.int(key)])
    }
  }

  /// The year a day lies in; 0 for none.
  static func year(_ day: Int) -> Int { day >= Schema.undated ? 0 : Day(number: day).civil.year }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  func opened(_ row: borrowing Row, _ column: Int32, named name: String) throws(LedgerError) -> Event {
    let result: Result<Event, LedgerError> = row.withBytes(column) { bytes in
      do throws(LedgerError) { return .success(try records.event(bytes, named: name)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func refused(_ message: String) -> LedgerError {
    LedgerError(kind: .refused, file: file, message: message)
  }
}

/// What a participant does in an event, as the ledger numbers it.
enum Role: Int { case actor, recipient, speaker }

extension Event {
  /// The marks as bits, in the order of `Auxiliary`.
  var auxBits: Int { aux.reduce(0) { $0 | $1.bit } }

  /// The pairs of codes that the event joins, the earlier code first, each with who acts on whom.
  var dyads: [(pair: (a: String, b: String), direction: Direction)] {
    let codes = Set((actor + recipient).compactMap(\.code)).sorted()
    var found: [(pair: (a: String, b: String), direction: Direction)] = []
    for (i, a) in codes.enumerated() {
      for b in codes[i...] {
        if let direction = Direction(of: self, between: Party(code: a), and: Party(code: b)) {
          found.append(((a, b), direction))
        }
      }
    }
    return found
  }
}

extension Auxiliary {
  var bit: Int {
    switch self {
    case .historical: 1
    case .future: 2
    case .hypothetical: 4
    case .negation: 8
    }
  }
}

extension Participant {
  /// All sectors, the first among them even where the list leaves it out.
  var allSectors: [String] {
    guard let sector, !sectors.contains(sector) else { return sectors }
    return sectors + [sector]
  }
}

extension Field {
  /// The title stands before the text.
  var number: Int { self == .title ? 0 : 1 }
}

extension DatePrecision {
  var number: Int {
    switch self {
    case .unknown: 0
    case .day: 1
    case .week: 2
    case .month: 3
    case .quarter: 4
    case .year: 5
    case .range: 6
    }
  }

  init(number: Int) { self = DatePrecision.allCases.first { $0.number == number } ?? .unknown }
}

extension Direction {
  var number: Int {
    switch self {
    case .mutual: 0
    case .aToB: 1
    case .bToA: 2
    }
  }
}
