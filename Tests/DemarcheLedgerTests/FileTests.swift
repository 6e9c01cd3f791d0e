import CSQLite
import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Glibc
import Testing

/// Runs SQL on a file past the ledger, as another program would.
private func alter(_ path: String, _ sql: String) throws {
  var database: OpaquePointer?
  try #require(sqlite3_open(path, &database) == SQLITE_OK)
  defer { sqlite3_close(database) }
  try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
}

private func write(_ bytes: [UInt8], to path: String, at offset: Int) throws {
  let file = open(path, O_CREAT | O_WRONLY, 0o600)
  try #require(file >= 0)
  defer { close(file) }
  try #require(pwrite(file, bytes, bytes.count, offset) == bytes.count)
}

@Suite("The file")
struct FileTests {
  private func failure(_ path: String, readOnly: Bool = false) -> LedgerError? {
    #expect(throws: LedgerError.self) { try Ledger(path: path, readOnly: readOnly) }
  }

  @Test("What was stored is there after reopening, the whole record and report")
  func reopen() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      var stored = event("e1", in: "r1", incident: "in_1", aux: [.future])
      var kept = report("r1")
      kept.isWrapped = true
      stored.trigger.text = "mét \u{1F91D} \u{0} \"x\""
      do {
        let ledger = try Ledger(path: path)
        _ = try ledger.ingest(kept, events: [stored], run: try ledger.testRun())
      }
      for readOnly in [false, true] {
        let ledger = try Ledger(path: path, readOnly: readOnly)
        #expect(try ledger.event(id: "e1") == stored)
        #expect(try ledger.report(id: "r1") == kept)
        #expect(try ledger.event(id: "e9") == nil)
        try ledger.check()
      }
    }
  }

  @Test("A reader sees the last committed state while another writes")
  func twoConnections() throws {
    try withTemporaryFolder { folder throws in
      let writer = try Ledger(path: "\(folder)/l.db")
      let run = try writer.testRun()
      _ = try writer.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
      let reader = try Ledger(path: "\(folder)/l.db", readOnly: true)
      try writer.transaction { () throws(LedgerError) in
        _ = try writer.ingest(report("r2"), events: [event("e2", in: "r2")], run: run)
        let (read, written) = (try reader.events(), try writer.events())
        #expect(read.map(\.id) == ["e1"])
        #expect(written.map(\.id) == ["e1", "e2"])
      }
      #expect(try reader.events().map(\.id) == ["e1", "e2"])
    }
  }

  @Test("A second writer that has waited long enough is told that the ledger is busy")
  func busy() throws {
    try withTemporaryFolder { folder throws in
      let writer = try Ledger(path: "\(folder)/l.db")
      let run = try writer.testRun()
      let second = try Ledger(path: "\(folder)/l.db", patience: 1)
      try writer.transaction { () throws(LedgerError) in
        do throws(LedgerError) {
          _ = try second.ingest(report("r1"), events: [], run: run)
          Issue.record("two wrote at once")
        } catch {
          #expect(error.kind == .busy)
        }
      }
      #expect(try second.ingest(report("r1"), events: [], run: run) == .added)
    }
  }

  @Test("A newer schema is refused, and the message names both")
  func newer() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      _ = try Ledger(path: path)
      try alter(path, "PRAGMA user_version = 99")
      let error = failure(path)
      #expect(error?.kind == .newerSchema)
      #expect(error?.message == "a ledger of schema 99; this release knows schemas up to 3")
    }
  }

  @Test("Another program's SQLite file is refused and left as it is")
  func foreign() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      try alter(path, "CREATE TABLE t (x)")
      #expect(failure(path)?.kind == .notALedger)
      try alter(path, "DROP TABLE t")
    }
  }

  @Test("A file that is no SQLite file gives a clear error")
  func noDatabase() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      try write(Array(repeating: UInt8(ascii: "x"), count: 8192), to: path, at: 0)
      let error = failure(path)
      #expect(error?.kind == .notALedger)
      #expect(error?.file == path)
      #expect(error?.description.contains("not a database") == true)
    }
  }

  @Test("A file with broken pages gives a clear error")
  func damaged() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      do {
        let ledger = try Ledger(path: path)
        let run = try ledger.testRun()
        for n in 0..<50 {
          _ = try ledger.ingest(report("r\(n)"), events: [event("e\(n)", in: "r\(n)")], run: run)
        }
      }
      // Every page but the first, so that the file still opens as a ledger or not at all.
      for page in 1..<12 { try write(Array(repeating: 0xA5, count: 4096), to: path, at: page * 4096) }
      let error = #expect(throws: LedgerError.self) {
        let ledger = try Ledger(path: path)
        _ = try ledger.events()
        try ledger.check()
      }
      #expect(error?.kind == .damaged)
      #expect(error?.help.contains("Restore") == true)
    }
  }

  @Test("A record that is no event any more is damage, and named")
  func damagedRecord() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      let ledger = try Ledger(path: path)
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: try ledger.testRun())
      // Plain JSON that is none, JSON that is no event, a dictionary that is not there, nothing at all.
      for record in ["007B", "007B7D", "05AA", ""] {
        try alter(path, "UPDATE records SET record = x'\(record)'")
        let error = #expect(throws: LedgerError.self) { try ledger.events() }
        #expect(error?.kind == .damaged)
        #expect(error?.message.contains("the record of event") == true)
      }
    }
  }

  @Test("A forgotten report leaves neither its words nor the names of its events in the file")
  func forgotten() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      do {
        let ledger = try Ledger(path: path)
        let run = try ledger.testRun()
        let own = event("e1", in: "r1", named: "Quillworth", place: "Quillworth Harbour")
        let lost = report("r1", "Quillworth sailed.", source: "Quillworth Post")
        _ = try ledger.ingest(lost, events: [own], run: run)
        _ = try ledger.ingest(report("r2"), events: [event("e2", in: "r2")], run: run)
        #expect(try ledger.forget(report: "r1"))
        try ledger.sweep()
        try ledger.check()
        #expect(try ledger.events().map(\.id) == ["e2"])
        #expect(try ledger.events(matching: EventFilter(text: "met")).map(\.id) == ["e2"])
      }
      let file = open(path, O_RDONLY)
      try #require(file >= 0)
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
      try #require(pread(file, &bytes, bytes.count, 0) == bytes.count)
      let text = String(decoding: bytes.map { $0 < 0x80 ? $0 : 0x2E }, as: UTF8.self).lowercased()
      #expect(!text.contains("quillworth"))
      // What stays can be found in this way, so the test can fail.
      #expect(text.contains("port alan"))
    }
  }

  @Test("A copy is a ledger with the same content, made while another program writes, and overwrites nothing")
  func backup() throws {
    try withTemporaryFolder { folder throws in
      let ledger = try Ledger(path: "\(folder)/l.db")
      let run = try ledger.testRun()
      _ = try ledger.ingest(report("r1"), events: [event("e1", in: "r1")], run: run)
      let reader = try Ledger(path: "\(folder)/l.db", readOnly: true)
      try ledger.transaction { () throws(LedgerError) in
        _ = try ledger.ingest(report("r2"), events: [event("e2", in: "r2")], run: run)
        try reader.backUp(to: "\(folder)/copy.db")
      }
      let copy = try Ledger(path: "\(folder)/copy.db", readOnly: true)
      try copy.check()
      #expect(try copy.events().map(\.id) == ["e1"])
      let error = #expect(throws: LedgerError.self) { try reader.backUp(to: "\(folder)/copy.db") }
      #expect(error?.kind == .refused)
    }
  }

  @Test("A second writer is told which run holds the ledger")
  func holder() throws {
    try withTemporaryFolder { folder throws in
      let writer = try Ledger(path: "\(folder)/l.db")
      _ = try writer.beginRun(
        version: "1", codebook: "c", data: "d", process: "process 4711 on mill",
        started: "2020-01-01T00:00:00Z")
      let second = try Ledger(path: "\(folder)/l.db", patience: 1)
      try writer.transaction { () throws(LedgerError) in
        do throws(LedgerError) {
          _ = try second.beginRun(version: "1", codebook: "c", data: "d")
          Issue.record("two wrote at once")
        } catch {
          #expect(error.kind == .busy)
          #expect(error.message.contains("run 1, process 4711 on mill, since 2020-01-01T00:00:00Z"))
        }
      }
    }
  }

  @Test("A missing file is made, but not for reading alone, and not in a missing folder")
  func missing() throws {
    try withTemporaryFolder { folder throws in
      #expect(failure("\(folder)/l.db", readOnly: true)?.kind == .unreachable)
      #expect(failure("\(folder)/none/l.db")?.kind == .unreachable)
      #expect(try Ledger(path: "\(folder)/l.db").counts() == LedgerCounts())
    }
  }
}
