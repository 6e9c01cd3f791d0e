import CSQLite
import DemarcheCorrections
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Glibc
import Synchronization
import Testing

/// Damage that somebody does to a ledger, and the part in which a check-up finds it.
struct LedgerDamage: Sendable, CustomTestStringConvertible {
  var id: String
  var sql: String
  /// Nil where nothing is lost.
  var part: String?

  var testDescription: String { id }

  static let all = [
    LedgerDamage(id: "nothing", sql: "SELECT 1", part: nil),
    LedgerDamage(
      id: "a text was changed", sql: "UPDATE reports SET text = text || ' And more.' WHERE key = 1",
      part: "reports"),
    LedgerDamage(id: "a report is gone", sql: "DELETE FROM reports WHERE key = 1", part: "counts"),
    LedgerDamage(id: "a record is gone", sql: "DELETE FROM records WHERE event = 1", part: "events"),
    LedgerDamage(
      id: "a record is noise", sql: "UPDATE records SET record = x'00ff17' WHERE event = 1", part: "events"),
    LedgerDamage(
      id: "a record is that of another event",
      sql: "UPDATE records SET record = (SELECT record FROM records WHERE event = 2) WHERE event = 1",
      part: "events"),
    LedgerDamage(id: "an act is gone", sql: "DELETE FROM acts WHERE key = 1", part: "counts"),
    LedgerDamage(
      id: "an incident has no event",
      sql:
        "INSERT INTO acts (key, id, report, incident, day, compared, act) VALUES (99, 99, 1, 99, 1, 0, x'')",
      part: "counts"),
    LedgerDamage(id: "a pair is gone", sql: "DELETE FROM dyads WHERE event = 1", part: "counts"),
    LedgerDamage(
      id: "a pair counts for another incident", sql: "UPDATE dyads SET incident = 77 WHERE event = 1",
      part: "counts"),
    LedgerDamage(
      id: "a participant is gone", sql: "DELETE FROM participants WHERE event = 1", part: "counts"),
    LedgerDamage(
      id: "a day is miscounted", sql: "UPDATE coverage_days SET reports = reports + 1", part: "counts"),
    LedgerDamage(
      id: "a month is miscounted", sql: "UPDATE coverage_months SET reports = reports + 1", part: "counts"),
    LedgerDamage(
      id: "a report leads to no run", sql: "UPDATE reports SET run = 44 WHERE key = 1", part: "pages"),
  ]
}

@Suite("A check-up of a ledger")
struct CheckUpTests {
  /// A ledger of three reports with an event each.
  private func made(_ folder: String) throws -> String {
    let path = "\(folder)/l.db"
    let ledger = try Ledger(path: path)
    let run = try ledger.testRun()
    for i in 1...3 {
      _ = try ledger.ingest(
        report("r\(i)"),
        events: [event("ev_000000000000000\(i)", in: "r\(i)", incident: "in_000000000000000\(i)")],
        run: run)
    }
    try ledger.finishRun(run, rejected: 0)
    return path
  }

  @Test("It finds what is damaged, says what that blocks and what helps", arguments: LedgerDamage.all)
  func finds(_ damage: LedgerDamage) throws {
    try withTemporaryFolder { folder in
      let path = try made(folder)
      try change(path, damage.sql)
      let checkUp = LedgerCheckUp(of: path)
      let damaged = checkUp.findings.filter { $0.weight == .damaged }
      #expect(checkUp.isSound == (damage.part == nil), "\(damaged)")
      if let part = damage.part { #expect(damaged.contains { $0.part == part }, "\(damaged)") }
      for finding in damaged { #expect(finding.blocks != nil && finding.help != nil, "\(finding)") }
    }
  }

  @Test("It gives the reports that are as they came in, and no other")
  func saves() throws {
    try withTemporaryFolder { folder in
      let path = try made(folder)
      try change(path, "UPDATE reports SET title = 'Another' WHERE id = 'r2'")
      let saved = Mutex<[String]>([])
      _ = LedgerCheckUp(of: path) { report in saved.withLock { $0.append(report.id) } }
      #expect(saved.withLock { $0 } == ["r1", "r3"])
    }
  }

  @Test("A run that was broken off is told, and nothing of it is damaged")
  func brokenOff() throws {
    try withTemporaryFolder { folder in
      let path = try made(folder)
      _ = try Ledger(path: path).beginRun(
        version: "1", codebook: "c", data: "d", process: "process 0 on nowhere")
      let checkUp = LedgerCheckUp(of: path)
      #expect(checkUp.isSound)
      #expect(checkUp.findings.contains { $0.part == "runs" && $0.what.contains("broken off") })
    }
  }

  @Test("A journal that is ahead of the ledger is told, and lines of it that are none")
  func journal() throws {
    try withTemporaryFolder { folder in
      let path = try made(folder)
      try write("{\"half\n", to: "\(path).corrections.jsonl")
      let notes = LedgerCheckUp(of: path).findings.filter { $0.part == "journal" }
      #expect(notes.map(\.weight) == [.note, .note])
    }
  }

  @Test(
    "What is no ledger is told to be none",
    arguments: ["", "no ledger, but long enough to be one: \(String(repeating: "x", count: 200))"])
  func none(_ content: String) throws {
    try withTemporaryFolder { folder in
      try write(content, to: "\(folder)/l.db")
      #expect(!LedgerCheckUp(of: "\(folder)/l.db").isSound)
      #expect(!LedgerCheckUp(of: "\(folder)/missing.db").isSound)
    }
  }
}

@Suite("Faults around a ledger")
struct LedgerFaultTests {
  @Test("A name does not get the number of another that a second writer has swept away")
  func swept() throws {
    try withTemporaryFolder { folder in
      let (one, other) = (try Ledger(path: "\(folder)/l.db"), try Ledger(path: "\(folder)/l.db"))
      let run = try one.testRun()
      func take(_ ledger: Ledger, _ id: String, _ source: String) throws {
        _ = try ledger.ingest(report(id, source: source), events: [], run: run)
      }
      try take(one, "r1", "Old Wire")
      #expect(try other.forget(report: "r1"))
      try other.sweep()
      try take(other, "r2", "New Wire")
      try take(one, "r3", "Old Wire")
      #expect(try one.report(id: "r2")?.source == "New Wire")
      #expect(try one.report(id: "r3")?.source == "Old Wire")
    }
  }

  @Test("Of two decisions the later one counts, also where the clock was set back between them")
  func clock() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/l.db"
      let ledger = try Ledger(path: path)
      let (own, meeting) = (report("r1"), event("e1", in: "r1"))
      let journal = CorrectionJournal(ofLedger: path)
      try journal.append(decided("c1", .accept, on: meeting, of: own, made: "2026-05-01T10:00:00Z"))
      try journal.append(decided("c2", .reject, on: meeting, of: own, made: "2025-05-01T10:00:00Z"))
      #expect(try ledger.takeIn(journal).added == 2)
      #expect(try ledger.corrections().filter(\.isInForce).map(\.correction.id) == ["c2"])
      try journal.append(
        decided("c3", .undo, on: meeting, of: own, undoes: "c2", made: "2025-05-01T10:00:01Z"))
      #expect(try ledger.takeIn(journal).added == 1)
      #expect(try ledger.corrections().filter(\.isInForce).map(\.correction.id) == ["c1"])
    }
  }

  @Test(
    "A number that no ledger has is told as damage, and no list or series is made of that length",
    arguments: [
      "UPDATE types SET id = 9223372036854775807", "UPDATE types SET id = -1",
      "UPDATE OR IGNORE coverage_months SET month = 9223372036854775807",
      "UPDATE OR IGNORE coverage_months SET month = -9000000000000000000",
    ])
  func numbers(_ sql: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/l.db"
      let ledger = try Ledger(path: path)
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: try ledger.testRun())
      try change(path, sql)
      let error = #expect(throws: LedgerError.self) {
        let reader = try Ledger(path: path, readOnly: true)
        _ = try reader.pairTallies(types: ["CONSULT"], matching: EventFilter())
        _ = try reader.coverage(by: .year)
      }
      #expect(error?.kind == .damaged)
    }
  }

  @Test("A copy that breaks off leaves no file, also none of an earlier one that was killed")
  func copies() throws {
    try withTemporaryFolder { folder in
      let ledger = try Ledger(path: "\(folder)/l.db")
      try write("left over", to: "\(folder)/copy.db.part")
      #expect(try ledger.backUp(to: "\(folder)/copy.db").reports == 0)
      #expect(access("\(folder)/copy.db", F_OK) == 0 && access("\(folder)/copy.db.part", F_OK) != 0)
      let error = #expect(throws: LedgerError.self) { try ledger.backUp(to: "\(folder)/no/copy.db") }
      #expect(error?.file == "\(folder)/no/copy.db")
    }
  }
}

private func write(_ text: String, to path: String) throws {
  let file = try #require(fopen(path, "w"))
  fputs(text, file)
  fclose(file)
}

/// Runs statements on a file as any program with SQLite can.
private func change(_ path: String, _ sql: String) throws {
  var database: OpaquePointer?
  try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
  defer { sqlite3_close(database) }
  try #require(sqlite3_exec(database, "PRAGMA foreign_keys = OFF; \(sql)", nil, nil, nil) == SQLITE_OK)
}
