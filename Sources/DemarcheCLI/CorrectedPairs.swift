import Demarche
import DemarcheCoding
import DemarcheCorrections
import DemarcheSyntax
import DemarcheText

/// What people decided, as examples to learn from.
enum CorrectedPairs {
  /// The pairs of marked parties with the type between them; of events that people found not to be there, none.
  ///
  /// - Parameter name: what an event is called in the labels that are learnt, and what none is; nil leaves it out.
  static func examples(
    _ sentences: [GoldSentence], _ pipeline: Pipeline, name: (MarkedEvent?) -> String?
  ) -> [RankerTraining.Example] {
    sentences.flatMap { sentence -> [RankerTraining.Example] in
      let told = sentence.events.map { ($0, name($0)) } + sentence.wrong.map { ($0, name(nil)) }
      return told.compactMap { event, label in
        guard let label, let pair = MarkedPair(sentence, event) else { return nil }
        let reading = pipeline.coder.labeler.reading(of: pair, pipeline.parser)
        return RankerTraining.Example(features: reading.features, label: label)
      }
    }
  }
}

extension MarkedPair {
  /// The first actor, and the recipient or the second actor; nil where nobody is marked in the sentence.
  init?(_ sentence: GoldSentence, _ event: MarkedEvent) {
    func spans(_ parties: [MarkedEvent.Party]) -> [Span] {
      parties.compactMap { $0.words?.place }.compactMap { sentence.bytes($0) }
    }
    let (actors, recipients) = (spans(event.actor), spans(event.recipient))
    guard let actor = actors.first ?? recipients.first else { return nil }
    self.init(
      id: sentence.id, text: sentence.text, actor: actor,
      recipient: recipients.first ?? actors.dropFirst().first)
  }
}

extension GoldSentence {
  /// A place in bytes of the sentence; nil where it lies outside.
  func bytes(_ place: Stretch) -> Span? {
    let points = text.unicodeScalars
    guard let start = points.index(points.startIndex, offsetBy: place.start, limitedBy: points.endIndex),
      let end = points.index(start, offsetBy: place.count, limitedBy: points.endIndex)
    else { return nil }
    return Span(
      text.utf8.distance(from: text.startIndex, to: start), text.utf8.distance(from: text.startIndex, to: end)
    )
  }
}

extension TriggerExamples {
  /// The words of a sentence that people decided on: the triggers, those that are none, and in a sentence marked as a whole all others.
  mutating func add(_ sentence: GoldSentence) {
    func spans(_ events: [MarkedEvent]) -> [(span: Span, type: String)] {
      events.compactMap { event in
        event.trigger.flatMap { sentence.bytes($0.place) }.map { ($0, event.event) }
      }
    }
    add(
      sentence.text, triggers: spans(sentence.events), none: spans(sentence.wrong).map(\.span),
      isWhole: sentence.isWhole)
  }
}
