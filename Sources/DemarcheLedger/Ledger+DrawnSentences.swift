import DemarcheCorrections
import DemarcheEvents

extension Ledger {
  /// Up to so many reports all sentences are listed and shuffled; of more they are drawn one by one.
  private static let listedReports = 1_000
  /// How often a sentence is drawn before a queue is held to be done.
  private static let draws = 20_000
  /// After so many draws in vain sentences of the other kind are looked for.
  private static let vainDraws = 2_000

  /// Gives sentences by chance until `body` returns false or there are no more.
  func forEachSentence(
    _ queue: Correction.Queue, _ filter: EventFilter?, _ numbers: inout SeededNumbers,
    _ body: (SentencePlace) throws(LedgerError) -> Bool
  ) throws(LedgerError) {
    let last =
      try connection.first("SELECT max(key) FROM reports") { row throws(LedgerError) in row.int(0) } ?? 0
    if let names = filter?.sources {
      let known = try names.map { (name) throws(LedgerError) in try sources.find(name) }
      if known.allSatisfy({ $0 == nil }) { return }
    }
    var (withEvents, without): ([SentencePlace], [SentencePlace]) = ([], [])
    let isListed = last <= Ledger.listedReports || filter?.report != nil
    if isListed {
      for (place, hasEvents) in try listedSentences(filter) {
        if hasEvents { withEvents.append(place) } else { without.append(place) }
      }
      withEvents.shuffle(using: &numbers)
      without.shuffle(using: &numbers)
    }
    var seen: Set<SentencePlace> = []
    // Which kind comes next is drawn first and kept until one is found: sentences with events are met more easily than others.
    var isOfEvents = queue == .blind && numbers.next() % 2 == 0
    var vain = 0
    for _ in 0..<Ledger.draws {
      var place: SentencePlace?
      if isListed {
        place = isOfEvents ? withEvents.popLast() ?? without.popLast() : without.popLast()
        if place == nil, queue == .blind { place = withEvents.popLast() }
        if place == nil { return }
      } else {
        place =
          isOfEvents ? try drawnSentenceOfEvent(filter, &numbers) : try drawnSentence(last, filter, &numbers)
      }
      guard let place, seen.insert(place).inserted else {
        vain += 1
        // There may be no more of this kind.
        if vain % Ledger.vainDraws == 0, queue == .blind { isOfEvents.toggle() }
        continue
      }
      if try !body(place) { return }
      isOfEvents = queue == .blind && numbers.next() % 2 == 0
    }
  }

  /// What of a filter holds for sentences: conditions on `r`.
  private func conditions(
    onReports filter: EventFilter?
  ) throws(LedgerError) -> (sql: String, values: [SQLValue]) {
    var sql = "r.current AND r.copies = r.key"
    var values: [SQLValue] = []
    if let report = filter?.report {
      sql += " AND r.id = ?"
      values.append(.text(report))
    }
    if let from = filter?.from {
      sql += " AND r.day >= ? AND r.day < \(Schema.undated)"
      values.append(.int(from.number))
    }
    if let until = filter?.until {
      sql += " AND r.day <= ?"
      values.append(.int(until.number))
    }
    if let names = filter?.sources {
      let known = try names.map { (name) throws(LedgerError) in try sources.find(name) }.compactMap { $0 }
      sql += " AND r.source IN (\(repeatElement("?", count: known.count).joined(separator: ", ")))"
      values += known.map(SQLValue.int)
    }
    return (sql, values)
  }

  private static let hasEvents = """
    EXISTS (SELECT 1 FROM events e INDEXED BY events_by_report
      WHERE e.report = s.report AND e.current AND e.field = s.field AND e.sentence = s.sentence)
    """

  private func listedSentences(
    _ filter: EventFilter?
  ) throws(LedgerError) -> [(place: SentencePlace, hasEvents: Bool)] {
    let (condition, values) = try conditions(onReports: filter)
    var found: [(place: SentencePlace, hasEvents: Bool)] = []
    let sql = """
      SELECT s.report, s.field, s.sentence, \(Ledger.hasEvents)
      FROM reports r CROSS JOIN sentences s ON s.report = r.key
      WHERE \(condition) ORDER BY s.report, s.field, s.sentence
      """
    try connection.each(sql, values) { row throws(LedgerError) in
      let place = SentencePlace(report: row.int(0), field: row.int(1), number: row.int(2))
      found.append((place, row.bool(3)))
      return true
    }
    return found
  }

  /// A sentence without events, every one as likely as any other of the first 127 of a report; nil where nothing lies at the place drawn.
  private func drawnSentence(
    _ last: Int, _ filter: EventFilter?, _ numbers: inout SeededNumbers
  ) throws(LedgerError) -> SentencePlace? {
    let report = 1 + numbers.draw(last)
    let number = numbers.draw(128)
    // The title is one of them.
    let place = SentencePlace(report: report, field: number == 0 ? 0 : 1, number: max(1, number))
    let (condition, values) = try conditions(onReports: filter)
    let sql = """
      SELECT 1 FROM sentences s CROSS JOIN reports r ON r.key = s.report
      WHERE s.report = ? AND s.field = ? AND s.sentence = ? AND NOT \(Ledger.hasEvents) AND \(condition)
      """
    let isThere = try connection.first(
      sql, [.int(place.report), .int(place.field), .int(place.number)] + values
    ) { _ throws(LedgerError) in true }
    return isThere == nil ? nil : place
  }

  /// A sentence with events, every one as likely as any other, however many it has.
  private func drawnSentenceOfEvent(
    _ filter: EventFilter?, _ numbers: inout SeededNumbers
  ) throws(LedgerError) -> SentencePlace? {
    let last =
      try connection.first("SELECT max(key) FROM events") { row throws(LedgerError) in row.int(0) } ?? 0
    let (condition, values) = try conditions(onReports: filter)
    let sql = """
      SELECT e.report, e.field, e.sentence, (SELECT count(*) FROM events o INDEXED BY events_by_report
        WHERE o.report = e.report AND o.current AND o.field = e.field AND o.sentence = e.sentence)
      FROM events e CROSS JOIN reports r ON r.key = e.report WHERE e.key = ? AND e.current AND \(condition)
      """
    let drawn = try connection.first(sql, [.int(1 + numbers.draw(last))] + values) {
      row throws(LedgerError) in
      (SentencePlace(report: row.int(0), field: row.int(1), number: row.int(2)), row.int(3))
    }
    guard let (place, count) = drawn, numbers.draw(count) == 0 else { return nil }
    return place
  }

  /// Adds a sentence unless the person has marked it, or decided on an event in it.
  func add(
    sentence place: SentencePlace, for coder: String, to found: inout Candidates
  ) throws(LedgerError) {
    guard let candidate = try candidate(place) else {
      found.passedOver += 1
      return
    }
    let target = candidate.target
    let sql = """
      SELECT 1 FROM corrections WHERE text_hash = ? AND coder = ? AND field = ? AND start < ? AND end > ?
        AND (field = 1 OR report = ?) AND (in_force OR event IS NOT NULL) LIMIT 1
      """
    let values: [SQLValue] = [
      .blob(Hexadecimal.bytes(target.text) ?? []), .text(coder), .int(target.field.number),
      .int(target.span.end), .int(target.span.start), .text(target.report),
    ]
    let isDecided = try connection.first(sql, values) { _ throws(LedgerError) in true }
    if isDecided == nil { found.items.append(candidate) }
  }
}
