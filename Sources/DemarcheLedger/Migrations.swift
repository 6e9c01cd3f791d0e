/// The versions of the ledger's schema, each a step from the one before; a step that was released never changes.
enum Migrations {
  /// "Dmrc" in ASCII: what a ledger's header carries.
  static let applicationID = 0x446D_7263

  static let steps: [String] = [
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY, version TEXT NOT NULL, codebook TEXT NOT NULL, data TEXT NOT NULL,
      started TEXT NOT NULL, finished TEXT, reports INTEGER NOT NULL DEFAULT 0,
      events INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE reports (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, title TEXT, text TEXT NOT NULL,
      published TEXT, source TEXT, url TEXT, language TEXT, author TEXT, wrapped INTEGER NOT NULL,
      run INTEGER NOT NULL REFERENCES runs(id)
    ) STRICT;
    CREATE INDEX reports_id ON reports(id);
    CREATE TABLE events (
      id TEXT PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports(number), sentence INTEGER NOT NULL,
      incident TEXT NOT NULL, date TEXT, date_precision TEXT NOT NULL, day TEXT, event TEXT NOT NULL,
      mode TEXT NOT NULL, quad INTEGER NOT NULL, score REAL NOT NULL, cameo TEXT, goldstein REAL,
      aux TEXT NOT NULL, confidence REAL NOT NULL, record TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_report ON events(report);
    CREATE INDEX events_day ON events(day);
    CREATE TABLE participants (
      event TEXT NOT NULL REFERENCES events(id), role TEXT NOT NULL, position INTEGER NOT NULL, code TEXT,
      sector TEXT, name TEXT, text TEXT NOT NULL, PRIMARY KEY (event, role, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX participants_code ON participants(code, role);
    """
  ]

  /// Brings a ledger to the present schema.
  static func apply(to connection: Connection) throws(LedgerError) {
    var version = 0
    var application = 0
    try connection.run("PRAGMA user_version") { row in
      version = row.int(0)
      return true
    }
    try connection.run("PRAGMA application_id") { row in
      application = row.int(0)
      return true
    }
    guard version <= steps.count else {
      throw LedgerError(
        path: connection.path, message: "the ledger has schema \(version); this program knows up to \(steps.count)",
        help: "open it with the release that wrote it, or a later one")
    }
    guard version == 0 || application == applicationID else {
      throw LedgerError(
        path: connection.path, message: "this is an SQLite file of another program",
        help: "name another file with --ledger")
    }
    guard version < steps.count else { return }
    try connection.transaction { () throws(LedgerError) in
      for (i, step) in steps.enumerated() where i >= version {
        try connection.execute(step)
        try connection.execute("PRAGMA user_version = \(i + 1)")
      }
      try connection.execute("PRAGMA application_id = \(applicationID)")
    }
  }
}
