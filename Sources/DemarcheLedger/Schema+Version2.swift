extension Schema {
  /// Renames what version 1 has where version 2 has the same name.
  static let version1Aside = """
    ALTER TABLE runs RENAME TO v1_runs;
    ALTER TABLE sources RENAME TO v1_sources;
    ALTER TABLE reports RENAME TO v1_reports;
    ALTER TABLE events RENAME TO v1_events;
    DROP TABLE event_participants;
    DROP INDEX events_by_id;
    DROP INDEX events_by_day;
    DROP INDEX events_by_type;

    """

  /// Made for ten million events: narrow rows of numbers, one tree for each way of asking.
  ///
  /// Texts that recur stand for a number (`codes`, `types`, `rules`, `names` ...). A day is its number from 1970-01-01; `undated`, later than
  /// all, stands for none, so that what nothing places in time comes last. The views `event_list` and `report_list` say the same in words,
  /// for whoever opens the file with another tool.
  ///
  /// - `events` keeps what is asked for, with the codes of the first actor and recipient; the whole record lies packed in `records`.
  /// - `participants` has actors (role 0), recipients (1) and speakers (2) by code and day.
  /// - `dyads` has what a relation is counted from, by year and pair, the earlier code first: a pair's history is one short range a year, and
  ///   all pairs of a year one long one.
  /// - `acts` are the incidents inside a report. An incident across reports is named by its first act: `incident` is that act's key.
  /// - `act_keys` and `bands` find the acts and texts to compare a new one with.
  /// - Only what counts has `current`: superseded versions of a report keep their text and events, and are found by the report alone.
  static let version2 = """
    CREATE TABLE dictionaries (
      id INTEGER PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      version TEXT NOT NULL,
      codebook TEXT NOT NULL,
      data TEXT NOT NULL,
      started TEXT NOT NULL,
      finished TEXT,
      process TEXT,
      reports INTEGER NOT NULL DEFAULT 0,
      known INTEGER NOT NULL DEFAULT 0,
      events INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE failures (
      run INTEGER NOT NULL REFERENCES runs (id),
      report TEXT NOT NULL,
      line INTEGER,
      error TEXT NOT NULL,
      help TEXT
    ) STRICT;
    CREATE INDEX failures_by_run ON failures (run);
    CREATE TABLE feeds (url TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE types (id INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE rules (id INTEGER PRIMARY KEY, rule TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE sector_lists (id INTEGER PRIMARY KEY, sectors TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE reports (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL CHECK (id <> ''),
      version INTEGER NOT NULL,
      current INTEGER NOT NULL,
      hash BLOB NOT NULL UNIQUE,
      text_hash BLOB NOT NULL,
      title TEXT,
      text TEXT,
      published TEXT,
      day INTEGER NOT NULL,
      source INTEGER REFERENCES sources (id),
      url TEXT,
      language TEXT,
      author TEXT,
      wrapped INTEGER NOT NULL,
      copies INTEGER NOT NULL,
      signature BLOB,
      run INTEGER NOT NULL REFERENCES runs (id),
      UNIQUE (id, version)
    ) STRICT;
    CREATE INDEX reports_by_text ON reports (text_hash);
    CREATE INDEX reports_by_copies ON reports (copies);
    CREATE INDEX reports_by_day ON reports (day) WHERE current;
    CREATE INDEX reports_by_run ON reports (run);
    CREATE VIRTUAL TABLE report_words USING fts5 (
      title, text, content = 'reports', content_rowid = 'key', tokenize = 'porter unicode61');
    CREATE TABLE bands (
      band INTEGER NOT NULL,
      report INTEGER NOT NULL,
      PRIMARY KEY (band, report)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE coverage_days (day INTEGER PRIMARY KEY, reports INTEGER NOT NULL) STRICT;
    CREATE TABLE coverage_months (
      month INTEGER NOT NULL,
      source INTEGER NOT NULL,
      reports INTEGER NOT NULL,
      PRIMARY KEY (month, source)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sentences (
      report INTEGER NOT NULL,
      field INTEGER NOT NULL,
      sentence INTEGER NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      PRIMARY KEY (report, field, sentence)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE events (
      key INTEGER PRIMARY KEY,
      report INTEGER NOT NULL,
      run INTEGER NOT NULL,
      current INTEGER NOT NULL,
      id INTEGER NOT NULL,
      act INTEGER NOT NULL,
      field INTEGER NOT NULL,
      sentence INTEGER NOT NULL,
      position INTEGER NOT NULL,
      trigger_start INTEGER NOT NULL,
      trigger_end INTEGER NOT NULL,
      day INTEGER NOT NULL,
      by_publication INTEGER NOT NULL,
      precision INTEGER NOT NULL,
      type INTEGER NOT NULL,
      quad INTEGER NOT NULL,
      score REAL NOT NULL,
      goldstein REAL,
      aux INTEGER NOT NULL,
      actors INTEGER NOT NULL,
      recipients INTEGER NOT NULL,
      actor INTEGER,
      recipient INTEGER,
      country INTEGER,
      place INTEGER,
      rule INTEGER NOT NULL,
      source INTEGER,
      confidence REAL NOT NULL
    ) STRICT;
    CREATE INDEX events_by_report ON events (report);
    CREATE INDEX events_by_id ON events (id);
    CREATE INDEX events_by_day ON events (day) WHERE current;
    CREATE INDEX events_by_type ON events (type, day) WHERE current;
    CREATE INDEX events_by_rule ON events (rule, day) WHERE current;
    CREATE INDEX events_by_source ON events (source, day) WHERE current AND source IS NOT NULL;
    CREATE INDEX events_by_country ON events (country, day) WHERE current AND country IS NOT NULL;
    CREATE TABLE records (
      event INTEGER PRIMARY KEY,
      record BLOB NOT NULL
    ) STRICT;
    CREATE TABLE participants (
      code INTEGER NOT NULL,
      day INTEGER NOT NULL,
      event INTEGER NOT NULL,
      role INTEGER NOT NULL,
      position INTEGER NOT NULL,
      sectors INTEGER NOT NULL,
      name INTEGER,
      PRIMARY KEY (code, day, event, role, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX speakers_by_name ON participants (name, day) WHERE role = 2;
    CREATE TABLE dyads (
      year INTEGER NOT NULL,
      a INTEGER NOT NULL,
      b INTEGER NOT NULL,
      day INTEGER NOT NULL,
      event INTEGER NOT NULL,
      direction INTEGER NOT NULL,
      type INTEGER NOT NULL,
      quad INTEGER NOT NULL,
      score REAL NOT NULL,
      goldstein REAL,
      aux INTEGER NOT NULL,
      by_publication INTEGER NOT NULL,
      precision INTEGER NOT NULL,
      report INTEGER NOT NULL,
      copies INTEGER NOT NULL,
      incident INTEGER NOT NULL,
      source INTEGER,
      PRIMARY KEY (year, a, b, day, event)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE acts (
      key INTEGER PRIMARY KEY,
      id INTEGER NOT NULL,
      report INTEGER NOT NULL,
      incident INTEGER,
      day INTEGER NOT NULL,
      compared INTEGER NOT NULL,
      act BLOB NOT NULL
    ) STRICT;
    CREATE INDEX acts_by_id ON acts (id);
    CREATE INDEX acts_by_report ON acts (report);
    CREATE INDEX acts_by_incident ON acts (incident, day);
    CREATE TABLE act_keys (
      block INTEGER NOT NULL,
      act INTEGER NOT NULL,
      PRIMARY KEY (block, act)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE links (
      a INTEGER NOT NULL,
      b INTEGER NOT NULL,
      confidence REAL NOT NULL,
      why TEXT NOT NULL,
      PRIMARY KEY (a, b)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX links_by_second ON links (b);
    CREATE TABLE decisions (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('join', 'split')),
      made TEXT NOT NULL,
      person TEXT,
      reason TEXT,
      a_text BLOB NOT NULL,
      a_field INTEGER NOT NULL,
      a_start INTEGER NOT NULL,
      a_end INTEGER NOT NULL,
      a_event TEXT NOT NULL,
      b_text BLOB NOT NULL,
      b_field INTEGER NOT NULL,
      b_start INTEGER NOT NULL,
      b_end INTEGER NOT NULL,
      b_event TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decisions_by_a ON decisions (a_text);
    CREATE INDEX decisions_by_b ON decisions (b_text);
    CREATE VIEW report_list AS
      SELECT r.id, r.version, r.title, r.published, date(r.day * 86400, 'unixepoch') AS day, s.name AS source,
        r.url, r.language, c.id AS first_copy
      FROM reports r LEFT JOIN sources s ON s.id = r.source LEFT JOIN reports c ON c.key = r.copies
      WHERE r.current;
    CREATE VIEW event_list AS
      SELECT printf('ev_%016x', e.id) AS id, r.id AS report, e.sentence,
        printf('in_%016x', first.id) AS incident,
        iif(e.day < \(undated), date(e.day * 86400, 'unixepoch'), NULL) AS day, e.by_publication, t.event,
        e.quad, e.score, e.goldstein,
        actors.code AS actor, recipients.code AS recipient,
        e.aux & 1 AS historical, e.aux >> 1 & 1 AS future, e.aux >> 2 & 1 AS hypothetical,
        e.aux >> 3 & 1 AS negated, country.code AS country, s.name AS source, rules.rule, e.confidence
      FROM events e JOIN reports r ON r.key = e.report JOIN types t ON t.id = e.type
        JOIN acts a ON a.key = e.act LEFT JOIN acts first ON first.key = a.incident
        JOIN rules ON rules.id = e.rule LEFT JOIN sources s ON s.id = e.source
        LEFT JOIN codes actors ON actors.id = e.actor LEFT JOIN codes recipients ON recipients.id = e.recipient
        LEFT JOIN codes country ON country.id = e.country
      WHERE e.current;

    """

  /// The numbers that days can have: series over anything beyond would never end.
  static let days = -1_500_000..<undated

  /// The same of months, counted from the year 0.
  static let months = -30_000..<120_000

  /// What is said of a day or month that no ledger writes.
  static func noTime(_ number: Int, in file: String) -> LedgerError {
    LedgerError(kind: .damaged, file: file, message: "\(number) is no day or month that a ledger can have")
  }

  /// The day that stands for none: after 9999-12-31.
  static let undated = 3_000_000
}
