import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger

/// The parameters by which events are chosen, and the filter that they ask for.
enum EventQuestion {
  /// The parameters of a list of events, or of one of incidents.
  static func parameters(_ setting: Setting) -> [APIParameter] {
    let known = EventFilter.parameters + SourceChoice.parameters
    return known.compactMap { parameter in
      kind(parameter.name, setting).map { kind in
        APIParameter(parameter.name, kind, parameter.meaning.replacing("--", with: ""))
      }
    }
  }

  /// What values a parameter takes; nil for one that no address has.
  static func kind(_ name: String, _ setting: Setting) -> ValueKind? {
    let codebook = setting.release.knowledge.codebook
    switch name {
    case "actor", "recipient", "with": return .party
    case "pair": return .pair
    case "event", "not-event": return .list(of: setting.types)
    case "quad", "not-quad": return .list(of: codebook.quads.keys.sorted())
    case "from", "until": return .day
    case "report", "incident", "speaker", "place", "rule": return .text()
    case "country": return .code
    case "not-actor", "not-recipient": return .codes
    case "text", "not-text": return .words
    case "confidence": return .share
    case "since": return .whole(0...1_000_000_000)
    case "aux", "without": return .list(of: Auxiliary.allCases.map(\.rawValue))
    case "negated", "versions", "newest-first": return .yesNo
    case "limit": return .whole(1...APIRows.most)
    case "after": return .cursor
    case "source", "not-source": return .sources
    case "source-type": return .choice(ownerships(setting))
    default: return nil
    }
  }

  /// The filter that a question asks for, without its limit and its place.
  static func filter(_ question: APIQuestion, _ desk: Desk) throws -> EventFilter {
    let parameters = question.parameters
    var filter = try EventFilter(parameters)
    try filter.narrow(by: parameters, among: desk.sources())
    filter.after = nil
    filter.limit = nil
    return filter
  }

  /// The kinds of ownership that the tables of outlets know, sorted.
  private static func ownerships(_ setting: Setting) -> [String] {
    Set(setting.outlets.outlets.map(\.ownership)).sorted()
  }
}
