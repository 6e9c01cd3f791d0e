/// The number of a run in its ledger.
public struct RunID: Hashable, Sendable {
  public var number: Int

  public init(_ number: Int) { self.number = number }
}

/// One use of the program that put reports into the ledger, and with what it coded them.
public struct Run: Hashable, Sendable {
  public var id: RunID
  /// The program's release.
  public var version: String
  public var codebook: String
  /// The hash of the pack of data.
  public var data: String
  /// ISO 8601, in UTC unless the caller gave another.
  public var started: String
  /// Nil while it runs, and for ever when it was broken off.
  public var finished: String?
  /// Reports added, new versions included.
  public var reports: Int
  /// Reports that the ledger had already.
  public var known: Int
  public var events: Int
  /// Inputs that became no report.
  public var rejected: Int
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
  public func beginRun(
    version: String, codebook: String, data: String, started: String? = nil
  ) throws(LedgerError) -> RunID {
    try connection.run(
      "INSERT INTO runs (version, codebook, data, started) VALUES (?, ?, ?, coalesce(?, \(Run.now)))",
      [.text(version), .text(codebook), .text(data), SQLValue(started)])
    return RunID(connection.lastKey)
  }

  /// Ends a run; `finished` is now where it is nil.
  public func finishRun(_ run: RunID, rejected: Int, finished: String? = nil) throws(LedgerError) {
    try connection.run(
      "UPDATE runs SET finished = coalesce(?, \(Run.now)), rejected = ? WHERE id = ?",
      [SQLValue(finished), .int(rejected), .int(run.number)])
    guard connection.changes == 1 else {
      throw LedgerError(kind: .refused, file: file, message: "there is no run \(run.number)")
    }
  }

  /// A run; nil when the ledger has none of that number.
  public func run(_ id: RunID) throws(LedgerError) -> Run? {
    try connection.first("\(Run.select) WHERE id = ?", [.int(id.number)]) { row throws(LedgerError) in
      Run(row)
    }
  }

  /// The latest runs, newest first.
  public func runs(limit: Int = 100) throws(LedgerError) -> [Run] {
    var runs: [Run] = []
    try connection.each("\(Run.select) ORDER BY id DESC LIMIT ?", [.int(limit)]) { row throws(LedgerError) in
      runs.append(Run(row))
      return true
    }
    return runs
  }
}

extension Run {
  fileprivate static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
  fileprivate static let select = """
    SELECT id, version, codebook, data, started, finished, reports, known, events, rejected FROM runs
    """

  fileprivate init(_ row: borrowing Row) {
    self.init(
      id: RunID(row.int(0)), version: row.text(1), codebook: row.text(2), data: row.text(3),
      started: row.text(4), finished: row.optionalText(5), reports: row.int(6), known: row.int(7),
      events: row.int(8), rejected: row.int(9))
  }
}
