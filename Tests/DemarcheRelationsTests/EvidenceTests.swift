import DemarcheEvents
import DemarcheRelations
import Testing

private func who(_ code: String, _ sectors: [String] = ["GOV"]) -> Participant {
  Participant(text: code, start: 0, end: 3, code: code, sector: sectors.first, sectors: sectors)
}

private func event(
  _ actor: [Participant], _ recipient: [Participant], date: String? = nil, aux: [Auxiliary] = []
) -> Event {
  Event(
    id: "e", report: "r", sentence: 1, date: date, published: "2015-08-09T10:00:00Z", event: "CONSULT",
    quad: 1, score: 1, aux: aux, actor: actor, recipient: recipient,
    trigger: Mention(text: "met", start: 4, end: 7), rule: "test")
}

@Suite("Evidence on two parties")
struct EvidenceTests {
  private let a = Party(code: "AAA")
  private let b = Party(code: "BBB")

  @Test("Who acts on whom decides the direction")
  func direction() {
    func direction(_ e: Event) -> Direction? { Direction(of: e, between: a, and: b) }
    #expect(direction(event([who("AAA")], [who("BBB")])) == .aToB)
    #expect(direction(event([who("BBB"), who("CCC")], [who("AAA")])) == .bToA)
    #expect(direction(event([who("AAA"), who("BBB")], [])) == .mutual)
    #expect(direction(event([who("AAA"), who("BBB")], [who("AAA"), who("BBB")])) == .mutual)
    #expect(direction(event([who("AAA")], [who("CCC")])) == nil)
    #expect(direction(event([who("AAA"), who("BBB")], [who("CCC")])) == nil)
  }

  @Test("Within one party two different participants are needed")
  func within() {
    #expect(Direction(of: event([who("AAA")], []), between: a, and: a) == nil)
    #expect(Direction(of: event([who("AAA"), who("AAA")], []), between: a, and: a) == .mutual)
    #expect(Direction(of: event([who("AAA")], [who("AAA")]), between: a, and: a) == .mutual)
  }

  @Test("A party may be one sector, and any sector of a participant counts")
  func sectors() throws {
    let military = try #require(Party("AAA/MIL"))
    #expect(military.description == "AAA/MIL")
    #expect(military.matches(who("AAA", ["GOV", "MIL"]), on: nil))
    #expect(!military.matches(who("AAA", ["GOV"]), on: nil))
    #expect(!military.matches(who("BBB", ["MIL"]), on: nil))
    for wrong in ["", "/", "AAA/", "/MIL", "A/B/C", "group:"] { #expect(Party(wrong) == nil) }
  }

  @Test("An event without a date stands on its report's day, and says so")
  func publication() {
    let dated = PlacedDay(of: event([who("AAA")], [who("BBB")], date: "2015-08-07"))
    #expect(dated.day?.iso == "2015-08-07" && !dated.byPublication)
    let undated = PlacedDay(of: event([who("AAA")], [who("BBB")]))
    #expect(undated.day?.iso == "2015-08-09" && undated.byPublication)
  }

  @Test("A historical event without a date is not put on its report's day")
  func historical() {
    let placed = PlacedDay(of: event([], [], aux: [.historical]))
    #expect(placed.day == nil && !placed.byPublication)
  }

  @Test("A group is its members, each while it belongs to it")
  func groups() throws {
    var league = try #require(Party("group:League/GOV"))
    #expect(league.group == "League" && league.description == "group:League/GOV")
    league.states = PartySet([
      .init(code: "AAA"), .init(code: "CCC", from: Day(iso: "2015-08-01"), until: Day(iso: "2015-08-31")),
    ])
    #expect(league.matches(who("AAA"), on: Day(iso: "1990-01-01")))
    #expect(league.matches(who("CCC"), on: Day(iso: "2015-08-31")))
    #expect(!league.matches(who("CCC"), on: Day(iso: "2015-09-01")))
    #expect(league.matches(who("CCC"), on: nil))
    #expect(!league.matches(who("CCC", ["MIL"]), on: nil))
    #expect(!league.matches(who("BBB"), on: nil))
    let act = event([who("CCC")], [who("BBB")], date: "2015-08-07")
    #expect(Direction(of: act, between: league, and: b) == .aToB)
    #expect(Direction(of: act, between: b, and: league) == .bToA)
  }
}
