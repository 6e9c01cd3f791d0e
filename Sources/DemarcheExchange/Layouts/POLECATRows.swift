import DemarcheEvents

/// Rows of POLECAT's weekly files, whose codes are PLOVER's own.
enum POLECATRows {
  static let columns = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude",
    "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
  ]

  static func cells(_ row: DyadRow) -> [String] {
    let event = row.event
    let place = event.place
    return [
      row.id, row.day.iso, event.event, list(event.mode), DyadRow.number(event.score),
      row.tables.codebook.quads[event.quad]?.uppercased() ?? "",
      list(event.context + event.aux.map(\.rawValue)),
    ]
      + party(row.actor, row) + party(row.recipient, row)
      + [
        place?.name ?? "", row.place("city"), "", row.place("region"), place?.country ?? "", row.latitude,
        row.longitude, "", row.withText ? place?.text ?? "" : "", "", row.report.source ?? "",
        published(row), "", "", "", row.report.language ?? "", event.version,
      ]
  }

  private static func party(_ party: Participant?, _ row: DyadRow) -> [String] {
    guard let party else { return Array(repeating: "", count: 8) }
    let number = party.code.flatMap { row.tables.cow(of: $0, on: row.day) }
    return [
      party.name ?? "", party.code ?? "", number.map { String($0) } ?? "", party.sector ?? "",
      list(party.sectors), party.office ?? "", row.withText ? party.text : "", party.identifier ?? "",
    ]
  }

  private static func published(_ row: DyadRow) -> String {
    (row.report.published ?? row.event.published).flatMap { Day(iso: $0)?.iso } ?? ""
  }

  private static func list(_ parts: [String]) -> String { parts.joined(separator: ";") }
}
