public import DemarcheEvents

/// What a person wrote on a day of a pair.
public struct Note: Hashable, Sendable {
  public var number: Int
  /// ISO 8601, in UTC.
  public var made: String
  public var person: String?
  /// The codes of the pair, the earlier one first.
  public var pair: [String]
  public var day: Day
  public var text: String
}

extension Ledger {
  /// Keeps a note on a day of a pair, in whatever order the two are named, and gives its number.
  ///
  /// - Throws: `LedgerError` of kind `refused` for an empty text or code.
  public func addNote(
    _ text: String, on day: Day, about a: String, _ b: String, person: String? = nil, made: String? = nil
  ) throws(LedgerError) -> Int {
    if text.isEmpty || a.isEmpty || b.isEmpty { throw refused("a note has a text and two codes") }
    let pair = [a, b].sorted()
    return try transaction { () throws(LedgerError) in
      try connection.run(
        "INSERT INTO notes (made, person, a, b, day, text) VALUES (coalesce(?, \(Run.now)), ?, ?, ?, ?, ?)",
        [
          SQLValue(made), SQLValue(person), .text(pair[0]), .text(pair[1]), .int(day.number), .text(text),
        ])
      return connection.lastKey
    }
  }

  /// The notes on a pair, by day, then in the order made; `from` and `until` are included.
  public func notes(
    about a: String, _ b: String, from: Day? = nil, until: Day? = nil
  ) throws(LedgerError) -> [Note] {
    let pair = [a, b].sorted()
    var notes: [Note] = []
    let sql = """
      SELECT id, made, person, a, b, day, text FROM notes
      WHERE a = ?1 AND b = ?2 AND day >= coalesce(?3, day) AND day <= coalesce(?4, day) ORDER BY day, id
      """
    let values: [SQLValue] = [
      .text(pair[0]), .text(pair[1]), SQLValue(from?.number), SQLValue(until?.number),
    ]
    try connection.each(sql, values) { row throws(LedgerError) in
      notes.append(
        Note(
          number: row.int(0), made: row.text(1), person: row.optionalText(2),
          pair: [row.text(3), row.text(4)],
          day: Day(number: row.int(5)), text: row.text(6)))
      return true
    }
    return notes
  }

  /// Takes a note out; false when there is none of that number.
  public func remove(note number: Int) throws(LedgerError) -> Bool {
    try transaction { () throws(LedgerError) in
      try connection.run("DELETE FROM notes WHERE id = ?", [.int(number)])
      return connection.changes == 1
    }
  }
}
