import Demarche
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger

/// What stands in the metadata of a file that was made from a ledger.
enum Manifest {
  /// Which program wrote it, what it was asked, and with which versions and data the ledger was coded.
  static func of(_ ledger: Ledger, _ arguments: Arguments, _ command: String, _ flags: [Flag])
    throws(LedgerError)
    -> JSON
  {
    // Parquet alone has a place for it, and a ledger may have many runs.
    guard arguments.value("format") == "parquet" else { return .null }
    let made = Set(try ledger.runs(limit: .max).map { "\($0.version) \($0.codebook) \($0.data)" })
    let asked = flags.compactMap { flag -> JSON.Member? in
      if ["output", "ledger", "quiet", "format"].contains(flag.name) { return nil }
      return arguments.value(flag.name).map { .init(flag.name, .string($0)) }
        ?? (arguments.has(flag.name) ? .init(flag.name, true) : nil)
    }
    return [
      "program": "demarche", "version": .string(Release.version), "schema": .int(Event.schema),
      "command": .string(([command] + arguments.operands).joined(separator: " ")), "flags": .object(asked),
      "coded_with": .array(made.sorted().map(JSON.string)),
    ]
  }
}
