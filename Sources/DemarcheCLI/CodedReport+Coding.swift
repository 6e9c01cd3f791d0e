import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheIncidents
import DemarcheLedger
import DemarcheSyntax
import DemarcheText

extension CodedReport {
  /// What the ledger keeps of a coding.
  init(_ report: Report, _ codings: Coder.ReportCoding, by pipeline: Pipeline, _ wording: Wording) {
    let (title, text) = (CodePoints(report.title ?? ""), CodePoints(report.text))
    self.init(report, events: codings.flatMap(\.events), acts: pipeline.acts(of: codings, wording: wording))
    for coding in codings {
      let span = (coding.field == .title ? title : text).span(coding.tree.span)
      sentences.append(Sentence(field: coding.field, number: coding.number, start: span.start, end: span.end))
    }
  }
}
