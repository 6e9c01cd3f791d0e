/// The layout of the file, and how an older one becomes the present one.
enum Schema {
  /// "Dmch": tells a ledger from other SQLite files.
  static let applicationID = 0x446D_6368

  /// What leads from one version to the next: SQL, then what SQL cannot say.
  struct Step {
    var sql: String
    var isCarriedOver = false
  }

  /// `steps[n]` leads from version n to n + 1; a released one is never changed.
  static let steps = [
    Step(sql: version1),
    // The tables of version 1 go aside, and their reports are put into the new ones one by one.
    Step(sql: version1Aside + version2, isCarriedOver: true),
    Step(sql: version3),
  ]

  /// The newest layout.
  private static let newest = version2 + version3

  /// Checks that the file is a ledger this release knows, and brings it up to date.
  ///
  /// - Parameter carryOver: puts the reports of tables that went aside into the new ones.
  static func prepare(
    _ connection: Connection, readOnly: Bool, carryOver: () throws(LedgerError) -> Void
  ) throws(LedgerError) {
    let found = try version(connection)
    if !readOnly {
      try connection.execute("PRAGMA journal_mode = WAL")
      // Under WAL this keeps the file whole at a power cut; only the last transactions may be lost.
      try connection.execute("PRAGMA synchronous = NORMAL")
      // A page that many transactions change goes from the log into the file once for 64 MiB of them.
      try connection.execute("PRAGMA wal_autocheckpoint = 16384")
    }
    // Few tables have foreign keys: those of reports and runs.
    try connection.execute("PRAGMA foreign_keys = ON")
    // Readers find pages where the system holds them, as far as 1 GiB.
    if readOnly { try connection.execute("PRAGMA mmap_size = 1073741824") }
    if found == steps.count { return }
    if readOnly {
      throw LedgerError(
        kind: .refused, file: connection.file,
        message: "schema \(found) must be brought to \(steps.count), which reading alone cannot do")
    }
    try connection.transaction { () throws(LedgerError) in
      // Another program may have done it between the look and the lock.
      let present = try version(connection)
      // An empty file gets the newest layout at once.
      if present == 0 { try connection.execute(newest) }
      for step in steps.dropFirst(present) where present > 0 {
        try connection.execute(step.sql)
        if step.isCarriedOver { try carryOver() }
      }
      try connection.execute("PRAGMA user_version = \(steps.count)")
      try connection.execute("PRAGMA application_id = \(applicationID)")
    }
  }

  /// The version of a ledger; 0 for an empty file.
  private static func version(_ connection: Connection) throws(LedgerError) -> Int {
    func number(_ sql: String) throws(LedgerError) -> Int {
      try connection.first(sql) { row throws(LedgerError) in row.int(0) } ?? 0
    }
    let application = try number("PRAGMA application_id")
    let version = try number("PRAGMA user_version")
    let objects = try number("SELECT count(*) FROM sqlite_schema")
    if application == 0, version == 0, objects == 0 { return 0 }
    guard application == applicationID else {
      throw LedgerError(
        kind: .notALedger, file: connection.file, message: "an SQLite file, but not a ledger of Demarche")
    }
    guard version <= steps.count else {
      throw LedgerError(
        kind: .newerSchema, file: connection.file,
        message: "a ledger of schema \(version); this release knows schemas up to \(steps.count)")
    }
    return version
  }
}
