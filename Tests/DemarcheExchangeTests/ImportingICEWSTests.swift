import DemarcheEvents
import DemarcheExchange
import DemarcheText
import Testing

@Suite("Rows of ICEWS")
struct ImportingICEWSTests {
  private typealias World = ImportingWorld

  private func read(_ rows: String...) throws -> ImportingWorld.Reading {
    try World.read([World.icewsHeader] + rows)
  }

  @Test("A row becomes an event of PLOVER with both parties, its place, and the row as its reason")
  func row() throws {
    let read = try read(
      World.icews(
        5, "138", from: "Ada Ferrin", "Elite,Government,Muslim", "Arnland", to: "Army (Bostria)",
        "Military,Government", "Bostrian Federation", value: "-7", sentence: 4))
    let event = try #require(read.events.first)
    #expect(read.layout == .icews && read.counts.rows == 1 && read.counts.events == 1)
    #expect(event.event == "THREATEN" && event.quad == 3 && event.cameo == "138")
    #expect(event.cameoBasis == .coded && event.goldstein == -7 && event.score == -3.5)
    #expect(event.mode == ["violence"])
    #expect(event.date == "2018-06-01" && event.datePrecision == .day && event.sentence == 4)
    #expect(event.actor.map(\.name) == ["Ada Ferrin"] && event.actor.map(\.code) == ["AAA"])
    // Of several sectors the one that says most comes first, in whatever order the file has them.
    #expect(event.actor.first?.sectors == ["GOV", "ELI"] && event.actor.first?.sector == "GOV")
    #expect(event.recipient.map(\.code) == ["BBB"] && event.recipient.first?.sectors == ["MIL", "GOV"])
    #expect(event.place?.name == "Arnburg" && event.place?.country == "AAA")
    #expect(event.place?.lat == 10.5 && event.place?.lon == 20.25 && event.place?.precision == "city")
    #expect(event.by == .imported && event.rule == "import/icews" && event.trigger.text.isEmpty)
    #expect(event.why == ["row 2 of events.tab"] && event.confidence == 0.5)
    #expect(event.aux.isEmpty && event.attribution.isEmpty && event.version == "0.1.0")
    let report = try #require(read.reports.first)
    #expect(report.id == "icews:77" && event.report == "icews:77" && report.text.isEmpty)
    #expect(report.source == "The Arnburg Post (ICEWS)" && report.published == "2018-06-01")
  }

  @Test("The id of an event depends on its row's id and date alone, since ICEWS uses ids again")
  func identity() throws {
    let one = try read(World.icews(5, "138"))
    let moved = try read(World.icews(4, "130", story: "12"), World.icews(5, "138"))
    let later = try read(World.icews(5, "138", date: "2018-06-02"))
    #expect(one.events.first?.id == moved.events.last?.id)
    #expect(one.events.first?.id != later.events.first?.id)
    #expect(one.events.first?.id.utf8.count == 19)
  }

  @Test("A meeting that is written in both directions is one event with both as actors")
  func mirrored() throws {
    let read = try read(
      World.icews(8, "040"),
      World.icews(9, "130"),
      World.icews(7, "040", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"))
    #expect(read.events.map(\.event) == ["CONSULT", "THREATEN"])
    let meeting = try #require(read.events.first)
    #expect(meeting.actor.map(\.code) == ["AAA", "BBB"] && meeting.recipient.isEmpty)
    #expect(read.counts.rows == 3 && read.counts.events == 2 && read.counts.mirrored == 1)
    // The other order of the rows gives the same id.
    let swapped = try self.read(
      World.icews(7, "040", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"),
      World.icews(8, "040"))
    #expect(swapped.events.map(\.id) == [meeting.id])
  }

  @Test("An agreement is both parties' only where the file has it in both directions")
  func agreement() throws {
    let one = try read(World.icews(1, "030"))
    #expect(one.events.first?.recipient.map(\.code) == ["BBB"])
    let both = try read(
      World.icews(1, "030"),
      World.icews(2, "030", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"))
    #expect(both.events.count == 1 && both.events.first?.actor.count == 2)
  }

  @Test("Threats that two make at each other are two events, and so are meetings of two sentences")
  func notMirrored() throws {
    let threats = try read(
      World.icews(1, "130"),
      World.icews(2, "130", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"))
    #expect(threats.events.count == 2)
    let meetings = try read(
      World.icews(1, "040"),
      World.icews(2, "040", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland", sentence: 3))
    #expect(meetings.events.count == 2 && meetings.counts.mirrored == 0)
    let stories = try read(
      World.icews(1, "040"),
      World.icews(2, "040", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland", story: "78"))
    #expect(stories.events.count == 2)
  }

  @Test("Who hosts a visit is its recipient, and host and visitor are one event")
  func visit() throws {
    let hosted = try read(World.icews(1, "043"))
    let event = try #require(hosted.events.first)
    #expect(event.actor.map(\.code) == ["BBB"] && event.recipient.map(\.code) == ["AAA"])
    #expect(event.mode == ["visit"] && event.cameo == "042")
    let both = try read(
      World.icews(1, "043"),
      World.icews(2, "042", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"))
    #expect(both.events.count == 1 && both.counts.mirrored == 1)
    #expect(both.events.first?.actor.map(\.code) == ["BBB"])
    // Two visits that cross are two.
    let crossing = try read(
      World.icews(1, "042"),
      World.icews(2, "042", from: "Bostria", "NA", "Bostria", to: "Arnland", "NA", "Arnland"))
    #expect(crossing.events.count == 2)
  }

  @Test("Statements are no events of PLOVER: they are counted, not rejected")
  func statements() throws {
    let read = try read(World.icews(1, "010", value: "0"), World.icews(2, "130", value: "-4.4"))
    #expect(read.events.count == 1 && read.rejected.isEmpty && read.counts.withoutEvent == 1)
  }

  @Test(
    "A code that lost its leading zero is put right where label or intensity leave no doubt",
    arguments: [
      // No code of CAMEO is 40, 43 or 0841 without its zero.
      ("40", "x", "1", "040"), ("841", "x", "7", "0841"),
      // 13 is a root, 013 a statement; 20 is mass violence, 020 an appeal.
      ("13", "x", "-6", "13"), ("20", "x", "3", "020"), ("20", "x", "-10", "20"),
      ("13", "Threaten", "0", nil), ("13", "THREATEN", "0", nil), ("20", "x", "1", nil),
    ] as [(String, String, String, String?)])
  func zeros(code: String, label: String, value: String, expected: String?) throws {
    let read = try read(World.icews(1, code, label: label, value: value))
    #expect(read.events.first?.cameo == expected)
    #expect(read.rejected.map(\.fault) == (expected == nil ? [.ambiguousCode] : []))
    #expect(read.counts.repaired[.leadingZero] == (expected.map { $0 != code } ?? false ? 1 : nil))
  }

  @Test("The label decides where it is that of one of the codes in question")
  func label() throws {
    #expect(try read(World.icews(1, "10", label: "Say", value: "9")).counts.withoutEvent == 1)
    #expect(try read(World.icews(1, "10", label: "x", value: "-5")).events.first?.event == "REQUEST")
    // A letter in the code.
    #expect(try read(World.icews(1, "13y", label: "Threaten")).events.first?.cameo == "130")
    #expect(try read(World.icews(1, "13y")).rejected.first?.fault == .unknownCode)
  }

  @Test("Quotation marks around cells are of the form, doubled ones inside are letters")
  func quotes() throws {
    let read = try read(
      World.icews(1, "138", from: "\"The \"\"Lion\"\" of Arnburg\"", "\"Elite,Government\""))
    #expect(read.events.first?.actor.first?.name == "The \"Lion\" of Arnburg")
    #expect(read.events.first?.actor.first?.sectors == ["GOV", "ELI"])
  }

  @Test("A table with commas is read, with commas and line breaks inside its cells")
  func commas() throws {
    let row = World.icews(
      1, "138", from: "Arnland", "\"Elite,Government\"", publisher: "\"The Arnburg\nPost\"")
    let table = [World.icewsHeader, row].joined(separator: "\n").split(separator: "\t").joined(separator: ",")
    let read = try World.read(table.split(separator: "\n").map(String.init))
    #expect(read.events.first?.actor.first?.sectors == ["GOV", "ELI"])
    #expect(read.reports.first?.source == "The Arnburg Post (ICEWS)")
    #expect(read.events.first?.place?.name == "Arnburg")
  }

  @Test("A body of no one state has the code of its kind")
  func bodies() throws {
    let read = try read(World.icews(1, "138", from: "League", "League of States", "NA"))
    #expect(read.events.first?.actor.first?.code == "IGO")
  }

  @Test("What no table knows stays without a code and is counted, and the row is read")
  func unknown() throws {
    let read = try read(World.icews(1, "138", from: "Somebody", "Wizards", "Cloudland"))
    #expect(read.events.first?.actor.first?.code == nil && read.events.first?.actor.first?.name == "Somebody")
    #expect(read.counts.repaired == [.unknownCountry: 1, .unknownSector: 1])
    #expect(read.counts.unmatched == ["Cloudland": 1, "Wizards": 1])
  }

  @Test("Coordinates out of range and the point 0, 0 are none")
  func coordinates() throws {
    for (lat, lon) in [("0", "0"), ("91", "20"), ("10", "200"), ("north", "20")] {
      let read = try read(World.icews(1, "138", lat: lat, lon: lon))
      #expect(read.events.first?.place?.lat == nil && read.events.first?.place?.name == "Arnburg")
      #expect(read.counts.repaired == [.coordinates: 1])
    }
  }

  @Test("A row that cannot be read is told with its line, and the next is read")
  func rejected() throws {
    let read = try read(
      World.icews(1, "138", date: "June"), World.icews(2, "999"), World.icews(3, ""),
      World.icews(4, "138", from: "NA", "NA", "NA", to: "NA", "NA", "NA"), "1\t2\t3", "",
      World.icews(6, "138"))
    #expect(read.rejected.map(\.fault) == [.noDate, .unknownCode, .noCode, .noParty, .columns])
    #expect(read.rejected.map(\.line) == [2, 3, 4, 5, 6])
    #expect(read.rejected.map(\.text).first == "June" && read.events.count == 1)
    #expect(read.counts.rows == 6 && read.counts.rejectedRows == 5)
    #expect(read.counts.rows == read.counts.events + read.counts.mirrored + read.counts.withoutEvent + 5)
  }

  @Test("A header may write the names otherwise and have them in another order")
  func header() throws {
    let read = try World.read([
      "cameo_code\tevent_id\tevent_date\tsource_country\ttarget_country\tintensity\tevent.text\tnotes",
      "138\t5\t2018-06-01\tArnland\tBostria\t-7\tThreaten\tx",
    ])
    #expect(read.layout == .icews && read.events.first?.event == "THREATEN")
    #expect(read.events.first?.actor.first?.code == "AAA" && read.reports.first?.id == "icews:5:2018-06-01")
  }
}
