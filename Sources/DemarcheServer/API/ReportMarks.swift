import DemarcheEvents
import DemarcheJSON
import DemarcheText

/// A report as other programs take documents with marked spans: displaCy of spaCy, and doccano.
///
/// Spans count in code points of a document's text; title and text are a document each. A participant that the sentence does not name has no
/// span.
struct ReportMarks {
  /// The forms, by the names of the programs.
  static let forms = ["displacy", "doccano"]

  private struct Mark: Hashable {
    var start: Int
    var end: Int
    var label: String
    /// Which event it belongs to, and whether it is what the act is told by.
    var event: Int
    var isTrigger: Bool

    /// The same for all events that share it.
    var ofAnyEvent: Mark { Mark(start: start, end: end, label: label, event: 0, isTrigger: isTrigger) }
  }

  private let report: Report
  private let fields: [(field: Field, text: String, events: [Event])]

  init(_ report: Report, _ events: [Event]) {
    self.report = report
    let texts = [(Field.title, report.title ?? ""), (Field.text, report.text)]
    fields = texts.compactMap { field, text in
      let own = events.filter { $0.field == field }
      return text.isEmpty || field == .title && own.isEmpty ? nil : (field, text, own)
    }
  }

  /// The documents in a form; none where the ledger keeps no text.
  func documents(_ form: String) -> [JSON] {
    fields.map { field in
      form == "doccano" ? doccano(field.field, field.text, field.events) : displacy(field.text, field.events)
    }
  }

  /// The marks of events in the order of a text, those outside it left out.
  private func marks(_ events: [Event], length: Int) -> [Mark] {
    var marks: [Mark] = []
    func add(_ start: Int, _ end: Int, _ label: String, _ event: Int, isTrigger: Bool = false) {
      guard 0 <= start, start < end, end <= length else { return }
      marks.append(Mark(start: start, end: end, label: label, event: event, isTrigger: isTrigger))
    }
    for (i, event) in events.enumerated() {
      add(event.trigger.start, event.trigger.end, event.event, i, isTrigger: true)
      for side in event.actor where !side.inferred { add(side.start, side.end, "ACTOR", i) }
      for side in event.recipient where !side.inferred { add(side.start, side.end, "RECIPIENT", i) }
      for speaker in event.attribution { add(speaker.start, speaker.end, "SPEAKER", i) }
    }
    return marks
  }

  // MARK: displaCy

  /// A document for `displacy.render(..., manual=True)`: `ents` that do not overlap for the style "ent", all marks as `spans` over `tokens` for
  /// the style "span".
  private func displacy(_ text: String, _ events: [Event]) -> JSON {
    let scalars = Array(text.unicodeScalars)
    var seen: Set<Mark> = []
    let marks = marks(events, length: scalars.count)
      .sorted { ($0.start, -$0.end, $0.label) < ($1.start, -$1.end, $1.label) }
      .filter { seen.insert($0.ofAnyEvent).inserted }
    var end = 0
    let apart = marks.filter { mark in
      if mark.start < end { return false }
      end = mark.end
      return true
    }
    let tokens = ReportMarks.tokens(scalars, cutAt: Set(marks.flatMap { [$0.start, $0.end] }))
    let spans: [JSON] = marks.compactMap { mark in
      guard let first = tokens.firstIndex(where: { $0.lowerBound >= mark.start }),
        let last = tokens.lastIndex(where: { $0.upperBound <= mark.end }), first <= last
      else { return nil }
      return ["start_token": .int(first), "end_token": .int(last + 1), "label": .string(mark.label)]
    }
    return [
      "text": .string(text), "title": JSON(report.title),
      "ents": .array(
        apart.map { ["start": .int($0.start), "end": .int($0.end), "label": .string($0.label)] }),
      "spans": .array(spans),
      "tokens": .array(tokens.map { .string(ReportMarks.text(scalars[$0])) }),
    ]
  }

  /// Stretches without white space, cut wherever a mark begins or ends.
  private static func tokens(_ text: [Unicode.Scalar], cutAt cuts: Set<Int>) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var start: Int?
    for (i, scalar) in text.enumerated() {
      let isSpace = scalar.properties.isWhitespace
      if let from = start, isSpace || cuts.contains(i) {
        tokens.append(from..<i)
        start = nil
      }
      if !isSpace, start == nil { start = i }
    }
    if let start { tokens.append(start..<text.count) }
    return tokens
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  // MARK: doccano

  /// A document of doccano's extraction of relations: the words of each act, and who takes part in it.
  private func doccano(_ field: Field, _ text: String, _ events: [Event]) -> JSON {
    let marks = marks(events, length: text.unicodeScalars.count)
    var numbers: [Mark: Int] = [:]
    var entities: [JSON] = []
    var relations: [JSON] = []
    func number(_ mark: Mark) -> Int {
      // A party of two acts is one entity.
      if let known = numbers[mark.ofAnyEvent] { return known }
      let number = numbers.count + 1
      numbers[mark.ofAnyEvent] = number
      entities.append([
        "id": .int(number), "label": .string(mark.label), "start_offset": .int(mark.start),
        "end_offset": .int(mark.end),
      ])
      return number
    }
    var trigger = (event: -1, number: 0)
    for mark in marks {
      let own = number(mark)
      if mark.isTrigger {
        trigger = (mark.event, own)
      } else if trigger.event == mark.event {
        relations.append([
          "id": .int(relations.count + 1), "from_id": .int(trigger.number), "to_id": .int(own),
          "type": .string(mark.label.lowercased()),
        ])
      }
    }
    return [
      "text": .string(text), "entities": .array(entities), "relations": .array(relations),
      "report": .string(report.id), "field": .string(field.rawValue),
    ]
  }
}
