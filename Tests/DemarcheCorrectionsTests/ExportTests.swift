import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import Testing

@Suite struct `A sentence for other tools` {
  /// Before it stands a sentence of 100 code points; the flag is one code point of four bytes.
  private let text =
    String(repeating: "x", count: 100) + "🏳 Alans\nmet Bors, they said." + String(repeating: "x", count: 100)

  private func sentence() throws -> GoldSentence {
    let event = MarkedEvent(
      event: "CONSULT", mode: ["visit"], aux: [.future],
      actor: [MarkedEvent.Party(words: MarkedWords(text: "Alans", 102, 107), code: "AAA")],
      recipient: [
        MarkedEvent.Party(words: MarkedWords(text: "Bors", 112, 116), code: "BBB"),
        MarkedEvent.Party(words: MarkedWords(text: "far away", 5, 13), code: "CCC"),
      ], trigger: MarkedWords(text: "met", 108, 111))
    var correction = marking("c", [event], sentence: 2)
    correction.target.span = stretch(100, 128)
    let (sentences, leftOut) = GoldSentence.of(Standing([correction]).gold) {
      GoldSentence.cut($0.span, of: text)
    }
    #expect(leftOut == 0)
    return try #require(sentences.first)
  }

  @Test func `counts in code points of its own, without line breaks`() throws {
    let sentence = try sentence()
    #expect(sentence.id == "r1:text:2")
    #expect(sentence.text == "🏳 Alans met Bors, they said.")
    #expect(sentence.isWhole)
    #expect(sentence.events.first?.trigger?.place == stretch(8, 11))
    #expect(sentence.events.first?.recipient.map(\.words?.place) == [stretch(12, 16), nil])
    #expect(sentence.events.first?.recipientCodes == ["BBB", "CCC"])
  }

  @Test func `gathers decisions on events, and says that it may tell more`() {
    let items = Standing([
      decided("a", .accept, on: record("ev_1", at: 8)),
      decided("b", .reject, on: record("ev_2", "AID", at: 30)),
      decided("c", .accept, on: record("ev_3", report: "r2", at: 8), text: 2),
    ]).gold
    let (sentences, leftOut) = GoldSentence.of(items) {
      $0.report == "r1" ? GoldSentence.cut($0.span, of: text) : nil
    }
    #expect(leftOut == 1)
    #expect(sentences.map(\.isWhole) == [false])
    #expect(sentences.first?.events.map(\.event) == ["CONSULT"])
    #expect(sentences.first?.wrong.map(\.event) == ["AID"])
    // A text that is shorter than the stretch is not that text.
    #expect(GoldSentence.cut(stretch(2, 9), of: "short") == nil)
  }

  @Test func `is read by doccano with its relations`() throws {
    let json = try sentence().doccano(2)
    #expect(
      json["entities"] == [
        ["id": 2000, "label": "PARTY", "start_offset": 2, "end_offset": 7],
        ["id": 2001, "label": "CONSULT", "start_offset": 8, "end_offset": 11],
        ["id": 2002, "label": "PARTY", "start_offset": 12, "end_offset": 16],
      ])
    #expect(
      json["relations"] == [
        ["id": 2000, "from_id": 2001, "to_id": 2000, "type": "actor"],
        ["id": 2001, "from_id": 2001, "to_id": 2002, "type": "recipient"],
      ])
    #expect(json["events"]?.array?.first?["recipient"]?.array?.last?["code"] == "CCC")
  }

  @Test func `is read by Label Studio with its relations`() throws {
    let json = try sentence().labelStudio
    let result = try #require(json["annotations"]?.array?.first?["result"]?.array)
    #expect(result.map { $0["type"]?.string } == ["labels", "labels", "labels", "relation", "relation"])
    #expect(result[1]["value"] == ["start": 8, "end": 11, "text": "met", "labels": ["CONSULT"]])
    #expect(result[4]["from_id"] == "e1")
    #expect(result[4]["to_id"] == "e2")
    #expect(json["data"]?["text"]?.string == "🏳 Alans met Bors, they said.")
  }

  @Test func `is read by spaCy as a group of spans`() throws {
    let json = try sentence().spacy
    #expect(json["spans"]?["sc"]?.array?.first == ["start": 2, "end": 7, "label": "PARTY"])
    #expect(json["relations"]?.array?.first == ["head": 1, "child": 0, "label": "actor"])
  }

  @Test func `is read by brat as standoff`() throws {
    let (text, annotation) = try sentence().brat
    #expect(text == "🏳 Alans met Bors, they said.\n")
    let lines = annotation.split(separator: "\n")
    #expect(
      lines.prefix(5) == [
        "T1\tPARTY 2 7\tAlans", "T2\tCONSULT 8 11\tmet", "T3\tPARTY 12 16\tBors",
        "E1\tCONSULT:T2 Actor:T1 Recipient:T3", "A1\tfuture E1",
      ])
    #expect(lines.last?.hasPrefix("#1\tAnnotatorNotes E1\t{") == true)
    #expect(GoldSentence.bratSettings(types: ["AID"]).contains("AID\tActor*:PARTY, Recipient*:PARTY"))
  }

  @Test func `is a row of the project's corpus with its marks`() throws {
    let sentence = try sentence()
    let row = try #require(sentence.corpus?.first)
    #expect(row.count == GoldSentence.corpusColumns.count)
    #expect(row[0] == "r1:text:2:1")
    #expect(row[2] == "🏳 <a>Alans</a> <t>met</t> <r>Bors</r>, they said.")
    #expect((row[3], row[4], row[6]) == ("CONSULT", "visit", "future"))
    var other = sentence
    other.wrong = sentence.events
    other.events = []
    #expect(other.corpus?.first?[2] == row[2])
    #expect(other.corpus?.first?[3] == "")
    other.wrong = []
    #expect(other.corpus?.map { $0[2] } == [sentence.text])
    other.isWhole = false
    #expect(other.corpus == [])
    for text in ["a {slot}", "a <t>mark</t>"] {
      other.text = text
      #expect(other.corpus == nil)
    }
  }
}
