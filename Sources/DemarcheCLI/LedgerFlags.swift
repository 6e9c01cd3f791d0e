import DemarcheIncidents
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
  static func open(_ arguments: Arguments) throws -> Ledger {
    let path = path(arguments)
    guard Files.exists(path) else {
      throw MissingLedger(path: path)
    }
    return try Ledger(path: path, readOnly: true)
  }

  /// Opens a ledger to write, or makes one.
  static func writable(_ arguments: Arguments) throws -> Ledger {
    try writable(path(arguments), arguments)
  }

  /// - Parameter cache: in MiB; nil leaves it to the ledger.
  static func writable(
    _ path: String, _ arguments: Arguments, cache: Int? = nil
  ) throws -> Ledger {
    let samples = Array(try Engine.text("schema/event-records.jsonl", arguments).utf8)
    let ledger = try Ledger(
      path: path, joining: try DataSource.current(arguments).joining(), samples: samples, cache: cache)
    try takeIn(CorrectionJournal(ofLedger: path), ledger)
    return ledger
  }

  /// Takes decisions in that were written while another program held the ledger, and tells lines that are none.
  static func takeIn(_ journal: CorrectionJournal, _ ledger: Ledger) throws(LedgerError) {
    for fault in try ledger.takeIn(journal).faults {
      Output.error("\(journal.path): the line at byte \(fault.offset) is no decision: \(fault.message)")
    }
  }

  /// Opens a ledger that is there to write; a missing one is told, not made.
  static func present(_ arguments: Arguments) throws -> Ledger {
    let path = path(arguments)
    guard Files.exists(path) else { throw MissingLedger(path: path) }
    return try writable(path, arguments)
  }

  /// What a ledger holds, in a line.
  static func describe(_ arguments: Arguments) throws -> String { try describe(path(arguments)) }

  static func describe(_ path: String) throws -> String {
    guard Files.exists(path) else { return "none yet at \(path); demarche ingest makes one" }
    let counts = try Ledger(path: path, readOnly: true).counts()
    return
      "\(path): \(counts.reports) reports of \(counts.texts) texts, \(counts.events) events of \(counts.incidents) incidents, \(counts.sources) sources"
  }
}

/// A ledger that is not there: told with the way to make one.
struct MissingLedger: Error, CustomStringConvertible {
  var path: String
  var description: String {
    "\(path): there is no ledger here\n  help: make one: demarche ingest --ledger \(path) FILE..."
  }
}
