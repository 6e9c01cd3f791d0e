public import DemarcheEvents
import DemarcheJSON
public import DemarcheText

/// Everything that was coded: reports, events and the runs that coded them, in one SQLite file.
///
/// A report is stored once, by the hash of its content; each is written whole with its events or not at
/// all. Several may read while one writes; a second writer waits.
public final class Ledger {
  public let path: String
  let connection: Connection

  /// Opens a ledger, or makes one; an older schema is brought up to date.
  ///
  /// - Throws: ``LedgerError`` when the file is none of ours, newer than the program, or not to be opened.
  public init(path: String) throws(LedgerError) {
    self.path = path
    connection = try Connection(path: path)
    try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
    try Migrations.apply(to: connection)
  }

  /// What coded the events of a run.
  public struct RunInfo: Hashable, Sendable {
    public var version: String
    public var codebook: String
    public var data: String
    /// ISO 8601 in UTC.
    public var started: String

    public init(version: String, codebook: String, data: String, started: String) {
      self.version = version
      self.codebook = codebook
      self.data = data
      self.started = started
    }
  }

  /// What became of a report.
  public enum Ingested: Hashable, Sendable {
    case added
    /// The same content was there already; nothing was written.
    case known
    /// Another report of the same id was there; both are kept.
    case newVersion
  }

  /// How much a ledger holds.
  public struct Counts: Hashable, Sendable {
    public var reports = 0
    public var events = 0
    public var incidents = 0
    public var runs = 0

    public init(reports: Int = 0, events: Int = 0, incidents: Int = 0, runs: Int = 0) {
      self.reports = reports
      self.events = events
      self.incidents = incidents
      self.runs = runs
    }
  }

  /// Begins a run and gives its number.
  public func begin(_ run: RunInfo) throws(LedgerError) -> Int64 {
    try connection.run(
      "INSERT INTO runs (version, codebook, data, started) VALUES (?, ?, ?, ?)",
      [.text(run.version), .text(run.codebook), .text(run.data), .text(run.started)])
    return connection.lastRow
  }

  /// Ends a run with its counts.
  public func finish(_ run: Int64, at time: String, rejected: Int) throws(LedgerError) {
    try connection.run(
      """
      UPDATE runs SET finished = ?, rejected = ?, reports = (SELECT count(*) FROM reports WHERE run = ?),
      events = (SELECT count(*) FROM events JOIN reports ON number = report WHERE run = ?) WHERE id = ?
      """, [.text(time), .init(rejected), .int(run), .int(run), .int(run)])
  }

  /// Whether a report of this content is stored: then it need not be coded again.
  public func contains(_ report: Report) throws(LedgerError) -> Bool {
    var found = false
    try connection.run("SELECT 1 FROM reports WHERE hash = ?", [.text(Ledger.hash(of: report))]) { _ in
      found = true
      return false
    }
    return found
  }

  /// Stores a report with its events, both or neither.
  public func ingest(_ report: Report, events: [Event], run: Int64) throws(LedgerError) -> Ingested {
    if try contains(report) { return .known }
    var isNewVersion = false
    try connection.run("SELECT 1 FROM reports WHERE id = ?", [.text(report.id)]) { _ in
      isNewVersion = true
      return false
    }
    try connection.transaction { () throws(LedgerError) in
      try connection.run(
        """
        INSERT INTO reports (id, hash, title, text, published, source, url, language, author, wrapped, run)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(report.id), .text(Ledger.hash(of: report)), .init(report.title), .text(report.text),
          .init(report.published), .init(report.source), .init(report.url), .init(report.language),
          .init(report.author), .init(report.isWrapped ? 1 : 0), .int(run),
        ])
      let number = connection.lastRow
      for event in events { try insert(event, report: number) }
    }
    return isNewVersion ? .newVersion : .added
  }

  private func insert(_ event: Event, report: Int64) throws(LedgerError) {
    try connection.run(
      """
      INSERT INTO events (id, report, sentence, incident, date, date_precision, day, event, mode, quad, score,
        cameo, goldstein, aux, confidence, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(event.id), .int(report), .init(event.sentence), .text(event.incident), .init(event.date),
        .text(event.datePrecision.rawValue), .init(event.date ?? event.published.map { String($0.prefix(10)) }),
        .text(event.event), .text(event.mode.joined(separator: "|")), .init(event.quad), .double(event.score),
        .init(event.cameo), .init(event.goldstein), .text(event.aux.map(\.rawValue).joined(separator: "|")),
        .double(event.confidence), .text(event.json.line),
      ])
    for (role, participants) in [("actor", event.actor), ("recipient", event.recipient)] {
      for (position, participant) in participants.enumerated() {
        try connection.run(
          "INSERT INTO participants (event, role, position, code, sector, name, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
          [
            .text(event.id), .text(role), .init(position), .init(participant.code), .init(participant.sector),
            .init(participant.name), .text(participant.text),
          ])
      }
    }
  }

  /// What names a report by its content: the same words of the same outlet on the same day are one report.
  static func hash(of report: Report) -> String {
    SHA256.hex(
      of: [report.title ?? "", report.text, report.published ?? "", report.source ?? ""].joined(separator: "\u{1F}"))
  }

  /// How much is in the ledger.
  public func counts() throws(LedgerError) -> Counts {
    var counts = Counts()
    let sql = """
      SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM events),
        (SELECT count(DISTINCT incident) FROM events), (SELECT count(*) FROM runs)
      """
    try connection.run(sql) { row in
      counts = Counts(reports: row.int(0), events: row.int(1), incidents: row.int(2), runs: row.int(3))
      return false
    }
    return counts
  }
}
