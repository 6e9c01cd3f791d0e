public import Demarche
public import DemarcheCoding
import DemarcheEvents
public import DemarcheIncidents
public import DemarcheLedger
import DemarcheSyntax
public import DemarcheText

extension CodedReport {
  /// What the ledger keeps of a coding.
  public init(_ report: Report, _ codings: Coder.ReportCoding, by pipeline: Pipeline, _ wording: Wording) {
    let (title, text) = (CodePoints(report.title ?? ""), CodePoints(report.text))
    self.init(report, events: codings.flatMap(\.events), acts: pipeline.acts(of: codings, wording: wording))
    for coding in codings {
      let span = (coding.field == .title ? title : text).span(coding.tree.span)
      sentences.append(Sentence(field: coding.field, number: coding.number, start: span.start, end: span.end))
    }
  }
}
