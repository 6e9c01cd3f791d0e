import DemarcheEvents
import Testing

@testable import DemarcheExchange

private typealias World = LayoutsWorld

@Suite("What stands where in the rows of the layouts")
struct LayoutsRowsTests {
  @Test("PETRARCH: CAMEO codes of both sides, contexts as issues, the sentence by its number")
  func petrarch() {
    #expect(
      World.rows(.petrarch, [World.exported(World.threat())]) == [
        ["20140206", "AAAGOV", "BBB", "138", "MILITARY,1", "r1_2", "Plains Gazette"]
      ])
  }

  @Test("PETRARCH with text: the words of both sides and of the act, in columns of their own")
  func petrarchWithText() {
    let row = World.rows(.petrarch, [World.exported(World.threat())], withText: true).first ?? []
    #expect(row.suffix(3) == ["President Ferrin", "Bostria", "threatened"])
  }

  @Test(
    "CAMEO writes a party as country and roles",
    arguments: [
      (World.ferrin, "AAAGOV", "AAAGOV"), (World.bostria, "BBB", "BBB"), (World.troops, "BBBMIL", "BBBMIL"),
      (World.rebels, "---REB", "REB"), (World.league, "IGO", "IGO"),
      (World.party("the UN council", 0, code: "UNO", sectors: ["GOV"]), "IGOUNOGOV", "IGOUNOGOV"),
      // A sector that CAMEO has no role for is not written, and none is written twice.
      (World.party("the enclave", 0, code: "BBB", sectors: ["PRE", "GOV", "GOV"]), "BBBGOV", "BBBGOV"),
      (World.party("somebody", 0), "---", ""),
    ])
  func cameoActor(_ party: Participant, dashed: String, bare: String) {
    let actor = CameoActor(party, World.tables)
    #expect(actor.dashed == dashed)
    #expect(actor.bare == bare)
  }

  @Test(
    "ICEWS: names, sectors and countries in its own words, the code of CAMEO as text, its Goldstein value")
  func icews() {
    let row = World.row(.icews, World.exported(World.threat()))
    let expected = [
      "Event Date": "2014-02-06", "Source Name": "Ada Ferrin", "Source Sectors": "Government",
      "Source Country": "Republic of Arnland", "Event Text": "Threaten with military force",
      "CAMEO Code": "138", "Intensity": "-7", "Target Name": "Bostria", "Target Sectors": "",
      "Target Country": "Bostria", "Sentence Number": "2", "Publisher": "Plains Gazette", "City": "Arnburg",
      "Province": "", "Country": "Republic of Arnland", "Latitude": "10.5", "Longitude": "20.25",
    ]
    for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
  }

  @Test(
    "ICEWS calls who has no name by sector and country, and who is not there unspecified",
    arguments: [
      (World.troops, "Military (Bostria)", "Military", "Bostria"),
      (World.party("rebels", 0, sectors: ["MIL"]), "Military", "Military", ""),
      (World.party("Bostria", 0, code: "BBB"), "Bostria", "", "Bostria"),
      (World.party("somebody", 0), "Unspecified Actor", "", ""),
    ])
  func unnamed(_ party: Participant, name: String, sectors: String, country: String) {
    var event = World.threat()
    event.actor = [party]
    event.recipient = []
    let row = World.row(.icews, World.exported(event))
    #expect(row["Source Name"] == name)
    #expect(row["Source Sectors"] == sectors)
    #expect(row["Source Country"] == country)
    #expect(row["Target Name"] == "Unspecified Actor")
    #expect(row["Target Sectors"] == "Unspecified")
  }

  @Test("A code of CAMEO keeps its leading zero in every layout that has one")
  func leadingZero() {
    let event = World.exported(World.meeting([World.ferrin, World.bostria]))
    for (layout, column) in [
      (EventLayout.petrarch, "code"), (.phoenix, "EventCode"), (.gdelt, "EventCode"), (.icews, "CAMEO Code"),
    ] {
      #expect(World.row(layout, event)[column] == "040", "\(layout)")
    }
  }

  @Test("GDELT: parties and their types, the fraction of the year, the place by FIPS, the time in UTC")
  func gdelt() {
    let row = World.row(.gdelt, World.exported(World.threat()))
    let expected = [
      "SQLDATE": "20140206", "MonthYear": "201402", "Year": "2014", "FractionDate": "2014.0986",
      "Actor1Code": "AAAGOV", "Actor1Name": "ADA FERRIN", "Actor1CountryCode": "AAA",
      "Actor1KnownGroupCode": "", "Actor1Type1Code": "GOV", "Actor1Type2Code": "", "Actor2Code": "BBB",
      "Actor2Name": "BOSTRIA", "IsRootEvent": "0", "EventCode": "138", "EventBaseCode": "138",
      "EventRootCode": "13", "QuadClass": "3", "GoldsteinScale": "-7", "NumMentions": "1", "NumSources": "1",
      "NumArticles": "1", "AvgTone": "", "Actor1Geo_Type": "0", "ActionGeo_Type": "4",
      "ActionGeo_FullName": "Arnburg, Arnland", "ActionGeo_CountryCode": "AR", "ActionGeo_ADM1Code": "AR",
      "ActionGeo_Lat": "10.5", "ActionGeo_Long": "20.25", "ActionGeo_FeatureID": "",
      "DATEADDED": "20140206223000", "SOURCEURL": "https://plains.example/1",
    ]
    for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
  }

  @Test("GDELT: an international body is a group with its type before its roles, and no country")
  func body() {
    var event = World.threat()
    event.actor = [World.party("the UN council", 0, name: "Council", code: "UNO", sectors: ["GOV"])]
    let row = World.row(.gdelt, World.exported(event))
    #expect(row["Actor1CountryCode"] == "")
    #expect(row["Actor1KnownGroupCode"] == "UNO")
    #expect([row["Actor1Type1Code"], row["Actor1Type2Code"]] == ["IGO", "GOV"])
  }

  @Test(
    "GDELT's type of a place follows its precision and country",
    arguments: [
      ("city", "AAA", "4"), ("city", "BBB", "3"), ("region", "BBB", "5"), ("country", "AAA", "1"),
    ])
  func placeType(precision: String, country: String, type: String) {
    var event = World.threat()
    event.place?.precision = precision
    event.place?.country = country
    #expect(World.row(.gdelt, World.exported(event))["ActionGeo_Type"] == type)
  }

  @Test("Without a place the cells of places are empty, and GDELT's type is 0")
  func noPlace() {
    var event = World.threat()
    event.place = nil
    #expect(World.row(.gdelt, World.exported(event))["ActionGeo_Type"] == "0")
    #expect(World.row(.gdelt, World.exported(event))["ActionGeo_Lat"] == "")
    #expect(World.row(.icews, World.exported(event))["Latitude"] == "")
    #expect(World.row(.polecat, World.exported(event))["Country"] == "")
  }

  @Test("GDELT: one row an incident, which counts its lines, reports and sources; its mentions have its id")
  func mentions() {
    var second = World.threat()
    second.id = "ev_2"
    second.report = "r2"
    second.sentence = 5
    second.trigger = Mention(text: "warned", start: 300, end: 306)
    second.actor = [World.party("Ferrin", 290, name: "Ada Ferrin", code: "AAA", sectors: ["GOV"])]
    second.confidence = 0.5
    var title = second
    title.field = .title
    title.sentence = 1
    let other = ReportHead(id: "r2", source: "Hill Radio", published: "2014-02-08")
    let told = ExportedEvent(
      World.threat(), report: World.report,
      others: [Telling(event: second, report: other), Telling(event: title, report: other)])
    let row = World.row(.gdelt, told)
    #expect([row["NumMentions"], row["NumArticles"], row["NumSources"]] == ["3", "2", "2"])
    let id = row["GLOBALEVENTID"] ?? ""
    #expect(
      World.rows(.gdeltMentions, [told]) == [
        [
          id, "20140206223000", "20140206223000", "1", "Plains Gazette", "https://plains.example/1", "2", "0",
          "25", "17", "1", "86", "", "", "", "",
        ],
        [
          id, "20140206223000", "20140208000000", "2", "Hill Radio", "r2", "5", "290", "25", "300", "1", "50",
          "", "", "", "",
        ],
        [
          id, "20140206223000", "20140208000000", "2", "Hill Radio", "r2", "0", "-1", "-1", "-1", "1", "50",
          "", "", "", "",
        ],
      ])
  }

  @Test("Phoenix: the code of a side in parts, its own quad class, our id")
  func phoenix() {
    var event = World.threat()
    event.event = "SANCTION"
    event.cameo = "160"
    let row = World.row(.phoenix, World.exported(event))
    let expected = [
      "EventID": "ev_1", "Date": "20140206", "Year": "2014", "Month": "2", "Day": "6",
      "SourceActorFull": "AAAGOV", "SourceActorEntity": "AAA", "SourceActorRole": "GOV",
      "SourceActorAttribute": "", "TargetActorFull": "BBB", "EventRootCode": "16", "QuadClass": "3",
      "Issues": "MILITARY,1", "LocationName": "Arnburg", "GeoCountryName": "Arnland", "SentenceID": "r1_2",
      "URLs": "https://plains.example/1", "NewsSources": "Plains Gazette",
    ]
    for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
    // GDELT counts 16 as material conflict, Phoenix as verbal.
    #expect(World.row(.gdelt, World.exported(event))["QuadClass"] == "4")
  }

  @Test(
    "Phoenix cuts the code of a side into threes",
    arguments: [
      (World.troops, ["BBBMIL", "BBB", "MIL", ""]), (World.rebels, ["---REB", "---", "REB", ""]),
      (World.party("the UN council", 0, code: "UNO", sectors: ["GOV"]), ["IGOUNOGOV", "IGO", "UNO", "GOV"]),
      (World.party("somebody", 0), ["---", "---", "", ""]),
    ])
  func phoenixSide(_ party: Participant, is cells: [String]) {
    var event = World.threat()
    event.recipient = [party]
    #expect(World.rows(.phoenix, [World.exported(event)]).first.map { Array($0[9...12]) } == cells)
  }

  @Test("POLECAT: PLOVER's own codes, the number of Correlates of War, several of one kind with semicolons")
  func polecat() {
    var event = World.threat()
    event.context = ["military", "economic"]
    let row = World.row(.polecat, World.exported(event))
    let expected = [
      "Event ID": "ev_1", "Event Date": "2014-02-06", "Event Type": "THREATEN", "Event Mode": "violence",
      "Intensity": "-3.5", "Contexts": "military;economic", "Actor Name": "Ada Ferrin",
      "Actor Country": "AAA", "Actor COW": "902", "Primary Actor Sector": "GOV", "Actor Title": "president",
      "Actor Name Raw": "", "Recipient Name": "Bostria", "Recipient COW": "", "Placename": "Arnburg",
      "City": "Arnburg", "Country": "AAA", "Source": "Plains Gazette", "Publication Date": "2014-02-07",
      "Language": "en", "Version": "0.1.0",
    ]
    for (column, cell) in expected { #expect(row[column] == cell, "\(column)") }
  }

  @Test("POLECAT writes the quad in words of capitals")
  func quad() {
    #expect(
      World.row(.polecat, World.exported(World.meeting([World.ferrin, World.bostria])))["Quad Code"]
        == "FRIENDLY")
  }

  @Test(
    "Numbers that stand for an event are the same on every machine, and exact as a Double",
    arguments: [("in_1", 4_402_129_741_371_671), ("", 8_011_147_086_339_971)])
  func number(_ key: String, is number: Int) {
    #expect(RowNumber.of(key) == number)
    #expect(Int(Double(number)) == number)
    #expect(number < 1 << 53)
  }

  @Test(
    "A time of publication becomes fourteen figures in UTC",
    arguments: [
      ("2014-02-07", "20140207000000"), ("2014-02-07T11:30:05Z", "20140207113005"),
      ("2014-02-07T11:30:05.250+03:00", "20140207083005"), ("2014-02-07T01:30:00+0300", "20140206223000"),
      ("2014-12-31T22:00:00-03", "20150101010000"), ("2014-02-07T11:30", "20140207113000"),
      ("some day", ""),
    ])
  func publishedTime(_ iso: String, is digits: String) {
    #expect(PublishedTime.digits(iso) == digits)
  }
}
