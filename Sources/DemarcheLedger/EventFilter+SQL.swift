import DemarcheEvents
import DemarcheRelations

extension EventFilter {
  /// An equivalent question to the view `event_list`, for whoever opens the file with another tool.
  ///
  /// The view has the first actor and recipient alone, neither sectors nor speakers nor places: the last member says what it leaves unsaid.
  public var listSQL: (sql: String, unsaid: [String]) {
    var conditions: [String] = []
    var unsaid: [String] = []
    func list(_ texts: [String]) -> String { texts.map(EventFilter.quoted).joined(separator: ", ") }
    func named(_ column: String, _ party: Party?) {
      guard let party else { return }
      conditions.append("\(column) = \(EventFilter.quoted(party.code))")
      if let sector = party.sector { unsaid.append("sector \(sector)") }
    }
    named("actor", actor)
    named("recipient", recipient)
    if let participant {
      let code = EventFilter.quoted(participant.code)
      conditions.append("\(code) IN (actor, recipient)")
      if let sector = participant.sector { unsaid.append("sector \(sector)") }
    }
    if let pair {
      let (a, b) = (EventFilter.quoted(pair.a.code), EventFilter.quoted(pair.b.code))
      conditions.append("(actor = \(a) AND recipient = \(b) OR actor = \(b) AND recipient = \(a))")
    }
    if !types.isEmpty { conditions.append("event IN (\(list(types)))") }
    if !quads.isEmpty {
      conditions.append("quad IN (\(quads.sorted().map { String($0) }.joined(separator: ", ")))")
    }
    if let from { conditions.append("day >= '\(from.iso)'") }
    if let until { conditions.append("day <= '\(until.iso)'") }
    if let sources { conditions.append("source IN (\(list(sources)))") }
    if let report { conditions.append("report = \(EventFilter.quoted(report))") }
    if let incident { conditions.append("incident = \(EventFilter.quoted(incident))") }
    if let country { conditions.append("country = \(EventFilter.quoted(country))") }
    if let rule { conditions.append("rule = \(EventFilter.quoted(rule))") }
    if let confidence { conditions.append("confidence >= \(confidence)") }
    if let text { conditions.append("report IN (\(EventFilter.reports(with: EventQuery.words(text))))") }
    for mark in Auxiliary.allCases {
      let column = mark == .negation ? "negated" : mark.rawValue
      if including.contains(mark) { conditions.append(column) }
      if excluding.contains(mark) { conditions.append("NOT \(column)") }
    }
    if !exclusion.types.isEmpty { conditions.append("event NOT IN (\(list(exclusion.types)))") }
    if !exclusion.quads.isEmpty {
      let quads = exclusion.quads.sorted().map { String($0) }.joined(separator: ", ")
      conditions.append("quad NOT IN (\(quads))")
    }
    for (column, values) in [
      ("source", exclusion.sources), ("actor", exclusion.actors), ("recipient", exclusion.recipients),
    ] where !values.isEmpty {
      conditions.append("(\(column) IS NULL OR \(column) NOT IN (\(list(values))))")
    }
    if let text = exclusion.text {
      let words = EventQuery.anyWord(text)
      conditions.append("report NOT IN (\(EventFilter.reports(with: words)))")
    }
    if speaker != nil { unsaid.append("speaker") }
    if place != nil { unsaid.append("place") }
    if since != nil { unsaid.append("since") }
    let condition = conditions.isEmpty ? "" : "\nWHERE " + conditions.joined(separator: "\n  AND ")
    return ("SELECT * FROM event_list\(condition)\nORDER BY day, report, sentence;", unsaid)
  }

  private static func reports(with words: String) -> String {
    """
    SELECT r.id FROM report_words JOIN reports r ON r.key = report_words.rowid WHERE report_words MATCH \(quoted(words))
    """
  }

  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
