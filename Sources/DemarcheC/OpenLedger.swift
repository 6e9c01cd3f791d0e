import DemarcheAnswers
import DemarcheData
import DemarcheIncidents
import Demarche
import DemarcheLedger
import Glibc
import Synchronization

/// A ledger by its path, with connections that threads take and give back.
final class OpenLedger: Sendable {
  let path: String
  let coder: OpenCoder
  let setting: Setting
  private let pool: Mutex<Pool>

  /// Connections that nobody uses, and the process that opened them.
  private struct Pool: @unchecked Sendable {  // why: a connection is used by the one that has taken it alone
    var process = getpid()
    var free: [Ledger] = []
  }

  init(path: String, coder: OpenCoder, making: Bool) throws {
    self.path = path
    self.coder = coder
    setting = try coder.setting()
    pool = Mutex(Pool())
    if making { _ = try writer() }
    // Opened once now, so that a missing or foreign file is told now.
    giveBack(try take())
  }

  /// A connection that reads, until it is given back.
  func take() throws(LedgerError) -> Ledger {
    let free = pool.withLock { pool -> Lease? in
      if pool.process != getpid() {
        // A connection must not be used, nor closed, in the child of the process that opened it.
        for ledger in pool.free { _ = Unmanaged.passRetained(ledger) }
        pool = Pool()
      }
      return pool.free.popLast().map { Lease(ledger: $0) }
    }
    if let free { return free.ledger }
    return try Ledger(path: path, readOnly: true)
  }

  private struct Lease: @unchecked Sendable {  // why: whoever has taken it uses it alone
    let ledger: Ledger
  }

  func giveBack(_ ledger: Ledger) {
    let lease = Lease(ledger: ledger)
    pool.withLock { if $0.process == getpid() { $0.free.append(lease.ledger) } }
  }

  /// A connection of its own that writes; the ledger is made where there is none.
  func writer() throws -> Ledger {
    let samples = Array(try coder.pack.requiredText("schema/event-records.jsonl").utf8)
    let ledger = try Ledger(
      path: path, joining: try Joining { coder.pack.text($0) }, samples: samples)
    _ = try ledger.takeIn(CorrectionJournal(ofLedger: path))
    return ledger
  }

  /// Uses a connection that reads.
  func reading<T>(_ body: (Ledger) throws -> T) throws -> T {
    let ledger = try take()
    defer { giveBack(ledger) }
    return try body(ledger)
  }
}

/// An answer that is read, with the connection it comes over; by one thread at a time.
final class OpenAnswer {
  private let ledger: OpenLedger
  private let connection: Ledger
  private(set) var rows: AnswerRows

  init(_ question: LedgerQuestion, _ parameters: QuestionParameters, _ ledger: OpenLedger) throws {
    self.ledger = ledger
    connection = try ledger.take()
    do { rows = try question.rows(parameters, connection, ledger.setting) } catch {
      ledger.giveBack(connection)
      throw error
    }
  }

  deinit { ledger.giveBack(connection) }
}
