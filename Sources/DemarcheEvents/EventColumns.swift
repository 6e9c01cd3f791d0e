import DemarcheData
public import DemarcheTables

/// Events as rows of a table: one row a line of evidence, one list of columns for Parquet, Arrow and CSV.
///
/// Lists of participants keep their order in every column, so that part 2 of `actor_code` belongs to part 2 of
/// `actor_name`; what is not known of one is null. A CSV has only the columns that it had from the first, its
/// lists with "|" between their parts, its dates as the record has them. Columns are only added, at the end.
public struct EventColumns: Sendable {
  public let definitions: [ColumnDefinition]
  private let columns: [EventColumn]

  /// The columns of a table; without text, none holds words of the report, for whoever may not hand them on.
  ///
  /// What is left tells where the words stand: `field`, `trigger_start` and `trigger_end`.
  public init(withText: Bool = true) {
    let all = EventColumn.inCSV + EventColumn.inTablesAlone
    columns = withText ? all : all.compactMap(\.withoutWords)
    definitions = columns.map(\.definition)
  }

  /// The cells of an event, in the order of the definitions.
  public func row(_ event: Event) -> [Cell] { columns.map { $0.cell(event) } }

  /// The names of its columns as a line of CSV, without its end.
  public var header: String { CSV.line(definitions.map(\.name)) }

  /// The cells of an event as a line of CSV with all of its columns, without its end.
  public func line(_ event: Event) -> String { CSV.line(columns.map { $0.csv(event) }) }

  /// The names of the columns of a CSV.
  public static var header: String { CSV.line(EventColumn.inCSV.map(\.definition.name)) }

  /// The cells of an event as a line of CSV (RFC 4180), without its end.
  public static func line(_ event: Event) -> String { CSV.line(EventColumn.inCSV.map { $0.csv(event) }) }
}

/// One column: what it holds, and how it is taken from an event.
private struct EventColumn: Sendable {
  typealias Value = @Sendable (Event) -> Cell

  /// What a cell holds of the words of the report.
  enum Words {
    /// No word.
    case none
    /// Nothing but words.
    case only
    /// Words where nothing else is known; without them the cell is this one.
    case some(without: Value)
  }

  let definition: ColumnDefinition
  let words: Words
  let cell: Value
  /// The cell in a CSV, where that says more than the typed one.
  private let text: (@Sendable (Event) -> String)?

  init(
    _ name: String, _ kind: ColumnKind, _ meaning: String, words: Words = .none,
    csv text: (@Sendable (Event) -> String)? = nil, _ cell: @escaping Value
  ) {
    definition = ColumnDefinition(name, kind, meaning)
    self.words = words
    self.text = text
    self.cell = cell
  }

  func csv(_ event: Event) -> String {
    if let text { return text(event) }
    return switch cell(event) {
    case .null: ""
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .real(let real): real.description
    case .flag(let flag): flag.description
    case .day(let day): Day(number: Int(day)).iso
    case .texts(let parts): parts.map { $0 ?? "" }.joined(separator: "|")
    }
  }

  static let inCSV: [EventColumn] = [
    EventColumn("id", .text, "hash of the report, the spans and the type") { .text($0.id) },
    EventColumn("report", .text, "id of the report") { .text($0.report) },
    EventColumn("sentence", .integer, "sentence of the report, from 1") { .integer($0.sentence) },
    EventColumn("incident", .text, "shared by the lines of one act") { .text($0.incident) },
    EventColumn("date", .day, "day of the act, or its first", csv: { $0.date ?? "" }) { day($0.date) },
    EventColumn("date_end", .day, "last day of an act of several", csv: { $0.dateEnd ?? "" }) {
      day($0.dateEnd, end: true)
    },
    EventColumn("date_precision", .text, "how finely the date is known") {
      .text($0.datePrecision.rawValue)
    },
    EventColumn("published", .text, "when the report was published, ISO 8601; may have a time and a zone") {
      Cell($0.published)
    },
    EventColumn("event", .text, "PLOVER type") { .text($0.event) },
    EventColumn("mode", .texts, "PLOVER modes") { .texts($0.mode) },
    EventColumn("context", .texts, "PLOVER contexts") { .texts($0.context) },
    EventColumn(
      "quad", .integer, "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"
    ) { .integer($0.quad) },
    EventColumn("score", .real, "PLOVER score, -10 to 10") { .real($0.score) },
    EventColumn("cameo", .text, "CAMEO code; text, for 010 is not 10") { Cell($0.cameo) },
    EventColumn("cameo_basis", .text, "whether the code was coded or follows from the type") {
      .text($0.cameoBasis.rawValue)
    },
    EventColumn("goldstein", .real, "Goldstein value of the CAMEO code") { Cell($0.goldstein) },
    EventColumn("aux", .texts, "historical, future, hypothetical, negation") {
      .texts($0.aux.map(\.rawValue))
    },
    EventColumn("count", .integer, "how often the act took place") { .integer($0.count) },
    EventColumn("killed", .text, "people killed: 3, 20..30, 10.. or ..20") { bounds($0.size?.killed) },
    EventColumn("injured", .text, "people injured, likewise") { bounds($0.size?.injured) },
    EventColumn("arrested", .text, "people arrested, likewise") { bounds($0.size?.arrested) },
    EventColumn("participants", .text, "people who took part, likewise") {
      bounds($0.size?.participants)
    },
    EventColumn("actor_code", .texts, "ISO 3166 alpha-3 or PLOVER codes of the actors") {
      .texts($0.actor.map(\.code))
    },
    EventColumn("actor_sector", .texts, "first sectors of the actors") { .texts($0.actor.map(\.sector)) },
    EventColumn("actor_name", .texts, "names of the actors") { .texts($0.actor.map(\.name)) },
    EventColumn("actor_text", .texts, "words of the report for the actors", words: .only) {
      .texts($0.actor.map(\.text))
    },
    EventColumn("recipient_code", .texts, "codes of the recipients") { .texts($0.recipient.map(\.code)) },
    EventColumn("recipient_sector", .texts, "first sectors of the recipients") {
      .texts($0.recipient.map(\.sector))
    },
    EventColumn("recipient_name", .texts, "names of the recipients") { .texts($0.recipient.map(\.name)) },
    EventColumn("recipient_text", .texts, "words of the report for the recipients", words: .only) {
      .texts($0.recipient.map(\.text))
    },
    EventColumn(
      "said_by", .texts, "who says so, outermost first; empty is the outlet's own voice",
      words: .some(without: { .texts($0.attribution.map(\.name)) })
    ) { .texts($0.attribution.map { $0.name ?? $0.text }) },
    EventColumn("trigger", .text, "words of the report for the act", words: .only) {
      .text($0.trigger.text)
    },
    EventColumn("place", .text, "name of the place") { Cell($0.place?.name) },
    EventColumn("place_country", .text, "ISO 3166 alpha-3 of the place") { Cell($0.place?.country) },
    EventColumn("lat", .real, "degrees north, WGS 84") { Cell($0.place?.lat) },
    EventColumn("lon", .real, "degrees east, WGS 84") { Cell($0.place?.lon) },
    EventColumn("rule", .text, "rule that coded it") { .text($0.rule) },
    EventColumn("by", .text, "what coded it") { .text($0.by.rawValue) },
    EventColumn("confidence", .real, "0 to 1") { .real($0.confidence) },
    EventColumn("codebook", .text, "codebook, with its version") { .text($0.codebook) },
    EventColumn("version", .text, "version of the program") { .text($0.version) },
    EventColumn("data", .text, "hash of the data it was coded with") { .text($0.data) },
  ]

  static let inTablesAlone: [EventColumn] = [
    EventColumn("field", .text, "what the spans count in: title or text") { .text($0.field.rawValue) },
    EventColumn("trigger_start", .integer, "first code point of the trigger") { .integer($0.trigger.start) },
    EventColumn("trigger_end", .integer, "one past its last code point") { .integer($0.trigger.end) },
    EventColumn("killed_min", .integer, "people killed, at least") { Cell($0.size?.killed?.min) },
    EventColumn("killed_max", .integer, "people killed, at most") { Cell($0.size?.killed?.max) },
    EventColumn("injured_min", .integer, "people injured, at least") { Cell($0.size?.injured?.min) },
    EventColumn("injured_max", .integer, "people injured, at most") { Cell($0.size?.injured?.max) },
    EventColumn("arrested_min", .integer, "people arrested, at least") { Cell($0.size?.arrested?.min) },
    EventColumn("arrested_max", .integer, "people arrested, at most") { Cell($0.size?.arrested?.max) },
    EventColumn("participants_min", .integer, "people who took part, at least") {
      Cell($0.size?.participants?.min)
    },
    EventColumn("participants_max", .integer, "people who took part, at most") {
      Cell($0.size?.participants?.max)
    },
  ]

  /// The column without words of the report; nil when it holds nothing else.
  var withoutWords: EventColumn? {
    switch words {
    case .none: self
    case .only: nil
    case .some(let value): EventColumn(definition.name, definition.kind, definition.meaning, value)
    }
  }

  /// A month or a year is its first day, or its last with `end`; `date_precision` tells.
  private static func day(_ iso: String?, end: Bool = false) -> Cell {
    iso.flatMap { Day(iso: $0, end: end) }.map { .day(Int32($0.number)) } ?? .null
  }

  /// "3", "20..30", "10.." for at least ten, "..20" for at most twenty.
  private static func bounds(_ bounds: Size.Bounds?) -> Cell {
    guard let bounds else { return .null }
    if bounds.min == bounds.max { return .text(String(bounds.min)) }
    return .text(
      (bounds.min == 0 ? "" : String(bounds.min)) + ".." + (bounds.max.map { String($0) } ?? ""))
  }
}
