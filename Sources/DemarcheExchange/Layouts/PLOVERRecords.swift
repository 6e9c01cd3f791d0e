import DemarcheEvents
import DemarcheJSON

/// Records of the PLOVER manual, with the names of its tables: one event a line, parties as lists.
enum PLOVERRecords {
  static func line(
    _ exported: ExportedEvent, on day: Day?, _ tables: ExchangeTables, withText: Bool
  ) -> String {
    let event = exported.event
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }
    func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }
    add("id", .string(event.id))
    add("has_event", true)
    add("date", JSON(day?.iso))
    add("enddate", JSON(event.dateEnd))
    add("actor", .array(event.actor.map { party($0, withText) }))
    add("recipient", .array(event.recipient.map { party($0, withText) }))
    add("event", strings([event.event]))
    add("mode", strings(event.mode))
    // The manual counts the marks among the contexts.
    add("context", strings(event.context + event.aux.map(\.rawValue)))
    add("quad_code", .int(event.quad))
    add("event_scale", .double(event.score))
    add("event_loc", event.place.map { place($0, tables, withText) } ?? .null)
    add("size", size(event.size))
    add("link", .string(event.incident))
    if withText {
      add("event_text", strings([event.trigger.text]))
      add("text", JSON(exported.sentence))
    }
    add("text_info", ["sequence": .int(event.field == .title ? 0 : event.sentence)])
    add("cite_info", citation(exported, withText))
    add("coder", .string(event.rule))
    return JSON.object(members).line
  }

  private static func party(_ party: Participant, _ withText: Bool) -> JSON {
    let own = party.sectors.isEmpty ? [party.sector].compactMap(\.self) : party.sectors
    // A sector has three letters, or six with the next one.
    let sector = own.prefix(2).joined()
    var members = [
      JSON.Member("code", JSON(party.code)), JSON.Member("sector", sector.isEmpty ? .null : .string(sector)),
      JSON.Member("identifier_text", JSON(party.name)), JSON.Member("identifier_id", JSON(party.identifier)),
      JSON.Member("office", JSON(party.office)),
    ]
    if withText { members.append(JSON.Member("entity_text", .string(party.text))) }
    return .object(members)
  }

  private static func place(_ place: Place, _ tables: ExchangeTables, _ withText: Bool) -> JSON {
    func name(_ precision: String) -> JSON { place.precision == precision ? JSON(place.name) : .null }
    var members = [
      JSON.Member("resolved_place", JSON(place.name)), JSON.Member("lat", JSON(place.lat)),
      JSON.Member("lon", JSON(place.lon)), JSON.Member("city", name("city")),
      JSON.Member("province", name("region")),
      JSON.Member("country", JSON(place.country.flatMap { tables.name(of: $0) })),
      JSON.Member("country_code", JSON(place.country)),
    ]
    if withText { members.insert(JSON.Member("extracted_place", .string(place.text)), at: 0) }
    return .object(members)
  }

  private static func size(_ size: Size?) -> JSON {
    guard let size else { return .null }
    return [
      "dead": bounds(size.killed), "injured": bounds(size.injured), "arrested": bounds(size.arrested),
    ]
  }

  /// A number, or a code for what is no single one: "20..30", "10.." for at least ten, "..20" for at most twenty.
  private static func bounds(_ bounds: Size.Bounds?) -> JSON {
    guard let bounds else { return .null }
    if bounds.min == bounds.max { return .int(bounds.min) }
    return .string(
      (bounds.min == 0 ? "" : String(bounds.min)) + ".." + (bounds.max.map { String($0) } ?? ""))
  }

  private static func citation(_ exported: ExportedEvent, _ withText: Bool) -> JSON {
    let (event, report) = (exported.event, exported.report)
    var members = [
      JSON.Member("citation", .string(report.id)), JSON.Member("publication", JSON(report.source)),
      JSON.Member("published", JSON(report.published ?? event.published)),
      JSON.Member("url", JSON(report.url)), JSON.Member("language", JSON(report.language)),
      JSON.Member("codebook", .string(event.codebook)), JSON.Member("version", .string(event.version)),
    ]
    if withText { members.append(JSON.Member("title", JSON(report.title))) }
    return .object(members)
  }
}
