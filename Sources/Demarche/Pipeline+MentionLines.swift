import DemarcheDiscourse
import DemarcheEvents
public import DemarcheJSON
import DemarcheKnowledge
import DemarcheSyntax
public import DemarcheText

extension Pipeline {
  /// Every mention of an actor, place or date of a report with what it resolves to, as the lines of `demarche mentions`.
  public func mentionLines(of report: Report) -> [JSON] {
    let codings = discourse(report).sentences
    let codes = release.knowledge.stateCodes
    var lines: [JSON] = []
    let day = report.published.flatMap { Day(iso: $0) }
    for coding in codings {
      let points = CodePoints(coding.field == .title ? report.title ?? "" : report.text)
      func members(_ kind: String, _ range: ClosedRange<Int>) -> [JSON.Member] {
        let bytes = coding.tree.span(of: range)
        let span = points.span(bytes)
        return [
          .init("report", .string(report.id)), .init("field", .string(coding.field.rawValue)),
          .init("kind", .string(kind)), .init("text", .string(points.text(bytes))),
          .init("start", .int(span.start)),
          .init("end", .int(span.end)),
        ]
      }
      func number(_ actor: Actor, _ system: String) -> JSON {
        actor.code.flatMap { codes.number(of: $0, in: system, on: day) }.map { .int($0) } ?? .null
      }
      /// Where the name stands that a pronoun or role noun takes up.
      func antecedent(_ place: MentionPlace?, _ codings: [Discourse.Sentence]) -> JSON {
        guard let place, codings.indices.contains(place.sentence) else { return .null }
        let other = codings[place.sentence]
        guard other.field == coding.field else { return .null }
        let bytes = other.tree.span(of: place.words)
        let span = points.span(bytes)
        return .object([.init("start", .int(span.start)), .init("end", .int(span.end))])
      }
      for mention in coding.mentions where !mention.isPlace {
        let actor = mention.actor
        var line = members("actor", mention.words)
        line += [
          .init("name", JSON(actor.name)), .init("code", JSON(actor.code)),
          .init("cow", number(actor, "cow")), .init("gw", number(actor, "gw")),
          .init("sector", JSON(actor.sectors.first)),
          .init("sectors", .array(actor.sectors.map(JSON.string))), .init("office", JSON(actor.office)),
          .init("inferred", .bool(actor.inferred)), .init("how", .string(actor.how)),
          .init("antecedent", antecedent(mention.antecedent, codings)),
          .init("confidence", .double(mention.confidence)),
        ]
        lines.append(.object(line))
      }
      for place in coding.places {
        var line = members("place", place.words)
        line += [
          .init("name", .string(place.entry.name)), .init("country", JSON(place.entry.state)),
          .init("lat", .double(place.entry.lat)), .init("lon", .double(place.entry.lon)),
          .init("place_kind", .string(place.entry.kind)), .init("geonameid", .string(place.entry.geonameid)),
          .init("admin", .string(place.entry.admin)), .init("how", .string(place.how)),
        ]
        lines.append(.object(line))
      }
      for time in coding.times {
        var line = members("date", time.words)
        line += [
          .init("value", JSON(time.isOpenStart ? nil : time.from.iso)),
          .init("value_end", JSON(time.isOpenEnd ? nil : time.until.iso)),
          .init("precision", .string(time.precision.rawValue)), .init("how", .string(time.how)),
        ]
        lines.append(.object(line))
      }
    }
    return lines
  }
}
