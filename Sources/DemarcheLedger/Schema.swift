/// The layout of the file, and how an older one becomes the present one.
enum Schema {
  /// "Dmch": tells a ledger from other SQLite files.
  static let applicationID = 0x446D_6368

  /// `migrations[n]` leads from version n to n + 1; a released one is never changed.
  static let migrations = [version1]

  /// Checks that the file is a ledger this release knows, and brings it up to date.
  static func prepare(_ connection: Connection, readOnly: Bool) throws(LedgerError) {
    let found = try version(connection)
    if !readOnly {
      try connection.execute("PRAGMA journal_mode = WAL")
      // Under WAL this keeps the file whole at a power cut; only the last transactions may be lost.
      try connection.execute("PRAGMA synchronous = NORMAL")
    }
    try connection.execute("PRAGMA foreign_keys = ON")
    if found == migrations.count { return }
    if readOnly {
      throw LedgerError(
        kind: .refused, file: connection.file,
        message: "schema \(found) must be brought to \(migrations.count), which reading alone cannot do")
    }
    try connection.transaction { () throws(LedgerError) in
      // Another program may have done it between the look and the lock.
      for step in try version(connection)..<migrations.count {
        try connection.execute(migrations[step])
        try connection.execute("PRAGMA user_version = \(step + 1)")
      }
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
    guard version <= migrations.count else {
      throw LedgerError(
        kind: .newerSchema, file: connection.file,
        message: "a ledger of schema \(version); this release knows schemas up to \(migrations.count)")
    }
    return version
  }

  /// Reports keep every version of their text; `current` marks the one that counts.
  ///
  /// What is asked for stands in columns; `record` is the whole event as the program prints it.
  /// `day` is the day an event counts on, by the rule of `PlacedDay`.
  private static let version1 = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      version TEXT NOT NULL,
      codebook TEXT NOT NULL,
      data TEXT NOT NULL,
      started TEXT NOT NULL,
      finished TEXT,
      reports INTEGER NOT NULL DEFAULT 0,
      known INTEGER NOT NULL DEFAULT 0,
      events INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE sources (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE reports (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL CHECK (id <> ''),
      version INTEGER NOT NULL,
      current INTEGER NOT NULL,
      hash TEXT NOT NULL UNIQUE,
      title TEXT,
      text TEXT NOT NULL,
      published TEXT,
      source INTEGER REFERENCES sources (id),
      url TEXT,
      language TEXT,
      author TEXT,
      wrapped INTEGER NOT NULL,
      run INTEGER NOT NULL REFERENCES runs (id),
      UNIQUE (id, version)
    ) STRICT;
    CREATE TABLE events (
      key INTEGER PRIMARY KEY,
      report INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
      run INTEGER NOT NULL REFERENCES runs (id),
      id TEXT NOT NULL CHECK (id <> ''),
      position INTEGER NOT NULL,
      field TEXT NOT NULL,
      sentence INTEGER NOT NULL,
      incident TEXT NOT NULL,
      date TEXT,
      date_end TEXT,
      date_precision TEXT NOT NULL,
      published TEXT,
      day TEXT,
      by_publication INTEGER NOT NULL,
      event TEXT NOT NULL,
      mode TEXT NOT NULL,
      quad INTEGER NOT NULL,
      score REAL NOT NULL,
      cameo TEXT,
      goldstein REAL,
      historical INTEGER NOT NULL,
      future INTEGER NOT NULL,
      hypothetical INTEGER NOT NULL,
      negated INTEGER NOT NULL,
      country TEXT,
      confidence REAL NOT NULL,
      record TEXT NOT NULL,
      UNIQUE (report, field, id)
    ) STRICT;
    CREATE INDEX events_by_id ON events (id);
    CREATE INDEX events_by_day ON events (day);
    CREATE INDEX events_by_type ON events (event, day);
    CREATE TABLE event_participants (
      event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
      position INTEGER NOT NULL,
      code TEXT,
      sector TEXT,
      sectors TEXT NOT NULL,
      name TEXT,
      text TEXT NOT NULL,
      PRIMARY KEY (event, role, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX participants_by_code ON event_participants (code, role, event);
    """
}
