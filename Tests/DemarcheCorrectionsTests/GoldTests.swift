import DemarcheCorrections
import DemarcheEvents
import Testing

@Suite struct `What all decisions on a thing come to` {
  @Test func `is settled where all agree on types and codes, else disputed until it is adjudicated`() {
    let accept = decided("a", .accept)
    let table: [([Correction], Verdict)] = [
      ([], .none), ([decided("a", .flag)], .none),
      ([accept], .settled([MarkedEvent(record())])),
      ([accept, decided("b", .reject, by: "Bo")], .disputed),
      // The last of those who agree tells the rest.
      (
        [accept, decided("b", .edit, by: "Bo", after: [marked(date: "2026-01-01")])],
        .settled([marked(date: "2026-01-01")])
      ),
      (
        [accept, decided("b", .reject, by: "Bo"), decided("c", .reject, by: "Cy", queue: .disputed)],
        .settled([])
      ),
      (
        [
          marking("a", [marked("AID"), marked("AGREE")]),
          marking("b", [marked("AGREE"), marked("AID")], by: "Bo"),
        ],
        .settled([marked("AGREE"), marked("AID")])
      ),
      ([marking("a", [marked()]), marking("b", [marked(actor: ["CCC"])], by: "Bo")], .disputed),
    ]
    for (corrections, verdict) in table { #expect(Verdict(corrections) == verdict) }
  }
}

@Suite struct `What may be tested on` {
  /// A text of the test set and one that is not in it.
  private var (test, other) = (0, 0)

  init() {
    while !GoldSplit.isTest(cluster: hash(test)) { test += 1 }
    while GoldSplit.isTest(cluster: hash(other)) { other += 1 }
  }

  @Test func `is one cluster in five, the same for ever`() {
    let count = (0..<5_000).count { GoldSplit.isTest(cluster: hash($0)) }
    #expect((900...1_100).contains(count))
    // If these change, decisions that were tested on are learnt from.
    #expect((0..<20).filter { GoldSplit.isTest(cluster: hash($0)) } == [4, 5, 8, 12, 15, 18])
  }

  @Test func `are sentences marked without the machine's answer, and no event that was shown`() {
    let table: [(Correction, GoldSplit)] = [
      (marking("c", [], text: test), .test), (marking("c", [], text: test, queue: .missed), .test),
      (marking("c", [], text: test, queue: .disputed), .test),
      (decided("c", .accept, text: test), .withheld),
      (decided("c", .accept, text: test, queue: .disputed), .withheld),
      (marking("c", [], text: other), .development), (decided("c", .accept, text: other), .development),
    ]
    for (correction, split) in table { #expect(GoldSplit(of: correction) == split) }
  }

  @Test func `goes by the cluster, so that copies stay together`() {
    var correction = marking("c", [], text: other)
    correction.target.cluster = hash(test)
    #expect(GoldSplit(of: correction) == .test)
  }

  @Test func `is settled things, without events in a sentence that was marked as a whole`() {
    let gold = Standing([
      marking("a", [marked()], sentence: 1), decided("b", .reject, on: record(at: 8)),
      decided("c", .reject, on: record("ev_2", at: 130, sentence: 2)),
      decided("d", .flag, on: record("ev_3", at: 230, sentence: 3)),
    ]).gold
    #expect(gold.map(\.isWhole) == [true, false])
    #expect(gold.map(\.events) == [[marked()], []])
  }
}

@Suite struct `A share` {
  /// From Wilson's formula by hand, and as packages of R and Python give them.
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (10, 10, 0.7225, 1.0),
  ])
  func `has Wilson's interval`(_ right: Int, _ all: Int, _ low: Double, _ high: Double) throws {
    let share = try #require(Share(right, of: all))
    #expect(abs(share.low - low) < 0.0001)
    #expect(abs(share.high - high) < 0.0001)
    #expect(share.value == Double(right) / Double(all))
  }

  @Test func `of nothing is none`() {
    #expect(Share(0, of: 0) == nil)
    #expect(Share(2, of: 1) == nil)
  }
}

@Suite struct `Scores against what people settled` {
  private func judged(
    _ gold: [MarkedEvent], _ machine: [MarkedEvent], isWhole: Bool = true, source: String? = nil
  ) -> JudgedItem {
    JudgedItem(gold: gold, machine: machine, isWhole: isWhole, source: source)
  }

  @Test func `are precision by all decisions, and recall by marked sentences alone`() {
    let score = GoldScore([
      judged([marked()], [marked()], isWhole: false, source: "Post"),
      judged([], [marked()], isWhole: false, source: "Post"),
      judged([marked(), marked("AID")], [marked(actor: ["CCC"])], source: "Herald"),
      judged([marked("AID")], []),
    ])
    let all = score.all
    #expect((all.machine, all.right, all.rightWithParties) == (3, 2, 1))
    #expect((all.there, all.found, all.foundWithParties) == (3, 1, 0))
    #expect(all.precision?.value == 2.0 / 3)
    #expect(all.recall?.value == 1.0 / 3)
    #expect(all.f1.map { abs($0 - 4.0 / 9) < 1e-9 } == true)
    #expect(score.types.map(\.name) == ["AID", "CONSULT"])
    #expect(score.types.map(\.machine) == [0, 3])
    #expect(score.types.map(\.there) == [2, 1])
    #expect(score.types[0].precision == nil)
    #expect(score.types[0].f1 == nil)
    #expect(score.sources.map(\.name) == ["", "Herald", "Post"])
    #expect(score.sources.map(\.recall?.value) == [0, 0.5, nil])
  }

  @Test func `pair each event once, that with the same parties first`() {
    let score = GoldScore([
      judged([marked(), marked(actor: ["CCC"])], [marked(actor: ["CCC"]), marked(actor: ["DDD"]), marked()])
    ])
    #expect((score.all.right, score.all.rightWithParties, score.all.machine) == (2, 2, 3))
  }

  @Test func `weigh a marked sentence by how many it stands for`() throws {
    // Of 10 sentences with events one was marked, of 90 without one as well: what is missed there counts nine times.
    let items = [judged([marked()], [marked()]), judged([marked()], [])]
    #expect(GoldScore(items).all.recall?.value == 0.5)
    let recall = try #require(
      GoldScore(items, population: GoldScore.Population(withEvents: 10, without: 90)).all.recall)
    #expect(abs(recall.value - 0.1) < 1e-9)
    #expect(try recall.high - recall.low > #require(Share(1, of: 10)).high - #require(Share(1, of: 10)).low)
  }

  @Test func `take of a report what was decided on and nothing else`() throws {
    let gold = Standing([
      marking("a", [marked(at: 108)], sentence: 2),
      decided("b", .reject),
      decided("c", .edit, on: record("ev_2", at: 30), after: [marked("AGREE", at: 30)]),
    ]).gold
    var denied = record("ev_5", at: 120)
    denied.aux = [.negation]
    let report = [
      record(), record("ev_6", "AID"), record("ev_3", "ACCUSE", at: 30), record("ev_4", at: 150), denied,
      record("ev_7", at: 300),
    ]
    let items = gold.compactMap { JudgedItem($0, in: report, source: "Post") }
    #expect(items.map(\.isWhole) == [true, false, false])
    #expect(items.map { $0.machine.map(\.event) } == [["CONSULT"], ["CONSULT"], ["ACCUSE"]])
    #expect(items.map { $0.gold.map(\.event) } == [["CONSULT"], [], ["AGREE"]])
    // Where the machine has nothing any more, nothing is judged.
    #expect(gold.compactMap { JudgedItem($0, in: [], source: nil) }.map(\.isWhole) == [true])
  }
}
