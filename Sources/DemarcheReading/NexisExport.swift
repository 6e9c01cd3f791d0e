import DemarcheReportLines

/// Text exports of Nexis: the older layout with "1 of 25 DOCUMENTS" before each document, in which outlet and date are
/// centred, and the newer one, in which the headline stands first and "End of Document" last.
struct NexisExport: ExportLayout {
  let layouts: Layouts

  func isLike(_ lines: [String]) -> Bool {
    if lines.contains(where: { layouts.holds(.nexis, .begin, line: $0) }) { return true }
    let hasFront = lines.contains { layouts.label(.nexis, in: $0)?.role == .front }
    return hasFront && lines.contains { heading($0) == .text }
  }

  func boundary(_ line: String, in document: ExportDocument) -> ExportDocument.Boundary {
    if layouts.holds(.nexis, .begin, line: line) || layouts.holds(.nexis, .end, line: line) {
      return .between
    }
    return .inside
  }

  func draft(of document: ExportDocument, id: String, dates: PublishedDate) -> Draft? {
    var draft = Draft(id: id)
    let lines = document.lines
    guard let text = textRange(lines) else { return nil }
    for (label, value) in labels(lines[..<text.lowerBound]) + labels(lines[text.upperBound...]) {
      switch label {
      case .title: draft.title = value
      case .author: draft.author = value
      case .published: draft.published = value
      case .language: draft.language = value
      case .url: draft.url = value
      default: break
      }
    }
    readHead(of: lines, into: &draft, dates)
    draft.text = Paragraphs.text(of: lines[text].filter { heading($0) != .text })
    return draft
  }

  /// The role of a line that is a label and nothing else.
  private func heading(_ line: String) -> Layouts.Role? {
    var name = Paragraphs.trimmed(line)
    if name.hasSuffix(":") { name.removeLast() }
    return layouts.role(.nexis, of: name)
  }

  /// The lines of the text: those behind its heading, or else behind the labels of the head.
  private func textRange(_ lines: [String]) -> Range<Int>? {
    var start = lines.firstIndex { heading($0) == .text }.map { $0 + 1 }
    if start == nil {
      var isInLabel = false
      var hasLabel = false
      for (i, line) in lines.enumerated() {
        if Paragraphs.trimmed(line).isEmpty {
          isInLabel = false
        } else if layouts.label(.nexis, in: line) != nil {
          isInLabel = true
          hasLabel = true
        } else if hasLabel, !isInLabel {
          start = i
          break
        }
      }
    }
    guard let start else { return nil }
    return start..<(lines[start...].firstIndex(where: endsText) ?? lines.count)
  }

  /// Whether a line is a label of what stands behind the text.
  ///
  /// A paragraph may begin with such a word too, so it must be in capitals, joined by a hyphen, or alone.
  private func endsText(_ line: String) -> Bool {
    if heading(line) == .back { return true }
    guard let label = layouts.label(.nexis, in: line), label.role == .back || label.role == .language
    else { return false }
    return label.name.contains("-") || label.name == label.name.uppercased()
  }

  /// The labels of some lines with their values, which may go on until a blank line.
  private func labels(_ lines: ArraySlice<String>) -> [(Layouts.Role, String)] {
    var found: [(role: Layouts.Role, value: String)] = []
    var isOpen = false
    for line in lines {
      if let label = layouts.label(.nexis, in: line) {
        found.append((label.role, label.value))
        isOpen = true
      } else if Paragraphs.trimmed(line).isEmpty || heading(line) != nil {
        isOpen = false
      } else if isOpen, let last = found.indices.last {
        found[last].value += " " + Paragraphs.trimmed(line)
      }
    }
    return found
  }

  /// Reads date, outlet and headline from the lines before the first label.
  private func readHead(of lines: [String], into draft: inout Draft, _ dates: PublishedDate) {
    let head = lines.prefix { layouts.label(.nexis, in: $0) == nil && heading($0) != .text }
      .filter { layouts.begins(.nexis, .rights, line: $0) == nil }
    guard let dateAt = head.firstIndex(where: { dates.iso($0) != nil }) else { return }
    draft.published = dates.iso(head[dateAt])
    let before = head[..<dateAt].map { Paragraphs.trimmed($0) }
    guard let outletAt = before.lastIndex(where: { !$0.isEmpty }) else { return }
    draft.source = before[outletAt]
    guard draft.title == nil else { return }
    if let titleAt = before[..<outletAt].lastIndex(where: { !$0.isEmpty }) {
      draft.title = before[titleAt]
    } else {
      // In the older layout what is not centred is the headline.
      let rest = head[(dateAt + 1)...].filter { Paragraphs.indent($0) < 4 }.map { Paragraphs.trimmed($0) }
      let title = rest.drop(while: \.isEmpty).prefix { !$0.isEmpty }
      if !title.isEmpty { draft.title = title.joined(separator: " ") }
    }
  }
}
