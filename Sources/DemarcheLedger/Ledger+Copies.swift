import DemarcheEvents
import DemarcheIncidents

// Near copies are one text: the connected parts of a symmetric test. `reports.copies` is the key of the first report of the part that
// came in, the same number for all of it; none is ever deleted for being a copy.
extension Ledger {
  /// Finds the near copies of a new report and gives all of them one number, which it returns.
  ///
  /// - Cost: a look-up for each band, and a comparison of signatures for each text that shares one.
  func joinCopies(_ key: Int, _ signature: TextSignature?) throws(LedgerError) -> Int {
    var copies = key
    if let signature {
      let near = try nearCopies(of: key, signature)
      for band in Set(signature.bands) {
        try connection.run(
          "INSERT INTO bands (band, report) VALUES (?, ?)", [SQLValue(hash: band), .int(key)])
      }
      let parts = Set(near.map(\.copies)).sorted()
      copies = parts.first ?? key
      // The new text may stand between two that were no copies of each other.
      for part in parts.dropFirst() { try renumber(part, as: copies) }
    }
    try connection.run("UPDATE reports SET copies = ? WHERE key = ?", [.int(copies), .int(key)])
    return copies
  }

  /// Takes a report out of its part, whose rest may fall apart.
  func leaveCopies(_ key: Int, _ signature: TextSignature?) throws(LedgerError) {
    guard let signature else { return }
    for band in Set(signature.bands) {
      try connection.run(
        "DELETE FROM bands WHERE band = ? AND report = ?", [SQLValue(hash: band), .int(key)])
    }
    let sql =
      "SELECT key, signature FROM reports WHERE copies = (SELECT copies FROM reports WHERE key = ?) AND key <> ?"
    var rest: [(key: Int, signature: TextSignature)] = []
    try connection.each(sql, [.int(key), .int(key)]) { row throws(LedgerError) in
      if let signature = TextSignature(bytes: row.bytes(1)) { rest.append((row.int(0), signature)) }
      return true
    }
    try renumber(report: key, as: key)
    for member in rest { try renumber(report: member.key, as: member.key) }
    // Once more, as if they came in anew.
    for member in rest.sorted(by: { $0.key < $1.key }) {
      let near = try nearCopies(of: member.key, member.signature)
      let parts = Set(near.map(\.copies)).union([try copies(of: member.key)]).sorted()
      for part in parts.dropFirst() { try renumber(part, as: parts[0]) }
    }
  }

  private func copies(of key: Int) throws(LedgerError) -> Int {
    try connection.first("SELECT copies FROM reports WHERE key = ?", [.int(key)]) { row throws(LedgerError) in
      row.int(0)
    } ?? key
  }

  private func nearCopies(
    of key: Int, _ signature: TextSignature
  ) throws(LedgerError) -> [(key: Int, copies: Int)] {
    var seen: Set<Int> = [key]
    var near: [(key: Int, copies: Int)] = []
    let sql = """
      SELECT b.report, r.copies, r.signature FROM bands b JOIN reports r ON r.key = b.report WHERE b.band = ?
      """
    for band in Set(signature.bands).sorted() {
      try connection.each(sql, [SQLValue(hash: band)]) { row throws(LedgerError) in
        let other = row.int(0)
        guard seen.insert(other).inserted, let signed = TextSignature(bytes: row.bytes(2)) else {
          return true
        }
        if signature.isNearCopy(of: signed) { near.append((other, row.int(1))) }
        return true
      }
    }
    return near
  }

  private func renumber(_ part: Int, as number: Int) throws(LedgerError) {
    var members: [Int] = []
    try connection.each("SELECT key FROM reports WHERE copies = ?", [.int(part)]) { row throws(LedgerError) in
      members.append(row.int(0))
      return true
    }
    for member in members { try renumber(report: member, as: number) }
  }

  private func renumber(report key: Int, as number: Int) throws(LedgerError) {
    try connection.run("UPDATE reports SET copies = ? WHERE key = ?", [.int(number), .int(key)])
    try eachDyad(ofReport: key) { row throws(LedgerError) in
      try connection.run("UPDATE dyads SET copies = ? \(Ledger.isDyad)", [.int(number)] + row)
    }
  }

  /// The condition of one row of `dyads`, whose values ``eachDyad(ofReport:act:_:)`` gives.
  static let isDyad = "WHERE year = ? AND a = ? AND b = ? AND day = ? AND event = ?"

  /// Gives the keys of the rows of `dyads` that a report's events have.
  ///
  /// There is no index from event to pair: the codes of an event's participants lead to them.
  func eachDyad(
    ofReport key: Int, act: Int? = nil,
    _ body: ([SQLValue]) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    for (key, day, event) in try currentEvents(ofReport: key, act: act) {
      for (pair, _) in event.dyads {
        guard let a = try codes.find(pair.a), let b = try codes.find(pair.b) else { continue }
        try body([.int(Ledger.year(day)), .int(a), .int(b), .int(day), .int(key)])
      }
    }
  }
}
