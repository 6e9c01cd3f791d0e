import DemarcheEvents
import Testing

@testable import DemarcheExchange

private typealias World = LayoutsWorld

@Suite("No word of a report without being asked, and no cell that breaks a row")
struct LayoutsTextTests {
  /// An event each of whose words of the text is one that is found again.
  private var event: ExportedEvent {
    var event = World.threat()
    event.actor[0].text = "WORDSactor"
    event.recipient[0].text = "WORDSrecipient"
    event.recipient[0].name = nil
    event.recipient[0].code = nil
    event.trigger.text = "WORDStrigger"
    event.place?.text = "WORDSplace"
    event.attribution = [Attribution(text: "WORDSspeaker", start: 0, end: 1)]
    event.why = ["WORDSwhy"]
    var report = World.report
    report.title = "WORDStitle"
    return ExportedEvent(event, report: report, sentence: "WORDSsentence")
  }

  @Test("Without text no layout has a word of the report", arguments: EventLayout.allCases)
  func withoutText(_ layout: EventLayout) {
    #expect(!World.file(layout, [event]).contains("WORDS"))
  }

  @Test(
    "With text each layout has the words that it has a place for",
    arguments: [
      (EventLayout.plover, ["actor", "recipient", "trigger", "place", "sentence", "title"]),
      (.petrarch, ["actor", "recipient", "trigger"]), (.phoenix, []), (.gdelt, []), (.gdeltMentions, []),
      (.icews, ["recipient"]), (.polecat, ["actor", "recipient", "place"]),
      (.geojson, ["sentence", "title"]),
      (.graphml, []), (.gexf, []),
    ])
  func withText(_ layout: EventLayout, has words: [String]) {
    let file = World.file(layout, [event], withText: true)
    let all = ["actor", "recipient", "trigger", "place", "sentence", "title", "speaker", "why"]
    #expect(all.filter { file.contains("WORDS" + $0) } == words)
  }

  @Test(
    "Tabs, ends of lines, other controls and quotation marks in names break no row",
    arguments: EventLayout.allCases)
  func hostile(_ layout: EventLayout) {
    var event = World.threat()
    event.actor[0].name = "A\tB\nC\r\nD\u{2028}E\u{85}F\u{0}G\"H\" <&>"
    event.recipient[0].name = "\"Bostria"
    event.place?.name = "\"Arn\tburg"
    var report = World.report
    report.source = "The\t\"Gazette\"\n"
    report.url = "https://plains.example/\t\"x\""
    let plain = World.file(layout, [World.exported(World.threat())])
    let hostile = World.file(layout, [World.exported(event, report: report)])
    func shape(_ text: String) -> [Int] {
      text.split(separator: "\n").map { line in line.utf8.filter { $0 == UInt8(ascii: "\t") }.count }
    }
    #expect(shape(hostile) == shape(plain))
    let ends = hostile.unicodeScalars.filter { $0.value < 0x20 && $0 != "\t" && $0 != "\n" }
    #expect(ends.isEmpty)
    if layout.isDyadic { #expect(!hostile.contains("\"")) }
  }

  @Test(
    "A cell keeps all that breaks nothing",
    arguments: [
      ("Müller, \"the\" 'best'", "Müller, 'the' 'best'"), ("a\tb\r\nc", "a b  c"), ("x\u{2029}y", "x y"),
      ("", ""),
    ])
  func cell(_ text: String, becomes cell: String) {
    #expect(TabbedRow.plain(text) == cell)
  }
}
