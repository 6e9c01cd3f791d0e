import DemarcheEvents
import DemarcheText

/// A row of PETRARCH's `evts` files: date, actors and code, issues and ids, perhaps an address, the source, perhaps texts.
enum PETRARCHRow {
  private enum Column {
    static let date = 0, source = 1, target = 2, code = 3, issues = 4, ids = 5
    /// The address, where the writer had one, else the name of the source.
    static let url = 6
  }

  static let columns: [ForeignLayout.Column] = [
    .init(name: "date", kind: .day, isNeeded: true), .init(name: "source", kind: .text),
    .init(name: "target", kind: .text), .init(name: "code", kind: .text, isNeeded: true),
    .init(name: "issues", kind: .unused), .init(name: "ids", kind: .text, isNeeded: true),
    .init(name: "url", kind: .text),
  ]

  /// How many columns a file has, its writer was told: what stands behind the address is not read.
  static var order: ColumnOrder {
    var order = ColumnOrder(published: .petrarch)
    order.isOpen = true
    return order
  }

  /// - Note: a report is the story that the first of the row's sentences belongs to.
  static func act(_ row: inout ForeignRow) throws(RowProblem) -> ForeignAct? {
    if row.count < 6 { throw RowProblem(fault: .columns, text: "\(row.count) instead of at least 6") }
    let day = try row.day(Column.date)
    // The file has no value beside the code; PETRARCH writes two figures for none but a root.
    let code = try row.cameo(row[Column.code], value: nil)
    if row.tables.crosswalk[code]?.type == nil { return nil }
    let (from, to) = (row[Column.source], row[Column.target])
    let source = row.participant(cameo: from, name: "")
    let target = row.participant(cameo: to, name: "")
    if source == nil, target == nil { throw RowProblem(fault: .noParty) }
    let ids = row[Column.ids]
    let first = ids.split(separator: ";").first.map(String.init) ?? ""
    if first.isEmpty { throw RowProblem(fault: .noID) }
    let (story, sentence) = parts(of: first)
    let hasURL = row[Column.url].hasPrefix("http")
    let outlet = row.cell(hasURL ? Column.url + 1 : Column.url)
    let report = Report(
      id: "petrarch:\(story)", text: "", published: day.iso, source: row.sourceName(outlet),
      url: hasURL ? row[Column.url] : nil)
    var act = ForeignAct(
      cameo: code, from: source, to: target, report: report,
      identity: "petrarch:\(day.iso):\(ids):\(from):\(to):\(code)", row.tables)
    act?.day = day
    act?.sentence = sentence
    act?.isOfStory = true
    if code != row[Column.code] { act?.notes.append("code \(row[Column.code]) read as \(code)") }
    return act
  }

  /// Story and sentence of an id such as `story_3`; the whole is the story where no number stands behind.
  private static func parts(of id: String) -> (story: String, sentence: Int) {
    guard let mark = id.lastIndex(of: "_"), let sentence = Int(id[id.index(after: mark)...]), sentence >= 0
    else { return (id, 1) }
    return (String(id[..<mark]), max(1, sentence))
  }
}
