import DemarcheReportLines

/// Text exports of Factiva: fields under tags of two or three letters, or the plain display in which a document ends with
/// its number.
struct FactivaExport: ExportLayout {
  let layouts: Layouts

  func isLike(_ lines: [String]) -> Bool {
    let roles = lines.compactMap { tag(in: $0)?.role }
    if roles.contains(.title), roles.contains(.published) || roles.contains(.source) { return true }
    // In the plain display the rights stand a few lines behind the length.
    return lines.indices.contains { i in
      isLength(lines[i])
        && lines[i...].prefix(10).contains { layouts.begins(.factiva, .rights, line: $0) != nil }
    }
  }

  func boundary(_ line: String, in document: ExportDocument) -> ExportDocument.Boundary {
    let tag = tag(in: line)
    if isNumber(tag?.role == .id ? tag?.value ?? "" : line) { return .last }
    // A document that lacks its number ends where the next headline stands.
    if tag?.role == .title, document.lines.contains(where: { self.tag(in: $0)?.role == .title }) {
      return .first
    }
    return .inside
  }

  func draft(of document: ExportDocument, id: String, dates: PublishedDate) -> Draft? {
    let isTagged = document.lines.contains { tag(in: $0)?.role == .title }
    var draft = isTagged ? tagged(document.lines, id: id) : displayed(document.lines, id: id, dates)
    if let by = draft?.author, let word = layouts.begins(.factiva, .byline, line: by + " ") {
      draft?.author = Paragraphs.trimmed(by.dropFirst(word.count))
    }
    return draft
  }

  /// The tag at the start of a line, which is filled up to four columns, with what stands behind it.
  private func tag(in line: String) -> (role: Layouts.Role, value: String)? {
    let name = line.prefix { $0.isASCII && $0.isUppercase }
    guard (2...3).contains(name.count) else { return nil }
    let rest = line.dropFirst(name.count)
    let isAlone = rest.allSatisfy { $0 == " " || $0 == "\t" }
    guard isAlone || rest.hasPrefix(name.count == 2 ? "  " : " ") || rest.hasPrefix("\t"),
      let role = layouts.role(.factiva, of: String(name)),
      layouts.forms(.factiva, role).contains(String(name))
    else { return nil }
    return (role, Paragraphs.trimmed(rest))
  }

  /// "Document" and a long number with letters in it.
  private func isNumber(_ line: String) -> Bool {
    let text = Paragraphs.trimmed(line)
    return layouts.holds(.factiva, .end, line: text)
      && (text.split(separator: " ").last?.utf8.count ?? 0) >= 16
  }

  private func isLength(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count == 2 && words[0].allSatisfy { $0.isNumber || $0 == "," }
      && layouts.forms(.factiva, .length).contains(String(words[1]))
  }

  private func tagged(_ lines: [String], id: String) -> Draft {
    var parts: [Layouts.Role: [String]] = [:]
    var role = Layouts.Role.front
    for line in lines {
      if let tag = tag(in: line) {
        role = tag.role
        parts[role, default: []].append(tag.value)
      } else {
        parts[role, default: []].append(line)
      }
    }
    func value(_ role: Layouts.Role) -> String? {
      let words = (parts[role] ?? []).map { Paragraphs.trimmed($0) }.filter { !$0.isEmpty }
      return words.isEmpty ? nil : words.joined(separator: " ")
    }
    var draft = Draft(id: value(.id)?.split(separator: " ").last.map(String.init) ?? id)
    draft.title = value(.title)
    draft.author = value(.author)
    draft.source = value(.source)
    draft.language = value(.language)
    draft.published = value(.published).map { day in value(.time).map { "\(day) \($0)" } ?? day }
    draft.text = [Layouts.Role.lead, .text].compactMap { parts[$0] }.map { Paragraphs.text(of: $0) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
    return draft
  }

  /// Headline, author, length, date, time, outlet, code, language and rights stand in this order; then comes the text.
  private func displayed(_ lines: [String], id: String, _ dates: PublishedDate) -> Draft? {
    guard let length = lines.firstIndex(where: isLength) else { return nil }
    var draft = Draft(id: id)
    if let last = lines.last, isNumber(last) {
      draft.id = last.split(separator: " ").last.map(String.init) ?? id
    }
    var head = lines[..<length].map { Paragraphs.trimmed($0) }.filter { !$0.isEmpty }
    if head.count > 1, let by = head.last, layouts.begins(.factiva, .byline, line: by + " ") != nil {
      draft.author = by
      head.removeLast()
    }
    draft.title = head.last
    let rest = lines[(length + 1)...]
    guard let rights = rest.firstIndex(where: { layouts.begins(.factiva, .rights, line: $0) != nil }) else {
      return draft
    }
    var facts = rest[..<rights].map { Paragraphs.trimmed($0) }.filter { !$0.isEmpty }[...]
    if let day = facts.first, dates.iso(day) != nil {
      facts.removeFirst()
      draft.published = day
      if let time = facts.first, dates.iso("\(day) \(time)") != nil {
        draft.published = "\(day) \(time)"
        facts.removeFirst()
      }
    }
    draft.source = facts.first
    draft.language = facts.dropFirst().last
    draft.text = Paragraphs.text(of: rest[(rights + 1)...].filter { !isNumber($0) })
    return draft
  }
}
