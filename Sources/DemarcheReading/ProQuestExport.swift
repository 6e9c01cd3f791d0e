import DemarcheReportLines

/// Text exports of ProQuest: documents between lines of underscores, with "Title:", "Publication date:" and
/// "Full text:" at the start of paragraphs.
struct ProQuestExport: ExportLayout {
  let layouts: Layouts

  func isLike(_ lines: [String]) -> Bool {
    let start = lines.lazy.filter { !$0.isEmpty }.prefix(12)
    guard start.contains(where: isRule) else { return false }
    let roles = Set(lines.compactMap { layouts.label(.proquest, in: $0)?.role })
    return roles.contains(.text) || roles.contains(.abstract) || roles.contains(.published)
  }

  func boundary(_ line: String, in document: ExportDocument) -> ExportDocument.Boundary {
    isRule(line) ? .between : .inside
  }

  func draft(of document: ExportDocument, id: String, dates: PublishedDate) -> Draft? {
    var parts: [Layouts.Role: [String]] = [:]
    var head: [String] = []
    var role: Layouts.Role?
    var isAfterBlank = true
    for line in document.lines {
      // Inside the text a label counts only where a paragraph begins.
      if isAfterBlank || role != .text, let label = layouts.label(.proquest, in: line) {
        role = label.role
        parts[label.role, default: []].append(label.value)
      } else if let role {
        parts[role, default: []].append(line)
      } else if !layouts.holds(.proquest, .begin, line: line) {
        head.append(line)
      }
      isAfterBlank = Paragraphs.trimmed(line).isEmpty
    }
    guard parts[.text] != nil || parts[.abstract] != nil else { return nil }
    func value(_ role: Layouts.Role) -> String? {
      let words = (parts[role] ?? []).map { Paragraphs.trimmed($0) }.filter { !$0.isEmpty }
      return words.isEmpty ? nil : words.joined(separator: " ")
    }
    var draft = Draft(id: value(.id) ?? id)
    draft.title = value(.title) ?? head.lazy.map { Paragraphs.trimmed($0) }.first { !$0.isEmpty }
    draft.author = value(.author)
    draft.published = value(.published)
    draft.language = value(.language)
    draft.url = value(.url)
    // Behind the name of the outlet stand its edition and its town.
    draft.source = value(.source).map { Paragraphs.trimmed($0.prefix { $0 != ";" }) }
    draft.text = Paragraphs.text(of: parts[.text] ?? [])
    if draft.text.isEmpty { draft.text = Paragraphs.text(of: parts[.abstract] ?? []) }
    return draft
  }

  private func isRule(_ line: String) -> Bool {
    let text = Paragraphs.trimmed(line)
    return text.utf8.count >= 10 && text.utf8.allSatisfy { $0 == UInt8(ascii: "_") }
  }
}
