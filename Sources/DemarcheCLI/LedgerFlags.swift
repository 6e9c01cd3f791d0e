import DemarcheLedger
import Glibc

/// The ledger that a command reads or writes.
enum LedgerFlags {
  static let flag = Flag("ledger", "FILE", "the ledger; else DEMARCHE_LEDGER or demarche.db")

  static func path(_ arguments: Arguments) -> String {
    if let path = arguments.value("ledger") { return path }
    if let path = getenv("DEMARCHE_LEDGER") { return String(cString: path) }
    return "demarche.db"
  }

  /// Opens a ledger that is there; a missing one is told, not made.
  static func open(_ arguments: Arguments) throws(LedgerError) -> Ledger {
    let path = path(arguments)
    guard Files.exists(path) else {
      throw LedgerError(
        path: path, message: "there is no ledger here", help: "make one: demarche ingest --ledger \(path) FILE...")
    }
    return try Ledger(path: path)
  }

  /// What a ledger holds, in a line.
  static func describe(_ arguments: Arguments) throws -> String {
    let path = path(arguments)
    guard Files.exists(path) else { return "none yet at \(path); demarche ingest makes one" }
    let counts = try Ledger(path: path).counts()
    return "\(path): \(counts.reports) reports, \(counts.events) events, \(counts.incidents) incidents, \(counts.runs) runs"
  }

  /// The present time in UTC, as ISO 8601.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
