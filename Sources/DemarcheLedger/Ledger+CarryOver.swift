import DemarcheEvents
import DemarcheJSON
import DemarcheText

extension Ledger {
  /// Puts the reports of a ledger of version 1, whose tables went aside, into the tables of today.
  ///
  /// Runs keep their numbers, reports their versions. What other reports tell of the same act is not looked for here; coding again does.
  func carryOver() throws(LedgerError) {
    try connection.execute(
      """
      INSERT INTO runs (id, kind, version, codebook, data, started, finished, reports, known, events, rejected)
      SELECT id, 'ingest', version, codebook, data, started, finished, 0, known, 0, rejected FROM v1_runs
      """)
    var last = 0
    while true {
      let sql = """
        SELECT r.id, r.title, r.text, r.published, s.name, r.url, r.language, r.author, r.wrapped, r.key, r.run
        FROM v1_reports r LEFT JOIN v1_sources s ON s.id = r.source WHERE r.key > ? ORDER BY r.key LIMIT 1
        """
      let found = try connection.first(sql, [.int(last)]) { row throws(LedgerError) in
        (report: Report(row), key: row.int(9), run: RunID(row.int(10)))
      }
      guard let found else { break }
      last = found.key
      _ = try ingest(CodedReport(found.report, events: try oldEvents(ofReport: found.key)), run: found.run)
    }
    try connection.execute(
      "DROP TABLE v1_events; DROP TABLE v1_reports; DROP TABLE v1_sources; DROP TABLE v1_runs")
  }

  private func oldEvents(ofReport key: Int) throws(LedgerError) -> [Event] {
    var events: [Event] = []
    let sql = "SELECT id, record FROM v1_events WHERE report = ? ORDER BY position"
    try connection.each(sql, [.int(key)]) { row throws(LedgerError) in
      let event = (try? JSON.read(row.text(1))).flatMap { Event(json: $0) }
      guard let event else {
        throw LedgerError(
          kind: .damaged, file: file,
          message: "the record of event \(row.text(0)) is no event of schema \(Event.schema)")
      }
      events.append(event)
      return true
    }
    return events
  }
}
