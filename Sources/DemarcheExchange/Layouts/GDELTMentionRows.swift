import DemarcheEvents

/// Rows of GDELT 2.0's table of mentions: one for each line that tells an incident, and dyad.
enum GDELTMentionRows {
  static let columns = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
  ]

  static func rows(_ row: DyadRow) -> [[String]] {
    let tellings =
      [Telling(event: row.event, report: row.report)] + row.exported.others
    return tellings.map { cells($0, of: row) }
  }

  /// What GDELT writes for a document of the web, and for one that is only cited.
  private static let web = "1"
  private static let citation = "2"
  /// What GDELT writes for a place in the text that is not known.
  private static let nowhere = "-1"

  private static func cells(_ telling: Telling, of row: DyadRow) -> [String] {
    let (event, report) = (telling.event, telling.report)
    // Offsets count in the text, and the words of a title are not in it.
    func offset(_ start: Int?) -> String {
      guard let start, event.field == .text else { return nowhere }
      return String(start)
    }
    func start(of party: Participant?, in parties: [Participant]) -> Int? {
      party.flatMap { party in
        parties.first { $0.code == party.code && $0.sectors == party.sectors && $0.name == party.name }?.start
      }
    }
    let parties = event.actor + event.recipient
    return [
      GDELTEventRows.id(row), GDELTEventRows.added(row.event, row.report),
      GDELTEventRows.added(event, report),
      report.url == nil ? citation : web, report.source ?? "", report.url ?? report.id,
      DyadRow.sentence(event), offset(start(of: row.actor, in: parties)),
      offset(start(of: row.recipient, in: parties)), offset(event.trigger.start), "1",
      String(Int((min(max(event.confidence, 0), 1) * 100).rounded())), "", "", "", "",
    ]
  }
}
