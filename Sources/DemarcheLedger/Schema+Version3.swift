extension Schema {
  /// Adds what people say: decisions on the coding, notes, and a number that tells whether anything changed.
  ///
  /// - `corrections` keeps every decision as it was made, in `json`; the columns repeat what is asked for. Each stands by text and place, so
  ///   that a new coding and other reports of the same text find it. `in_force` tells whether it is neither superseded nor taken back;
  ///   `type` is what the machine had called the event.
  /// - `journal` tells how much of the file beside the ledger is in it, and how that file begins.
  /// - `revision` is one row, raised by every transaction that changes anything.
  /// - `notes` are texts on a day of a pair, the earlier code first.
  static let version3 = """
    CREATE TABLE corrections (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id <> ''),
      made TEXT NOT NULL,
      coder TEXT NOT NULL CHECK (coder <> ''),
      queue TEXT NOT NULL,
      decision TEXT NOT NULL,
      text_hash BLOB NOT NULL,
      cluster BLOB NOT NULL,
      report TEXT NOT NULL,
      field INTEGER NOT NULL,
      sentence INTEGER NOT NULL,
      start INTEGER NOT NULL,
      end INTEGER NOT NULL,
      event INTEGER,
      trigger_start INTEGER,
      trigger_end INTEGER,
      type TEXT,
      in_force INTEGER NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX corrections_by_text ON corrections (text_hash);
    CREATE INDEX corrections_by_event ON corrections (event) WHERE event IS NOT NULL;
    CREATE INDEX corrections_by_report ON corrections (report);
    CREATE TABLE journal (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      taken INTEGER NOT NULL,
      beginning BLOB NOT NULL
    ) STRICT;
    CREATE TABLE revision (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
    INSERT INTO revision (id, number) VALUES (1, 0);
    CREATE TABLE notes (
      id INTEGER PRIMARY KEY,
      made TEXT NOT NULL,
      person TEXT,
      a TEXT NOT NULL,
      b TEXT NOT NULL,
      day INTEGER NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX notes_by_pair ON notes (a, b, day);

    """
}
