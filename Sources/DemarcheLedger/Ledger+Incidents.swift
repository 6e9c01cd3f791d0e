import DemarcheEvents
import DemarcheIncidents
import DemarcheText

// An act is an incident inside one report; an incident across reports is the part of the acts that `grouped` makes of them, named by its
// first act: the one that was published first, then the one whose id comes first. Every act is compared only with those that share a key, and
// only the connected parts that a new act touches are made anew.
extension Ledger {
  /// Stores the acts of a report; for each event the key of its act.
  func insertActs(_ coded: CodedReport, _ stored: StoredReport) throws(LedgerError) -> [Int] {
    var keys = Array(repeating: 0, count: coded.events.count)
    let splits = try splits(inText: stored.textHash)
    let compared = Dictionary(coded.acts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for lines in Ledger.acts(of: coded.events, splits: splits) {
      let events = lines.map { coded.events[$0] }
      guard let first = events.first else { continue }
      let id = Ledger.id(of: events, in: coded.events)
      let whole = compared[first.incident]
      // Where a person split an incident, each part is compared by its own lines.
      var act = whole
      if id != first.incident || whole == nil {
        act = Act(lines: events, wording: whole?.wording ?? [], context: whole?.context ?? [])?.named(id)
      }
      guard let act else { continue }
      try connection.run(
        """
        INSERT INTO acts (key, incident, id, report, day, compared, act)
        SELECT k, k, ?, ?, ?, ?, ? FROM (SELECT coalesce(max(key), 0) + 1 AS k FROM acts)
        """,
        [
          .int(HashedID(id).number), .int(stored.key), .int(act.day?.number ?? Schema.undated),
          SQLValue(whole != nil), .blob(act.bytes),
        ])
      let key = connection.lastKey
      if whole != nil, joining != nil { try insertKeys(of: act, key: key) }
      for line in lines { keys[line] = key }
    }
    return keys
  }

  private func insertKeys(of act: Act, key: Int) throws(LedgerError) {
    for block in act.keys {
      try connection.run(
        "INSERT INTO act_keys (block, act) VALUES (?, ?)", [SQLValue(hash: block), .int(key)])
    }
  }

  /// The lines of each act: those of one incident, without two that a person split.
  private static func acts(of events: [Event], splits: [Split]) -> [[Int]] {
    var acts: [[Int]] = []
    for (line, event) in events.enumerated() {
      let fit = acts.firstIndex { members in
        !event.incident.isEmpty && events[members[0]].incident == event.incident
          && members.allSatisfy { other in !splits.contains { $0.parts(events[other], event) } }
      }
      if let fit { acts[fit].append(line) } else { acts.append([line]) }
    }
    return acts
  }

  /// The id of an act: the incident of its lines, or one of its own where the incident is split or has no name.
  private static func id(of lines: [Event], in all: [Event]) -> String {
    guard let first = lines.first else { return "" }
    let whole = all.first { $0.incident == first.incident }
    if !first.incident.isEmpty, whole?.id == first.id { return first.incident }
    return "in_" + SHA256.hex(of: "act \(first.report) \(first.id)").prefix(16)
  }

  /// Compares new acts with those that share a key, and makes the parts they touch anew.
  func join(_ new: [Int]) throws(LedgerError) {
    guard let joining else { return }
    var touched: Set<Int> = []
    let hasDecisions =
      try connection.first("SELECT 1 FROM decisions LIMIT 1") { _ throws(LedgerError) in true } ?? false
    for key in new {
      guard let act = try act(key) else { continue }
      let others = try link(act, key, joining)
      if !others.isEmpty {
        var isPlaced = false
        if !hasDecisions, touched.isEmpty { isPlaced = try enter(act, key, others, joining) }
        if !isPlaced { touched.insert(key) }
      }
      if hasDecisions, try !decided(on: key).isEmpty { touched.insert(key) }
    }
    try regroup(touched)
  }

  /// Links an act with all acts that share a key and pass the test, and gives their keys.
  private func link(_ act: Act, _ key: Int, _ joining: Joining) throws(LedgerError) -> [Int] {
    var seen: Set<Int> = [key]
    var found: [(other: Int, link: Link)] = []
    var others: [Int] = []
    for block in act.keys {
      try connection.each("SELECT act FROM act_keys WHERE block = ?", [SQLValue(hash: block)]) {
        row throws(LedgerError) in
        if seen.insert(row.int(0)).inserted { others.append(row.int(0)) }
        return true
      }
    }
    acts.remember(act, key)
    for other in others {
      if let known = try remembered(other), let link = joining.link(act, known) {
        found.append((other, link))
      }
    }
    found.sort { ($1.link.confidence, $0.other) < ($0.link.confidence, $1.other) }
    for (rank, (other, link)) in found.enumerated() {
      try connection.run(
        "INSERT OR REPLACE INTO links (a, b, confidence, why) VALUES (?, ?, ?, ?)",
        [
          .int(min(key, other)), .int(max(key, other)), .double(link.confidence),
          // A story that a thousand outlets print has half a million links, and few of them are ever shown.
          .text(rank < Ledger.reasonedLinks ? link.why.joined(separator: "; ") : ""),
        ])
    }
    return found.map(\.other)
  }

  private func remembered(_ key: Int) throws(LedgerError) -> Act? {
    if let act = acts[key] { return act }
    let act = try act(key)
    if let act { acts.remember(act, key) }
    return act
  }

  /// How many of an act's links keep their reasons, the surest first.
  private static let reasonedLinks = 4

  /// Puts an act into the one incident that all its links lead to; false where they lead to several, or a member contradicts it.
  ///
  /// Then the part need not be made anew: the groups are those that `grouped` makes. For whatever the act's group meets on the way is either in
  /// that incident in the end, and so does not contradict the act, or was kept apart from it without the act as well.
  private func enter(_ act: Act, _ key: Int, _ others: [Int], _ joining: Joining) throws(LedgerError) -> Bool
  {
    var incidents: Set<Int> = []
    for other in others {
      let incident = try connection.first("SELECT incident FROM acts WHERE key = ?", [.int(other)]) {
        row throws(LedgerError) in row.int(0)
      }
      if let incident { incidents.insert(incident) }
      if incidents.count > 1 { return false }
    }
    guard let incident = incidents.first else { return false }
    var members: [Int] = []
    var first: Act?
    var isContradicted = false
    try connection.each("SELECT key, act FROM acts WHERE incident = ?", [.int(incident)]) {
      row throws(LedgerError) in
      guard let member = row.withBytes(1, { Act(bytes: $0) }) else { return true }
      members.append(row.int(0))
      if row.int(0) == incident { first = member }
      isContradicted = joining.contradiction(act, member) != nil
      return !isContradicted
    }
    guard !isContradicted, let first else { return false }
    if act.comesBefore(first) {
      for member in members + [key] { try setIncident(of: member, to: key) }
    } else {
      try setIncident(of: key, to: incident)
    }
    return true
  }

  /// Makes the incidents of all acts anew that are connected with the given ones.
  func regroup(_ start: Set<Int>) throws(LedgerError) {
    guard let joining else { return }
    var left = start
    while let first = left.min() {
      let part = try connected(with: first)
      left.subtract(part.keys)
      try group(part, joining)
    }
  }

  /// The acts that links and people's decisions lead to from one, with the links among them.
  private struct Part {
    var keys: [Int] = []
    var acts: [Act] = []
    var links: [(Int, Int, Link)] = []
    var decisions: [Decision] = []
  }

  private func connected(with first: Int) throws(LedgerError) -> Part {
    var part = Part()
    var places: [Int: Int] = [:]
    var waiting = [first]
    var links: [(Int, Int, Link)] = []
    var decisions: Set<Decision> = []
    var known: Set<Int> = [first]
    while let key = waiting.popLast() {
      guard let act = try act(key) else { continue }
      places[key] = part.keys.count
      part.keys.append(key)
      part.acts.append(act)
      let sql = """
        SELECT a, b, confidence, why FROM links WHERE a = ?1
        UNION ALL SELECT a, b, confidence, why FROM links WHERE b = ?1
        """
      try connection.each(sql, [.int(key)]) { row throws(LedgerError) in
        let (a, b) = (row.int(0), row.int(1))
        if a == key { links.append((a, b, Link(confidence: row.double(2), why: [row.text(3)]))) }
        for other in [a, b] where known.insert(other).inserted { waiting.append(other) }
        return true
      }
      for decision in try decided(on: key) {
        decisions.insert(decision.decision)
        if decision.isJoin, known.insert(decision.other).inserted { waiting.append(decision.other) }
      }
    }
    for (a, b, link) in links {
      if let a = places[a], let b = places[b] { part.links.append((a, b, link)) }
    }
    part.decisions = Array(decisions)
    return part
  }

  private func group(_ part: Part, _ joining: Joining) throws(LedgerError) {
    let groups = grouped(acts: part.acts, links: part.links, decisions: part.decisions, joining: joining)
    for group in groups {
      let first = group.min { part.acts[$0].comesBefore(part.acts[$1]) }
      guard let first else { continue }
      for member in group { try setIncident(of: part.keys[member], to: part.keys[first]) }
    }
  }

  private func setIncident(of key: Int, to incident: Int) throws(LedgerError) {
    let present = try connection.first("SELECT incident, report FROM acts WHERE key = ?", [.int(key)]) {
      row throws(LedgerError) in (row.optionalInt(0), row.int(1))
    }
    guard let (old, report) = present, old != incident else { return }
    try connection.run("UPDATE acts SET incident = ? WHERE key = ?", [.int(incident), .int(key)])
    try setDyads(ofAct: key, report: report, to: incident)
  }

  private func setDyads(ofAct key: Int, report: Int, to incident: Int) throws(LedgerError) {
    try eachDyad(ofReport: report, act: key) { row throws(LedgerError) in
      try connection.run("UPDATE dyads SET incident = ? \(Ledger.isDyad)", [.int(incident)] + row)
    }
  }

  /// Takes the acts of a report out of their incidents, whose rest may fall apart.
  func withdrawActs(ofReport report: Int) throws(LedgerError) {
    var keys: [Int] = []
    var neighbours: Set<Int> = []
    try connection.each("SELECT key FROM acts WHERE report = ?", [.int(report)]) { row throws(LedgerError) in
      keys.append(row.int(0))
      return true
    }
    for key in keys {
      let sql = "SELECT b FROM links WHERE a = ?1 UNION ALL SELECT a FROM links WHERE b = ?1"
      try connection.each(sql, [.int(key)]) { row throws(LedgerError) in
        neighbours.insert(row.int(0))
        return true
      }
      try connection.run("DELETE FROM links WHERE a = ?", [.int(key)])
      try connection.run("DELETE FROM links WHERE b = ?", [.int(key)])
      if let act = try act(key) {
        for block in act.keys {
          try connection.run(
            "DELETE FROM act_keys WHERE block = ? AND act = ?",
            [SQLValue(hash: block), .int(key)])
        }
      }
      // Whoever is named by this act is named anew below.
      try connection.each("SELECT key FROM acts WHERE incident = ? AND key <> ?", [.int(key), .int(key)]) {
        row throws(LedgerError) in
        neighbours.insert(row.int(0))
        return true
      }
      try connection.run("UPDATE acts SET incident = NULL WHERE key = ?", [.int(key)])
    }
    try regroup(neighbours.subtracting(keys))
  }

  /// Makes the acts of a report anew, from the records of its events.
  func remakeActs(ofReport report: Int) throws(LedgerError) {
    var lines: [(key: Int, event: Event)] = []
    var compared: [Act] = []
    guard let found = try stored(where: "key = ?", .int(report)) else { return }
    let sql = """
      SELECT e.key, r.record, a.act, a.compared
      FROM events e JOIN records r ON r.event = e.key JOIN acts a ON a.key = e.act
      WHERE e.report = ? AND e.current ORDER BY e.position
      """
    try connection.each(sql, [.int(report)]) { row throws(LedgerError) in
      let event = try opened(row, 1, named: "\(row.int(0))")
      if row.bool(3), let act = row.withBytes(2, { Act(bytes: $0) }) {
        compared.append(act.named(event.incident))
      }
      lines.append((row.int(0), event))
      return true
    }
    try withdrawActs(ofReport: report)
    try connection.run("DELETE FROM acts WHERE report = ?", [.int(report)])
    // Their keys may be given to others.
    acts.forget()
    let events = lines.map(\.event)
    let acts = try insertActs(
      CodedReport(Report(id: found.id, text: ""), events: events, acts: compared), found)
    for (line, act) in zip(lines, acts) {
      try connection.run("UPDATE events SET act = ? WHERE key = ?", [.int(act), .int(line.key)])
    }
    for act in Set(acts).sorted() { try setDyads(ofAct: act, report: report, to: act) }
    try join(Array(Set(acts)).sorted())
  }

  /// Compares every act with every other that shares a key, as after a change of the test.
  ///
  /// - Returns: how many acts then lie in another incident than before.
  public func joinAll() throws(LedgerError) -> Int {
    try transaction { () throws(LedgerError) in
      var before: [Int: Int] = [:]
      var keys: [Int] = []
      try connection.each("SELECT key, incident FROM acts WHERE incident IS NOT NULL ORDER BY key") {
        row throws(LedgerError) in
        keys.append(row.int(0))
        before[row.int(0)] = row.int(1)
        return true
      }
      var isCompared: Set<Int> = []
      try connection.each("SELECT key FROM acts WHERE compared") { row throws(LedgerError) in
        isCompared.insert(row.int(0))
        return true
      }
      try connection.execute("DELETE FROM links; DELETE FROM act_keys")
      for key in keys {
        try setIncident(of: key, to: key)
        guard joining != nil, isCompared.contains(key), let act = try act(key) else { continue }
        try insertKeys(of: act, key: key)
        try join([key])
      }
      var changed = 0
      for key in keys {
        let now = try connection.first("SELECT incident FROM acts WHERE key = ?", [.int(key)]) {
          row throws(LedgerError) in row.int(0)
        }
        if now != before[key] { changed += 1 }
      }
      return changed
    }
  }

  func act(_ key: Int) throws(LedgerError) -> Act? {
    let stored = try connection.first(
      "SELECT act FROM acts WHERE key = ? AND incident IS NOT NULL", [.int(key)]
    ) {
      row throws(LedgerError) in row.withBytes(0) { Act(bytes: $0) }
    }
    return stored ?? nil
  }
}

extension Act {
  /// Whether an incident is named after this act rather than after the other.
  func comesBefore(_ other: Act) -> Bool {
    (day?.number ?? Schema.undated, id) < (other.day?.number ?? Schema.undated, other.id)
  }
}
