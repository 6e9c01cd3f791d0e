/// Texts that stand for a number in the other tables: codes, types, rules, names ...
///
/// A number is given once and never changes as long as something has it. What was looked up is remembered, up to a bound, and until another
/// program changes the file: it may have swept a text away and given its number to another.
final class Terms {
  private let connection: Connection
  private let find: String
  private let add: String
  private var known: [String: Int] = [:]
  private let bound = 100_000

  /// - Parameters:
  ///   - table: a table with the columns `id` and `column`, the latter unique.
  init(_ connection: Connection, table: String, column: String) {
    self.connection = connection
    find = "SELECT id FROM \(table) WHERE \(column) = ?"
    add = "INSERT INTO \(table) (\(column)) VALUES (?)"
  }

  /// Forgets what it remembers; the table stays.
  func forget() { known.removeAll(keepingCapacity: true) }

  /// The number of a text, or nil when it has none yet.
  func find(_ text: String) throws(LedgerError) -> Int? {
    if try connection.isChangedByOthers() { connection.onUndo?() }
    if let id = known[text] { return id }
    let id = try connection.first(find, [.text(text)]) { row throws(LedgerError) in row.int(0) }
    if let id { remember(text, id) }
    return id
  }

  /// The number of a text, a new one when it has none yet.
  func number(_ text: String) throws(LedgerError) -> Int {
    if let id = try find(text) { return id }
    try connection.run(add, [.text(text)])
    let id = connection.lastKey
    remember(text, id)
    return id
  }

  private func remember(_ text: String, _ id: Int) {
    if known.count >= bound { forget() }
    known[text] = id
  }
}
