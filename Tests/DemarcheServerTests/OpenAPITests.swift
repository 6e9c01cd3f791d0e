import DemarcheJSON
import Testing

@testable import DemarcheServer

@Suite struct `The description of the API` {
  private let document: JSON

  init() throws { document = try SmallSite().json("/openapi.json") }

  /// All values of a name, wherever it stands.
  private func values(_ name: String, in json: JSON) -> [JSON] {
    switch json {
    case .object(let members):
      members.flatMap { ($0.name == name ? [$0.value] : []) + values(name, in: $0.value) }
    case .array(let parts): parts.flatMap { values(name, in: $0) }
    default: []
    }
  }

  private func members(_ json: JSON?) -> [JSON.Member] {
    if case .object(let members) = json { members } else { [] }
  }

  @Test func `refers only to what it holds`() throws {
    let references = values("$ref", in: document).compactMap(\.string)
    #expect(references.count > 100)
    for reference in references {
      let found = reference.split(separator: "/").dropFirst().reduce(JSON?.some(document)) { $0?[String($1)] }
      #expect(found != nil, "\(reference)")
    }
  }

  @Test func `names each operation once, and each place of a path`() throws {
    var names: Set<String> = []
    for path in members(document["paths"]) {
      let places = path.name.split(separator: "/").filter { $0.hasPrefix("{") }.map {
        String($0.dropFirst().dropLast())
      }
      for operation in members(path.value) {
        let name = try #require(operation.value["operationId"]?.string)
        #expect(names.insert(name).inserted, "\(name)")
        let parameters = operation.value["parameters"]?.array ?? []
        #expect(
          parameters.filter { $0["in"] == "path" }.compactMap { $0["name"]?.string }.sorted()
            == places.sorted())
        #expect(operation.value["responses"]?["400"] != nil)
        #expect(operation.value["responses"]?["405"] != nil)
      }
    }
    #expect(
      names.isSuperset(of: [
        "events", "incident", "report", "relation", "pairs", "panel", "decide", "health", "metrics",
      ]))
  }

  @Test func `lists the members that rows have`() throws {
    let site = try SmallSite()
    let cases = [
      ("/api/v1/incidents", "Incident"), ("/api/v1/reports", "ReportLine"), ("/api/v1/pairs", "Pair"),
      ("/api/v1/coverage", "CoverageRow"), ("/api/v1/sources", "Source"), ("/api/v1/runs", "Run"),
      ("/api/v1/runs/1/failures", "Failure"), ("/api/v1/codebook", "EventType"),
      ("/api/v1/actors?q=arn", "Actor"),
      ("/api/v1/events", "Event"), ("/api/v1/relation/AAA/BBB", "RelationRow"),
      ("/api/v1/panel?actors=AAA,BBB&all-periods=yes", "PanelRow"),
    ]
    for (target, schema) in cases {
      let row = try #require(try site.json(target)["items"]?.array?.first, "\(target) has no row")
      let required =
        document["components"]?["schemas"]?[schema]?["required"]?.array?.compactMap(\.string) ?? []
      #expect(!required.isEmpty)
      for name in required { #expect(row[name] != nil, "\(schema) has no \(name)") }
    }
  }

  @Test func `leaves out what a site that is read only does not have`() throws {
    let reader = try SmallSite(isReadOnly: true).json("/openapi.json")
    #expect(reader["paths"]?["/api/v1/decisions"]?["get"] != nil)
    #expect(reader["paths"]?["/api/v1/decisions"]?["post"] == nil)
    #expect(document["paths"]?["/api/v1/decisions"]?["post"] != nil)
  }
}
