import DemarcheEvents

extension GoldSentence {
  /// The columns of a row of the project's corpus (Corpus/README.md).
  public static let corpusColumns = ["id", "family", "text", "event", "mode", "cameo", "aux", "note"]

  /// Rows of the project's corpus, one for each event; an event that people found not to be there is a near miss, whose type is empty.
  ///
  /// A sentence that tells nothing and has no marks is a row too. Nil where the text holds what stands for marks and slots there. Near copies
  /// share a family, so that none is learnt from while another is held out.
  public var corpus: [[String]]? {
    if text.unicodeScalars.contains("{") || GoldSentence.tags.contains(where: text.contains) { return nil }
    var rows: [[String]] = []
    func row(_ event: MarkedEvent?, _ type: String, _ note: String) {
      rows.append([
        "\(id):\(rows.count + 1)", "people-\(cluster.prefix(16))", event.map(marked) ?? text, type,
        type.isEmpty ? "" : event?.mode.joined(separator: ",") ?? "", "",
        type.isEmpty ? "" : event?.aux.map(\.rawValue).joined(separator: ",") ?? "", note,
      ])
    }
    for event in events { row(event, event.event, "people") }
    for event in wrong { row(event, "", "people: no \(event.event)") }
    if rows.isEmpty, isWhole { row(nil, "", "people: no event") }
    return rows
  }

  private static let tags = ["a", "r", "t", "s"].flatMap { ["<\($0)>", "</\($0)>"] }

  /// The text with its marks.
  private func marked(_ event: MarkedEvent) -> String {
    var marks: [(at: Int, isEnd: Bool, other: Int, tag: String)] = []
    func mark(_ letter: String, _ place: Stretch?) {
      guard let place, place.count > 0 else { return }
      marks.append((place.start, false, place.end, "<\(letter)>"))
      marks.append((place.end, true, place.start, "</\(letter)>"))
    }
    for party in event.actor { mark("a", party.words?.place) }
    for party in event.recipient { mark("r", party.words?.place) }
    mark("t", event.trigger?.place)
    // At one place what ends stands first; of what begins there the longer, of what ends there the shorter.
    marks.sort { a, b in
      if a.at != b.at { return a.at < b.at }
      if a.isEnd != b.isEnd { return a.isEnd }
      return a.other == b.other ? a.tag < b.tag : a.other > b.other
    }
    var result = String.UnicodeScalarView()
    var next = marks[...]
    for (i, point) in text.unicodeScalars.enumerated() {
      while let mark = next.first, mark.at == i {
        result.append(contentsOf: mark.tag.unicodeScalars)
        next.removeFirst()
      }
      result.append(point)
    }
    for mark in next { result.append(contentsOf: mark.tag.unicodeScalars) }
    return String(result)
  }
}
