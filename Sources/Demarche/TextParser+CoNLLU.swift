public import DemarcheSyntax
public import DemarcheText

extension TextParser {
  /// A report as `demarche parse` writes it: CoNLL-U with `# newdoc id`, `# published` and `# source`, its title first.
  ///
  /// - Returns: the text, and how many words it has.
  public func conllu(of report: Report) -> (text: String, words: Int) {
    let parts = [
      report.title.map { trees(of: $0) } ?? [], trees(of: report.text, isWrapped: report.isWrapped),
    ]
    var metadata: [String] = []
    if let published = report.published { metadata.append("published = \(published)") }
    if let source = report.source { metadata.append("source = \(source)") }
    var text = ""
    CoNLLU.write(document: report.id, metadata: metadata, parts: parts, to: &text)
    return (text, parts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.words.count } })
  }
}
