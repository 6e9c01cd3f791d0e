import DemarcheEvents
import DemarcheJSON

/// Events as features of a map (RFC 7946), one a line: only those whose place has coordinates.
enum GeoJSONFeatures {
  static let head = "{\"type\": \"FeatureCollection\", \"features\": [\n"
  static let foot = "\n]}\n"

  /// A point with what the event says; nil where it has no coordinates, or such as are on no map.
  static func feature(_ exported: ExportedEvent, _ tables: ExchangeTables, withText: Bool) -> String? {
    let event = exported.event
    guard let place = event.place, let lat = place.lat, let lon = place.lon, (-90...90).contains(lat),
      (-180...180).contains(lon)
    else { return nil }
    func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
    func parties(_ parties: [Participant]) -> JSON {
      .array(
        parties.map { ["code": JSON($0.code), "sector": JSON($0.sector), "name": JSON($0.name)] })
    }
    var properties = [
      JSON.Member("incident", .string(event.incident)), JSON.Member("date", JSON(event.date)),
      JSON.Member("date_end", JSON(event.dateEnd)),
      JSON.Member("date_precision", .string(event.datePrecision.rawValue)),
      JSON.Member("published", JSON(exported.report.published ?? event.published)),
      JSON.Member("event", .string(event.event)), JSON.Member("mode", strings(event.mode)),
      JSON.Member("context", strings(event.context)),
      JSON.Member("aux", strings(event.aux.map(\.rawValue))), JSON.Member("quad", .int(event.quad)),
      JSON.Member("score", .double(event.score)), JSON.Member("cameo", JSON(event.cameo)),
      JSON.Member("actor", parties(event.actor)), JSON.Member("recipient", parties(event.recipient)),
      JSON.Member("place", JSON(place.name)),
      JSON.Member("country", JSON(place.country.flatMap { tables.name(of: $0) })),
      JSON.Member("country_code", JSON(place.country)),
      // How near the point is to where it happened: a country's point is somewhere in it.
      JSON.Member("geo_precision", JSON(place.precision)),
      JSON.Member("reports", .int(exported.tellings.reports)),
      JSON.Member("report", .string(exported.report.id)),
      JSON.Member("source", JSON(exported.report.source)), JSON.Member("url", JSON(exported.report.url)),
      JSON.Member("confidence", .double(event.confidence)),
    ]
    if withText {
      properties.append(JSON.Member("title", JSON(exported.report.title)))
      properties.append(JSON.Member("sentence", JSON(exported.sentence)))
    }
    let feature: JSON = [
      "type": "Feature", "id": .string(event.id),
      "geometry": ["type": "Point", "coordinates": .array([.double(lon), .double(lat)])],
      "properties": .object(properties),
    ]
    return feature.line
  }
}
