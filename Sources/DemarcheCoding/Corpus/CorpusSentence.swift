public import DemarcheData
public import DemarcheText

/// A sentence of the project's corpus: marked participants and trigger, slots for states and names, and what it tells.
public struct CorpusSentence: Sendable {
  public var id: String
  /// The template family; sentences of one family are never split between learning and testing.
  public var family: String
  /// The type; empty when nothing of the codebook is told.
  public var event: String
  public var modes: [String]
  public var cameo: String?
  public var aux: [String]
  /// The text with its marks and slots.
  public var pattern: String
  public var note: String

  public static let columns = ["id", "family", "text", "event", "mode", "cameo", "aux", "note"]

  /// Reads a table of the corpus.
  ///
  /// - Throws: every row that names an unknown type or whose marks do not close, at once.
  public static func read(_ table: Table, types: Set<String>) throws(DataErrors) -> [CorpusSentence] {
    var errors: [DataFileError] = []
    var sentences: [CorpusSentence] = []
    for row in table.rows {
      func list(_ column: String) -> [String] {
        row[column].split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
      }
      if !row["event"].isEmpty, !types.contains(row["event"]) {
        errors.append(
          row.fault("unknown type \(row["event"])", help: "one of those in codebook/types.tsv, or empty"))
      }
      if let fault = MarkedText.fault(in: row["text"]) { errors.append(row.fault(fault)) }
      sentences.append(
        CorpusSentence(
          id: row["id"], family: row["family"], event: row["event"], modes: list("mode"),
          cameo: row["cameo"].isEmpty ? nil : row["cameo"], aux: list("aux"), pattern: row["text"],
          note: row["note"]))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    return sentences
  }

  /// Whether the sentence is kept for testing: a fifth of the families, by their names.
  public var isHeldOut: Bool { Ranker.key(family) % 5 == 0 }
}

/// A text with its marks taken out: `<a>` actors, `<r>` recipients, `<t>` triggers, `<s>` speakers.
public struct MarkedText: Sendable {
  public var text: String
  /// Stretches of bytes in the order of the text, by the letter of the mark.
  public private(set) var spans: [Character: [Span]] = [:]

  private static let marks: Set<Character> = ["a", "r", "t", "s"]

  /// - Parameter fill: what stands for a slot: its letter and kind, `{A}` or `{A:adj}`.
  public init(_ pattern: String, fill: (_ slot: String, _ kind: String) -> String) {
    var text = ""
    var open: [(mark: Character, start: Int)] = []
    var spans: [Character: [Span]] = [:]
    var rest = Substring(pattern)
    while let next = rest.first {
      if next == "<", let end = rest.firstIndex(of: ">") {
        let tag = rest[rest.index(after: rest.startIndex)..<end]
        if tag.count == 1, let mark = tag.first, MarkedText.marks.contains(mark) {
          open.append((mark, text.utf8.count))
          rest = rest[rest.index(after: end)...]
          continue
        }
        if tag.count == 2, tag.first == "/", let mark = tag.last, MarkedText.marks.contains(mark),
          let at = open.lastIndex(where: { $0.mark == mark })
        {
          spans[mark, default: []].append(Span(open.remove(at: at).start, text.utf8.count))
          rest = rest[rest.index(after: end)...]
          continue
        }
      }
      if next == "{", let end = rest.firstIndex(of: "}") {
        let parts = rest[rest.index(after: rest.startIndex)..<end].split(separator: ":", maxSplits: 1)
        text += fill(parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
        rest = rest[rest.index(after: end)...]
        continue
      }
      text.append(next)
      rest = rest.dropFirst()
    }
    self.text = text
    self.spans = spans
  }

  /// What is wrong with the marks of a pattern; nil when nothing is.
  static func fault(in pattern: String) -> String? {
    for mark in marks.sorted() {
      let opened = pattern.ranges(of: "<\(mark)>").count
      let closed = pattern.ranges(of: "</\(mark)>").count
      if opened != closed { return "\(opened) <\(mark)> and \(closed) </\(mark)>" }
    }
    return nil
  }
}
