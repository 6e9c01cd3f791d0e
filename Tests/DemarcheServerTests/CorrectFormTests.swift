import DemarcheCorrections
import DemarcheEvents
import DemarcheHTTP
import DemarcheJSON
import Testing

@testable import DemarcheServer

@Suite("A card that is sent back becomes a decision")
struct CorrectFormTests {
  // Marked test data: letters stand for names.
  static let text = Array("Before. Aaa said that Bbb met Ccc on Tuesday.".unicodeScalars)

  private func template(of event: Event? = nil) throws -> Correction {
    let span = try #require(Stretch(8, 45))
    return Correction(
      id: "1", made: "2026-01-02T03:04:05Z", coder: "ann", queue: event == nil ? .blind : .assisted,
      decision: .ignore,
      target: CorrectionTarget(
        text: String(repeating: "0", count: 64), report: "r", field: .text, sentence: 2, span: span,
        event: event?.id, trigger: event.flatMap { Stretch($0.trigger.start, $0.trigger.end) }), before: event
    )
  }

  private func read(_ items: [(String, String)], of event: Event? = nil) throws -> Correction {
    let all = [("item", try template(of: event).json.line)] + items
    return try CorrectForm(Query(all.map { Query.Item($0.0, $0.1) })) { _ in Self.text }.correction()
  }

  static let event = Event(
    id: "ev_1", report: "r", sentence: 2, event: "CONSULT", mode: ["meet"], quad: 1, score: 1,
    actor: [Participant(text: "Bbb", start: 22, end: 25, code: "BBB", sectors: ["GOV"])],
    recipient: [Participant(text: "Ccc", start: 30, end: 33, code: "CCC")],
    trigger: Mention(text: "met", start: 26, end: 29), rule: "x")

  @Test("words are found in the sentence, codes stand beside them with their sectors")
  func marks() throws {
    let correction = try read([
      ("decision", "mark"), ("event.0", "CONSULT"), ("trigger.0", "met"), ("actor.0", "Bbb | Aaa"),
      ("actor_code.0", "BBB GOV MIL | AAA"), ("recipient.0", "Ccc"), ("recipient_code.0", "CCC"),
      ("future.0", "yes"),
    ])
    let marked = try #require(correction.after.first)
    #expect(marked.trigger == MarkedWords(text: "met", 26, 29))
    #expect(marked.actor.map(\.code) == ["BBB", "AAA"])
    #expect(marked.actor.map(\.sectors) == [["GOV", "MIL"], []])
    #expect(marked.actor.map(\.words) == [MarkedWords(text: "Bbb", 22, 25), MarkedWords(text: "Aaa", 8, 11)])
    #expect(marked.aux == [.future])
  }

  @Test("a span that the page sends holds where the text has these words there")
  func spans() throws {
    let there = try read([
      ("decision", "mark"), ("event.0", "CONSULT"), ("trigger.0", "met Ccc"), ("trigger_span.0", "26-33"),
    ])
    #expect(there.after.first?.trigger == MarkedWords(text: "met Ccc", 26, 33))
    let wrong = try read([
      ("decision", "mark"), ("event.0", "CONSULT"), ("trigger.0", "met"), ("trigger_span.0", "1-4"),
    ])
    #expect(wrong.after.first?.trigger == MarkedWords(text: "met", 26, 29))
  }

  @Test("words that the sentence does not hold are refused, with the way out")
  func refuses() throws {
    #expect(throws: Problem.self) {
      try read([("decision", "mark"), ("event.0", "CONSULT"), ("trigger.0", "Before")])
    }
  }

  @Test("an edit that changes nothing accepts, one that changes a code edits")
  func edits() throws {
    let fields = [
      ("decision", "edit"), ("event.0", "CONSULT"), ("mode.0", "meet"), ("trigger.0", "met"),
      ("trigger_span.0", "26-29"), ("actor.0", "Bbb"), ("actor_span.0", "22-25"), ("actor_code.0", "BBB GOV"),
      ("recipient.0", "Ccc"), ("recipient_span.0", "30-33"), ("recipient_code.0", "CCC"),
    ]
    #expect(try read(fields, of: Self.event).decision == .accept)
    let changed = fields.map { $0.0 == "recipient_code.0" ? ($0.0, "AAA") : $0 }
    let edit = try read(changed, of: Self.event)
    #expect(edit.decision == .edit)
    #expect(edit.after.first?.recipientCodes == ["AAA"])
  }

  @Test("no event here is a mark of nothing, whatever the fields hold")
  func nothing() throws {
    let correction = try read([("decision", "mark"), ("event.0", "CONSULT"), ("nothing", "yes")])
    #expect(correction.decision == .mark)
    #expect(correction.after.isEmpty)
  }

  @Test("an undo names what it takes back; a decision that nobody knows is refused")
  func undoes() throws {
    #expect(try read([("decision", "undo"), ("undoes", "7")]).undoes == "7")
    #expect(throws: Problem.self) { try read([("decision", "undo")]) }
    #expect(throws: Problem.self) { try read([("decision", "perhaps")]) }
  }
}
