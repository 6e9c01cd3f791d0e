public import DemarcheEvents
public import DemarcheJSON
public import DemarcheLedger
public import DemarcheTables

/// What is told of an incident in one row, beside the reports that tell it.
public struct IncidentColumns: Sendable {
  public let incident: Incident
  /// The line that tells most of it.
  public let telling: Event
  /// The codes of those who act, each once; a name where there is no code, else the words.
  public let actor: [String]
  public let recipient: [String]
  public let place: Place?

  /// Nil for an incident without a line.
  public init?(_ incident: Incident) {
    guard let telling = incident.telling else { return nil }
    self.incident = incident
    self.telling = telling
    func codes(_ side: (Event) -> [Participant]) -> [String] {
      var seen: Set<String> = []
      return incident.events.flatMap(side).map { $0.code ?? $0.name ?? $0.text }.filter {
        seen.insert($0).inserted
      }
    }
    (actor, recipient) = (codes(\.actor), codes(\.recipient))
    place = telling.place ?? incident.events.lazy.compactMap(\.place).first
  }

  /// The day of the act, or that of the first report.
  public var date: String? { telling.date ?? telling.published.map { String($0.prefix(10)) } }

  /// The line of JSON.
  public var json: JSON {
    [
      "id": .string(incident.id), "event": .string(telling.event),
      "mode": .array(telling.mode.map(JSON.string)),
      "quad": .int(telling.quad), "actor": .array(actor.map(JSON.string)),
      "recipient": .array(recipient.map(JSON.string)), "date": JSON(telling.date),
      "date_precision": .string(telling.datePrecision.rawValue), "published": JSON(telling.published),
      "place": JSON(place?.name ?? place?.text), "country": JSON(place?.country),
      "reports": .array(incident.reports.map(JSON.string)), "texts": .int(incident.texts),
      "events": .array(incident.events.map { .string($0.id) }), "confidence": .double(incident.confidence),
      "why": .array(
        incident.joins.map { join in
          [
            "acts": .array(join.acts.map(JSON.string)), "confidence": .double(join.confidence),
            "why": .string(join.why),
          ]
        }),
    ]
  }

  /// The names of ``cells``.
  public static let columns = [
    "id", "date", "event", "quad", "actor", "recipient", "place", "country", "reports", "texts", "lines",
    "confidence",
  ]

  /// The cells of a line of CSV.
  public var cells: [String] {
    [
      incident.id, date ?? "", telling.event, "\(telling.quad)", actor.joined(separator: "|"),
      recipient.joined(separator: "|"), place?.name ?? "", place?.country ?? "",
      "\(incident.reports.count)", "\(incident.texts)", "\(incident.events.count)", confidence,
    ]
  }

  /// The columns of ``row``.
  public static let definitions = [
    ColumnDefinition("id", .text, "hash that names the incident"),
    ColumnDefinition("date", .day, "day of the act, or its first"),
    ColumnDefinition("date_precision", .text, "how finely the date is known"),
    ColumnDefinition("published", .text, "when the telling report was published, ISO 8601"),
    ColumnDefinition("event", .text, "PLOVER type"),
    ColumnDefinition("mode", .texts, "PLOVER modes"),
    ColumnDefinition(
      "quad", .integer, "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"),
    ColumnDefinition("actor", .texts, "codes of the actors; a name or words where there is none"),
    ColumnDefinition("recipient", .texts, "codes of the recipients, likewise"),
    ColumnDefinition("place", .text, "name of the place"),
    ColumnDefinition("country", .text, "ISO 3166 alpha-3 of the place"),
    ColumnDefinition("reports", .texts, "ids of the reports that tell it"),
    ColumnDefinition("texts", .integer, "distinct texts among them"),
    ColumnDefinition("events", .texts, "ids of its lines"),
    ColumnDefinition("confidence", .real, "0 to 1"),
  ]

  /// The cells of a row of a table.
  public var row: [Cell] {
    let day = telling.date.flatMap { Day(iso: $0, end: false) }
    return [
      .text(incident.id), day.map { .day(Int32($0.number)) } ?? .null, .text(telling.datePrecision.rawValue),
      Cell(telling.published), .text(telling.event), .texts(telling.mode), .integer(telling.quad),
      .texts(actor), .texts(recipient), Cell(place?.name ?? place?.text), Cell(place?.country),
      .texts(incident.reports), .integer(incident.texts), .texts(incident.events.map(\.id)),
      .real(incident.confidence),
    ]
  }

  /// How sure it is, with two digits.
  public var confidence: String { "\((incident.confidence * 100).rounded() / 100)" }
}
