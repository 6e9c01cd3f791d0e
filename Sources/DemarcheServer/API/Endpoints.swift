import DemarcheAnswers
import DemarcheHTTP
import DemarcheJSON

/// All endpoints of the API, and its description.
enum Endpoints {
  /// - Parameter isReadOnly: leaves out those that write.
  static func all(_ setting: Setting, isReadOnly: Bool) -> [Endpoint] {
    var all = EventEndpoints.all(setting) + IncidentEndpoints.all(setting) + ReportEndpoints.all
    all += RelationEndpoints.all(setting) + LedgerEndpoints.all(setting) + CodebookEndpoints.all(setting)
    all += [DecisionEndpoints.list, CorrectionEndpoints.list]
    if !isReadOnly { all += DecisionEndpoints.writing }
    return all + HealthEndpoints.all
  }

  /// The routes of the API, with one for its description.
  static func routes(_ site: Site, hasKey: Bool) throws(JSONError) -> [Routes.Route] {
    let endpoints = all(site.setting, isReadOnly: site.options.isReadOnly)
    let event = try JSON.read(site.text("schema/event-1.json") ?? "{}")
    let description = OpenAPI(
      endpoints: endpoints, schemas: Schemas.all(site.setting, event: event), hasKey: hasKey
    ).json
    let own = Routes.Route(.get, "/openapi.json") { _, _ in .json(description) }
    return endpoints.map(\.route) + [own]
  }
}
