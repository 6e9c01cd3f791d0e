import DemarcheEvents
import Testing

@testable import DemarcheExchange

private typealias World = LayoutsWorld

@Suite("Which rows an event becomes, which events are left out, and what is said of that")
struct LayoutsPartiesTests {
  private func pairs(_ event: Event) -> [String] {
    World.rows(.petrarch, [World.exported(event)]).map { "\($0[1])>\($0[2])" }
  }

  @Test("A compound act has a row for each actor with each recipient")
  func compound() {
    var event = World.threat()
    event.actor = [World.ferrin, World.league]
    event.recipient = [World.bostria, World.troops]
    #expect(pairs(event) == ["AAAGOV>BBB", "AAAGOV>BBBMIL", "IGO>BBB", "IGO>BBBMIL"])
  }

  @Test("A reciprocal act without a recipient has a row for each ordered pair")
  func reciprocal() {
    #expect(
      pairs(World.meeting([World.ferrin, World.bostria, World.league])) == [
        "AAAGOV>BBB", "AAAGOV>IGO", "BBB>AAAGOV", "BBB>IGO", "IGO>AAAGOV", "IGO>BBB",
      ])
  }

  @Test("Who acts alone has a row with an empty other side, and so has each of several who act side by side")
  func alone() {
    var event = World.threat()
    event.recipient = []
    #expect(pairs(event) == ["AAAGOV>---"])
    event.actor = [World.ferrin, World.league]
    #expect(pairs(event) == ["AAAGOV>---", "IGO>---"])
    event.actor = []
    event.recipient = [World.bostria]
    #expect(pairs(event) == ["--->BBB"])
    #expect(pairs(World.meeting([World.ferrin])) == ["AAAGOV>---"])
  }

  @Test("The rows of one event have different ids in every layout that has ids")
  func ids() {
    let event = World.exported(World.meeting([World.ferrin, World.bostria]))
    for layout in [EventLayout.phoenix, .gdelt, .icews, .polecat] {
      #expect(Set(World.rows(layout, [event]).map { $0[0] }).count == 2, "\(layout)")
    }
    #expect(World.rows(.phoenix, [event]).map { $0[0] } == ["ev_1", "ev_1-2"])
  }

  @Test(
    "The lines of an incident are one row of GDELT, and as many rows of ICEWS, each with an id of its own")
  func joined() {
    var second = World.threat()
    second.id = "ev_2"
    var other = World.threat()
    other.id = "ev_3"
    other.incident = "in_2"
    var loose = World.threat()
    loose.id = "ev_4"
    loose.incident = ""
    let lines = [World.threat(), other, second, loose, loose].map { World.exported($0) }
    let joined = ExportedEvent.joined(lines)
    #expect(joined.map(\.event.id) == ["ev_1", "ev_3", "ev_4", "ev_4"])
    #expect(joined.map(\.tellings.lines) == [2, 1, 1, 1])
    #expect(World.rows(.gdeltMentions, joined).count == 5)
    #expect(World.rows(.gdelt, Array(joined.prefix(3))).count == 3)
    #expect(Set(World.rows(.gdelt, Array(lines.prefix(3))).map { $0[0] }).count == 2)
    #expect(Set(World.rows(.icews, Array(lines.prefix(3))).map { $0[0] }).count == 3)
  }

  private func written(
    _ layout: EventLayout, _ event: Event, withMarked: Bool = false,
    published: String? = World.report.published
  ) -> LayoutNotes {
    var event = event
    event.published = published
    var report = World.report
    report.published = published
    var writer = LayoutWriter(layout, tables: World.tables, withMarked: withMarked)
    _ = writer.begin()
    _ = writer.write(World.exported(event, report: report))
    _ = writer.end()
    return writer.notes
  }

  @Test(
    "What is future, supposed or denied is left out where the layout cannot say so",
    arguments: EventLayout.allCases)
  func marked(_ layout: EventLayout) {
    for mark in Auxiliary.allCases {
      var event = World.threat()
      event.aux = [mark]
      let isWritten = mark == .historical || layout == .plover || layout == .geojson
      let notes = written(layout, event)
      #expect(notes.written == (isWritten ? 1 : 0), "\(mark)")
      #expect(notes.counts == (isWritten ? [:] : [.marked: 1]), "\(mark)")
      #expect(written(layout, event, withMarked: true).written == 1, "\(mark)")
    }
  }

  @Test("A promise is written though what it promises is to come", arguments: EventLayout.allCases)
  func promised(_ layout: EventLayout) throws {
    var event = World.threat()
    event.aux = [.future]
    event.event = try #require(World.tables.codebook.types.compactMap(\.future).first)
    #expect(written(layout, event).written == 1)
    event.aux = [.future, .negation]
    #expect(written(layout, event).written == (layout == .plover || layout == .geojson ? 1 : 0))
  }

  @Test("Without a day the day of publication stands in, and is counted", arguments: EventLayout.allCases)
  func undated(_ layout: EventLayout) {
    var event = World.threat()
    event.date = nil
    let notes = written(layout, event)
    #expect(notes.written == 1)
    #expect(notes.counts == (layout == .geojson ? [:] : [.datedByPublication: 1]))
  }

  @Test("The day of publication does not stand in for history, and without both days a row cannot be")
  func unknownDay() {
    var event = World.threat()
    event.date = nil
    for layout in EventLayout.allCases where layout.needsDay {
      #expect(written(layout, event, published: nil).counts == [.undated: 1], "\(layout)")
    }
    event.aux = [.historical]
    for layout in EventLayout.allCases where layout.needsDay {
      #expect(written(layout, event).counts == [.undated: 1], "\(layout)")
    }
  }

  @Test("An event dated by month or year has its first day")
  func month() {
    var event = World.threat()
    event.date = "2013-11"
    #expect(World.row(.icews, World.exported(event))["Event Date"] == "2013-11-01")
  }

  @Test(
    "Without a code of CAMEO an event is only in the layouts of PLOVER and in pictures",
    arguments: EventLayout.allCases)
  func noCameo(_ layout: EventLayout) {
    var event = World.threat()
    event.cameo = nil
    let needs = [.petrarch, .phoenix, .gdelt, .gdeltMentions, .icews].contains(layout)
    #expect(written(layout, event).counts == (needs ? [.noCameo: 1] : [:]))
  }

  @Test("An event of nobody is left out", arguments: EventLayout.allCases)
  func nobody(_ layout: EventLayout) {
    var event = World.threat()
    event.actor = []
    event.recipient = []
    #expect(written(layout, event).counts == [.noParty: 1])
  }

  @Test("Where parties are codes alone, one without any is nobody", arguments: EventLayout.allCases)
  func nameless(_ layout: EventLayout) {
    var event = World.threat()
    for i in event.actor.indices { event.actor[i] = Participant(text: "someone", start: 0, end: 7) }
    event.recipient = []
    let isNobody = layout == .petrarch || layout == .phoenix
    #expect((written(layout, event).counts[.noParty] == 1) == isNobody)
  }

  @Test("A party without a code is written and counted; a network has no node for it")
  func codeless() {
    var event = World.threat()
    event.recipient = [World.rebels]
    #expect(written(.petrarch, event).counts == [.partyWithoutCode: 1])
    #expect(written(.graphml, event).counts == [.noCodedPair: 1])
    #expect(written(.graphml, event).written == 0)
  }

  @Test("Events are counted once and rows one by one")
  func counts() {
    let notes = written(.icews, World.meeting([World.ferrin, World.bostria]))
    #expect([notes.given, notes.written, notes.rows] == [1, 1, 2])
  }
}
