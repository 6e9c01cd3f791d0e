public import Demarche
public import DemarcheCoding
import DemarcheEvents
public import DemarcheIncidents
public import DemarcheLedger
import DemarcheSyntax
public import DemarcheText

extension CodedReport {
  /// What codes a report for a ledger, on any thread.
  public static func coding(
    for ledger: Ledger, by pipeline: Pipeline
  ) -> @Sendable (Report) -> (report: CodedReport, coding: Coder.ReportCoding) {
    let wording = ledger.joining?.wording ?? Wording()
    return { report in
      let coding = pipeline.code(report)
      return (CodedReport(report, coding, by: pipeline, wording), coding)
    }
  }

  /// What the ledger keeps of a coding.
  private init(_ report: Report, _ codings: Coder.ReportCoding, by pipeline: Pipeline, _ wording: Wording) {
    let (title, text) = (CodePoints(report.title ?? ""), CodePoints(report.text))
    self.init(report, events: codings.flatMap(\.events), acts: pipeline.acts(of: codings, wording: wording))
    for coding in codings {
      let span = (coding.field == .title ? title : text).span(coding.tree.span)
      sentences.append(Sentence(field: coding.field, number: coding.number, start: span.start, end: span.end))
    }
  }
}
