import CSQLite

/// One connection to an SQLite file.
///
/// Not for several threads at once; each opens its own.
final class Connection {
  let path: String
  private let handle: OpaquePointer
  /// Statements by their text, prepared once.
  private var prepared: [String: OpaquePointer] = [:]

  init(path: String) throws(LedgerError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened else {
      throw LedgerError(path: path, code: code, message: "cannot open the ledger", help: "check the folder and its permissions")
    }
    guard code == SQLITE_OK else {
      let message = String(cString: sqlite3_errmsg(opened))
      sqlite3_close_v2(opened)
      throw LedgerError(path: path, code: code, message: message, help: Connection.help(code))
    }
    self.path = path
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    // Another writer is waited for, ten seconds at most.
    sqlite3_busy_timeout(handle, 10_000)
  }

  deinit {
    for statement in prepared.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws(LedgerError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw fault(code, sql) }
  }

  /// Runs a statement; `row` is called for each row until it returns false.
  func run(_ sql: String, _ values: [Value] = [], row: (Row) -> Bool = { _ in true }) throws(LedgerError) {
    let statement = try prepare(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (i, value) in values.enumerated() {
      let at = Int32(i + 1)
      let code: Int32 =
        switch value {
        case .null: sqlite3_bind_null(statement, at)
        case .int(let n): sqlite3_bind_int64(statement, at, n)
        case .double(let d): sqlite3_bind_double(statement, at, d)
        // -1 is SQLITE_TRANSIENT, which Swift does not import: SQLite copies the text.
        case .text(let s): sqlite3_bind_text(statement, at, s, Int32(s.utf8.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
      guard code == SQLITE_OK else { throw fault(code, sql) }
    }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw fault(code, sql) }
      if !row(Row(statement: statement)) { return }
    }
  }

  /// Runs statements that hold together: all of them, or none.
  func transaction(_ body: () throws(LedgerError) -> Void) throws(LedgerError) {
    try execute("BEGIN IMMEDIATE")
    do throws(LedgerError) {
      try body()
      try execute("COMMIT")
    } catch {
      // What the body could not do is the error to tell; a failed rollback leaves the same state.
      _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

  private func prepare(_ sql: String) throws(LedgerError) -> OpaquePointer {
    if let statement = prepared[sql] { return statement }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let statement else { throw fault(code, sql) }
    prepared[sql] = statement
    return statement
  }

  private func fault(_ code: Int32, _ sql: String) -> LedgerError {
    LedgerError(
      path: path, code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql, help: Connection.help(code))
  }

  private static func help(_ code: Int32) -> String {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: "another program is writing to it; try again when that has ended"
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: "check the folder and its permissions"
    case SQLITE_FULL, SQLITE_IOERR: "make room on the disk and run it again; what was committed is kept"
    case SQLITE_CORRUPT, SQLITE_NOTADB: "this is no ledger or a damaged one; name another file with --ledger"
    default: "run it again; if it stays, report it with this message"
    }
  }

  /// A value to bind.
  enum Value {
    case null
    case int(Int64)
    case double(Double)
    case text(String)

    init(_ text: String?) { self = text.map(Value.text) ?? .null }
    init(_ number: Double?) { self = number.map(Value.double) ?? .null }
    init(_ number: Int) { self = .int(Int64(number)) }
  }

  /// One row of a result, valid until the next one.
  struct Row {
    fileprivate let statement: OpaquePointer

    func text(_ column: Int32) -> String? {
      guard let text = sqlite3_column_text(statement, column) else { return nil }
      let count = Int(sqlite3_column_bytes(statement, column))
      return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
    func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
  }
}
