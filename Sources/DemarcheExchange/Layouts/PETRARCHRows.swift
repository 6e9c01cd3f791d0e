import DemarcheEvents
import DemarcheKnowledge

/// Rows of PETRARCH's `evts` files, as phoenix_pipeline and UniversalPetrarch read them.
///
/// PETRARCH writes a column with the address only where there is one; these rows never have it, so that all have the same
/// number of cells.
enum PETRARCHRows {
  static let columns = ["date", "source", "target", "code", "issues", "ids", "StorySource"]
  /// The columns that PETRARCH adds where it is told to write words of the text.
  static let textColumns = ["source_text", "target_text", "event_text"]

  static func cells(_ row: DyadRow) -> [String] {
    func words(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? CameoCodes.unknown }
    let cells = [
      row.digits, row.cameoActor(row.actor)?.dashed ?? CameoCodes.unknown,
      row.cameoActor(row.recipient)?.dashed ?? CameoCodes.unknown, row.cameo, issues(row.event),
      "\(row.report.id)_\(DyadRow.sentence(row.event))", words(row.report.source),
    ]
    if !row.withText { return cells }
    return cells + [words(row.actor?.text), words(row.recipient?.text), words(row.event.trigger.text)]
  }

  /// The contexts as issues, each found once: "MILITARY,1;TERRITORY,1".
  static func issues(_ event: Event) -> String {
    event.context.map { "\($0.uppercased()),1" }.joined(separator: ";")
  }
}
