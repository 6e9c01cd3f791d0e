import DemarcheEvents
import Testing

@testable import DemarcheServer

@Suite("The words that events are read from stand marked in the text")
struct MarkedTextTests {
  private func event(
    actor: (Int, Int)? = nil, recipient: (Int, Int)? = nil, trigger: (Int, Int), speaker: (Int, Int)? = nil
  ) -> Event {
    func party(_ span: (Int, Int)?) -> [Participant] {
      span.map { [Participant(text: "", start: $0.0, end: $0.1)] } ?? []
    }
    return Event(
      report: "r", sentence: 1, event: "CONSULT", quad: 1, score: 1, actor: party(actor),
      recipient: party(recipient),
      attribution: speaker.map { [Attribution(text: "", start: $0.0, end: $0.1)] } ?? [],
      trigger: Mention(text: "", start: trigger.0, end: trigger.1), rule: "x")
  }

  @Test("each kind begins with its letter and the number of its card")
  func letters() {
    // 0123456789
    let marked = MarkedText(
      "Abc met Xyz", events: [event(actor: (0, 3), recipient: (8, 11), trigger: (4, 7))])
    let html = marked.marked(0..<11).text
    #expect(html.contains("m actor lane-0\" data-event=\"e1\""))
    #expect(html.contains(">A1</span>Abc"))
    #expect(html.contains(">E1</span>met"))
    #expect(html.contains(">R1</span>Xyz"))
    #expect(marked.lanes == 1)
  }

  @Test("spans that overlap get lanes of their own, and each keeps its lane")
  func lanes() {
    // The actor of the second event begins inside that of the first and ends behind it.
    let marked = MarkedText(
      "aa bb cc dd", events: [event(actor: (0, 5), trigger: (9, 11)), event(actor: (3, 8), trigger: (9, 11))])
    #expect(marked.lanes == 2)
    #expect(marked.spans.map(\.lane) == [0, 1, 0])
    let html = marked.marked(0..<11).text
    // The part that both share is marked twice, the deeper lane outside.
    #expect(html.contains("<mark class=\"m actor lane-1\""))
    // One word of both events is marked once, for both.
    #expect(html.contains("data-event=\"e1 e2\""))
  }

  @Test("offsets count code points: signs of two units and marks of their own do not shift them")
  func codePoints() {
    let text = "🕊️ Abc met Xyz"
    let start = Array(text.unicodeScalars).firstIndex(of: "A").map { $0 } ?? 0
    let html = MarkedText(text, events: [event(actor: (start, start + 3), trigger: (start + 4, start + 7))])
      .marked(0..<text.unicodeScalars.count).text
    #expect(html.contains(">A1</span>Abc</mark>"))
  }

  @Test("spans outside the text, of another version, are left out")
  func outside() {
    #expect(MarkedText("short", events: [event(trigger: (40, 44))]).spans.isEmpty)
  }

  @Test("a text in paragraphs: at each line break, or at empty lines where lines are wrapped")
  func paragraphs() {
    let text = "one\ntwo\n\nthree"
    let marked = MarkedText(text, events: [])
    #expect(marked.paragraphs(isWrapped: false).text == "<p>one</p>\n<p>two</p>\n<p>three</p>\n")
    #expect(marked.paragraphs(isWrapped: true).text == "<p>one\ntwo</p>\n<p>\nthree</p>\n")
  }
}
