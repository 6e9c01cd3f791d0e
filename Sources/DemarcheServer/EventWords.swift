import DemarcheEvents

/// An event in few words, as tables and cards show it.
enum EventWords {
  /// "IRQ MIL", with the name of a person or an organisation where the record has one.
  static func participant(_ side: Participant) -> HTML {
    let code = [side.code, side.sector].compactMap(\.self).joined(separator: " ")
    let words: HTML = code.isEmpty ? "\(side.text)" : "<b>\(code)</b>"
    guard let name = side.name, name != side.text, !code.isEmpty else { return words }
    return "\(words) <span class=\"muted\">\(name)</span>"
  }

  /// All of one side; a dash for none.
  static func side(_ participants: [Participant]) -> HTML {
    participants.isEmpty ? "<span class=\"muted\">–</span>" : participants.map(participant).joined(", ")
  }

  /// The codes of one side alone.
  static func codes(_ participants: [Participant]) -> String {
    var seen: Set<String> = []
    return participants.map { $0.code ?? $0.name ?? $0.text }.filter { seen.insert($0).inserted }
      .joined(separator: ", ")
  }

  /// "ASSAULT (airstrike)" with the sign of its quad.
  static func type(_ event: Event, _ quads: [Int: String]) -> HTML {
    let mode: HTML =
      event.mode.isEmpty ? "" : " <span class=\"muted\">\(event.mode.joined(separator: ", "))</span>"
    return """
      <span class="nowrap"><span class="quad quad-\(event.quad)" role="img" aria-label="\(quads[event.quad] ?? "")" \
      title="\(quads[event.quad] ?? "")"></span>\(event.event)</span>\(mode)
      """
  }

  /// The day of the act; in brackets that of the report, where the text gives none.
  static func date(_ event: Event) -> HTML {
    if let date = event.date {
      let end: HTML = event.dateEnd.map { "/\($0)" } ?? ""
      return "<time datetime=\"\(date)\">\(date)\(end)</time>"
    }
    let published = event.published.map { String($0.prefix(10)) }
    return published.map {
      "<span class=\"muted\" title=\"the day of the report; the text gives none\">(\($0))</span>"
    } ?? ""
  }

  /// The chain of speakers; nothing for the outlet's own voice.
  static func speakers(_ event: Event) -> String {
    event.attribution.map { $0.name ?? $0.text }.joined(separator: " < ")
  }

  /// historical, future, hypothetical, negation.
  static func marks(_ event: Event) -> String { event.aux.map(\.rawValue).joined(separator: " ") }

  /// The address of the card of an event in its report.
  static func address(_ event: Event) -> Address { Address("events", event.id) }

  /// The address of a report.
  static func address(report id: String) -> Address { Address("report", query: [.init("id", id)]) }
}
