import DemarcheData

/// Events as CSV (RFC 4180): one line an event, lists with "|" between their parts, codes as text.
public enum EventCSV {
  private static let columns: [(name: String, value: @Sendable (Event) -> String)] = [
    ("id", { $0.id }), ("report", { $0.report }), ("sentence", { String($0.sentence) }),
    ("incident", { $0.incident }), ("date", { $0.date ?? "" }), ("date_end", { $0.dateEnd ?? "" }),
    ("date_precision", { $0.datePrecision.rawValue }), ("published", { $0.published ?? "" }),
    ("event", { $0.event }), ("mode", { list($0.mode) }), ("context", { list($0.context) }),
    ("quad", { String($0.quad) }), ("score", { $0.score.description }), ("cameo", { $0.cameo ?? "" }),
    ("cameo_basis", { $0.cameoBasis.rawValue }), ("goldstein", { $0.goldstein?.description ?? "" }),
    ("aux", { list($0.aux.map(\.rawValue)) }), ("count", { String($0.count) }),
    ("killed", { bounds($0.size?.killed) }), ("injured", { bounds($0.size?.injured) }),
    ("arrested", { bounds($0.size?.arrested) }), ("participants", { bounds($0.size?.participants) }),
    ("actor_code", { list($0.actor.map { $0.code ?? "" }) }),
    ("actor_sector", { list($0.actor.map { $0.sector ?? "" }) }),
    ("actor_name", { list($0.actor.map { $0.name ?? "" }) }), ("actor_text", { list($0.actor.map(\.text)) }),
    ("recipient_code", { list($0.recipient.map { $0.code ?? "" }) }),
    ("recipient_sector", { list($0.recipient.map { $0.sector ?? "" }) }),
    ("recipient_name", { list($0.recipient.map { $0.name ?? "" }) }),
    ("recipient_text", { list($0.recipient.map(\.text)) }),
    ("said_by", { list($0.attribution.map { $0.name ?? $0.text }) }), ("trigger", { $0.trigger.text }),
    ("place", { $0.place?.name ?? "" }), ("place_country", { $0.place?.country ?? "" }),
    ("lat", { $0.place?.lat?.description ?? "" }), ("lon", { $0.place?.lon?.description ?? "" }),
    ("rule", { $0.rule }), ("by", { $0.by.rawValue }), ("confidence", { $0.confidence.description }),
    ("codebook", { $0.codebook }), ("version", { $0.version }), ("data", { $0.data }),
  ]

  /// The names of the columns.
  public static var header: String { columns.map(\.name).joined(separator: ",") }

  /// The cells of an event.
  public static func line(_ event: Event) -> String {
    CSV.line(columns.map { $0.value(event) })
  }

  /// "3", "20..30", "10.." for at least ten, "..20" for at most twenty.
  private static func bounds(_ bounds: Size.Bounds?) -> String {
    guard let bounds else { return "" }
    if bounds.min == bounds.max { return String(bounds.min) }
    return (bounds.min == 0 ? "" : String(bounds.min)) + ".." + (bounds.max.map { String($0) } ?? "")
  }

  private static func list(_ parts: [String]) -> String { parts.joined(separator: "|") }
}
