import DemarcheCoding
import DemarcheEvents
import DemarcheLedger
import DemarcheSyntax
import DemarcheText

extension CodedReport {
  /// What the ledger keeps of a coding.
  ///
  /// - Parameter keepingDenied: events said not to have taken place are kept too, marked.
  init(_ report: Report, _ codings: Coder.ReportCoding) {
    let (title, text) = (CodePoints(report.title ?? ""), CodePoints(report.text))
    self.init(report, events: codings.flatMap(\.events))
    for coding in codings {
      let span = (coding.field == .title ? title : text).span(coding.tree.span)
      sentences.append(Sentence(field: coding.field, number: coding.number, start: span.start, end: span.end))
    }
  }
}
