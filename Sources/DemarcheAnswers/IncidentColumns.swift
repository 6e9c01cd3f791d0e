public import DemarcheEvents
public import DemarcheJSON
public import DemarcheLedger

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

  /// How sure it is, with two digits.
  public var confidence: String { "\((incident.confidence * 100).rounded() / 100)" }
}
