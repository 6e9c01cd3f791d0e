import DemarcheEvents
import Glibc

public import DemarcheIncidents

/// What has been coded, in which run: reports, their events, incidents and the runs, in one SQLite file.
///
/// A ledger is one connection and stays on its thread; other threads and programs open the same
/// path again. One writes at a time, the rest wait; readers never wait and see what was committed
/// when their query began.
public final class Ledger {
  let connection: Connection
  /// The test by which acts of different reports are one; nil leaves every act an incident of its own.
  public let joining: Joining?
  let records: RecordStore
  let sources: Terms
  let codes: Terms
  let types: Terms
  let rules: Terms
  let names: Terms
  let sectorLists: Terms
  let acts = ActMemory()

  /// Opens a ledger, or makes one where the file does not exist.
  ///
  /// An older schema is brought up to date. With `readOnly` the file must exist and is not changed.
  ///
  /// - Parameters:
  ///   - patience: how long to wait for another writer, in milliseconds.
  ///   - joining: joins acts of different reports as they come; needed for writing alone.
  ///   - cache: how much of the file stays in memory, in MiB; a large import goes faster with more. When not given 64, and 8 for a reader,
  ///     who finds most pages where the system holds them.
  ///   - samples: records as the program prints them, by which a new ledger packs its own.
  /// - Throws: `LedgerError` when the file cannot be opened, is no ledger, or is of a later schema.
  public init(
    path: String, readOnly: Bool = false, patience: Int = 10_000, joining: Joining? = nil,
    samples: [UInt8] = [],
    cache: Int? = nil
  ) throws(LedgerError) {
    connection = try Connection(
      file: path, readOnly: readOnly, patience: Int32(clamping: patience))
    self.joining = joining
    records = RecordStore(connection)
    sources = Terms(connection, table: "sources", column: "name")
    codes = Terms(connection, table: "codes", column: "code")
    types = Terms(connection, table: "types", column: "event")
    rules = Terms(connection, table: "rules", column: "rule")
    names = Terms(connection, table: "names", column: "name")
    sectorLists = Terms(connection, table: "sector_lists", column: "sectors")
    connection.onUndo = { [weak self] in self?.forgetTerms() }
    try connection.execute("PRAGMA cache_size = -\((cache ?? (readOnly ? 8 : 64)) << 10)")
    try Schema.prepare(connection, readOnly: readOnly) { () throws(LedgerError) in try carryOver() }
    if readOnly { return }
    connection.onChange = "UPDATE revision SET number = number + 1"
    // One writer may come between the look and the insertion; the first dictionary then stays.
    let isThere =
      try connection.first("SELECT 1 FROM dictionaries") { _ throws(LedgerError) in true } ?? false
    if !samples.isEmpty, !isThere {
      try transaction { () throws(LedgerError) in
        try connection.run(
          "INSERT INTO dictionaries (id, bytes) VALUES (1, ?) ON CONFLICT DO NOTHING", [.blob(samples)])
      }
    }
    try records.prepareToWrite()
  }

  /// The path it was opened with.
  public var file: String { connection.file }

  func forgetTerms() {
    for terms in [sources, codes, types, rules, names, sectorLists] { terms.forget() }
    acts.forget()
  }

  /// Stores all that `body` stores, or nothing of it.
  ///
  /// Many reports in one transaction go several times as fast as each in its own. A report that
  /// fails inside and whose error `body` catches leaves the others in place.
  public func transaction<T>(_ body: () throws(LedgerError) -> T) throws(LedgerError) -> T {
    do {
      return try connection.transaction(body)
    } catch {
      throw telling(error)
    }
  }

  /// A number that is raised whenever anything in the ledger has changed: the same number, the same answers.
  ///
  /// It is raised once for each outermost transaction that changed a row, whichever program wrote.
  public func revision() throws(LedgerError) -> Int {
    try connection.first("SELECT number FROM revision") { row throws(LedgerError) in row.int(0) } ?? 0
  }

  /// A busy ledger with who holds it, as far as its runs tell.
  func telling(_ error: LedgerError) -> LedgerError {
    guard error.kind == .busy else { return error }
    var told = error
    let open = "SELECT kind, id, process, started FROM runs WHERE finished IS NULL ORDER BY id DESC LIMIT 1"
    let holder = try? connection.first(open) { row throws(LedgerError) in
      "\(row.text(0)), run \(row.int(1)), \(row.text(2)), since \(row.text(3))"
    }
    if let holder { told.message += "; the last run that has not ended: \(holder)" }
    return told
  }

  /// Reads the whole file and says whether it holds together.
  ///
  /// - Throws: `LedgerError` of kind `damaged` with the first fault.
  /// - Cost: reads every page.
  public func check() throws(LedgerError) {
    func complain(_ message: String, _ sql: String) -> LedgerError {
      LedgerError(kind: .damaged, file: file, message: message, sql: sql)
    }
    let sql = "PRAGMA integrity_check(1)"
    let verdict = try connection.first(sql) { row throws(LedgerError) in row.text(0) } ?? ""
    guard verdict == "ok" else { throw complain(verdict, sql) }
    // The great tables have no foreign keys, which would be looked up at every insertion.
    for (what, sql) in Ledger.orphans {
      let count = try connection.first(sql) { row throws(LedgerError) in row.int(0) } ?? 0
      if count > 0 { throw complain("\(count) \(what)", sql) }
    }
  }

  /// What must not be there, and how much of it is.
  static let orphans = [
    ("events of no report", "SELECT count(*) FROM events WHERE report NOT IN (SELECT key FROM reports)"),
    ("events without a record", "SELECT count(*) FROM events WHERE key NOT IN (SELECT event FROM records)"),
    ("events of no act", "SELECT count(*) FROM events WHERE act NOT IN (SELECT key FROM acts)"),
    ("records of no event", "SELECT count(*) FROM records WHERE event NOT IN (SELECT key FROM events)"),
    (
      "participants of no event",
      "SELECT count(*) FROM participants WHERE event NOT IN (SELECT key FROM events)"
    ),
    ("pairs of no event", "SELECT count(*) FROM dyads WHERE event NOT IN (SELECT key FROM events)"),
    ("acts of no report", "SELECT count(*) FROM acts WHERE report NOT IN (SELECT key FROM reports)"),
  ]

  /// Copies the ledger as it stands into a new file, also while another program writes it.
  ///
  /// The copy is written under another name, checked, and has its own only then: a copy that was broken off is no file of that name.
  ///
  /// - Returns: how much the copy holds.
  /// - Throws: `LedgerError` when the file is there already or cannot be written, or when the ledger does not hold together.
  /// - Cost: reads the ledger once and the copy twice.
  @discardableResult
  public func backUp(to path: String) throws(LedgerError) -> LedgerCounts {
    if Ledger.exists(path) {
      throw LedgerError(
        kind: .refused, file: path, message: "there is a file of that name; a copy overwrites none")
    }
    let passing = "\(path).part"
    func clear() { for end in ["", "-wal", "-shm", "-journal"] { unlink(passing + end) } }
    // One that was killed may have left its own.
    clear()
    do throws(LedgerError) {
      try connection.backUp(to: passing)
      let counts: LedgerCounts
      do throws(LedgerError) {
        let copy = try Ledger(path: passing, readOnly: true)
        try copy.check()
        counts = try copy.counts()
      } catch {
        guard error.kind == .damaged else { throw error }
        // The copy is as its original: that is what a person can look at.
        throw LedgerError(kind: .damaged, file: file, message: "is not copied: \(error.message)")
      }
      for end in ["-wal", "-shm"] { unlink(passing + end) }
      try Ledger.bringToDisk(passing)
      guard rename(passing, path) == 0 else { throw LedgerError(path, "cannot be given its name", errno) }
      try Ledger.bringToDisk(CorrectionJournal.folder(of: path))
      return counts
    } catch {
      clear()
      guard error.file == passing else { throw error }
      throw LedgerError(
        kind: error.kind, file: path, code: error.code, message: error.message, sql: error.sql)
    }
  }

  private static func bringToDisk(_ path: String) throws(LedgerError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LedgerError(path, "cannot open", errno) }
    defer { close(descriptor) }
    // A folder of some file systems has no such thing.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw LedgerError(path, "cannot bring it to the disk", errno)
    }
  }
}
