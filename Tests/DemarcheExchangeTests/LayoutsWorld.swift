import DemarcheData
import DemarcheEvents
import DemarcheTesting

@testable import DemarcheExchange

/// Tables of exchange for the invented states of the test world, and acts between them.
enum LayoutsWorld {
  static let files: [String: String] = [
    "exchange/fips.tsv": "code\tfips\tsource\nAAA\tAR\tt\nBBB\tBO\tt\nBBB\tBX\tt",
    "exchange/country-names.tsv":
      "name\tcode\tsource\nRepublic of Arnland\tAAA\tt\nArnland\tAAA\tt",
    "exchange/sectors-icews.tsv": """
    icews\tplover\texport\tsource
    Military\tMIL\tyes\tt
    Army\tMIL\t\tt
    Government\tGOV\tyes\tt
    General Population / Civilian / Social\tCVL\tyes\tt
    Ideological\t\t\tt
    """,
    "exchange/cameo-labels.tsv": """
    code\tlabel\tsource
    030\tExpress intent to cooperate\tt
    040\tConsult\tt
    042\tMake a visit\tt
    130\tThreaten\tt
    138\tThreaten with military force\tt
    160\tReduce relations\tt
    180\tUse unconventional violence\tt
    """,
    "exchange/cameo-roots.tsv": """
    root\tgdelt\tphoenix\tsource
    03\t1\t1\tt
    04\t1\t1\tt
    13\t3\t3\tt
    16\t4\t3\tt
    18\t4\t4\tt
    """,
    "exchange/cameo-roles.tsv": """
    plover\tcameo\tsource
    GOV\tGOV\tt
    MIL\tMIL\tt
    CVL\tCVL\tt
    REB\tREB\tt
    PRE\t\tt
    """,
    "exchange/cameo-actors.tsv": """
    code\tactor\tcountry\tgroup\ttype\tsource
    IGO\tIGO\t\t\tIGO\tt
    UNO\tIGOUNO\t\tUNO\tIGO\tt
    """,
    "exchange/gdelt-places.tsv": """
    precision\tcountry\ttype\tsource
    country\t\t1\tt
    city\tBBB\t3\tt
    city\t\t4\tt
    region\t\t5\tt
    """,
  ]

  /// The tables; traps when those above are broken.
  static let tables: ExchangeTables = {
    do { return try ExchangeTables(knowledge: TestWorld.knowledge) { files[$0] } } catch {
      preconditionFailure("the tables of exchange are broken: \(error)")
    }
  }()

  static let report = ReportHead(
    id: "r1", source: "Plains Gazette", url: "https://plains.example/1", language: "en",
    published: "2014-02-07T01:30:00+03:00", title: "Ferrin in Bostburg")

  static func party(
    _ text: String, _ start: Int, name: String? = nil, code: String? = nil, sectors: [String] = [],
    office: String? = nil
  ) -> Participant {
    Participant(
      text: text, start: start, end: start + text.unicodeScalars.count, name: name, code: code,
      sector: sectors.first, sectors: sectors, office: office)
  }

  static let ferrin = party(
    "President Ferrin", 0, name: "Ada Ferrin", code: "AAA", sectors: ["GOV"], office: "president")
  static let bostria = party("Bostria", 25, name: "Bostria", code: "BBB")
  static let troops = party("Bostrian troops", 40, code: "BBB", sectors: ["MIL"])
  static let rebels = party("hill rebels", 60, sectors: ["REB"])
  static let league = party("the League", 80, name: "League of Plains", code: "IGO")

  static let place = Place(
    text: "Arnburg", start: 50, end: 57, name: "Arnburg", country: "AAA", lat: 10.5, lon: 20.25,
    precision: "city")

  /// A threat of Ferrin against Bostria, in Arnburg, on 6 February 2014.
  static func threat() -> Event {
    Event(
      id: "ev_1", report: "r1", sentence: 2, incident: "in_1", date: "2014-02-06", datePrecision: .day,
      published: "2014-02-07T01:30:00+03:00", event: "THREATEN", mode: ["violence"], context: ["military"],
      quad: 3, score: -3.5, cameo: "138", goldstein: -7, actor: [ferrin], recipient: [bostria],
      trigger: Mention(text: "threatened", start: 17, end: 27), place: place, rule: "threaten/test",
      confidence: 0.86, codebook: "test+1", version: "0.1.0")
  }

  /// A meeting of several, who are all actors.
  static func meeting(_ parties: [Participant]) -> Event {
    var event = threat()
    event.event = "CONSULT"
    event.mode = []
    event.quad = 1
    event.score = 2.5
    event.cameo = "040"
    event.goldstein = 1
    event.actor = parties
    event.recipient = []
    return event
  }

  static func exported(_ event: Event, report: ReportHead = report) -> ExportedEvent {
    ExportedEvent(event, report: report, sentence: "President Ferrin threatened Bostria.")
  }

  /// The rows of events in a layout, cut at their tabs, without a header.
  static func rows(
    _ layout: EventLayout, _ events: [ExportedEvent], withText: Bool = false
  ) -> [[String]] {
    var writer = LayoutWriter(layout, tables: tables, withText: withText, header: false)
    var text = writer.begin()
    for event in events { text += writer.write(event) }
    text += writer.end()
    return text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The first row of an event, each cell by the name of its column.
  static func row(_ layout: EventLayout, _ event: ExportedEvent, withText: Bool = false) -> [String: String] {
    let cells = rows(layout, [event], withText: withText).first ?? []
    return Dictionary(zip(layout.columns(withText: withText), cells), uniquingKeysWith: { a, _ in a })
  }

  /// A whole file.
  static func file(
    _ layout: EventLayout, _ events: [ExportedEvent], withText: Bool = false,
    nodes: ActorNetwork.Nodes = .codes
  ) -> String {
    var writer = LayoutWriter(layout, tables: tables, withText: withText, nodes: nodes)
    var text = writer.begin()
    for event in events { text += writer.write(event) }
    return text + writer.end()
  }
}
