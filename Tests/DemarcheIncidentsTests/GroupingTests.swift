import DemarcheEvents
import DemarcheIncidents
import Testing

private let raid = "norden soldier attack village orlova killing herder night"

/// Numbers that look drawn by chance and are the same each time.
private struct Draw: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

private func mixedActs(_ world: World) throws -> [Act] {
  var acts: [Act] = []
  let texts = [
    raid, "attack orlova herder killing", "norden shell harbour krasna", "harbour krasna burn grain",
  ]
  for number in 0..<16 {
    let words = texts[number % 4]
    acts.append(
      try world.act(
        "r\(number)", words, published: 8 + number % 5, on: number % 3 == 0 ? 8 + number % 4 : nil))
  }
  return acts
}

@Test func theOrderInWhichActsComeChangesNothing() throws {
  let world = try World()
  var acts = try mixedActs(world)
  let decisions: [Decision] = [.joined("in_r0", "in_r2"), .split("in_r1", "in_r5")]
  let expected = world.groups(acts, decisions)
  #expect(expected.contains { $0.count > 2 })
  var draw = Draw(state: 7)
  for _ in 0..<50 {
    acts.shuffle(using: &draw)
    #expect(world.groups(acts, decisions) == expected)
  }
}

@Test func noGroupHoldsAContradictionOrASplit() throws {
  let world = try World()
  let acts = try mixedActs(world)
  let groups = grouped(
    acts: acts, links: world.links(acts), decisions: [.split("in_r1", "in_r5")], joining: world.joining)
  for group in groups {
    for a in group {
      for b in group where a < b {
        #expect(world.joining.contradiction(acts[a], acts[b]) == nil)
        #expect(Set([acts[a].id, acts[b].id]) != ["in_r1", "in_r5"])
      }
    }
  }
  #expect(groups.flatMap(\.self).sorted() == Array(acts.indices))
  #expect(groups.allSatisfy { $0 == $0.sorted() })
  #expect(groups.compactMap(\.first) == groups.compactMap(\.first).sorted())
}

@Test func actsOfDayAfterDayAreNoSingleAct() throws {
  let world = try World()
  // Each night's raid is told in the same words, with its day.
  let nights = try (1...20).map { try world.act("n\($0)", raid, published: $0 + 1, on: $0) }
  #expect(world.groups(nights).allSatisfy { $0.count <= 2 })
  // Without days stated, a group still spans no more than a week and a day.
  let undated = try (1...25).map { (day: Int) in try world.act("n\(day)", raid, published: day) }
  let groups = grouped(acts: undated, links: world.links(undated), decisions: [], joining: world.joining)
  for group in groups {
    let days = group.compactMap { undated[$0].day?.number }
    #expect((days.max() ?? 0) - (days.min() ?? 0) <= 8)
  }
}

@Test func whatPeopleJoinIsOneWhateverContradicts() throws {
  let world = try World()
  let acts = [try world.act("a", raid, on: 3), try world.act("b", type: "PROTEST", "march square", on: 20)]
  #expect(world.groups(acts) == [["in_a"], ["in_b"]])
  #expect(world.groups(acts, [.joined("in_b", "in_a")]) == [["in_a", "in_b"]])
  #expect(world.groups(acts, [.joined("in_b", "in_a"), .split("in_a", "in_b")]) == [["in_a"], ["in_b"]])
}

@Test func whatPeopleSplitStaysApartThroughAThird() throws {
  let world = try World()
  let acts = try ["a", "b", "c"].map { try world.act($0, raid) }
  #expect(world.groups(acts) == [["in_a", "in_b", "in_c"]])
  let groups = world.groups(acts, [.split("in_a", "in_c")])
  #expect(groups.count == 2)
  #expect(!groups.contains { $0.isSuperset(of: ["in_a", "in_c"]) })
}

@Test func aDecisionOnAnUnknownActIsLeftAside() throws {
  let world = try World()
  let acts = [try world.act("a", raid)]
  #expect(world.groups(acts, [.joined("in_a", "in_gone"), .split("in_gone", "in_a")]) == [["in_a"]])
}
