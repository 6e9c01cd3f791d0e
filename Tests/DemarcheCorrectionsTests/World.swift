import DemarcheCorrections
import DemarcheEvents

/// A record of the machine: AAA meets BBB, told by the word at 8.
func record(
  _ id: String = "ev_1", _ type: String = "CONSULT", report: String = "r1", actor: [String?] = ["AAA"],
  recipient: [String?] = ["BBB"], date: String? = nil, at start: Int = 8, sentence: Int = 1
) -> Event {
  func who(_ code: String?, _ at: Int) -> Participant {
    Participant(text: "men", start: at, end: at + 3, code: code, sector: "GOV", sectors: ["GOV"])
  }
  return Event(
    id: id, report: report, sentence: sentence, date: date, event: type, mode: ["visit"], quad: 1, score: 1,
    actor: actor.map { who($0, 0) }, recipient: recipient.map { who($0, 12) },
    trigger: Mention(text: "met", start: start, end: start + 3), rule: "test/rule", why: ["a test"],
    confidence: 0.75, codebook: "test", version: "0.1.0", data: "sha256:0")
}

/// An event as a person marks it.
func marked(
  _ type: String = "CONSULT", actor: [String] = ["AAA"], recipient: [String] = ["BBB"], date: String? = nil,
  at start: Int = 8
) -> MarkedEvent {
  MarkedEvent(
    event: type, date: date, actor: actor.map { MarkedEvent.Party(code: $0) },
    recipient: recipient.map { MarkedEvent.Party(code: $0) },
    trigger: MarkedWords(text: "met", start, start + 3))
}

/// The hash of the n-th text of the tests.
func hash(_ text: Int) -> String {
  let digits = String(text, radix: 16)
  return String(repeating: "0", count: 64 - digits.utf8.count) + digits
}

/// A decision on an event.
func decided(
  _ id: String, _ decision: Correction.Decision, by coder: String = "Ada", on event: Event = record(),
  after: [MarkedEvent] = [], text: Int = 1, made: String = "2026-01-01T10:00:00Z",
  queue: Correction.Queue = .assisted, undoes: String? = nil
) -> Correction {
  Correction(
    id: id, made: made, coder: coder, queue: queue, decision: decision, undoes: undoes,
    target: CorrectionTarget(
      text: hash(text), report: event.report, field: event.field, sentence: event.sentence,
      span: stretch(event.sentence * 100 - 100, event.sentence * 100), event: event.id,
      trigger: Stretch(event.trigger.start, event.trigger.end)), before: event, after: after)
}

/// A decision on a sentence.
func marking(
  _ id: String, _ after: [MarkedEvent], by coder: String = "Ada", sentence: Int = 1, text: Int = 1,
  report: String = "r1", made: String = "2026-01-01T10:00:00Z", queue: Correction.Queue = .blind
) -> Correction {
  Correction(
    id: id, made: made, coder: coder, queue: queue, decision: .mark,
    target: CorrectionTarget(
      text: hash(text), report: report, field: .text, sentence: sentence,
      span: stretch(sentence * 100 - 100, sentence * 100)), after: after)
}

func stretch(_ start: Int, _ end: Int) -> Stretch {
  guard let stretch = Stretch(start, end) else { preconditionFailure("\(start)..<\(end) is no stretch") }
  return stretch
}
