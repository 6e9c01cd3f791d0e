import DemarcheEvents
import DemarcheJSON
import Testing

@Suite struct `An event record` {
  static let event = Event(
    id: "ev_1", report: "r", sentence: 2, incident: "in_1", date: "2015-07-14", datePrecision: .day,
    published: "2015-07-15", event: "CONSULT", mode: ["visit"], context: ["diplomatic"], quad: 1, score: 4,
    cameo: "042", cameoBasis: .coded, goldstein: 1.9, aux: [.historical], count: 2,
    size: Size(killed: .init(min: 1, max: 3), injured: .init(min: 10, max: nil)), field: .title,
    actor: [
      Participant(
        text: "Älmar’s envoy", start: 0, end: 13, name: "X", code: "AAA", sector: "GOV", sectors: ["GOV"],
        how: "told")
    ],
    recipient: [], attribution: [Attribution(text: "B", start: 20, end: 21, verb: "said")],
    trigger: Mention(text: "visited", start: 14, end: 21),
    place: Place(text: "Y", start: 30, end: 31, lat: -1.5),
    rule: "consult/visit", why: ["because \"so\""], confidence: 0.72, codebook: "c", version: "v", data: "d")

  @Test func `comes back from its JSON as it was`() throws {
    let line = Self.event.json.line
    #expect(Event(json: try JSON.read(line)) == Self.event)
  }

  @Test func `keeps codes as text and lists as lists`() throws {
    let json = try JSON.read(Self.event.json.line)
    #expect(json["cameo"] == "042")
    #expect(json["recipient"] == [])
    #expect(json["date_end"] == .null)
    #expect(json["schema"] == 1)
    #expect(json["size"]?["injured"] == ["min": 10, "max": .null])
  }

  @Test func `without what it must have is none`() throws {
    #expect(Event(json: try JSON.read(#"{"schema": 1, "id": "x"}"#)) == nil)
    #expect(Event(json: ["schema": 2]) == nil)
  }
}
