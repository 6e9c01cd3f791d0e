import DemarcheEvents
import DemarcheLedger
import DemarcheText

/// A column of the results.
struct SearchColumn: Sendable {
  /// What a cell is made of.
  struct Line {
    let event: Event
    let sentence: PlacedSentence?
    let report: Report?
    let status: String
    let quads: [Int: String]
  }

  let name: String
  let title: String
  var isNumber = false
  /// Whether a cell wants the report itself.
  var needsReport = false
  /// Whether it is shown when nobody chooses.
  var isUsual = false
  let cell: @Sendable (Line) -> HTML

  static let all = [
    SearchColumn(name: "date", title: "Date", isUsual: true) {
      "<span class=\"nowrap\">\(EventWords.date($0.event))</span>"
    },
    SearchColumn(name: "actor", title: "Actor", isUsual: true) { EventWords.side($0.event.actor) },
    SearchColumn(name: "event", title: "Event", isUsual: true) { EventWords.type($0.event, $0.quads) },
    SearchColumn(name: "recipient", title: "Recipient", isUsual: true) {
      EventWords.side($0.event.recipient)
    },
    SearchColumn(name: "sentence", title: "In context", isUsual: true, cell: sentence),
    SearchColumn(name: "marks", title: "Marks") { "\(EventWords.marks($0.event))" },
    SearchColumn(name: "speaker", title: "Said by") { "\(EventWords.speakers($0.event))" },
    SearchColumn(name: "source", title: "Source", needsReport: true, isUsual: true) {
      "\($0.report?.source)"
    },
    SearchColumn(name: "published", title: "Published") {
      "<span class=\"nowrap\">\($0.event.published.map { String($0.prefix(10)) })</span>"
    },
    SearchColumn(name: "title", title: "Title", needsReport: true) { "\($0.report?.title)" },
    SearchColumn(name: "language", title: "Language", needsReport: true) { "\($0.report?.language)" },
    SearchColumn(name: "url", title: "Original", needsReport: true) { line in
      line.report?.url.map { "<a href=\"\(elsewhere: $0)\" rel=\"noreferrer\">original</a>" } ?? ""
    },
    SearchColumn(name: "report", title: "Report") {
      "<a href=\"\(EventWords.address(report: $0.event.report))\">\($0.event.report)</a>"
    },
    SearchColumn(name: "place", title: "Place") { "\($0.event.place?.name)" },
    SearchColumn(name: "country", title: "Country") { "\($0.event.place?.country)" },
    SearchColumn(name: "score", title: "Score", isNumber: true) { "\(String($0.event.score))" },
    SearchColumn(name: "cameo", title: "CAMEO") { "<code>\($0.event.cameo)</code>" },
    SearchColumn(name: "goldstein", title: "Goldstein", isNumber: true) {
      "\($0.event.goldstein.map { String($0) })"
    },
    SearchColumn(name: "confidence", title: "Confidence", isNumber: true, isUsual: true) {
      "\(String($0.event.confidence))"
    },
    SearchColumn(name: "status", title: "Status", isUsual: true) { "\($0.status)" },
    SearchColumn(name: "rule", title: "Rule") { line in
      line.event.by == .rule
        ? "<a href=\"\(Address("rules", query: [.init("id", line.event.rule)]))\">\(line.event.rule)</a>"
        : "\(line.event.rule)"
    },
    SearchColumn(name: "incident", title: "Incident") {
      "<a href=\"\(Address("incidents", $0.event.incident))\"><code>\($0.event.incident)</code></a>"
    },
    SearchColumn(name: "id", title: "Event id") {
      "<a href=\"\(EventWords.address($0.event))\"><code>\($0.event.id)</code></a>"
    },
  ]

  /// The columns that an address asks for, in their own order; the usual ones when it asks for none that there is.
  static func chosen(_ address: Address) -> [SearchColumn] {
    let names = (address["columns"] ?? "").split(separator: ",").map { String($0) }
    let found = all.filter { names.contains($0.name) }
    return found.isEmpty ? all.filter(\.isUsual) : found
  }

  private static func sentence(_ line: Line) -> HTML {
    let link = EventWords.address(line.event)
    guard let sentence = line.sentence else {
      return
        "<a href=\"\(link)\">\(line.event.trigger.text)</a> <span class=\"muted small\">(no text kept)</span>"
    }
    return
      "<span class=\"kwic\">\(KeywordInContext(sentence: sentence, trigger: line.event.trigger).html(link))</span>"
  }
}
