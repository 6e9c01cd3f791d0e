import DemarcheEvents

/// Rows of ICEWS's yearly files.
enum ICEWSRows {
  static let columns = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
  ]

  /// What ICEWS writes for a side that is not named, and for its sector.
  private static let nobody = (name: "Unspecified Actor", sector: "Unspecified")

  static func cells(_ row: DyadRow) -> [String] {
    [String(RowNumber.of(row.id)), row.day.iso] + party(row.actor, row)
      + [row.tables.label(of: row.cameo) ?? "", row.cameo, row.goldstein] + party(row.recipient, row)
      + [
        String(RowNumber.of(row.report.id)), DyadRow.sentence(row.event), row.report.source ?? "",
        row.place("city"), "", row.place("region"),
        row.event.place?.country.flatMap { row.tables.icewsName(of: $0) } ?? "", row.latitude, row.longitude,
      ]
  }

  /// Name, sectors and country of a side; a party without a name is called by its sector and country, "Police (Bostria)".
  private static func party(_ party: Participant?, _ row: DyadRow) -> [String] {
    guard let party else { return [nobody.name, nobody.sector, ""] }
    let country = party.code.flatMap { row.tables.icewsName(of: $0) }
    let own = party.sectors.isEmpty ? [party.sector].compactMap(\.self) : party.sectors
    let sectors = own.compactMap { row.tables.icewsSector(of: $0) }
    let called =
      switch (sectors.first, country) {
      case (let sector?, let country?): "\(sector) (\(country))"
      case (let sector?, nil): sector
      case (nil, let country?): country
      case (nil, nil): row.withText ? party.text : nobody.name
      }
    return [party.name ?? called, sectors.joined(separator: ","), country ?? ""]
  }
}
