public import DemarcheCoding
public import DemarcheDiscourse
import DemarcheEvents
public import DemarcheSyntax
public import DemarcheText

/// The walk of one report: text to sentences, trees, mentions and events.
///
/// Immutable and safe to use from many threads. A report is coded alone: the order and company in which
/// reports come changes nothing.
public final class Pipeline: Sendable {
  public let release: Release
  public let parser: TextParser
  public let coder: Coder

  /// - Parameter triggers: for words at which no rule holds; nil leaves them out.
  public init(release: Release, parser: TextParser, triggers: Ranker? = nil) {
    self.release = release
    self.parser = parser
    coder = Coder(
      knowledge: release.knowledge, book: release.book, triggers: triggers, version: Release.version,
      data: release.hash)
  }

  /// What became of each sentence of a report, its title first.
  public func code(_ report: Report) -> Coder.ReportCoding {
    let (title, text) = trees(of: report)
    return coder.code(report, title: title, text: text)
  }

  /// What a report tells before any act is coded: who is meant, when and where, and on whose word.
  public func discourse(_ report: Report) -> Discourse {
    let (title, text) = trees(of: report)
    let day = coder.discourse.day(published: report.published, text: text)
    return coder.discourse.read(title: title, text: text, on: day)
  }

  private func trees(of report: Report) -> (title: [Tree], text: [Tree]) {
    (
      report.title.map { parser.trees(of: $0) } ?? [],
      parser.trees(of: report.text, isWrapped: report.isWrapped)
    )
  }

  /// What became of each sentence of a report that comes parsed.
  public func code(_ parsed: ParsedReport) -> Coder.ReportCoding {
    coder.code(parsed.report, title: [], text: parsed.trees)
  }
}
