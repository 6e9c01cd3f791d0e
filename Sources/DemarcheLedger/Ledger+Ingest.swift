import DemarcheJSON
import DemarcheRelations

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
  /// from then on, and the old one stays readable.
  ///
  /// - Throws: `LedgerError` when an event belongs to another report or has no id, when two events
  ///   of one field share an id, or when the run is unknown; nothing is then stored.
  /// - Cost: one transaction, unless it stands inside ``transaction(_:)``.
  public func ingest(
    _ report: Report, events: [Event], run: RunID
  ) throws(LedgerError) -> Ingested {
    try connection.transaction { () throws(LedgerError) in
      let hash = report.contentHash
      if let id = try known(hash) {
        try connection.run("UPDATE runs SET known = known + 1 WHERE id = ?", [.int(run.number)])
        return .alreadyKnown(id: id)
      }
      let version = try latestVersion(of: report.id) + 1
      if version > 1 {
        try connection.run("UPDATE reports SET current = 0 WHERE id = ? AND current", [.text(report.id)])
      }
      try connection.run(
        """
        INSERT INTO reports
          (id, version, current, hash, title, text, published, source, url, language, author, wrapped, run)
        VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(report.id), .int(version), .text(hash), SQLValue(report.title), .text(report.text),
          SQLValue(report.published), try source(report.source), SQLValue(report.url),
          SQLValue(report.language), SQLValue(report.author), SQLValue(report.isWrapped),
          .int(run.number),
        ])
      try insert(events, of: report.id, key: connection.lastKey, run: run)
      try connection.run(
        "UPDATE runs SET reports = reports + 1, events = events + ? WHERE id = ?",
        [.int(events.count), .int(run.number)])
      return version == 1 ? .added : .newVersion(version)
    }
  }

  /// Puts other events in the place of those of a report's current version, as a new coding has it.
  ///
  /// - Throws: as ``ingest(_:events:run:)``, and when there is no such report.
  public func replaceEvents(
    ofReport id: String, with events: [Event], run: RunID
  ) throws(LedgerError) {
    try connection.transaction { () throws(LedgerError) in
      let key = try connection.first(
        "SELECT key FROM reports WHERE id = ? AND current", [.text(id)]
      ) { row throws(LedgerError) in row.int(0) }
      guard let key else { throw refused("there is no report \(id)") }
      try connection.run("DELETE FROM events WHERE report = ?", [.int(key)])
      try insert(events, of: id, key: key, run: run)
      try connection.run(
        "UPDATE runs SET events = events + ? WHERE id = ?", [.int(events.count), .int(run.number)])
    }
  }

  /// Takes a report out, with all its versions and events; false when there is none.
  public func forget(report id: String) throws(LedgerError) -> Bool {
    try connection.run("DELETE FROM reports WHERE id = ?", [.text(id)])
    return connection.changes > 0
  }

  private func known(_ hash: String) throws(LedgerError) -> String? {
    try connection.first("SELECT id FROM reports WHERE hash = ?", [.text(hash)]) { row throws(LedgerError) in
      row.text(0)
    }
  }

  private func latestVersion(of id: String) throws(LedgerError) -> Int {
    try connection.first("SELECT max(version) FROM reports WHERE id = ?", [.text(id)]) {
      row throws(LedgerError) in row.int(0)
    } ?? 0
  }

  private func source(_ name: String?) throws(LedgerError) -> SQLValue {
    guard let name else { return .null }
    try connection.run("INSERT INTO sources (name) VALUES (?) ON CONFLICT DO NOTHING", [.text(name)])
    let id = try connection.first("SELECT id FROM sources WHERE name = ?", [.text(name)]) {
      row throws(LedgerError) in row.int(0)
    }
    return SQLValue(id)
  }

  private func insert(
    _ events: [Event], of report: String, key: Int, run: RunID
  ) throws(LedgerError) {
    for (position, event) in events.enumerated() {
      guard event.report == report else {
        throw refused("event \(event.id) belongs to report \(event.report), not to \(report)")
      }
      guard event.score.isFinite, event.confidence.isFinite else {
        throw refused("event \(event.id) has a score or confidence that is no number")
      }
      try insert(event, position: position, key: key, run: run)
    }
  }

  private func insert(
    _ event: Event, position: Int, key: Int, run: RunID
  ) throws(LedgerError) {
    let placed = PlacedDay(of: event)
    try connection.run(
      """
      INSERT INTO events
        (report, run, id, position, field, sentence, incident, date, date_end, date_precision, published,
        day, by_publication, event, mode, quad, score, cameo, goldstein, historical, future, hypothetical,
        negated, country, confidence, record)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(key), .int(run.number), .text(event.id), .int(position), .text(event.field.rawValue),
        .int(event.sentence), .text(event.incident), SQLValue(event.date), SQLValue(event.dateEnd),
        .text(event.datePrecision.rawValue), SQLValue(event.published), SQLValue(placed.day?.iso),
        SQLValue(placed.byPublication), .text(event.event),
        .text(JSON.array(event.mode.map(JSON.string)).line), .int(event.quad), .double(event.score),
        SQLValue(event.cameo), SQLValue(event.goldstein), SQLValue(event.aux.contains(.historical)),
        SQLValue(event.aux.contains(.future)), SQLValue(event.aux.contains(.hypothetical)),
        SQLValue(event.aux.contains(.negation)), SQLValue(event.place?.country),
        .double(event.confidence), .text(event.json.line),
      ])
    let eventKey = connection.lastKey
    try insert(event.actor, role: "actor", event: eventKey)
    try insert(event.recipient, role: "recipient", event: eventKey)
  }

  private func insert(
    _ participants: [Participant], role: String, event: Int
  ) throws(LedgerError) {
    for (position, participant) in participants.enumerated() {
      var sectors = participant.sectors
      if let sector = participant.sector, !sectors.contains(sector) { sectors.append(sector) }
      try connection.run(
        """
        INSERT INTO event_participants (event, role, position, code, sector, sectors, name, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .int(event), .text(role), .int(position), SQLValue(participant.code),
          // Spaces around each, so that one sector is found by looking for it with its spaces.
          SQLValue(participant.sector), .text(" \(sectors.joined(separator: " ")) "),
          SQLValue(participant.name), .text(participant.text),
        ])
    }
  }

  private func refused(_ message: String) -> LedgerError {
    LedgerError(kind: .refused, file: file, message: message)
  }
}
