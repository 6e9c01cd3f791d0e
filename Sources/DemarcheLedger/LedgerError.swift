import Glibc

/// Why a ledger could not be read or written, with what to do about it.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened: missing, no permission, no disk.
    case unreachable
    /// The file is something else than a ledger.
    case notALedger
    /// A later release wrote the file.
    case newerSchema
    /// Another program holds the file.
    case busy
    /// The disk is full, or the file may not grow.
    case noSpace
    /// The file or its folder may be read and not written.
    case readOnly
    /// The file holds what no ledger can hold.
    case damaged
    /// What was given breaks a rule of the ledger; nothing of it was stored.
    case refused
    /// Anything else that SQLite reports.
    case failed
  }

  public var kind: Kind
  public var file: String
  /// SQLite's extended result code; 0 when SQLite itself saw no fault.
  public var code: Int
  public var message: String
  /// The statement that failed, where there is one.
  public var sql: String?

  public init(kind: Kind, file: String, code: Int = 0, message: String, sql: String? = nil) {
    self.kind = kind
    self.file = file
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// What the system said of a file.
  init(_ file: String, _ what: String, _ error: Int32) {
    let kind: Kind = LedgerError.isNoSpace(error) ? .noSpace : error == EROFS ? .readOnly : .failed
    let space = kind == .noSpace ? "no space left: " : ""
    self.init(kind: kind, file: file, message: "\(what): \(space)\(String(cString: strerror(error)))")
  }

  /// What to do, in one sentence.
  public var help: String {
    switch kind {
    case .unreachable: "Check that the folder of \(file) exists and may be written, or name another ledger."
    case .notALedger: "Name a file that Demarche made, or one that does not exist yet."
    case .newerSchema: "Open it with the release that wrote it or a later one, or name another ledger."
    case .busy: "Wait until the other program that uses \(file) is done, then try again."
    case .noSpace:
      "Free space where \(file) lies, then do the same again: what was stored before is there, and only the rest is done."
    case .readOnly:
      "Work on a copy in a folder of yours, with the files beside it that begin with its name; or get the right to write."
    case .damaged:
      "Restore \(file) from a backup; demarche doctor --ledger \(file) says what is damaged and saves what can be read."
    case .refused: "Correct what was given; nothing of it was stored."
    case .failed: "Check that the disk has room and that \(file) may be written."
    }
  }

  /// Whether the system says that a file cannot grow.
  static func isNoSpace(_ error: Int32) -> Bool { [ENOSPC, EDQUOT, EFBIG].contains(error) }

  /// File, message, code and statement; ``help`` stands apart.
  public var description: String {
    var text = "\(file): \(message)"
    if code != 0 { text += " (SQLite \(code))" }
    if let sql { text += " in: \(sql)" }
    return text
  }
}
