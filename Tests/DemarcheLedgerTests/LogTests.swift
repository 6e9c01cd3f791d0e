import Glibc
import Testing

@testable import DemarcheLedger

@Suite struct `The log beside a ledger` {
  /// A file in which each change writes some pages anew, and whose log is emptied at 256 KiB.
  private func withFile(_ body: (Connection, String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/l.db"
      let writer = try Connection(file: path, readOnly: false, patience: 100, longestLog: 256 << 10)
      try writer.execute("PRAGMA journal_mode = WAL")
      // SQLite by itself writes nothing back, as where somebody reads at every moment.
      try writer.execute("PRAGMA wal_autocheckpoint = 0")
      try writer.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, bytes BLOB)")
      try body(writer, path)
    }
  }

  private func change(_ writer: Connection, times: Int) throws {
    for _ in 0..<times {
      try writer.transaction { () throws(LedgerError) in
        try writer.run("INSERT INTO t (bytes) VALUES (randomblob(10000))")
      }
    }
  }

  @Test func `is emptied when it has grown long`() throws {
    try withFile { writer, path in
      var longest = 0
      for _ in 0..<100 {
        try change(writer, times: 1)
        longest = max(longest, Connection.logSize(of: path))
      }
      #expect(longest > 200 << 10)
      #expect(longest < 300 << 10)
    }
  }

  @Test func `grows while somebody reads an older state, and is emptied afterwards`() throws {
    try withFile { writer, path in
      let reader = try Connection(file: path, readOnly: true, patience: 100)
      func count() throws -> Int? {
        try reader.first("SELECT count(*) FROM t") { row throws(LedgerError) in row.int(0) }
      }
      try change(writer, times: 1)
      try reader.execute("BEGIN")
      #expect(try count() == 1)
      try change(writer, times: 60)
      #expect(Connection.logSize(of: path) > 512 << 10)
      #expect(try count() == 1)
      try reader.execute("COMMIT")
      // Ten times as long as was waited for the reader.
      usleep(1_100_000)
      try change(writer, times: 1)
      #expect(Connection.logSize(of: path) == 0)
      #expect(try count() == 62)
    }
  }
}
