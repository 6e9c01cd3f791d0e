import CSQLite
import Glibc

/// A value that a statement takes.
enum SQLValue: Hashable, Sendable {
  case null
  case int(Int)
  case double(Double)
  case text(String)
  case blob([UInt8])

  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  /// A hash, whose 64 bits SQLite keeps as a signed number.
  init(hash: UInt64) { self = .int(Int(bitPattern: UInt(hash))) }

  init(_ int: Int?) { self = int.map(SQLValue.int) ?? .null }
  init(_ double: Double?) { self = double.map(SQLValue.double) ?? .null }
  init(_ bool: Bool) { self = .int(bool ? 1 : 0) }
}

/// One open SQLite file: statements, transactions, and errors that say what failed.
///
/// Statements are prepared once and kept. Not to be shared between threads: each opens its own, and
/// readers then see the last state committed while another writes.
final class Connection {
  let file: String
  private let database: OpaquePointer
  /// Statements that are kept, by their SQL; one in use is asked for once more only inside its own rows.
  private var kept: [String: Kept] = [:]
  private var depth = 0
  /// How long other writers are waited for, in milliseconds.
  private let patience: Int32
  /// How long the log beside the file may become before it is emptied, in bytes.
  private let longestLog: Int
  /// Before when that is not tried again, since readers stood in the way.
  private var nextTry: ContinuousClock.Instant?

  /// What the file was like when it was opened as one that nobody changes; nil where changes are seen.
  private let frozen: FileState?
  /// How often other programs have changed the file, as SQLite counts it; the same number, the same content.
  private var others = 0

  /// Opens the file; waits at most `patience` milliseconds for other writers.
  ///
  /// A reader needs to write beside the file, where readers and writers agree on who sees what. Where it may not, as on a disk that is
  /// mounted read-only, the file is read as it stands; should it then change all the same, every query fails from there on.
  init(
    file: String, readOnly: Bool, patience: Int32, longestLog: Int = 128 << 20
  ) throws(LedgerError) {
    self.file = file
    self.patience = patience
    self.longestLog = longestLog
    if readOnly {
      do throws(LedgerError) {
        database = try Connection.opened(file, SQLITE_OPEN_READONLY, patience)
        frozen = nil
        return
      } catch {
        guard try Connection.isReadable(file, in: error) else { throw error }
      }
      let state = try FileState(of: file)
      database = try Connection.opened(
        "file:\(Connection.escaped(file))?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, patience,
        named: file)
      frozen = state
      return
    }
    database = try Connection.opened(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, patience)
    frozen = nil
  }

  /// Opens the file and looks at its first page, which tells whether it can be read at all.
  private static func opened(
    _ path: String, _ flags: Int32, _ patience: Int32, named name: String? = nil
  ) throws(LedgerError) -> OpaquePointer {
    var opened: OpaquePointer?
    // A connection stays on its thread, so SQLite need not lock it.
    var code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    // SQLite opens a file that may not be written for reading, and says so only at the first change.
    if code == SQLITE_OK, flags & SQLITE_OPEN_READWRITE != 0, sqlite3_db_readonly(opened, "main") != 0 {
      sqlite3_close_v2(opened)
      throw LedgerError(kind: .readOnly, file: path, message: "the file may only be read")
    }
    if code == SQLITE_OK {
      sqlite3_extended_result_codes(opened, 1)
      sqlite3_busy_timeout(opened, patience)
      code = sqlite3_exec(opened, "PRAGMA schema_version", nil, nil, nil)
    }
    guard code == SQLITE_OK, let opened else {
      let error = Connection.error(opened, file: name ?? path, code: code, sql: nil)
      // SQLite hands out a connection even when opening fails, and it must be closed.
      sqlite3_close_v2(opened)
      throw error
    }
    return opened
  }

  /// Whether a file that could not be opened can still be read as it stands.
  ///
  /// - Throws: `LedgerError` where a log beside it holds what is not in the file yet: reading the file alone would answer with an older state.
  private static func isReadable(_ file: String, in error: LedgerError) throws(LedgerError) -> Bool {
    guard [SQLITE_CANTOPEN, SQLITE_READONLY].contains(Int32(error.code & 0xFF)), access(file, R_OK) == 0
    else {
      return false
    }
    guard logSize(of: file) > 0 else { return true }
    throw LedgerError(
      kind: .readOnly, file: file, code: error.code,
      message:
        "what was written last lies in \(file)-wal, and its folder may not be written, which reading the two needs"
    )
  }

  /// The bytes of the log beside a file; 0 where there is none.
  static func logSize(of file: String) -> Int {
    var status = stat()
    return stat("\(file)-wal", &status) == 0 ? Int(status.st_size) : 0
  }

  /// A path as a URI has it.
  private static func escaped(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
  }

  deinit {
    for kept in kept.values { sqlite3_finalize(kept.statement) }
    sqlite3_close_v2(database)
  }

  /// Runs statements without values or results.
  func execute(_ sql: String) throws(LedgerError) {
    let code = sqlite3_exec(database, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql: sql) }
  }

  /// Runs one statement and leaves its rows unread.
  func run(_ sql: String, _ values: [SQLValue] = []) throws(LedgerError) {
    try each(sql, values) { _ throws(LedgerError) in true }
  }

  /// Gives the rows of one statement to `body`, one at a time, until it returns false.
  func each(
    _ sql: String, _ values: [SQLValue] = [], _ body: (borrowing Row) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let taken = try take(sql)
    let statement = taken.statement
    // A body that throws leaves a statement that is still good: its own error, if any, was thrown.
    defer { give(taken) }
    try bind(values, to: statement, sql)
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        if try body(Row(statement: statement)) { continue }
        return try checkFrozen()
      case SQLITE_DONE: return try checkFrozen()
      case let code:
        try checkFrozen()
        throw error(code, sql: sql)
      }
    }
  }

  /// What was read of a file that changed meanwhile may be anything.
  private func checkFrozen() throws(LedgerError) {
    guard let frozen, try frozen != FileState(of: file) else { return }
    throw LedgerError(
      kind: .busy, file: file,
      message: "another program writes it, which a reader that may not write its folder cannot follow")
  }

  /// Whether another program has changed the file since this was asked last; inside a transaction none can.
  func isChangedByOthers() throws(LedgerError) -> Bool {
    if depth > 0 { return false }
    return try look()
  }

  private func look() throws(LedgerError) -> Bool {
    let before = others
    others = try first("PRAGMA data_version") { row throws(LedgerError) in row.int(0) } ?? 0
    return others != before
  }

  /// The first row of one statement, read by `body`; nil without any.
  func first<T>(
    _ sql: String, _ values: [SQLValue] = [], _ body: (borrowing Row) throws(LedgerError) -> T
  ) throws(LedgerError) -> T? {
    var result: T?
    try each(sql, values) { row throws(LedgerError) in
      result = try body(row)
      return false
    }
    return result
  }

  /// The key of the row inserted last.
  var lastKey: Int { Int(sqlite3_last_insert_rowid(database)) }

  /// Rows changed by the last statement.
  var changes: Int { Int(sqlite3_changes64(database)) }

  /// Copies the file as it stands into another, also while others write: what they commit meanwhile is not in the copy.
  ///
  /// The copy is not yet on the disk, and what stands under its name is overwritten. Who may not read the one may not read
  /// the other either.
  func backUp(to path: String) throws(LedgerError) {
    // Made before SQLite opens it, which would give it to all whom the process's mask lets. Where this fails, so does SQLite,
    // and says why.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FileRights.like(file))
    if descriptor >= 0 { close(descriptor) }
    let target = try Connection(file: path, readOnly: false, patience: 0)
    // A copy that breaks off is removed, so it needs no way back.
    try target.execute("PRAGMA journal_mode = OFF")
    try target.execute("PRAGMA synchronous = OFF")
    // One state for the whole copy: without it each change by another program would begin the copy anew.
    try execute("BEGIN")
    defer { sqlite3_exec(database, "ROLLBACK", nil, nil, nil) }
    _ = try first("SELECT count(*) FROM sqlite_schema") { row throws(LedgerError) in row.int(0) }
    guard let backup = sqlite3_backup_init(target.database, "main", database, "main") else {
      throw Connection.error(target.database, file: path, code: sqlite3_errcode(target.database), sql: nil)
    }
    var code = SQLITE_OK
    repeat {
      code = sqlite3_backup_step(backup, 4096)
      if code == SQLITE_BUSY || code == SQLITE_LOCKED { sqlite3_sleep(20) }
    } while code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED
    sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE else {
      let isOfSource = [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code & 0xFF)
      throw Connection.error(target.database, file: isOfSource ? file : path, code: code, sql: nil)
    }
    try checkFrozen()
  }

  /// Called when a transaction was taken back, or when others have changed the file: what is remembered may then be wrong.
  var onUndo: (() -> Void)?

  /// SQL that the outermost transaction ends with, if it changed a row.
  var onChange: String?

  /// Does all of `body` or nothing of it; inside another transaction it can fail by itself.
  ///
  /// Takes the right to write at once, so that a reading first step cannot fail at the writing.
  func transaction<T>(_ body: () throws(LedgerError) -> T) throws(LedgerError) -> T {
    let name = "level\(depth)"
    try run(depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT \(name)")
    depth += 1
    let before = sqlite3_total_changes64(database)
    let result: T
    do {
      // What others did since the last transaction may have taken away what is remembered.
      if depth == 1, try look() { onUndo?() }
      result = try body()
      if depth == 1, let onChange, sqlite3_total_changes64(database) != before { try run(onChange) }
      try run(depth == 1 ? "COMMIT" : "RELEASE \(name)")
    } catch {
      depth -= 1
      try undo(to: depth == 0 ? nil : name, because: error)
      throw error
    }
    depth -= 1
    if depth == 0 { emptyLongLog() }
    return result
  }

  /// Writes a long log into the file and begins it anew.
  ///
  /// SQLite does so by itself only when nobody reads at that moment, and where many read all the time that is never. This waits for them
  /// a second at most; whoever begins to read meanwhile needs the file alone. What goes wrong costs nothing but room: what stays in the log
  /// is as safe there, and a later change tries again.
  private func emptyLongLog() {
    if Connection.logSize(of: file) < longestLog { return }
    let now = ContinuousClock.now
    if let nextTry, now < nextTry { return }
    let wait = min(1000, patience)
    sqlite3_busy_timeout(database, wait)
    let code = sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    sqlite3_busy_timeout(database, patience)
    // Of the time of a writer no more than a tenth goes into waiting.
    nextTry = code == SQLITE_OK ? nil : now + .milliseconds(10 * Int(wait))
  }

  private func undo(to savepoint: String?, because cause: LedgerError) throws(LedgerError) {
    onUndo?()
    // Some failures (a full disk) make SQLite roll back by itself.
    if sqlite3_get_autocommit(database) != 0 { return }
    do {
      try execute(savepoint.map { "ROLLBACK TO \($0); RELEASE \($0)" } ?? "ROLLBACK")
    } catch {
      var both = cause
      both.message += "; and the change could not be taken back: \(error.message)"
      throw both
    }
  }

  /// A statement that is kept for the next use.
  private final class Kept {
    let statement: OpaquePointer
    var isInUse = false

    init(_ statement: OpaquePointer) { self.statement = statement }
  }

  private func take(_ sql: String) throws(LedgerError) -> (statement: OpaquePointer, kept: Kept?) {
    let known = kept[sql]
    if let known, !known.isInUse {
      known.isInUse = true
      return (known.statement, known)
    }
    var made: OpaquePointer?
    let code = sqlite3_prepare_v2(database, sql, -1, &made, nil)
    guard code == SQLITE_OK, let made else { throw error(code, sql: sql) }
    // Filters make many shapes of query; the first 128, those of writing among them, are kept.
    if known != nil || kept.count >= 128 { return (made, nil) }
    let new = Kept(made)
    new.isInUse = true
    kept[sql] = new
    return (made, new)
  }

  private func give(_ taken: (statement: OpaquePointer, kept: Kept?)) {
    guard let kept = taken.kept else {
      sqlite3_finalize(taken.statement)
      return
    }
    sqlite3_reset(taken.statement)
    sqlite3_clear_bindings(taken.statement)
    kept.isInUse = false
  }

  private func bind(
    _ values: [SQLValue], to statement: OpaquePointer, _ sql: String
  ) throws(LedgerError) {
    precondition(values.count == Int(sqlite3_bind_parameter_count(statement)), "values for: \(sql)")
    // SQLITE_TRANSIENT, a casting macro that Swift does not see: SQLite copies the text.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (i, value) in values.enumerated() {
      let at = Int32(i + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(statement, at)
        case .int(let int): sqlite3_bind_int64(statement, at, Int64(int))
        case .double(let double): sqlite3_bind_double(statement, at, double)
        case .text(let text):
          // The length is given, so that a NUL in the text does not end it.
          sqlite3_bind_text64(
            statement, at, text, UInt64(text.utf8.count), transient, UInt8(SQLITE_UTF8))
        case .blob(let bytes):
          bytes.withUnsafeBytes {
            sqlite3_bind_blob64(statement, at, $0.baseAddress, UInt64($0.count), transient)
          }
        }
      guard code == SQLITE_OK else { throw error(code, sql: sql) }
    }
  }

  private func error(_ code: Int32, sql: String) -> LedgerError {
    Connection.error(database, file: file, code: code, sql: sql)
  }

  private static func error(
    _ database: OpaquePointer?, file: String, code: Int32, sql: String?
  ) -> LedgerError {
    let last = errno
    let known = database.map(sqlite3_system_errno) ?? 0
    // Of a failed write SQLite does not always keep why it failed.
    let cause = known == 0 && code & 0xFF == SQLITE_IOERR && LedgerError.isNoSpace(last) ? last : known
    let isOfSystem = [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xFF)
    let kind: LedgerError.Kind =
      switch code & 0xFF {
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_FULL: .noSpace
      case SQLITE_IOERR where LedgerError.isNoSpace(cause): .noSpace
      case SQLITE_READONLY: .readOnly
      case SQLITE_CANTOPEN
      where access(file, R_OK) == 0 && access(CorrectionJournal.folder(of: file), W_OK) != 0:
        .readOnly
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .unreachable
      case SQLITE_NOTADB: .notALedger
      case SQLITE_CORRUPT, SQLITE_FORMAT: .damaged
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG: .refused
      default: .failed
      }
    var message = database.flatMap(sqlite3_errmsg).map { String(cString: $0) } ?? "no memory to open it"
    // SQLite says that it failed; why, the system said.
    if kind == .noSpace {
      message = "no space left: \(cause == 0 ? message : String(cString: strerror(cause)))"
    } else if isOfSystem, cause != 0 {
      message += ": \(String(cString: strerror(cause)))"
    }
    return LedgerError(kind: kind, file: file, code: Int(code), message: message, sql: sql)
  }
}

/// By what one tells that a file was written: its size and the time of its last change.
private struct FileState: Equatable {
  let size: Int
  let seconds: Int
  let nanoseconds: Int
  let log: Int

  init(of path: String) throws(LedgerError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw LedgerError(kind: .unreachable, file: path, message: String(cString: strerror(errno)))
    }
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    log = Connection.logSize(of: path)
  }
}

/// The row that a statement stands on; columns count from 0.
struct Row: ~Copyable {
  fileprivate let statement: OpaquePointer

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  /// The integer; 0 for null.
  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  func bool(_ column: Int32) -> Bool { int(column) != 0 }

  /// The text; nil for null.
  func optionalText(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The integer; nil for null.
  func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

  /// The bytes; empty for null.
  func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

  /// Gives the bytes where SQLite holds them; they are gone with the next row.
  func withBytes<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> T) -> T {
    let start = sqlite3_column_blob(statement, column)
    return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }

  /// The text; empty for null.
  func text(_ column: Int32) -> String { optionalText(column) ?? "" }
}
