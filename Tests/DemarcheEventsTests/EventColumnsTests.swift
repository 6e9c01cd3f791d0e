import DemarcheEvents
import DemarcheTables
import Testing

@Suite struct `Events as rows of a table` {
  static let event = `An event record`.event

  /// The cells of an event by the names of their columns.
  func cells(_ event: Event, withText: Bool = true) -> [String: Cell] {
    let columns = EventColumns(withText: withText)
    return Dictionary(uniqueKeysWithValues: zip(columns.definitions.map(\.name), columns.row(event)))
  }

  @Test func `fit their columns`() {
    for withText in [true, false] {
      let columns = EventColumns(withText: withText)
      let table = TypedTable(columns.definitions, rows: [columns.row(Self.event)])
      #expect(table.row(0) == columns.row(Self.event))
    }
  }

  @Test func `have days, numbers and lists as such, and null for what is not known`() {
    let cells = cells(Self.event)
    // 2015-07-14 is 16,630 days after 1970-01-01.
    #expect(cells["date"] == .day(16_630))
    #expect(cells["date_end"] == .null)
    #expect(cells["published"] == .text("2015-07-15"))
    #expect(cells["cameo"] == .text("042"))
    #expect(cells["score"] == .real(4))
    #expect(cells["mode"] == .texts(["visit"]))
    #expect(cells["recipient_code"] == .texts([]))
    #expect(cells["killed"] == .text("1..3"))
    #expect([cells["killed_min"], cells["killed_max"]] == [.integer(1), .integer(3)])
    #expect([cells["injured_min"], cells["injured_max"]] == [.integer(10), .null])
    #expect(cells["arrested_min"] == .null)
    #expect(cells["lon"] == .null)
    #expect(cells["place"] == .null)
    #expect([cells["trigger_start"], cells["trigger_end"]] == [.integer(14), .integer(21)])
    #expect(cells["field"] == .text("title"))
  }

  @Test func `keep the parts of a list in step, whatever is known of each`() {
    var event = Self.event
    event.actor.insert(Participant(text: "rebels", start: 0, end: 6, sector: "REB"), at: 0)
    let cells = cells(event)
    #expect(cells["actor_code"] == .texts([nil, "AAA"]))
    #expect(cells["actor_sector"] == .texts(["REB", "GOV"]))
    #expect(cells["actor_name"] == .texts([nil, "X"]))
  }

  @Test func `take a month or a year for its first day, or its last where the act ends`() {
    var event = Self.event
    (event.date, event.dateEnd) = ("1970-02", "1970-02")
    #expect([cells(event)["date"], cells(event)["date_end"]] == [.day(31), .day(58)])
    event.date = "soon"
    #expect(cells(event)["date"] == .null)
  }

  @Test func `hold no words of the report when none are wanted`() {
    var event = Self.event
    event.recipient = [Participant(text: "the host", start: 30, end: 38, code: "BBB")]
    let columns = EventColumns(withText: false)
    let all = EventColumns().definitions
    let left = Set(all.map(\.name)).subtracting(columns.definitions.map(\.name))
    #expect(left == ["actor_text", "recipient_text", "trigger"])
    #expect(columns.definitions == all.filter { !left.contains($0.name) })
    #expect(cells(event, withText: false)["said_by"] == .texts([nil]))
    #expect(cells(event)["said_by"] == .texts(["B"]))
    let words = "\(columns.row(event))"
    for word in ["envoy", "visited", "host"] { #expect(!words.contains(word)) }
  }

  @Test func `are lines of CSV in the columns that they always had`() {
    #expect(
      EventColumns.header == """
        id,report,sentence,incident,date,date_end,date_precision,published,event,mode,context,quad,score,cameo,\
        cameo_basis,goldstein,aux,count,killed,injured,arrested,participants,actor_code,actor_sector,actor_name,\
        actor_text,recipient_code,recipient_sector,recipient_name,recipient_text,said_by,trigger,place,\
        place_country,lat,lon,rule,by,confidence,codebook,version,data
        """)
    var event = Self.event
    event.actor.append(Participant(text: "rebels, two", start: 0, end: 6, sector: "REB"))
    #expect(
      EventColumns.line(event) == """
        ev_1,r,2,in_1,2015-07-14,,day,2015-07-15,CONSULT,visit,diplomatic,1,4.0,042,coded,1.9,historical,2,1..3,\
        10..,,,AAA|,GOV|REB,X|,"Älmar’s envoy|rebels, two",,,,,B,visited,,,-1.5,,consult/visit,rule,0.72,c,v,d
        """)
    event.date = "2015-07"
    #expect(EventColumns.line(event).hasPrefix("ev_1,r,2,in_1,2015-07,,day,"))
  }
}
