import DemarcheEvents
import DemarcheTesting
import Testing

@testable import DemarcheCoding

private func party(_ code: String?, name: String? = nil, office: String? = nil) -> Participant {
  Participant(text: code ?? "somebody", start: 0, end: 1, name: name, code: code, office: office)
}

private func event(
  _ actor: [Participant], _ recipient: [Participant], type: String = "ASSAULT", mode: [String] = [],
  date: String? = nil,
  place: String? = nil, aux: [Auxiliary] = [], sentence: Int = 1
) -> Event {
  Event(
    id: "ev_\(sentence)", report: "r", sentence: sentence, date: date, event: type, mode: mode, quad: 4,
    score: -9, aux: aux,
    actor: actor, recipient: recipient, trigger: Mention(text: "t", start: sentence, end: sentence + 1),
    place: place.map { Place(text: $0, start: 0, end: 1, name: $0, precision: "city") }, rule: "test/rule")
}

@Suite struct `Two lines of a report` {
  private let plain = event([party("AAA")], [party("BBB")])

  @Test(arguments: [
    ("the same", event([party("AAA")], [party("BBB")]), true),
    ("a party left open", event([party("AAA")], []), true),
    ("another recipient", event([party("AAA")], [party("CCC")]), false),
    ("turned round", event([party("BBB")], [party("AAA")]), false),
    ("another type", event([party("AAA")], [party("BBB")], type: "COERCE"), false),
    ("denied by the other side", event([party("AAA")], [party("BBB")], aux: [.negation]), true),
    ("only thought of", event([party("AAA")], [party("BBB")], aux: [.hypothetical]), false),
  ]) func `are one act or two`(_ why: String, _ other: Event, _ isOne: Bool) {
    #expect(Incidents.areOne(plain, other) == isOne, "\(why)")
    #expect(Incidents.areOne(other, plain) == isOne, "\(why), asked the other way")
  }

  @Test func `are two on two days, in two towns, by two ways, or by two persons`() {
    func one(_ date: String? = nil, _ place: String? = nil, _ mode: [String] = [], _ name: String? = nil)
      -> Event
    {
      event(
        [party("AAA", name: name, office: name.map { _ in "president" })], [party("BBB")], mode: mode,
        date: date, place: place)
    }
    #expect(!Incidents.areOne(one("2015-06-12"), one("2015-06-13")))
    #expect(Incidents.areOne(one("2015-06-12"), one()))
    #expect(!Incidents.areOne(one(nil, "Arnburg"), one(nil, "Bostburg")))
    #expect(!Incidents.areOne(one(nil, nil, ["aerial"]), one(nil, nil, ["firearms"])))
    #expect(!Incidents.areOne(one(nil, nil, [], "Ferrin"), one(nil, nil, [], "Brandt")))
  }

  @Test func `of a meeting are one whichever side is told as host`() {
    let visit = event([party("AAA")], [party("BBB")], type: "CONSULT")
    let talks = event([party("AAA"), party("BBB")], [], type: "CONSULT")
    #expect(Incidents.areOne(visit, talks))
  }
}

@Suite struct `Lines of one act` {
  private func coded(_ events: [Event]) -> [Coder.SentenceCoding] {
    events.map { event in
      Coder.SentenceCoding(
        field: .text, number: event.sentence, tree: .typed("w w X 0 root"), mentions: [], times: [],
        places: [], matches: [],
        misses: [], events: [event])
    }
  }

  private func joined(_ events: [Event], another: [Bool]? = nil) -> [Event] {
    var codings = coded(events)
    Incidents(textHash: "h").join(&codings, another: (another ?? events.map { _ in false }).map { [$0] })
    return codings.flatMap(\.events)
  }

  @Test func `share an incident and tell each other day and recipient`() {
    let lines = joined([
      event([party("AAA")], [party("BBB")], sentence: 1),
      event([party("AAA")], [], date: "2015-06-12", sentence: 2),
    ])
    #expect(lines[0].incident == lines[1].incident)
    #expect(lines[0].date == "2015-06-12")
    #expect(lines[1].recipient.map(\.code) == ["BBB"])
    #expect(lines[1].recipient.map(\.inferred) == [true])
    #expect(lines[1].why.contains { $0.contains("sentence 1") })
    #expect(lines[1].id != "ev_2", "a filled participant changes the id")
  }

  @Test func `are not linked by one that leaves open which it is`() {
    let lines = joined([
      event([party("AAA")], [party("BBB")], sentence: 1), event([party("AAA")], [party("CCC")], sentence: 2),
      event([party("AAA")], [], sentence: 3),
    ])
    #expect(lines[0].incident != lines[1].incident)
    #expect(lines[2].incident == lines[1].incident)
  }

  @Test func `end where a word says that it is another`() {
    let lines = joined(
      [
        event([party("AAA")], [party("BBB")], sentence: 1),
        event([party("AAA")], [party("BBB")], sentence: 2),
      ],
      another: [false, true])
    #expect(lines[0].incident != lines[1].incident)
  }
}
