import DemarcheLedger
import Glibc
import Testing

/// A new ledger in a folder that is there while `body` runs.
func withServerLedger<T>(_ body: (Ledger) throws -> T) throws -> T {
  var name = Array("/tmp/demarche-server-XXXXXX\0".utf8CString)
  let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
  defer {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink("\(folder)/l.db\(ending)") }
    rmdir(folder)
  }
  return try body(try Ledger(path: "\(folder)/l.db"))
}
