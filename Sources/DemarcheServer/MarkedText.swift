import DemarcheEvents

/// A text with the words marked that events are read from, in lanes that never cross.
///
/// Spans that overlap are drawn in lanes of their own, one below the other, as an underline each; a span keeps its lane
/// from end to end. Each begins with a letter, so that no meaning rests on colour alone.
struct MarkedText {
  /// What a stretch of text is to an event.
  enum Kind: String, CaseIterable {
    case actor, recipient, trigger, speaker, place

    var letter: String {
      switch self {
      case .actor: "A"
      case .recipient: "R"
      case .trigger: "E"
      case .speaker: "S"
      case .place: "P"
      }
    }

    var meaning: String {
      switch self {
      case .actor: "actor"
      case .recipient: "recipient"
      case .trigger: "the words of the act"
      case .speaker: "on whose word"
      case .place: "place"
      }
    }
  }

  /// A marked stretch, in code points of the text.
  struct Span: Hashable {
    var range: Range<Int>
    var kind: Kind
    /// The numbers of the events it belongs to, as the cards count them.
    var events: [Int]
    var lane = 0
  }

  private let text: [Unicode.Scalar]
  let spans: [Span]
  /// How many lanes there are.
  let lanes: Int

  /// - Parameter events: those of the text, in the order of their cards, counted from `first`.
  init(_ text: String, events: [Event], first: Int = 1) {
    self.text = Array(text.unicodeScalars)
    let count = self.text.count
    var found: [Span] = []
    func add(_ start: Int, _ end: Int, _ kind: Kind, _ event: Int) {
      // What lies outside the text belongs to another version of it.
      guard start >= 0, start < end, end <= count else { return }
      if let same = found.firstIndex(where: { $0.range == start..<end && $0.kind == kind }) {
        if !found[same].events.contains(event) { found[same].events.append(event) }
      } else {
        found.append(Span(range: start..<end, kind: kind, events: [event]))
      }
    }
    for (i, event) in events.enumerated() {
      let number = first + i
      for side in event.actor where !side.inferred { add(side.start, side.end, .actor, number) }
      for side in event.recipient where !side.inferred { add(side.start, side.end, .recipient, number) }
      add(event.trigger.start, event.trigger.end, .trigger, number)
      for speaker in event.attribution { add(speaker.start, speaker.end, .speaker, number) }
      if let place = event.place { add(place.start, place.end, .place, number) }
    }
    found.sort { a, b in
      (a.range.lowerBound, -a.range.upperBound, a.kind.letter)
        < (b.range.lowerBound, -b.range.upperBound, b.kind.letter)
    }
    var ends: [Int] = []
    for i in found.indices {
      let lane = ends.firstIndex { $0 <= found[i].range.lowerBound } ?? ends.count
      if lane == ends.count { ends.append(0) }
      ends[lane] = found[i].range.upperBound
      found[i].lane = lane
    }
    spans = found
    lanes = ends.count
  }

  /// The text as paragraphs; deeper lanes than the style knows share its last.
  ///
  /// - Parameter isWrapped: whether a single line break merely wraps lines.
  func paragraphs(isWrapped: Bool) -> HTML {
    var parts: [HTML] = []
    for range in paragraphRanges(isWrapped: isWrapped) { parts.append("<p>\(marked(range))</p>\n") }
    return parts.joined()
  }

  /// The text of a stretch, marked.
  func marked(_ range: Range<Int>) -> HTML {
    let inside = spans.filter { $0.range.overlaps(range) }
    let cuts = Set(
      [range.lowerBound, range.upperBound]
        + inside.flatMap { [$0.range.lowerBound, $0.range.upperBound] }.filter(range.contains)
    ).sorted()
    var html = HTML.empty
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      // The deepest lane is outermost, so that its line is drawn lowest.
      let own = inside.filter { $0.range.contains(start) }.sorted { $0.lane < $1.lane }
      var piece = HTML(plain(start..<end))
      for span in own {
        let numbers = span.events.map(String.init)
        let begins = span.range.lowerBound == start || start == range.lowerBound
        let label: HTML =
          begins
          ? "<span class=\"tag\" aria-hidden=\"true\">\(span.kind.letter)\(numbers.joined(separator: ","))</span>"
          : ""
        let names = numbers.map { "e\($0)" }.joined(separator: " ")
        piece = """
          <mark class="m \(span.kind.rawValue) lane-\(min(span.lane, 5))" data-event="\(names)"\
           title="\(span.kind.meaning) of event \(numbers.joined(separator: ", "))">\(label)\(piece)</mark>
          """
      }
      html += piece
    }
    return html
  }

  /// A stretch of the text without marks.
  func plain(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[range])
    return String(view)
  }

  private func paragraphRanges(isWrapped: Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var at = 0
    func close(_ end: Int) {
      if text[start..<end].contains(where: { !$0.properties.isWhitespace }) { ranges.append(start..<end) }
    }
    while at < text.count {
      let isBreak = text[at] == "\n" && (!isWrapped || at + 1 < text.count && text[at + 1] == "\n")
      if isBreak {
        close(at)
        start = at + 1
      }
      at += 1
    }
    close(text.count)
    return ranges
  }
}
