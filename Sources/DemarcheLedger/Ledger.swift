/// What has been coded, in which run: reports, their events and the runs, in one SQLite file.
///
/// A ledger is one connection and stays on its thread; other threads and programs open the same
/// path again. One writes at a time, the rest wait; readers never wait and see what was committed
/// when their query began.
public final class Ledger {
  let connection: Connection

  /// Opens a ledger, or makes one where the file does not exist.
  ///
  /// An older schema is brought up to date. With `readOnly` the file must exist and is not changed.
  /// `patience` is how long to wait for another writer, in milliseconds.
  ///
  /// - Throws: `LedgerError` when the file cannot be opened, is no ledger, or is of a later schema.
  public init(path: String, readOnly: Bool = false, patience: Int = 10_000) throws(LedgerError) {
    connection = try Connection(
      file: path, readOnly: readOnly, patience: Int32(clamping: patience))
    try Schema.prepare(connection, readOnly: readOnly)
  }

  /// The path it was opened with.
  public var file: String { connection.file }

  /// Stores all that `body` stores, or nothing of it.
  ///
  /// Many reports in one transaction go several times as fast as each in its own. A report that
  /// fails inside and whose error `body` catches leaves the others in place.
  public func transaction<T>(_ body: () throws(LedgerError) -> T) throws(LedgerError) -> T {
    try connection.transaction(body)
  }

  /// Reads the whole file and says whether it holds together.
  ///
  /// - Throws: `LedgerError` of kind `damaged` with the first fault.
  /// - Cost: reads every page.
  public func check() throws(LedgerError) {
    let sql = "PRAGMA integrity_check(1)"
    let verdict = try connection.first(sql) { row throws(LedgerError) in row.text(0) } ?? ""
    guard verdict == "ok" else {
      throw LedgerError(kind: .damaged, file: file, message: verdict, sql: sql)
    }
  }
}
