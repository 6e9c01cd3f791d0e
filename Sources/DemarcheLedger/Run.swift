/// The number of a run in its ledger.
public struct RunID: Hashable, Sendable {
  public var number: Int

  public init(_ number: Int) { self.number = number }
}

/// One use of the program that put reports into the ledger, and with what it coded them.
public struct Run: Hashable, Sendable {
  /// What the run did.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case ingest, recode
    /// Events of other origin, or generated ones.
    case `import`
  }

  public var id: RunID
  public var kind: Kind
  /// The program's release.
  public var version: String
  public var codebook: String
  /// The hash of the pack of data.
  public var data: String
  /// ISO 8601, in UTC unless the caller gave another.
  public var started: String
  /// Nil while it runs, and for ever when it was broken off.
  public var finished: String?
  /// Whoever ran it: "process 4711 on host a"; nil where nobody said.
  public var process: String?
  /// Reports added, new versions included, or coded again.
  public var reports: Int
  /// Reports that the ledger had already.
  public var known: Int
  public var events: Int
  /// Inputs that became no report; ``Ledger/failures(of:)`` tells which.
  public var rejected: Int
}

/// An input that became no report.
public struct Failure: Hashable, Sendable {
  /// The id of the report, or the path of the file.
  public var report: String
  public var line: Int?
  public var error: String
  public var help: String?

  public init(report: String, line: Int? = nil, error: String, help: String? = nil) {
    self.report = report
    self.line = line
    self.error = error
    self.help = help
  }
}

/// What became of a report that was given to the ledger.
public enum Ingested: Hashable, Sendable {
  case added
  /// The same content is there under this id; neither report nor events were stored.
  case alreadyKnown(id: String)
  /// The id is there with other content: stored as this version, which now counts alone.
  case newVersion(Int)
}

extension Ledger {
  /// Starts a run; `started` is now where it is nil.
  ///
  /// - Parameter process: whoever runs it, told to a second writer that has to wait: "process 4711 on host a".
  public func beginRun(
    _ kind: Run.Kind = .ingest, version: String, codebook: String, data: String, process: String? = nil,
    started: String? = nil
  ) throws(LedgerError) -> RunID {
    try transaction { () throws(LedgerError) in
      try connection.run(
        """
        INSERT INTO runs (kind, version, codebook, data, process, started)
        VALUES (?, ?, ?, ?, ?, coalesce(?, \(Run.now)))
        """,
        [
          .text(kind.rawValue), .text(version), .text(codebook), .text(data), SQLValue(process),
          SQLValue(started),
        ])
      return RunID(connection.lastKey)
    }
  }

  /// Ends a run; `finished` is now where it is nil.
  public func finishRun(
    _ run: RunID, known: Int? = nil, rejected: Int, finished: String? = nil
  ) throws(LedgerError) {
    try transaction { () throws(LedgerError) in
      try connection.run(
        "UPDATE runs SET finished = coalesce(?, \(Run.now)), known = coalesce(?, known), rejected = ? WHERE id = ?",
        [SQLValue(finished), SQLValue(known), .int(rejected), .int(run.number)])
      guard connection.changes == 1 else { throw refused("there is no run \(run.number)") }
    }
  }

  /// A run; nil when the ledger has none of that number.
  public func run(_ id: RunID) throws(LedgerError) -> Run? {
    try connection.first("\(Run.select) WHERE id = ?", [.int(id.number)]) { row throws(LedgerError) in
      Run(row)
    }
  }

  /// The latest runs, newest first.
  ///
  /// - Parameter run: only those before this one.
  public func runs(before run: RunID? = nil, limit: Int = 100) throws(LedgerError) -> [Run] {
    var runs: [Run] = []
    let sql = "\(Run.select) WHERE id < ? ORDER BY id DESC LIMIT ?"
    try connection.each(sql, [.int(run?.number ?? .max), .int(limit)]) { row throws(LedgerError) in
      runs.append(Run(row))
      return true
    }
    return runs
  }

  /// Keeps why an input became no report.
  public func record(_ failure: Failure, run: RunID) throws(LedgerError) {
    try transaction { () throws(LedgerError) in
      try connection.run(
        "INSERT INTO failures (run, report, line, error, help) VALUES (?, ?, ?, ?, ?)",
        [
          .int(run.number), .text(failure.report), SQLValue(failure.line), .text(failure.error),
          SQLValue(failure.help),
        ])
    }
  }

  /// The inputs of a run that became no report, in the order met.
  public func failures(of run: RunID) throws(LedgerError) -> [Failure] {
    var failures: [Failure] = []
    let sql = "SELECT report, line, error, help FROM failures WHERE run = ? ORDER BY rowid"
    try connection.each(sql, [.int(run.number)]) { row throws(LedgerError) in
      failures.append(Failure(row))
      return true
    }
    return failures
  }

  /// Some inputs of a run that became no report, in the order met, each with the number behind which the next page begins.
  public func failures(
    of run: RunID, after number: Int, limit: Int
  ) throws(LedgerError) -> [(number: Int, failure: Failure)] {
    var failures: [(number: Int, failure: Failure)] = []
    let sql =
      "SELECT report, line, error, help, rowid FROM failures WHERE run = ? AND rowid > ? ORDER BY rowid LIMIT ?"
    try connection.each(sql, [.int(run.number), .int(number), .int(limit)]) { row throws(LedgerError) in
      failures.append((row.int(4), Failure(row)))
      return true
    }
    return failures
  }

  /// How many inputs of a run became no report, by what was wrong with them, the most frequent first.
  ///
  /// - Cost: reads the failures of the run.
  public func failureCounts(of run: RunID, limit: Int) throws(LedgerError) -> [(error: String, count: Int)] {
    var counts: [(error: String, count: Int)] = []
    let sql =
      "SELECT error, count(*) AS n FROM failures WHERE run = ? GROUP BY error ORDER BY n DESC, error LIMIT ?"
    try connection.each(sql, [.int(run.number), .int(limit)]) { row throws(LedgerError) in
      counts.append((row.text(0), row.int(1)))
      return true
    }
    return counts
  }
}

extension Failure {
  fileprivate init(_ row: borrowing Row) {
    self.init(
      report: row.text(0), line: row.optionalInt(1), error: row.text(2), help: row.optionalText(3))
  }
}

extension Run {
  static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
  fileprivate static let select = """
    SELECT id, kind, version, codebook, data, started, finished, process, reports, known, events, rejected FROM runs
    """

  fileprivate init(_ row: borrowing Row) {
    self.init(
      id: RunID(row.int(0)), kind: Kind(rawValue: row.text(1)) ?? .ingest, version: row.text(2),
      codebook: row.text(3), data: row.text(4), started: row.text(5), finished: row.optionalText(6),
      process: row.optionalText(7), reports: row.int(8), known: row.int(9), events: row.int(10),
      rejected: row.int(11))
  }
}
