import DemarcheEvents
import DemarcheText

/// Joins the lines of one act inside a report, and lets each know what another tells of it.
///
/// Two lines are one act by a test that does not ask which came first: the same type, no party that contradicts, no other day, town or
/// mode, and no word that says it is another act. Where a line leaves a party open, it belongs to the one act that it fits, the last before
/// it when there are several.
struct Incidents {
  /// One line with what the test needs besides the event.
  struct Line {
    /// The event's place: the sentence in the report, and the event in the sentence.
    var sentence: Int
    var event: Int
    var isAnother: Bool
  }

  let textHash: String

  /// Gives every event its incident, and fills open dates and recipients from the other lines of the incident.
  ///
  /// - Parameter another: by sentence and event, whether a word says that it is another act than those before: "a second attack".
  func join(_ codings: inout [Coder.SentenceCoding], another: [[Bool]]) {
    var lines: [Line] = []
    for (i, coding) in codings.enumerated() {
      for j in coding.events.indices { lines.append(Line(sentence: i, event: j, isAnother: another[i][j])) }
    }
    func event(_ line: Int) -> Event { codings[lines[line].sentence].events[lines[line].event] }
    // Whole lines first, so that no open one links two that differ.
    var group = Array(lines.indices)
    for later in lines.indices where !isOpen(event(later)) && !lines[later].isAnother {
      let match = (0..<later).last { !isOpen(event($0)) && Incidents.areOne(event($0), event(later)) }
      if let match { group[later] = group[match] }
    }
    for open in lines.indices where isOpen(event(open)) && !lines[open].isAnother {
      let fits = lines.indices.filter {
        $0 != open && !isOpen(event($0)) && Incidents.areOne(event($0), event(open))
      }
      let before = lines.indices.filter { $0 < open && Incidents.areOne(event($0), event(open)) }
      if let match = fits.last(where: { $0 < open }) ?? before.last ?? fits.first {
        group[open] = group[match]
      }
    }
    // Later lines may have joined one that itself joined.
    for line in lines.indices { group[line] = root(line, group) }
    for members in Dictionary(grouping: lines.indices, by: { group[$0] }).values {
      let members = members.sorted()
      fill(members.map { lines[$0] }, &codings)
      guard let first = members.first else { continue }
      let key = event(first).report + "\u{1F}" + event(first).id
      let incident = "in_" + SHA256.hex(of: key).prefix(16)
      for line in members { codings[lines[line].sentence].events[lines[line].event].incident = incident }
    }
  }

  private func root(_ line: Int, _ group: [Int]) -> Int {
    var at = line
    while group[at] != at { at = group[at] }
    return at
  }

  /// Whether a line leaves a party open that others may name.
  private func isOpen(_ event: Event) -> Bool {
    event.actor.isEmpty || event.recipient.isEmpty && !Incidents.isMutual(event)
      || event.actor.allSatisfy { $0.code == nil && $0.name == nil }
  }

  private static func isMutual(_ event: Event) -> Bool { event.recipient.isEmpty && event.actor.count > 1 }

  // MARK: The test

  /// Whether two lines may tell the same act; symmetric.
  static func areOne(_ a: Event, _ b: Event) -> Bool {
    guard a.event == b.event, marks(a) == marks(b) else { return false }
    if !a.mode.isEmpty, !b.mode.isEmpty, Set(a.mode).isDisjoint(with: b.mode) { return false }
    if let one = days(a), let other = days(b),
      one.upperBound < other.lowerBound || other.upperBound < one.lowerBound
    {
      return false
    }
    if let one = a.place, let other = b.place, one.precision == other.precision,
      (one.name ?? one.text) != (other.name ?? other.text)
    {
      return false
    }
    if isMutual(a) || isMutual(b) { return agree(a.actor + a.recipient, b.actor + b.recipient) }
    return agree(a.actor, b.actor) && agree(a.recipient, b.recipient)
  }

  /// A denial is one side's word on the act that the other side tells.
  private static func marks(_ event: Event) -> Set<Auxiliary> { Set(event.aux).subtracting([.negation]) }

  private static func days(_ event: Event) -> ClosedRange<String>? {
    guard let from = event.date else { return nil }
    let until = event.dateEnd ?? from
    return from <= until ? from...until : nil
  }

  /// Whether two lists of participants may be the same: one says nothing, or both name the same.
  private static func agree(_ a: [Participant], _ b: [Participant]) -> Bool {
    let one = Set(a.compactMap(key)), other = Set(b.compactMap(key))
    if one.isEmpty || other.isEmpty { return true }
    guard one == other else { return false }
    // Two named persons of one state are two.
    let names = Set(a.compactMap(person)), others = Set(b.compactMap(person))
    return names.isEmpty || others.isEmpty || !names.isDisjoint(with: others)
  }

  /// Two mentions of one state's government and of the state itself are the same party to an act.
  private static func key(_ participant: Participant) -> String? { participant.code ?? participant.name }

  private static func person(_ participant: Participant) -> String? {
    participant.office == nil ? nil : participant.name
  }

  // MARK: What one line tells another

  private func fill(_ lines: [Line], _ codings: inout [Coder.SentenceCoding]) {
    let events = lines.map { codings[$0.sentence].events[$0.event] }
    let dated = events.filter { $0.date != nil }
    let dates = Set(dated.map(\.date))
    for line in lines {
      var event = codings[line.sentence].events[line.event]
      var isChanged = false
      if event.date == nil, dates.count == 1, let source = dated.first {
        event.date = source.date
        event.dateEnd = source.dateEnd
        event.datePrecision = source.datePrecision
        event.why.append("date \(source.date ?? ""): of the same act in \(place(source))")
      }
      if event.recipient.isEmpty, !Incidents.isMutual(event),
        let source = events.first(where: { !$0.recipient.isEmpty && $0.field == event.field })
      {
        event.recipient = source.recipient.map {
          $0.inferred(because: "as in \(place(source)), which tells the same act")
        }
        event.why.append("recipient of the same act in \(place(source))")
        isChanged = true
      }
      if isChanged { event.id = event.identity(textHash: textHash) }
      codings[line.sentence].events[line.event] = event
    }
  }

  private func place(_ event: Event) -> String { Incidents.place(event) }

  /// A sentence in words, for reasons.
  static func place(_ event: Event) -> String {
    event.field == .title ? "the title" : "sentence \(event.sentence)"
  }
}

extension Participant {
  /// The same participant taken from another line, with the reason.
  func inferred(because why: String) -> Participant {
    var participant = self
    participant.inferred = true
    participant.how += "; \(why)"
    return participant
  }
}

extension Event {
  /// A hash of the report's id and text, the trigger's and the participants' spans and the type.
  func identity(textHash: String) -> String {
    let spans = (actor + recipient).map { "\($0.start)-\($0.end)" }.joined(separator: ",")
    let key = [report, textHash, field.rawValue, "\(trigger.start)-\(trigger.end)", spans, event].joined(
      separator: "\u{1F}")
    return "ev_" + SHA256.hex(of: key).prefix(16)
  }
}
