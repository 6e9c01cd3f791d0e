import DemarcheEvents
import DemarcheIncidents
import Testing

private let raid = "norden soldier attack village orlova killing herder night"

@Test func twoReportsOfOneActAreLinkedWithReasons() throws {
  let world = try World()
  let one = try world.act("a", raid, on: 9)
  let other = try world.act("b", "norden soldier attack orlova killing herder dawn", published: 11, on: 9)
  let link = try #require(world.joining.link(one, other))
  #expect(link.confidence > 0.7)
  #expect(link.why.contains("both ASSAULT"))
  #expect(link.why.contains("both name NRD, SVA"))
  #expect(link.why.contains("both on 2031-05-09"))
  #expect(link.why.contains("6 words in common: soldier, attack and 4 rarer"))
}

@Test func aLinkIsTheSameWhicheverActComesFirst() throws {
  let world = try World()
  let one = try world.act("a", raid), other = try world.act("b", "attack orlova herder killing")
  #expect(world.joining.link(one, other) == world.joining.link(other, one))
  #expect(world.joining.link(one, other) != nil)
}

@Test func twoActsThatDifferInWhatBothStateAreNeverOne() throws {
  let world = try World()
  let one = try world.act("a", raid, on: 9, town: "Orlova", killed: 3)
  let others = [
    ("another day", try world.act("b", raid, on: 12, town: "Orlova", killed: 3)),
    ("another town", try world.act("b", raid, on: 9, town: "Tamsk", latitude: 52, killed: 3)),
    ("another victim", try world.act("b", to: "ELB", raid, on: 9, town: "Orlova", killed: 3)),
    ("another doer", try world.act("b", by: "ELB", raid, on: 9, town: "Orlova", killed: 3)),
    ("many more dead", try world.act("b", raid, on: 9, town: "Orlova", killed: 90)),
    ("another kind", try world.act("b", type: "PROTEST", raid, on: 9, town: "Orlova", killed: 3)),
    ("the same report", try world.act("a", raid, on: 9, town: "Orlova", killed: 3, incident: "in_a2")),
  ]
  for (what, other) in others {
    #expect(world.joining.link(one, other) == nil, "\(what)")
    #expect(world.joining.contradiction(one, other) != nil, "\(what)")
    #expect(
      world.joining.contradiction(one, other) == world.joining.contradiction(other, one), "\(what)")
  }
}

@Test func aSuburbIsNoOtherTown() throws {
  let world = try World()
  let one = try world.act("a", raid, town: "Orlova")
  #expect(
    world.joining.contradiction(one, try world.act("b", raid, town: "Old Orlova", latitude: 50.1)) == nil)
}

@Test func reportsMayDifferInADayAndInTheCountOfTheDead() throws {
  let world = try World()
  let one = try world.act("a", raid, on: 9, killed: 11)
  #expect(world.joining.contradiction(one, try world.act("b", raid, on: 10, killed: 14)) == nil)
  #expect(world.joining.contradiction(one, try world.act("b", raid, on: 11, killed: 14)) != nil)
}

@Test func anActOfOtherWordsOnTheSameDayIsAnother() throws {
  let world = try World()
  let one = try world.act("a", "norden soldier shell harbour krasna warehouse grain", on: 9)
  let other = try world.act("b", "norden patrol fire fishermen lake ilmen boat", on: 9)
  #expect(world.joining.link(one, other) == nil)
}

@Test func aPhraseOfFewCommonWordsProvesNothing() throws {
  let world = try World()
  let one = try world.act("a", to: nil, "kill say", published: 10)
  let other = try world.act("b", to: nil, "kill say", published: 12)
  #expect(world.joining.link(one, other) == nil)
}

@Test func whoMeetsWhomMayBeToldFromEitherSide() throws {
  let world = try World()
  let words = "meet premier harbour treaty krasna"
  let one = try world.act("a", type: "CONSULT", by: "NRD", to: "SVA", words)
  let other = try world.act("b", type: "CONSULT", by: "SVA", to: "NRD", words)
  #expect(world.joining.link(one, other) != nil)
}

@Test func actsThatAreLinkedShareAKey() throws {
  let world = try World()
  var acts: [Act] = []
  for day in 1...12 {
    for (i, words) in [raid, "orlova herder killing", "attack orlova", "norden village night"].enumerated() {
      acts.append(try world.act("r\(day)-\(i)", words, published: day, on: i == 0 ? day - 1 : nil))
    }
  }
  let links = world.links(acts)
  #expect(links.count > 20)
  for (a, b, _) in links { #expect(!Set(acts[a].keys).isDisjoint(with: acts[b].keys)) }
  for act in acts { #expect(act.keys.count <= 40 && act.keys == act.keys.sorted()) }
}

@Test func anActWithoutAnyDayIsComparedWithItsLikeAlone() throws {
  let world = try World()
  let one = try world.act("a", raid, published: nil), dated = try world.act("c", raid)
  #expect(one.day == nil)
  #expect(dated.day?.iso == "2031-05-10")
  #expect(world.joining.link(one, try world.act("b", raid, published: nil)) != nil)
  #expect(world.joining.link(one, dated) == nil)
}

@Test func anActIsReadFromItsBytesAndFromNoOthers() throws {
  let world = try World()
  let act = try world.act("réport 1", raid, on: 9, town: "Orlová", killed: 3)
  let bytes = act.bytes
  #expect(Act(bytes: bytes) == act)
  #expect(bytes.count < 250)
  for length in 0..<bytes.count { #expect(Act(bytes: bytes.prefix(length)) == nil) }
  for place in bytes.indices {
    // A broken byte may give another act, but stops nothing.
    var broken = bytes
    broken[place] ^= 0xFF
    if let other = Act(bytes: broken) { _ = (other.keys, world.joining.link(act, other)) }
  }
}

@Test func linesOfTwoIncidentsAreNoAct() throws {
  let trigger = Mention(text: "met", start: 0, end: 3)
  let lines = ["in_1", "in_2"].map {
    Event(
      report: "a", sentence: 1, incident: $0, event: "CONSULT", quad: 1, score: 0, trigger: trigger, rule: "x"
    )
  }
  #expect(Act(lines: lines, wording: []) == nil)
  #expect(Act(lines: [], wording: []) == nil)
  #expect(Act(lines: [lines[0]], wording: [])?.id == "in_1")
}
