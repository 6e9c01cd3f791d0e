import DemarcheJSON
import Glibc

public import DemarcheCorrections

/// The file beside a ledger into which each decision goes before it goes into the ledger: a line of JSON each, only ever added to.
///
/// So no decision waits for a long ingest that holds the ledger, and none is lost when a process or the machine stops. What the ledger does
/// not have yet it takes in with ``Ledger/takeIn(_:)``. A line that was broken off is told and hides none of the later ones.
public struct CorrectionJournal: Hashable, Sendable {
  public let path: String

  /// The journal of a ledger: `gulf.db.corrections.jsonl` of `gulf.db`.
  public init(ofLedger path: String) { self.path = path + CorrectionJournal.ending }

  private static let ending = ".corrections.jsonl"

  /// Writes a decision and waits until it lies on the disk.
  ///
  /// It is written as no earlier than the one before it: were the clock set back in between, it would count as superseded by what it
  /// supersedes.
  ///
  /// - Throws: `LedgerError` when it could not be written whole; what was written of it hides no other decision.
  public func append(_ correction: Correction) throws(LedgerError) {
    if let fault = correction.fault {
      throw LedgerError(kind: .refused, file: path, message: "decision \(correction.id): \(fault)")
    }
    let isNew = access(path, F_OK) != 0
    let rights = FileRights.like(String(path.dropLast(CorrectionJournal.ending.count)))
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, rights)
    guard descriptor >= 0 else { throw fault("cannot open", kind: .unreachable) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    if try !endsWhole(descriptor) { bytes.append(UInt8(ascii: "\n")) }
    var correction = correction
    if let last = try lastMade() {
      correction.made = correction.isMade(before: last) ? last : correction.made
    }
    correction.json.write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    // One call, so that lines of several programs do not mix; where the disk takes a part only, the next call says why.
    var at = 0
    while at < bytes.count {
      let wrote = bytes[at...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if wrote < 0 {
        if errno == EINTR { continue }
        throw fault("cannot write all of a decision")
      }
      at += wrote
    }
    guard fsync(descriptor) == 0 else { throw fault("cannot bring a decision to the disk") }
    if isNew { syncFolder() }
  }

  /// When the last decision was made, as far as its line can be read.
  private func lastMade() throws(LedgerError) -> String? {
    let line = try lines(from: max(0, size - 1 << 16)).last { $0.isWhole }
    return line.flatMap { CorrectionJournal.correction($0.bytes)?.made }
  }

  /// The folder that a file lies in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// A new file is there after a power cut only when its folder is on the disk too.
  private func syncFolder() {
    let descriptor = open(CorrectionJournal.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Whether the last line has its end.
  private func endsWhole(_ descriptor: Int32) throws(LedgerError) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw fault("cannot read") }
    if size == 0 { return true }
    var last: UInt8 = 0
    guard pread(descriptor, &last, 1, size - 1) == 1 else { throw fault("cannot read") }
    return last == UInt8(ascii: "\n")
  }

  /// The size in bytes; 0 when there is no journal.
  var size: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The bytes from an offset on; at most `most` of them.
  func bytes(from offset: Int, most: Int = .max) throws(LedgerError) -> [UInt8] {
    let count = min(most, size - offset)
    if count <= 0 { return [] }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault("cannot open", kind: .unreachable) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var at = 0
    while at < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { pread(descriptor, $0 + at, count - at, offset + at) } ?? 0
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw fault("cannot read")
      }
      if got == 0 { break }
      at += got
    }
    return Array(bytes[..<at])
  }

  /// A line and where it begins.
  struct Line {
    var offset: Int
    var bytes: ArraySlice<UInt8>
    /// Whether it has its end.
    var isWhole: Bool
  }

  /// The lines from an offset on, without empty ones.
  func lines(from offset: Int) throws(LedgerError) -> [Line] {
    let bytes = try bytes(from: offset)
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let line = bytes[start..<(end ?? bytes.count)]
      if !line.allSatisfy({ $0 == 0x20 }) {
        lines.append(Line(offset: offset + start, bytes: line, isWhole: end != nil))
      }
      start = (end ?? bytes.count) + 1
    }
    return lines
  }

  /// How many lines are decisions, and how many are not.
  func counts() throws(LedgerError) -> (decisions: Int, broken: Int) {
    let all = try lines(from: 0)
    let decisions = all.reduce(0) { $0 + (CorrectionJournal.correction($1.bytes) == nil ? 0 : 1) }
    return (decisions, all.count - decisions)
  }

  /// Takes the words of a report out of the decisions on it, each in its place, so that the length of the file stays.
  ///
  /// - Parameter names: ids and hashes; a broken line that holds one of them is overwritten whole.
  func forgetWords(of names: [String], where isToGo: (Correction) -> Bool) throws(LedgerError) {
    if size == 0 { return }
    let marks = names.map { Array(JSON.string($0).line.utf8) }
    var descriptor: Int32 = -1
    defer { if descriptor >= 0 { close(descriptor) } }
    for line in try lines(from: 0) {
      var bare: [UInt8] = []
      if let correction = CorrectionJournal.correction(line.bytes) {
        guard isToGo(correction) else { continue }
        correction.withoutWords.json.write(to: &bare)
      } else if !marks.contains(where: { line.bytes.firstRange(of: $0) != nil }) {
        continue
      }
      // Only a line that another program wrote can be shorter; the ledger has what it said.
      if bare.count > line.bytes.count { bare = [] }
      bare += repeatElement(0x20, count: line.bytes.count - bare.count)
      if descriptor < 0 {
        descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("cannot open", kind: .unreachable) }
      }
      guard pwrite(descriptor, bare, bare.count, line.offset) == bare.count else {
        throw fault("cannot overwrite the words of a forgotten report")
      }
    }
    if descriptor >= 0, fsync(descriptor) != 0 { throw fault("cannot bring the change to the disk") }
  }

  private static func correction(_ line: ArraySlice<UInt8>) -> Correction? {
    guard let json = try? JSON.read(line) else { return nil }
    return try? Correction(json: json)
  }

  private func fault(_ what: String, kind: LedgerError.Kind = .failed) -> LedgerError {
    var error = LedgerError(path, what, errno)
    if error.kind == .failed { error.kind = kind }
    return error
  }
}

/// What came of taking a journal in.
public struct TakenIn: Hashable, Sendable {
  /// A line of the journal that is no decision.
  public struct Fault: Hashable, Sendable {
    /// Bytes from the start of the journal.
    public var offset: Int
    public var message: String
  }

  /// How many decisions the ledger did not have.
  public var added: Int
  /// Each is told once.
  public var faults: [Fault]

  public init(added: Int = 0, faults: [Fault] = []) {
    self.added = added
    self.faults = faults
  }
}

extension Ledger {
  /// Whether the journal holds what the ledger has not looked at.
  public func isBehind(_ journal: CorrectionJournal) throws(LedgerError) -> Bool {
    try taken(of: journal) < journal.size
  }

  /// Takes in the decisions of a journal that the ledger does not have yet.
  ///
  /// What it looked at before it does not look at again, unless the file is another one. A last line without its end is left for the next
  /// time: somebody may be writing it.
  ///
  /// - Throws: `LedgerError`, of kind `busy` where another program holds the ledger for long: then try later.
  public func takeIn(_ journal: CorrectionJournal) throws(LedgerError) -> TakenIn {
    guard try isBehind(journal) else { return TakenIn() }
    return try transaction { () throws(LedgerError) in
      var result = TakenIn()
      let start = try taken(of: journal)
      var end = start
      for line in try journal.lines(from: start) where line.isWhole {
        end = line.offset + line.bytes.count + 1
        do {
          let correction = try Correction(json: try JSON.read(line.bytes))
          do throws(LedgerError) {
            if try add(correction) { result.added += 1 }
          } catch {
            guard error.kind == .refused else { throw error }
            result.faults.append(TakenIn.Fault(offset: line.offset, message: error.message))
          }
        } catch let error as LedgerError {
          throw error
        } catch {
          result.faults.append(TakenIn.Fault(offset: line.offset, message: "\(error)"))
        }
      }
      if end > start {
        try connection.run(
          "INSERT OR REPLACE INTO journal (id, taken, beginning) VALUES (1, ?, ?)",
          [.int(end), .blob(try journal.bytes(from: 0, most: 48))])
      }
      return result
    }
  }

  /// Up to which byte of the journal the ledger has looked; 0 when it knows another one.
  private func taken(of journal: CorrectionJournal) throws(LedgerError) -> Int {
    let known = try connection.first("SELECT taken, beginning FROM journal") { row throws(LedgerError) in
      (taken: row.int(0), beginning: row.bytes(1))
    }
    guard let known, known.taken <= journal.size else { return 0 }
    let beginning = try journal.bytes(from: 0, most: known.beginning.count)
    return beginning == known.beginning ? known.taken : 0
  }
}
