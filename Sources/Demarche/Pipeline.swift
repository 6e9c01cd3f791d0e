public import DemarcheCoding

public import DemarcheSyntax
public import DemarcheText

/// The walk of one report: text to sentences, trees, mentions and events.
///
/// Immutable and safe to use from many threads. A report is coded alone: the order and company in which
/// reports come changes nothing.
public struct Pipeline: Sendable {
  public let release: Release
  public let segmenter: Segmenter
  public let model: SyntaxModel
  public let coder: Coder

  public init(release: Release, segmenter: Segmenter, model: SyntaxModel) {
    self.release = release
    self.segmenter = segmenter
    self.model = model
    coder = Coder(
      knowledge: release.knowledge, book: release.book, version: Release.version, data: release.hash)
  }

  /// The trees of a text, one a sentence; spans count bytes of the text as given.
  ///
  /// - Parameter isWrapped: whether single newlines merely wrap lines.
  public func trees(of text: String, isWrapped: Bool = false) -> [Tree] {
    let text = isWrapped ? HardWraps.unwrapped(text) : text
    let bytes = Array(text.utf8)
    return segmenter.sentences(in: text).map { model.parse(sentence: $0, text: bytes) }
  }

  /// What became of each sentence of a report, its title first.
  public func code(_ report: Report) -> [Coder.SentenceCoding] {
    let title = report.title.map { trees(of: $0) } ?? []
    return coder.code(report, title: title, text: trees(of: report.text, isWrapped: report.isWrapped))
  }

  /// What became of each sentence of a report that comes parsed.
  public func code(_ parsed: ParsedReport) -> [Coder.SentenceCoding] {
    coder.code(parsed.report, title: [], text: parsed.trees)
  }
}
