import DemarcheEvents
import DemarcheExchange
import FoundationEssentials
import Testing

/// Typed from the descriptions of the layouts.
private let known: [(EventLayout, [String])] = [
  (
    .icews,
    [
      "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
      "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
      "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
    ]
  ),
  (
    .gdelt,
    ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
      + gdeltActor("Actor1") + gdeltActor("Actor2")
      + ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"]
      + ["NumMentions", "NumSources", "NumArticles", "AvgTone"]
      + gdeltPlace("Actor1Geo") + gdeltPlace("Actor2Geo") + gdeltPlace("ActionGeo")
      + ["DATEADDED", "SOURCEURL"]
  ),
  (
    .gdeltMentions,
    [
      "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
      "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
      "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
    ]
  ),
  (
    .phoenix,
    ["EventID", "Date", "Year", "Month", "Day"] + phoenixActor("Source") + phoenixActor("Target")
      + ["EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "ActionLat", "ActionLong"]
      + ["LocationName", "GeoCountryName", "GeoStateName", "SentenceID", "URLs", "NewsSources"]
  ),
  (
    .polecat,
    ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
      + polecatParty("Actor") + polecatParty("Recipient")
      + ["Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"]
      + ["Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"]
      + ["Story Organizations", "Story Locations", "Language", "Version"]
  ),
  (.petrarch, ["date", "source", "target", "code", "issues", "ids", "StorySource"]),
]

private func gdeltActor(_ side: String) -> [String] {
  [
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
  ].map { side + $0 }
}
private func gdeltPlace(_ side: String) -> [String] {
  ["_Type", "_FullName", "_CountryCode", "_ADM1Code", "_ADM2Code", "_Lat", "_Long", "_FeatureID"]
    .map { side + $0 }
}
private func phoenixActor(_ side: String) -> [String] {
  ["ActorFull", "ActorEntity", "ActorRole", "ActorAttribute"].map { side + $0 }
}
private func polecatParty(_ side: String) -> [String] {
  [
    "\(side) Name", "\(side) Country", "\(side) COW", "Primary \(side) Sector", "\(side) Sectors",
    "\(side) Title", "\(side) Name Raw", "Wikipedia \(side) ID",
  ]
}

/// Files of others that have their columns at the head, below the folder of shared data.
private let publishedFiles: [(EventLayout, String)] = [
  (.icews, "icews-events-2018.sample.tab"), (.phoenix, "phoenix_header.tsv"),
  (.polecat, "polecat_header.tsv"),
]

private let sharedFolder =
  (ProcessInfo.processInfo.environment["DEMARCHE_SHARED"] ?? "../shared") + "/data/layouts"
private var sharedIsThere: Bool { FileManager.default.fileExists(atPath: sharedFolder) }

@Suite("The columns of the layouts are those of the files that others have published")
struct LayoutsColumnsTests {
  @Test("Names and order are those of the descriptions", arguments: known.map(\.0))
  func columns(of layout: EventLayout) {
    #expect(layout.columns() == known.first { $0.0 == layout }?.1)
  }

  @Test(
    "There are as many as the layouts say",
    arguments: [
      (EventLayout.icews, 20), (.gdelt, 61), (.gdeltMentions, 16), (.phoenix, 26), (.polecat, 40),
      (.petrarch, 7),
    ])
  func count(of layout: EventLayout, is count: Int) {
    #expect(layout.columns().count == count)
  }

  @Test(
    "Each row has as many cells as there are columns, with all known and with nothing known",
    arguments: EventLayout.allCases.filter(\.isDyadic), [false, true])
  func cells(of layout: EventLayout, withText: Bool) {
    var bare = LayoutsWorld.threat()
    bare.place = nil
    bare.goldstein = nil
    bare.actor = [LayoutsWorld.party("somebody", 3)]
    // A sector is the least by which a layout of codes knows somebody.
    bare.actor[0].sector = bare.actor[0].sector ?? "REB"
    bare.recipient = []
    let events = [LayoutsWorld.threat(), bare].map { ExportedEvent($0, report: ReportHead(id: "r")) }
    let rows = LayoutsWorld.rows(layout, events, withText: withText)
    #expect(rows.map(\.count) == [1, 1].map { $0 * layout.columns(withText: withText).count })
  }

  @Test(
    "A file begins with its columns where that is usual or asked for",
    arguments: [
      (EventLayout.icews, nil as Bool?, true), (.icews, false, false), (.gdelt, nil, false),
      (.gdelt, true, true),
    ])
  func header(of layout: EventLayout, asked: Bool?, isThere: Bool) {
    let head = LayoutWriter(layout, tables: LayoutsWorld.tables, header: asked).begin()
    #expect(head == (isThere ? layout.columns().joined(separator: "\t") + "\n" : ""))
  }

  @Test(
    "The heads of published files are ours, column by column",
    .enabled(if: sharedIsThere, "no folder of shared data: set DEMARCHE_SHARED"), arguments: publishedFiles)
  func published(_ layout: EventLayout, _ file: String) throws {
    let text = try #require(FileManager.default.contents(atPath: "\(sharedFolder)/\(file)"))
    let head = String(decoding: text, as: UTF8.self).prefix { !$0.isNewline }
    #expect(head.split(separator: "\t").map(String.init) == layout.columns())
  }

  @Test(
    "A published row of GDELT has as many cells as ours, and its days are counted as ours are",
    .enabled(if: sharedIsThere, "no folder of shared data: set DEMARCHE_SHARED"))
  func publishedRow() throws {
    let text = try #require(FileManager.default.contents(atPath: "\(sharedFolder)/gdelt2_event_row.tsv"))
    let cells = String(decoding: text, as: UTF8.self).prefix { !$0.isNewline }
      .split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    try #require(cells.count == 61)
    var event = LayoutsWorld.threat()
    event.date = "\(cells[1].prefix(4))-\(cells[1].dropFirst(4).prefix(2))-\(cells[1].suffix(2))"
    let row = LayoutsWorld.row(.gdelt, LayoutsWorld.exported(event))
    #expect(
      [row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]] == cells[1...4].map(Optional.some))
  }
}
