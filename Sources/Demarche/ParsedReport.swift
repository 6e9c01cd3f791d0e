public import DemarcheSyntax
public import DemarcheText

/// A report whose sentences come parsed: from CoNLL-U with `# newdoc id`, `# published` and `# source`.
public struct ParsedReport: Sendable {
  public var report: Report
  /// Spans count bytes of the report's text.
  public var trees: [Tree]

  /// The reports of a CoNLL-U document; sentences before the first `# newdoc` make one named by the file.
  ///
  /// The text of a report is that of its sentences, each on a line of its own.
  public static func reports(_ document: CoNLLU.Document, file: String) -> [ParsedReport] {
    var reports: [ParsedReport] = []
    var length = 0
    for tree in document.trees {
      func value(_ name: String) -> String? {
        for comment in tree.comments where comment.hasPrefix("\(name) = ") {
          return String(comment.dropFirst(name.count + 3))
        }
        return nil
      }
      let isNew = tree.comments.contains { $0.hasPrefix("newdoc") }
      if isNew || reports.isEmpty {
        let id = value("newdoc id") ?? (isNew ? "\(file):\(reports.count + 1)" : file)
        reports.append(ParsedReport(report: Report(id: id, text: ""), trees: []))
        length = 0
      }
      let last = reports.count - 1
      if let published = value("published") { reports[last].report.published = published }
      if let source = value("source") { reports[last].report.source = source }
      let text = CoNLLU.text(of: tree)
      if length > 0 {
        reports[last].report.text += "\n"
        length += 1
      }
      reports[last].trees.append(tree.shifted(by: length))
      reports[last].report.text += text
      length += text.utf8.count
    }
    return reports
  }
}
