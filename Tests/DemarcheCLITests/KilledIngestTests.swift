import CSQLite
import Glibc
import Testing

/// A generator of random numbers with a seed, so that a failure can be had again.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What a ledger holds, table by table and row by row, without runs and times.
private func content(_ path: String) throws -> [String: [String]] {
  var database: OpaquePointer?
  try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
  defer { sqlite3_close(database) }
  func rows(_ sql: String) throws -> [[String: String]] {
    var statement: OpaquePointer?
    try #require(sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK)
    defer { sqlite3_finalize(statement) }
    var rows: [[String: String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      var row: [String: String] = [:]
      for column in 0..<sqlite3_column_count(statement) {
        let name = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
        let bytes = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        row[name] = UnsafeRawBufferPointer(start: bytes, count: count).map { "\($0)" }.joined(separator: ",")
        if sqlite3_column_type(statement, column) == SQLITE_NULL { row[name] = "null" }
      }
      rows.append(row)
    }
    return rows
  }
  func text(_ bytes: String?) -> String {
    String(decoding: (bytes ?? "").split(separator: ",").compactMap { UInt8($0) }, as: UTF8.self)
  }
  let tables = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map {
    text($0["name"])
  }
  var content: [String: [String]] = [:]
  // How the words of reports lie in their index follows from when they were put there; what is found does not.
  // The revision counts transactions, of which one that was broken off has others.
  for table in tables where !["runs", "revision"].contains(table) && !table.hasPrefix("report_words") {
    content[table] = try rows("SELECT * FROM \(table)").map { row in
      row.filter { $0.key != "run" }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
        separator: " ")
    }.sorted()
  }
  content["found"] = try rows(
    "SELECT rowid FROM report_words WHERE report_words MATCH 'president' ORDER BY rowid"
  )
  .map { $0["rowid"] ?? "" }
  return content
}

@Suite struct `An ingest that is killed` {
  /// So many kills: `DEMARCHE_KILLS`, or three.
  private static let kills = getenv("DEMARCHE_KILLS").flatMap { Int(String(cString: $0)) } ?? 3

  @Test func `and begun again leaves the ledger that an undisturbed one leaves`() throws {
    let scratch = try Scratch()
    let program = try #require(Run.program)
    // More reports than one transaction takes: the samples, several times over under other ids and with another word at the end: copies of one text, and acts that many tell.
    let samples = try Run.command("/bin/cat", ["\(Run.root)/Data/samples/reports.jsonl"]).output.split(
      separator: "\n")
    var lines: [String] = []
    for turn in 0..<max(22, Self.kills) {
      for line in samples {
        lines.append(
          String(line).replacing("{\"id\": \"", with: "{\"id\": \"\(turn)-", maxReplacements: 1)
            .replacing("\"text\": \"", with: "\"text\": \"Turn \(turn). ", maxReplacements: 1))
      }
    }
    let input = try scratch.write("reports.jsonl", Array(lines.joined(separator: "\n").utf8))
    let whole = "\(scratch.folder)/whole.db", broken = "\(scratch.folder)/broken.db"
    let began = now()
    #expect(try Run.demarche("ingest", input, "--ledger", whole, "--quiet").status == 0)
    let seconds = now() - began
    var random = Seeded(state: 7)
    var killed = 0
    var halfway = 0
    for turn in 0..<Self.kills {
      // The first when part of it is stored, the others at any moment.
      let moment = (turn == 0 ? 0.7 : Double.random(in: 0.02...0.8, using: &random)) * seconds
      // On one thread, on two and on three.
      let words = ["ingest", input, "--ledger", broken, "--quiet", "--jobs", "\(turn % 3 + 1)"]
      if try kill(program, words, after: moment) { killed += 1 }
      // What was committed is whole.
      if access(broken, F_OK) == 0 {
        #expect(try Run.demarche("events", "--ledger", broken, "--limit", "1", "--quiet").status != 1)
        let stored = try content(broken)["reports"]?.count ?? 0
        if stored > 0, stored < lines.count { halfway += 1 }
      }
    }
    #expect(killed > 0)
    #expect(halfway > 0)
    #expect(try Run.demarche("ingest", input, "--ledger", broken, "--quiet", "--jobs", "3").status == 0)
    let (expected, found) = (try content(whole), try content(broken))
    #expect(expected.keys.sorted() == found.keys.sorted())
    #expect((expected["reports"]?.count ?? 0) == lines.count)
    for table in expected.keys.sorted() {
      let isSame = expected[table] == found[table]
      #expect(isSame, "\(table): \(expected[table]?.count ?? 0) rows and \(found[table]?.count ?? 0)")
    }
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Starts a program and kills it after so many seconds; false when it had ended before.
  private func kill(_ program: String, _ arguments: [String], after seconds: Double) throws -> Bool {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    try #require(posix_spawn(&child, program, nil, nil, words, environ) == 0)
    usleep(UInt32(seconds * 1_000_000))
    Glibc.kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status & 0x7F == SIGKILL
  }
}
