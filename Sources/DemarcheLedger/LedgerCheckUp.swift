import DemarcheEvents
import Glibc

public import DemarcheText

/// A ledger looked over from end to end and not changed: what is damaged, what that blocks, what to do.
///
/// - Cost: reads the file three times over, with every report and every record.
public struct LedgerCheckUp {
  /// What was looked at, and how it was found.
  public struct Finding: Hashable, Sendable {
    public enum Weight: String, Hashable, Sendable, CaseIterable {
      case sound
      /// Nothing is lost; somebody may want to know.
      case note
      case damaged
    }

    public var weight: Weight
    /// Which part of the ledger: "pages", "reports" ...
    public var part: String
    public var what: String
    /// What cannot be done as long as it is so; nil where all can be done.
    public var blocks: String?
    public var help: String?
  }

  public let file: String
  public private(set) var findings: [Finding] = []
  private let save: (Report) -> Void

  /// Whether nothing is damaged.
  public var isSound: Bool { !findings.contains { $0.weight == .damaged } }

  /// Looks a ledger over.
  ///
  /// - Parameter save: is given each present report that can be read and is what its hash says, in the order of coming.
  public init(of path: String, save: @escaping (Report) -> Void = { _ in }) {
    file = path
    self.save = save
    lookAtFile()
    if let connection = open() {
      lookAtPages(connection)
      lookAtReports(connection)
      lookAtEvents(connection)
      lookAtCounts(connection)
    }
    lookAtRuns()
    lookAtJournal()
    lookAround()
  }

  private mutating func found(
    _ weight: Finding.Weight, _ part: String, _ what: String, blocks: String? = nil, help: String? = nil
  ) {
    findings.append(Finding(weight: weight, part: part, what: what, blocks: blocks, help: help))
  }

  /// The way out of damage, which is the same for all of it: reports are what everything else is made of.
  private var rescue: String {
    "put a backup in its place; without one save what can be read, "
      + "demarche doctor --ledger \(file) --save reports.jsonl, and demarche ingest it into a new ledger"
  }

  // MARK: The file

  /// A file of SQLite says at its beginning how long it is.
  private mutating func lookAtFile() {
    var status = stat()
    guard stat(file, &status) == 0 else {
      return found(
        .damaged, "file", "cannot be looked at: \(String(cString: strerror(errno)))", blocks: "everything",
        help: "name a ledger that is there")
    }
    let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      return found(
        .damaged, "file", "cannot be opened: \(String(cString: strerror(errno)))", blocks: "everything",
        help: "get the right to read it")
    }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: 100)
    guard pread(descriptor, &head, 100, 0) == 100, head.starts(with: "SQLite format 3\0".utf8) else {
      return found(
        .damaged, "file", "does not begin as a ledger does", blocks: "everything",
        help: "put a backup in its place; a file of this name may be something else")
    }
    func number(_ at: Int, _ count: Int) -> Int { head[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) } }
    let page = number(16, 2) == 1 ? 65_536 : number(16, 2)
    let promised = page * number(28, 4)
    // A log beside the file may still have what is missing.
    if Int(status.st_size) < promised, !hasLog {
      found(
        .damaged, "file", "is cut off: \(status.st_size) bytes of \(promised)",
        blocks: "whatever lay behind", help: rescue)
    } else {
      found(.sound, "file", "\(status.st_size) bytes, pages of \(page)")
    }
  }

  private var logSize: Int { Connection.logSize(of: file) }
  private var hasLog: Bool { logSize > 0 }

  private mutating func open() -> Connection? {
    do throws(LedgerError) {
      _ = try Ledger(path: file, readOnly: true)
      found(.sound, "schema", "\(Schema.steps.count), the newest")
    } catch {
      switch error.kind {
      case .refused:
        found(.note, "schema", error.message, help: "any command that writes brings it up to date")
        return nil
      case .newerSchema, .notALedger, .unreachable, .readOnly:
        found(.damaged, "schema", error.message, blocks: "everything", help: error.help)
        return nil
      default:
        found(.damaged, "schema", error.message, blocks: "every command", help: rescue)
      }
    }
    return try? Connection(file: file, readOnly: true, patience: 10_000)  // why: the error is told above
  }

  // MARK: Pages

  private mutating func lookAtPages(_ connection: Connection) {
    var faults: [String] = []
    do throws(LedgerError) {
      try connection.each("PRAGMA integrity_check(100)") { row throws(LedgerError) in
        if row.text(0) != "ok" { faults.append(contentsOf: LedgerCheckUp.lines(row.text(0))) }
        return true
      }
      try connection.each("PRAGMA foreign_key_check") { row throws(LedgerError) in
        faults.append("row \(row.int(1)) of \(row.text(0)) leads to no row of \(row.text(2))")
        return faults.count < 100
      }
    } catch {
      faults.append(error.message)
    }
    if faults.isEmpty { return found(.sound, "pages", "hold together") }
    let shown = faults.prefix(3).joined(separator: "; ")
    found(
      .damaged, "pages", "\(faults.count == 100 ? "100 or more" : "\(faults.count)") faults: \(shown)",
      blocks: "commands that read or change what lies there", help: rescue)
  }

  /// What SQLite says in one text of several lines, without its headings.
  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("***") }
  }

  // MARK: Reports and events

  private mutating func lookAtReports(_ connection: Connection) {
    var (whole, altered, withoutText) = (0, 0, 0)
    let columns = """
      SELECT r.id, r.title, r.text, r.published, s.name, r.url, r.language, r.author, r.wrapped, r.hash, r.text IS NULL,
        r.current, r.key
      FROM reports r LEFT JOIN sources s ON s.id = r.source
      """
    let isComplete = eachRow(connection, columns, key: "r.key", column: 12, of: "reports") { row in
      if row.bool(10) {
        withoutText += 1
        return
      }
      let report = Report(row)
      guard report.contentHash == row.bytes(9) else {
        altered += 1
        return
      }
      whole += 1
      // What other projects coded comes without any text, and is no report to be coded.
      if row.bool(11), !report.text.isEmpty { save(report) }
    }
    var what = "\(whole) can be read and are as they came in"
    if withoutText > 0 { what += ", \(withoutText) were stored without their text" }
    if altered > 0 { what += ", \(altered) are not what their hash says" }
    if !isComplete { what += ", others lie on damaged pages" }
    if altered == 0, isComplete { return found(.sound, "reports", what) }
    found(.damaged, "reports", what, blocks: "showing and coding the rest of them", help: rescue)
  }

  private mutating func lookAtEvents(_ connection: Connection) {
    let records = RecordStore(connection)
    var (whole, current, pairs, parties) = (0, 0, 0, 0)
    var faults: [String] = []
    let columns = """
      SELECT e.id, e.current, r.record, e.key FROM events e LEFT JOIN records r ON r.event = e.key
      """
    let isComplete = eachRow(connection, columns, key: "e.key", column: 3, of: "events") { row in
      let opened: Result<Event, LedgerError> = row.withBytes(2) { bytes in
        do throws(LedgerError) { return .success(try records.event(bytes, named: "\(row.int(3))")) } catch {
          return .failure(error)
        }
      }
      switch opened {
      case .failure(let error): faults.append(error.message)
      case .success(let event):
        guard HashedID(event.id).number == row.int(0) else {
          faults.append("the record of event \(row.int(3)) is that of \(event.id)")
          return
        }
        whole += 1
        if row.bool(1) {
          current += 1
          pairs += event.dyads.count
          parties += event.actor.count + event.recipient.count + event.attribution.count
        }
      }
    }
    guard faults.isEmpty, isComplete else {
      var what = "\(whole) can be opened"
      if let first = faults.first { what += ", \(faults.count) cannot: \(first)" }
      if !isComplete { what += ", others lie on damaged pages" }
      return found(.damaged, "events", what, blocks: "every answer that one of them is in", help: rescue)
    }
    found(.sound, "events", "\(whole) can be opened, \(current) of them count")
    compare(connection, "dyads", "pairs of events", to: pairs)
    compare(connection, "participants", "participants of events", to: parties)
  }

  private mutating func compare(_ connection: Connection, _ table: String, _ what: String, to count: Int) {
    do throws(LedgerError) {
      let kept = try connection.first("SELECT count(*) FROM \(table)") { row throws(LedgerError) in row.int(0)
      }
      if kept == count { return }
      found(
        .damaged, "counts", "\(kept ?? 0) \(what) are kept, and the records have \(count)",
        blocks: "counts of who deals with whom", help: rescue)
    } catch {
      found(.damaged, "counts", error.message, blocks: "counts of who deals with whom", help: rescue)
    }
  }

  /// Gives each row that can be read, by its key.
  ///
  /// Where a page is damaged, the rows are asked for one by one, so that those beside it are found.
  ///
  /// - Returns: whether no page stood in the way.
  private func eachRow(
    _ connection: Connection, _ select: String, key: String, column: Int32, of table: String,
    _ body: (borrowing Row) -> Void
  ) -> Bool {
    let step = 256
    var (last, isComplete) = (0, true)
    func give(_ condition: String, _ value: Int) throws(LedgerError) -> Int {
      var count = 0
      try connection.each("\(select) WHERE \(condition)", [.int(value)]) { row throws(LedgerError) in
        body(row)
        last = row.int(column)
        count += 1
        return true
      }
      return count
    }
    let most = most(connection, table)
    while true {
      do throws(LedgerError) {
        if try give("\(key) > ? ORDER BY \(key) LIMIT \(step)", last) < step { return isComplete }
      } catch {
        isComplete = false
        if last >= most { return false }
        let next = last + step
        for one in (last + 1)...next {
          // One that cannot be read is what this is about.
          _ = try? give("\(key) = ?", one)
        }
        last = next
      }
    }
  }

  /// The greatest key to look for; where the end of the table is damaged, as many as the file could hold.
  private func most(_ connection: Connection, _ table: String) -> Int {
    var status = stat()
    let room = stat(file, &status) == 0 ? Int(status.st_size) / 64 : 0
    let key = try? connection.first("SELECT max(key) FROM \(table)") { row throws(LedgerError) in row.int(0) }
    return min(key ?? room, room, 10_000_000)
  }

  // MARK: Counts

  private mutating func lookAtCounts(_ connection: Connection) {
    var isSound = true
    for (what, sql) in Ledger.orphans + LedgerCheckUp.counts {
      do throws(LedgerError) {
        let count = try connection.first(sql) { row throws(LedgerError) in row.int(0) } ?? 0
        if count == 0 { continue }
        found(
          .damaged, "counts", "\(count) \(what)", blocks: "answers that count or show them", help: rescue)
      } catch {
        found(.damaged, "counts", "cannot be counted: \(what): \(error.message)", help: rescue)
      }
      isSound = false
    }
    if isSound { found(.sound, "counts", "agree with what they count") }
  }

  /// What must not be there, and how much of it is.
  private static let counts = [
    (
      "acts of an incident that is not there",
      "SELECT count(*) FROM acts WHERE incident IS NOT NULL AND incident NOT IN (SELECT key FROM acts)"
    ),
    (
      "incidents without an event",
      "SELECT count(*) FROM acts WHERE incident IS NOT NULL AND key NOT IN (SELECT act FROM events)"
    ),
    (
      "pairs that count for another incident than their act",
      """
      SELECT count(*) FROM dyads d JOIN events e ON e.key = d.event JOIN acts a ON a.key = e.act
      WHERE d.incident IS NOT a.incident
      """
    ),
    (
      "pairs that count for another text than their report",
      "SELECT count(*) FROM dyads d JOIN reports r ON r.key = d.report WHERE d.copies <> r.copies"
    ),
    (
      "days whose reports are miscounted",
      """
      WITH counted AS (SELECT day, count(*) AS n FROM reports WHERE current AND day < \(Schema.undated) GROUP BY day),
        kept AS (SELECT day, reports AS n FROM coverage_days WHERE reports <> 0)
      SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))
        + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted))
      """
    ),
    (
      "reports too many or too few in the months of the sources",
      """
      SELECT abs((SELECT count(*) FROM reports WHERE current AND day < \(Schema.undated))
        - (SELECT coalesce(sum(reports), 0) FROM coverage_months))
      """
    ),
    (
      "reports too many or too few in the index of words",
      """
      SELECT abs((SELECT count(*) FROM reports WHERE current AND text IS NOT NULL)
        - (SELECT count(*) FROM report_words_docsize))
      """
    ),
  ]

  // MARK: Runs and decisions

  private mutating func lookAtRuns() {
    // A ledger that cannot be opened is told above.
    guard let ledger = try? Ledger(path: file, readOnly: true) else { return }
    do throws(LedgerError) {
      for run in try ledger.runs(limit: .max) where run.finished == nil {
        let who =
          "run \(run.id.number) (\(run.kind.rawValue), \(run.process ?? "nobody said who"), since \(run.started))"
        if let process = run.process, LedgerCheckUp.isRunning(process) {
          found(.note, "runs", "\(who) is under way")
        } else {
          found(
            .note, "runs", "\(who) was broken off after \(run.reports) reports, which are whole",
            help: "the same command again takes in the rest and nothing twice")
        }
      }
    } catch {
      found(.damaged, "runs", error.message, blocks: "the list of runs", help: rescue)
    }
  }

  /// Whether a process of this machine that a run names is there.
  private static func isRunning(_ process: String) -> Bool {
    let words = process.split(separator: " ")
    guard words.count == 4, let number = pid_t(words[1]) else { return false }
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return words[3] == host && (kill(number, 0) == 0 || errno == EPERM)
  }

  private mutating func lookAtJournal() {
    let journal = CorrectionJournal(ofLedger: file)
    if !Ledger.exists(journal.path) { return }
    do throws(LedgerError) {
      let (whole, broken) = try journal.counts()
      let said = "\(whole) decisions can be read in \(journal.path)"
      if broken > 0 {
        found(
          .note, "journal", "\(said), \(broken) lines are none",
          help: "a line that was broken off was told to whoever decided; the others count")
      } else {
        found(.sound, "journal", said)
      }
      // A ledger that cannot be opened is told above.
      guard let ledger = try? Ledger(path: file, readOnly: true) else { return }
      if try ledger.isBehind(journal) {
        found(
          .note, "journal", "it has decisions that are not in the ledger yet",
          help: "the next command that writes takes them in")
      }
    } catch {
      found(
        .damaged, "journal", error.message, blocks: "correcting, and every command that writes",
        help: "get the right to read it; the decisions that are in the ledger stay")
    }
  }

  // MARK: Around

  private mutating func lookAround() {
    if hasLog {
      found(
        .note, "log", "\(logSize) bytes in \(file)-wal: another program writes, or one was killed",
        help: "leave it where it is: it belongs to the ledger, and the next command that writes puts it in")
    }
    let folder = CorrectionJournal.folder(of: file)
    if access(file, W_OK) != 0 || access(folder, W_OK) != 0 {
      found(
        .note, "rights", "\(file) or its folder may not be written: \(String(cString: strerror(errno)))",
        blocks: "commands that change it", help: "work on a copy in a folder of yours: demarche backup COPY")
    }
    var system = statvfs()
    var status = stat()
    guard statvfs(folder, &system) == 0, stat(file, &status) == 0 else { return }
    let free = Int(system.f_bavail) * Int(system.f_frsize)
    if free < max(Int(status.st_size), 16 << 20) {
      found(
        .note, "room", "\(free >> 20) MiB are free where it lies, less than a copy of it or a run may need",
        help: "free some space before the next run")
    }
  }
}
