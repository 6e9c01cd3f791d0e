public import Demarche
import DemarcheEvents
import DemarcheKnowledge
public import DemarcheLedger

/// What a figure says below itself of where its numbers are from, so that a copy of it can still be checked.
public enum FigureCaption {
  /// What is counted and under which filters, of which ledger as of which run, and how to cite it.
  ///
  /// - Parameters:
  ///   - what: "EGY–ISR by month, incidents".
  ///   - asked: the filters by their names, in order.
  ///   - run: the last one of the ledger; nil where it has none.
  public static func lines(
    _ what: String, asked: [(name: String, value: String)], ledger: String, run: Run?, _ release: Release
  ) -> [String] {
    let filters =
      asked.isEmpty ? "no filters" : asked.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    let state = run.map { "run \($0.id.number) of \($0.started.prefix(10))" } ?? "no run"
    return [
      "\(what); \(filters); \(ledger), \(state).",
      "Demarche \(Release.version), codebook \(release.knowledge.codebook.version), data \(release.hash.prefix(19)).",
    ]
  }
}
