/// What a ledger could not do: the file, SQLite's own words, the statement, and the way out.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  /// SQLite's extended result code; 0 when the fault is not SQLite's.
  public var code: Int32
  public var message: String
  /// The statement that failed.
  public var sql: String?
  public var help: String

  public init(path: String, code: Int32 = 0, message: String, sql: String? = nil, help: String) {
    self.path = path
    self.code = code
    self.message = message
    self.sql = sql
    self.help = help
  }

  public var description: String {
    let statement = sql.map { "\n  in: \($0.split(separator: "\n").first ?? "")" } ?? ""
    return "\(path): \(message)\(code == 0 ? "" : " (SQLite \(code))")\(statement)\n  help: \(help)"
  }
}
