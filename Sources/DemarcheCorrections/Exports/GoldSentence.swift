public import DemarcheEvents

/// A sentence with all that people settled of it, for other tools: offsets count in code points of the sentence itself.
public struct GoldSentence: Hashable, Sendable {
  /// Its report and place: `r17:text:3`.
  public var id: String
  public var report: String
  public var field: Field
  public var sentence: Int
  /// Without line breaks and tabs, each of which is a space.
  public var text: String
  /// The name that near copies share.
  public var cluster: String
  public var split: GoldSplit
  /// The events that are there, as far as people decided on them; words outside the sentence are left out.
  public var events: [MarkedEvent]
  /// Events of the machine that people found not to be there.
  public var wrong: [MarkedEvent]
  /// Whether `events` are all that it tells.
  public var isWhole: Bool
}

extension GoldSentence {
  /// The sentences of some things, in the order of report, field and place.
  ///
  /// - Parameters:
  ///   - items: what people settled.
  ///   - words: the sentence that a thing lies in, as ``cut(_:of:)`` gives it; nil where it is not known, and the thing is left out.
  /// - Returns: the sentences, and how many things were left out.
  public static func of(
    _ items: [GoldItem], words: (CorrectionTarget) throws -> String?
  ) rethrows -> (sentences: [GoldSentence], leftOut: Int) {
    var sentences: [CorrectionItem: GoldSentence] = [:]
    var leftOut = 0
    for item in items {
      let target = item.target
      let place = CorrectionItem(
        text: target.text, report: target.report, field: target.field, place: .sentence(target.span))
      var sentence = sentences[place]
      if sentence == nil, let words = try words(target) {
        sentence = GoldSentence(
          id: "\(target.report):\(target.field.rawValue):\(target.sentence)", report: target.report,
          field: target.field, sentence: target.sentence, text: words, cluster: target.cluster ?? target.text,
          split: item.split, events: [], wrong: [], isWhole: false)
      }
      guard var known = sentence else {
        leftOut += 1
        continue
      }
      known.events += item.events.map { $0.placed(in: target.span) }
      if let before = item.before, item.events.isEmpty {
        known.wrong.append(MarkedEvent(before).placed(in: target.span))
      }
      if item.isWhole { known.isWhole = true }
      sentences[place] = known
    }
    let sorted = sentences.values.sorted {
      ($0.report, $0.field == .title ? 0 : 1, $0.sentence) < (
        $1.report, $1.field == .title ? 0 : 1, $1.sentence
      )
    }
    return (sorted, leftOut)
  }

  /// A stretch of a text, its line breaks and tabs as spaces; nil where the text ends before the stretch does.
  public static func cut(_ span: Stretch, of text: String) -> String? {
    let points = text.unicodeScalars
    guard let start = points.index(points.startIndex, offsetBy: span.start, limitedBy: points.endIndex),
      let end = points.index(start, offsetBy: span.count, limitedBy: points.endIndex)
    else { return nil }
    var words = String.UnicodeScalarView()
    for point in points[start..<end] {
      words.append(point == "\n" || point == "\r" || point == "\t" ? " " : point)
    }
    return String(words)
  }
}

extension MarkedEvent {
  /// The same with places that count in a stretch; what lies outside has none.
  fileprivate func placed(in span: Stretch) -> MarkedEvent {
    func moved(_ words: MarkedWords?) -> MarkedWords? {
      guard let words, span.contains(words.place) else { return nil }
      return MarkedWords(
        text: words.text, words.place.start - span.start, words.place.end - span.start)
    }
    func moved(_ parties: [Party]) -> [Party] {
      parties.map { Party(words: moved($0.words), code: $0.code, sectors: $0.sectors) }
    }
    var event = self
    event.actor = moved(actor)
    event.recipient = moved(recipient)
    event.trigger = moved(trigger)
    return event
  }
}
