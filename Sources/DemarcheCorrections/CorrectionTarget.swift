public import DemarcheEvents

/// What a decision is about: an event or a sentence, by the text it stands in and its place there.
///
/// So it outlives a new coding, which gives events other ids, and holds for every report of that text.
public struct CorrectionTarget: Hashable, Sendable {
  /// SHA-256 of the report's text, as the ledger has it: 64 hexadecimal digits.
  public var text: String
  /// The name that all near copies of the text share, by which the test set is chosen; nil where none was known.
  public var cluster: String?
  /// The id of the report in which it was shown.
  public var report: String
  public var field: Field
  /// The sentence, from 1 within its field.
  public var sentence: Int
  /// Where the sentence lies in its field.
  public var span: Stretch
  /// The id of the event; nil where a sentence was shown.
  public var event: String?
  /// Where the event's trigger lies in its field.
  public var trigger: Stretch?

  public init(
    text: String, cluster: String? = nil, report: String, field: Field, sentence: Int, span: Stretch,
    event: String? = nil, trigger: Stretch? = nil
  ) {
    self.text = text
    self.cluster = cluster
    self.report = report
    self.field = field
    self.sentence = sentence
    self.span = span
    self.event = event
    self.trigger = trigger
  }

  var fault: String? {
    let isHash =
      text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    if !isHash { return "text_sha256 is no hash of 64 hexadecimal digits" }
    if report.isEmpty { return "it names no report" }
    return sentence < 1 ? "sentences count from 1" : nil
  }
}

/// What several decisions are about when they are about the same: then a later one supersedes an earlier one.
public struct CorrectionItem: Hashable, Sendable {
  /// A sentence by its place, or an event by its trigger and what the machine had called it.
  public enum Place: Hashable, Sendable {
    case sentence(Stretch)
    case event(trigger: Stretch, type: String)
  }

  /// The hash of the text.
  public var text: String
  /// The report, of a title alone: the hash of a text says nothing of what stands above it.
  public var report: String?
  public var field: Field
  public var place: Place

  public init(text: String, report: String, field: Field, place: Place) {
    self.text = text
    self.report = field == .title ? report : nil
    self.field = field
    self.place = place
  }
}

extension Correction {
  /// What it is about.
  public var item: CorrectionItem {
    let place: CorrectionItem.Place =
      if let trigger = target.trigger, let before {
        .event(trigger: trigger, type: before.event)
      } else {
        .sentence(target.span)
      }
    return CorrectionItem(text: target.text, report: target.report, field: target.field, place: place)
  }
}
