import DemarcheCoding
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

/// What the coder made of one sentence of the corpus that it read as a report, beside what is marked in it.
struct CodedSentence {
  let sentence: CorpusSentence
  let text: String
  /// Those that came out and are not denied.
  let events: [Event]
  /// Stretches in code points, as events have them, with the codes of the mentions in them.
  private let actors: [Party]
  private let recipients: [Party]
  private let triggers: [Span]
  private let isReciprocal: Bool

  /// A marked participant.
  private struct Party {
    var span: Span
    /// Those of its pronouns.
    var pronouns: [Span]
    var codes: Set<String>
  }

  init(
    _ sentence: CorpusSentence, _ marked: MarkedText, _ codings: Coder.ReportCoding, _ codebook: Codebook
  ) {
    self.sentence = sentence
    text = marked.text
    events = codings.flatMap(\.events).filter { !$0.aux.contains(.negation) }
    let points = CodePoints(marked.text)
    func parties(_ mark: Character) -> [Party] {
      (marked.spans[mark] ?? []).map { span in
        var party = Party(span: points.span(span), pronouns: [], codes: [])
        for (index, coding) in codings.enumerated() {
          for mention in coding.mentions {
            let words = coding.tree.span(of: mention.words)
            if span.overlaps(words), let code = mention.actor.code { party.codes.insert(code) }
            if let antecedent = mention.antecedent, antecedent.sentence == index,
              span.overlaps(coding.tree.words[antecedent.head].span)
            {
              party.pronouns.append(points.span(words))
            }
          }
        }
        return party
      }
    }
    let (marks, others) = (parties("a"), parties("r"))
    // A code that both sides share tells neither.
    let shared = Set(marks.flatMap(\.codes)).intersection(others.flatMap(\.codes))
    func alone(_ party: Party) -> Party {
      var party = party
      party.codes.subtract(shared)
      return party
    }
    actors = marks.map(alone)
    recipients = others.map(alone)
    triggers = (marked.spans["t"] ?? []).map(points.span)
    isReciprocal = codebook.type(sentence.event)?.reciprocal ?? false
  }

  /// How much of an event must be right.
  enum Level: Int, CaseIterable { case type, actor, both }

  /// Whether an event is the marked one as far as a level asks.
  func isRight(_ event: Event, _ level: Level) -> Bool {
    guard event.event == sentence.event else { return false }
    switch level {
    case .type: return true
    case .actor: return names(actors, event.actor)
    case .both:
      // Two marked actors and nobody to whom it is done: both act, or one on the other where it goes both ways.
      if recipients.isEmpty {
        let pair = actors.prefix(2)
        return pair.contains { names([$0], event.actor) }
          && pair.allSatisfy { names([$0], event.actor + (isReciprocal ? event.recipient : [])) }
      }
      return names(actors, event.actor)
        && (names(recipients, event.recipient) || isReciprocal && names(recipients, event.actor))
    }
  }

  /// Whether the marked one came out as far as a level asks.
  func isFound(_ level: Level) -> Bool { events.contains { isRight($0, level) } }

  /// Whether an event is of the right type and has the marked sides the wrong way round.
  func isTurned(_ event: Event) -> Bool {
    event.event == sentence.event && names(actors, event.recipient) && names(recipients, event.actor)
      && !isRight(event, .both)
  }

  /// The events that claim to be the marked one and are not.
  ///
  /// They join the marked pair as it is marked, or stand at the marked trigger. Only one event of a sentence is marked,
  /// so nobody knows about the others.
  func falseOnes(_ level: Level) -> [Event] {
    events.filter { event in
      guard !isRight(event, level) else { return false }
      if sentence.event.isEmpty { return isPair(event) || isPair(event, turned: true) }
      if isPair(event) { return true }
      return triggers.contains { $0.overlaps(Span(event.trigger.start, event.trigger.end)) }
        || event.event == sentence.event && !isFound(level)
    }
  }

  private func isPair(_ event: Event, turned: Bool = false) -> Bool {
    let (from, to) = turned ? (recipients, actors) : (actors, recipients)
    if from.isEmpty { return !turned && names(to, event.recipient) }
    return names(from, event.actor) && (to.isEmpty ? !turned : names(to, event.recipient))
  }

  private func names(_ parties: [Party], _ participants: [Participant]) -> Bool {
    parties.contains { party in
      participants.contains { participant in
        let span = Span(participant.start, participant.end)
        return party.span.overlaps(span) || party.pronouns.contains(span)
          || participant.code.map(party.codes.contains) ?? false
      }
    }
  }

  /// What is wrong, in a word; nil when nothing is.
  var fault: String? {
    if sentence.event.isEmpty { return falseOnes(.both).isEmpty ? nil : "near miss coded" }
    if isFound(.both) { return falseOnes(.both).isEmpty ? nil : "false one beside" }
    if events.contains(where: isTurned) { return "turned round" }
    if isFound(.actor) { return "recipient" }
    if isFound(.type) { return "actor" }
    return falseOnes(.type).isEmpty ? "nothing" : "type"
  }

  /// What is marked, as it is shown: `TYPE A > B`.
  var expected: String {
    let points = Array(text.unicodeScalars)
    func names(_ parties: [Party]) -> String {
      parties.map { party in
        String(String.UnicodeScalarView(points[party.span.start..<party.span.end]))
      }.joined(separator: " + ")
    }
    let type = sentence.event.isEmpty ? "no event" : sentence.event
    return "\(type) \(names(actors)) > \(names(recipients))"
  }

  /// What came out, as it is shown.
  var got: String {
    if events.isEmpty { return "nothing" }
    return events.map { event in
      func names(_ participants: [Participant]) -> String {
        participants.map(\.text).joined(separator: " + ")
      }
      return "\(event.event) \(names(event.actor)) > \(names(event.recipient)) (\(event.rule))"
    }.joined(separator: "; ")
  }
}

extension CodedSentence {
  /// Whether somebody acts and somebody else has it done.
  var hasBothSides: Bool { !actors.isEmpty && !recipients.isEmpty }
}
