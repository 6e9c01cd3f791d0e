import DemarcheCorrections
import DemarcheEvents
import Glibc

extension Ledger {
  /// How many events are drawn of a ledger that has more: of these the most uncertain and important come first.
  private static let sample = 1_024
  /// Of a rare kind of event so many are looked at, by day.
  private static let listedEvents = 16_384

  /// The keys of events in the order in which they come up.
  ///
  /// - Parameter wanted: so many are enough.
  func drawnEvents(
    _ filter: EventFilter, _ order: Correction.Order, _ wanted: Int, _ numbers: inout SeededNumbers
  ) throws(LedgerError) -> [Int] {
    let last =
      try connection.first("SELECT max(key) FROM events") { row throws(LedgerError) in row.int(0) } ?? 0
    var keys: [Int] = []
    if last > 4 * Ledger.sample {
      var drawn: [Int] = []
      var known: Set<Int> = []
      for _ in 0..<(2 * Ledger.sample) {
        let key = 1 + numbers.draw(last)
        if known.insert(key).inserted { drawn.append(key) }
      }
      keys = try events(drawn, matching: filter)
    }
    // Few of those drawn fit, so not so many fit at all.
    if keys.count < max(Ledger.sample / 16, 2 * wanted) {
      keys = try listedEvents(matching: filter)
      keys.shuffle(using: &numbers)
    }
    if order == .random { return keys }
    var weighed: [(key: Int, weight: Double)] = []
    var texts: [Int: Int] = [:]
    for key in keys.prefix(max(Ledger.sample, wanted)) {
      let sql = "SELECT e.confidence, a.incident FROM events e JOIN acts a ON a.key = e.act WHERE e.key = ?"
      let row = try connection.first(sql, [.int(key)]) { row throws(LedgerError) in
        (confidence: row.double(0), incident: row.int(1))
      }
      guard let row else { continue }
      let known = texts[row.incident]
      let count = known == nil ? try self.texts(of: row.incident) : known ?? 1
      texts[row.incident] = count
      weighed.append((key, (1 - row.confidence) * log(1 + Double(count))))
    }
    return weighed.sorted { ($1.weight, $0.key) < ($0.weight, $1.key) }.map(\.key)
  }

  /// Those of some events that fit a filter, in their order.
  private func events(_ keys: [Int], matching filter: EventFilter) throws(LedgerError) -> [Int] {
    let query = try EventQuery(filter, in: self, among: keys)
    if query.isEmpty { return [] }
    var fitting: [Int] = []
    let sql = "SELECT e.key \(query.tables) \(query.condition) ORDER BY drawn.key"
    try connection.each(sql, query.values) { row throws(LedgerError) in
      fitting.append(row.int(0))
      return true
    }
    return fitting
  }

  private func listedEvents(matching filter: EventFilter) throws(LedgerError) -> [Int] {
    let query = try EventQuery(filter, in: self)
    if query.isEmpty { return [] }
    var keys: Set<Int> = []
    for year in query.years.map({ $0.map(Optional.some) }) ?? [nil] {
      let sql = """
        SELECT e.key \(query.tables) \(query.condition)\(year == nil ? "" : " AND d.year = ?") LIMIT \(Ledger.listedEvents)
        """
      try connection.each(sql, query.values + (year.map { [.int($0)] } ?? [])) { row throws(LedgerError) in
        keys.insert(row.int(0))
        return keys.count < Ledger.listedEvents
      }
    }
    return keys.sorted()
  }

  private func texts(of incident: Int) throws(LedgerError) -> Int {
    let sql = """
      SELECT count(DISTINCT r.copies) FROM acts a INDEXED BY acts_by_incident JOIN reports r ON r.key = a.report
      WHERE a.incident = ?
      """
    return try connection.first(sql, [.int(incident)]) { row throws(LedgerError) in row.int(0) } ?? 1
  }

  /// Adds an event unless the person has decided on it; false when it was not added.
  func add(
    event key: Int, for coder: String, to found: inout Candidates
  ) throws(LedgerError) -> Bool {
    let sql = """
      SELECT e.report, e.field, e.sentence, rec.record, e.id FROM events e JOIN records rec ON rec.event = e.key
      WHERE e.key = ?
      """
    let drawn = try connection.first(sql, [.int(key)]) { row throws(LedgerError) in
      (
        place: SentencePlace(report: row.int(0), field: row.int(1), number: row.int(2)),
        event: try opened(row, 3, named: "\(row.int(4))")
      )
    }
    guard let (place, event) = drawn else { return false }
    guard var candidate = try candidate(place) else {
      found.passedOver += 1
      return false
    }
    candidate.target.event = event.id
    candidate.target.trigger = Stretch(event.trigger.start, event.trigger.end)
    candidate.event = event
    let own = try corrections(on: event).filter { $0.coder == coder && !$0.isAdjudication }
    let item = CorrectionItem(
      text: candidate.target.text, report: event.report, field: event.field,
      place: candidate.target.trigger.map { .event(trigger: $0, type: event.event) }
        ?? .sentence(candidate.target.span))
    let isDecided = own.contains { $0.item == item } || CorrectionStatus(of: event, by: own) != .machine
    if isDecided { return false }
    found.items.append(candidate)
    return true
  }
}
