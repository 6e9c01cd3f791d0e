import DemarcheAnswers
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import Testing

@Suite("What came in lately")
struct IntakeTests {
  private let end = Day(number: 18_000)

  /// So many reports a day, each with one event in five, for days counted back from the last.
  private func steady(
    _ days: ClosedRange<Int>, of source: Int = 1, reports: Int = 10, events: Int = 2, run: Int = 1
  ) -> [Arrivals] {
    days.map { back in
      Arrivals(
        day: end.adding(days: -back), source: source, reports: reports, events: events,
        silent: max(0, reports - events), squares: events, lastRun: RunID(run))
    }
  }

  private func intake(_ arrivals: [Arrivals], isEndOver: Bool = true) -> Intake {
    Intake(arrivals, until: end, isEndOver: isEndOver) { $0 }
  }

  @Test("The days shown are thirty, those without a report among them")
  func days() {
    let found = intake(steady(0...3) + steady(29...40, of: 2, reports: 1, events: 1))
    #expect(found.days.count == 30)
    #expect(found.days.map(\.reports).suffix(5) == [0, 10, 10, 10, 10])
    #expect(found.days.first?.reports == 1 && found.days.first?.silent == 0)
    #expect(found.bounds == end.adding(days: -29)...end)
    #expect(found.sources.map(\.key) == [1, 2])
    #expect(found.sources.map(\.reports) == [40, 1])
    #expect(found.sources.map(\.silent) == [32, 0])
    #expect(found.sources.map(\.lastDay) == [end, end.adding(days: -29)])
  }

  @Test("A source that brings what it used to stands out in nothing")
  func usual() throws {
    let found = intake(steady(0...59))
    let judgement = try #require(found.sources.first?.judgement)
    #expect(found.sources.first?.alarm == nil && found.judged == 1)
    // Two days hold the twenty reports that are needed.
    #expect(judgement.days == 2 && judgement.reports == 20 && judgement.events == 4)
    #expect(judgement.reportsBefore == 300 && judgement.eventsBefore == 60)
    #expect(judgement.rate == 200 && judgement.rateBefore == 200)
  }

  @Test(
    "A source whose reports give far fewer or more events than before is told",
    arguments: [(0, Intake.Alarm.fewer), (30, .more)])
  func alarm(events: Int, alarm: Intake.Alarm) {
    let found = intake(steady(2...59, events: 5) + steady(0...1, events: events))
    #expect(found.sources.map(\.alarm) == [alarm])
  }

  @Test("Of little nothing is said: few reports before, few events before, few reports now")
  func little() {
    let few = intake(steady(2...5, reports: 10, events: 5) + steady(0...1, events: 0))
    #expect(few.sources.first?.judgement == nil && few.sources.first?.alarm == nil)
    let quiet = intake(steady(0...59, events: 0))
    #expect(quiet.sources.first?.judgement == nil && quiet.judged == 0)
    let rare = intake(steady(0...59, reports: 1, events: 1))
    #expect(rare.sources.first?.judgement == nil)
  }

  @Test("Events in clumps widen the band: one report with all of them is no alarm")
  func clumps() throws {
    // Every tenth report has twenty events.
    func clumped(_ back: Int, _ isClump: Bool) -> Arrivals {
      Arrivals(
        day: end.adding(days: -back), source: 1, reports: 10, events: isClump ? 20 : 0,
        silent: isClump ? 9 : 10,
        squares: isClump ? 400 : 0, lastRun: RunID(1))
    }
    let found = intake((0...59).map { clumped($0, $0 > 1) })
    let judgement = try #require(found.sources.first?.judgement)
    #expect(judgement.events == 0 && judgement.band.low == 0)
    #expect(found.sources.first?.alarm == nil)
  }

  @Test(
    "Of sources that go on as before, hardly more than one in twenty is told; of those that lose half of their events, most are"
  )
  func chance() {
    // Numbers that look like chance and are the same in every run (SplitMix64 by Steele, Lea and Flood).
    var state: UInt64 = 7
    func draw(_ bound: UInt64) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % bound)
    }
    /// So many of a hundred reports have events, one to four of them.
    func history(_ source: Int, lately: Int) -> [Arrivals] {
      (0..<60).map { back in
        let events = (0..<(30 + draw(20))).map { _ in draw(100) < (back < 1 ? lately : 50) ? 1 + draw(4) : 0 }
        return Arrivals(
          day: end.adding(days: -back), source: source, reports: events.count, events: events.reduce(0, +),
          silent: events.count { $0 == 0 }, squares: events.reduce(0) { $0 + $1 * $1 }, lastRun: RunID(1))
      }
    }
    let usual = intake((1...400).flatMap { history($0, lately: 50) })
    #expect(usual.judged == 400)
    #expect(usual.sources.count { $0.alarm != nil } <= 24)
    let halved = intake((1...100).flatMap { history($0, lately: 25) })
    #expect(halved.sources.count { $0.alarm == .fewer } >= 75)
  }

  @Test("A source that falls silent is told once its silence is no chance")
  func silence() {
    let found = intake(steady(2...59))
    #expect(found.sources.first?.alarm == .silence(days: 2, expected: 20))
    // One report every third day: two days are nothing.
    let seldom = (0...19).flatMap { steady(2 + 3 * $0...2 + 3 * $0, reports: 2, events: 1) }
    #expect(intake(seldom).sources.first?.alarm == nil)
  }

  @Test("A day that is not over is shown and not judged")
  func today() {
    let arrivals = steady(1...59, events: 5) + steady(0...0, reports: 30, events: 0)
    #expect(intake(arrivals).sources.first?.alarm == .fewer)
    let open = intake(arrivals, isEndOver: false)
    #expect(open.sources.first?.alarm == nil && open.days.last?.reports == 30)
    #expect(intake(steady(1...59), isEndOver: false).sources.first?.alarm == nil)
  }

  @Test("Names of one outlet are one source, and days out of range are passed over")
  func merged() {
    let arrivals = steady(0...0) + steady(0...0, of: 2, run: 7) + steady(80...90)
    let found = Intake(arrivals, until: end, isEndOver: true) { _ in 1 }
    #expect(found.sources.map(\.reports) == [20])
    #expect(found.sources.first?.lastRun == RunID(7))
  }
}
