extension Schema {
  /// The first layout, as release 0.1.0 wrote it: kept, so that its ledgers are brought up to date.
  ///
  /// `day` is the day an event counts on, by the rule of `PlacedDay`.
  static let version1 = """
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
