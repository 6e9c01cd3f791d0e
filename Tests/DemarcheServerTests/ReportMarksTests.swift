import DemarcheEvents
import DemarcheJSON
import DemarcheText
import Testing

@testable import DemarcheServer

@Suite struct `Marks for other programs` {
  private func event(
    _ type: String, actor: Range<Int>, recipient: Range<Int>, trigger: Range<Int>, inferred: Bool = false
  ) -> Event {
    func side(_ range: Range<Int>) -> Participant {
      Participant(text: "x", start: range.lowerBound, end: range.upperBound, code: "AAA", inferred: inferred)
    }
    return Event(
      report: "r", sentence: 1, event: type, quad: 1, score: 1, actor: [side(actor)],
      recipient: [side(recipient)],
      trigger: Mention(text: "x", start: trigger.lowerBound, end: trigger.upperBound), rule: "t")
  }

  private let report = Report(id: "r", title: "No event", text: "👍 Arnland met Bostria.")

  @Test func `displaCy gets spans in code points that do not overlap, and all of them over tokens`() throws {
    let events = [
      event("CONSULT", actor: 2..<9, recipient: 14..<21, trigger: 10..<13),
      event("AGREE", actor: 2..<13, recipient: 14..<21, trigger: 10..<13),
    ]
    let documents = ReportMarks(report, events).documents("displacy")
    #expect(documents.count == 1)
    let ents = documents[0]["ents"]?.array ?? []
    var end = 0
    for ent in ents {
      #expect((ent["start"]?.int ?? -1) >= end)
      end = ent["end"]?.int ?? 0
    }
    #expect(ents.first?["label"] == "ACTOR")
    let tokens = documents[0]["tokens"]?.array?.compactMap(\.string) ?? []
    #expect(tokens == ["👍", "Arnland", "met", "Bostria", "."])
    let spans = documents[0]["spans"]?.array ?? []
    #expect(spans.contains(["start_token": 1, "end_token": 3, "label": "ACTOR"]))
    #expect(spans.contains(["start_token": 2, "end_token": 3, "label": "AGREE"]))
  }

  @Test func `doccano gets the act, its parties and what ties them`() throws {
    let events = [event("CONSULT", actor: 2..<9, recipient: 14..<21, trigger: 10..<13)]
    let document = try #require(ReportMarks(report, events).documents("doccano").first)
    #expect(document["entities"]?.array?.map { $0["label"]?.string } == ["CONSULT", "ACTOR", "RECIPIENT"])
    #expect(document["relations"]?.array?.map { $0["type"]?.string } == ["actor", "recipient"])
    #expect(document["relations"]?.array?.allSatisfy { $0["from_id"] == 1 } == true)
  }

  @Test func `nobody is marked who is not named, and nothing outside the text`() {
    let unnamed = [event("CONSULT", actor: 2..<9, recipient: 14..<21, trigger: 10..<13, inferred: true)]
    #expect(ReportMarks(report, unnamed).documents("doccano").first?["relations"]?.array?.isEmpty == true)
    let outside = [event("CONSULT", actor: 200..<209, recipient: 14..<999, trigger: 10..<13)]
    #expect(ReportMarks(report, outside).documents("displacy").first?["ents"]?.array?.count == 1)
  }
}
