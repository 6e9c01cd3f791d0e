import DemarcheDiscourse
import DemarcheEvents
public import DemarcheJSON
import DemarcheKnowledge
import DemarcheSyntax
public import DemarcheText

extension Pipeline {
  /// Every attributed statement of a report, as the lines of `demarche claims`.
  public func claimLines(of report: Report) -> [JSON] {
    let discourse = discourse(report)
    var lines: [JSON] = []
    for field in [Field.title, .text] {
      let claims = discourse.claims(of: field)
      let writer = ClaimWriter(report: report, discourse: discourse, field: field, first: lines.count)
      lines += claims.all.map { writer.json($0, claims) }
    }
    return lines
  }
}

/// Writes the claims of one field of a report.
private struct ClaimWriter {
  let report: Report
  let discourse: Discourse
  let field: Field
  /// The number of the field's first claim among those of the report.
  let first: Int
  private let points: CodePoints

  init(report: Report, discourse: Discourse, field: Field, first: Int) {
    self.report = report
    self.discourse = discourse
    self.field = field
    self.first = first
    points = CodePoints(field == .title ? report.title ?? "" : report.text)
  }

  func json(_ claim: Claim, _ claims: Claims) -> JSON {
    .object([
      .init("report", .string(report.id)), .init("field", .string(field.rawValue)),
      .init("speaker", claim.speakers.first.map(speaker) ?? .null),
      .init("others", .array(claim.speakers.dropFirst().map(speaker))),
      .init("cue", claims.cue(of: claim).map { .object(stretch($0)) } ?? .null),
      .init("content", .object(stretch(claim.content))),
      .init("kind", .string(claim.kind.rawValue)), .init("stance", JSON(claim.stance)),
      .init("within", claim.within.map { .int(first + $0) } ?? .null),
    ])
  }

  private func stretch(_ bytes: Span) -> [JSON.Member] {
    let span = points.span(bytes)
    return [
      .init("text", .string(points.text(bytes))), .init("start", .int(span.start)),
      .init("end", .int(span.end)),
    ]
  }

  private func speaker(_ place: WordPlace) -> JSON {
    let sentence = discourse.sentences[place.sentence]
    let mention = sentence.mentions.first { $0.head == place.word }
    let bytes = sentence.tree.span(of: mention?.words ?? sentence.tree.phrase(of: place.word))
    var members = stretch(bytes)
    members += [
      .init("name", JSON(mention?.actor.name)), .init("code", JSON(mention?.actor.code)),
      .init("sector", JSON(mention?.actor.sectors.first)),
    ]
    return .object(members)
  }
}
