import DemarcheEvents
import DemarcheJSON
import Testing

@testable import DemarcheExchange

private typealias World = LayoutsWorld

@Suite("PLOVER's records, maps and networks")
struct LayoutsRecordsTests {
  @Test("PLOVER: one line an event, with the names of the manual's tables and lists of parties")
  func plover() throws {
    var event = World.threat()
    event.actor = [World.ferrin, World.party("the army", 30, code: "AAA", sectors: ["GOV", "MIL"])]
    event.aux = [.hypothetical]
    event.size = Size(
      killed: .init(min: 3, max: 3), injured: .init(min: 10, max: nil), arrested: .init(min: 0, max: 20))
    let file = World.file(.plover, [World.exported(event), World.exported(World.threat())])
    let lines = file.split(separator: "\n")
    #expect(lines.count == 2)
    let record = try JSON.read(String(lines[0]))
    #expect(record["id"] == "ev_1")
    #expect(record["has_event"] == true)
    #expect(record["date"] == "2014-02-06")
    #expect(record["event"] == ["THREATEN"])
    #expect(record["mode"] == ["violence"])
    #expect(record["context"] == ["military", "hypothetical"])
    #expect(record["quad_code"] == 3)
    #expect(record["event_scale"]?.double == -3.5)
    #expect(record["link"] == "in_1")
    #expect(record["size"] == ["dead": 3, "injured": "10..", "arrested": "..20"])
    #expect(record["actor"]?.array?.map { $0["sector"] } == ["GOV", "GOVMIL"])
    #expect(record["recipient"]?.array?.first?["identifier_text"] == "Bostria")
    #expect(record["event_loc"]?["country_code"] == "AAA")
    #expect(record["event_loc"]?["city"] == "Arnburg")
    #expect(record["cite_info"]?["url"] == "https://plains.example/1")
    #expect(record["text"] == nil)
  }

  @Test("A map has only events with coordinates, longitude first, and says how near the point is")
  func geojson() throws {
    var without = World.threat()
    without.place?.lat = nil
    var writer = LayoutWriter(.geojson, tables: World.tables)
    var file = writer.begin()
    for event in [without, World.threat(), World.threat(), without] {
      file += writer.write(World.exported(event))
    }
    file += writer.end()
    let map = try JSON.read(file)
    #expect(map["type"] == "FeatureCollection")
    let features = try #require(map["features"]?.array)
    #expect(features.count == 2)
    #expect(features[0]["geometry"]?["coordinates"] == [20.25, 10.5])
    #expect(features[0]["properties"]?["geo_precision"] == "city")
    #expect(features[0]["properties"]?["aux"] == [])
    #expect(writer.notes.counts == [.noCoordinates: 2])
  }

  @Test("A map of nothing is a map", arguments: [EventLayout.geojson])
  func emptyMap(_ layout: EventLayout) throws {
    #expect(try JSON.read(World.file(layout, []))["features"] == [])
  }

  /// Two threats, one of them told in two lines, and a meeting of the two sides.
  private var events: [ExportedEvent] {
    var again = World.threat()
    again.id = "ev_2"
    again.date = "2014-03-01"
    var other = World.threat()
    other.incident = "in_2"
    other.date = "2013-12-24"
    other.score = -4.5
    var meeting = World.meeting([World.ferrin, World.bostria, World.troops])
    meeting.incident = "in_3"
    return [World.threat(), again, other, meeting].map { World.exported($0) }
  }

  @Test("An edge counts incidents and lines, has the mean score, and the first and the last day")
  func edge() throws {
    var network = ActorNetwork(nodes: .codes)
    for event in events {
      _ = network.add(
        event, Dyad.all(of: event.event, World.tables), on: event.event.date.flatMap { Day(iso: $0) })
    }
    let told = network.sortedEdges.map { "\($0.key.from.id)>\($0.key.to.id) \($0.key.quad)" }
    #expect(told == ["AAA>BBB 1", "AAA>BBB 3", "BBB>AAA 1", "BBB>BBB 1"])
    let threats = try #require(network.sortedEdges.dropFirst().first?.edge)
    #expect(threats.incidents.count == 2)
    #expect(threats.lines == 3)
    #expect(threats.meanScore == -11.5 / 3)
    #expect(threats.first?.iso == "2013-12-24")
    #expect(threats.last?.iso == "2014-03-01")
  }

  @Test("Nodes may be the sectors of countries, each by itself")
  func sectors() {
    var network = ActorNetwork(nodes: .codesAndSectors)
    for event in events { _ = network.add(event, Dyad.all(of: event.event, World.tables), on: nil) }
    #expect(network.sortedNodes.map(\.id) == ["AAA-GOV", "BBB", "BBB-MIL"])
  }

  @Test("GraphML and GEXF have the same nodes and edges, and no edge of another's")
  func networks() {
    for layout in [EventLayout.graphml, .gexf] {
      let file = World.file(layout, events)
      func count(_ tag: String) -> Int { file.split(separator: "<").filter { $0.hasPrefix(tag + " ") }.count }
      #expect(count("node") == 2, "\(layout)")
      #expect(count("edge") == 4, "\(layout)")
      #expect(file.contains("Arnland"), "\(layout)")
    }
  }

  @Test("The same events give the same bytes, in whatever order they come")
  func order() {
    for layout in [EventLayout.graphml, .gexf] {
      #expect(World.file(layout, events) == World.file(layout, events.reversed()), "\(layout)")
    }
  }
}
