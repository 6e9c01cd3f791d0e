import DemarcheEvents

/// Rows of Phoenix's daily files, whose quad class is none of GDELT's.
enum PhoenixRows {
  static let columns = [
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole",
    "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues",
    "ActionLat", "ActionLong", "LocationName", "GeoCountryName", "GeoStateName", "SentenceID", "URLs",
    "NewsSources",
  ]

  static func cells(_ row: DyadRow) -> [String] {
    let (year, month, day) = row.day.civil
    let place = row.event.place
    return [row.id, row.digits, String(year), String(month), String(day)]
      + party(row.cameoActor(row.actor)) + party(row.cameoActor(row.recipient))
      + [
        row.cameo, row.cameoRoot, row.tables.quads(of: row.cameo)?.phoenix ?? "", row.goldstein,
        PETRARCHRows.issues(row.event), row.latitude, row.longitude,
        place?.precision == "country" ? "" : place?.name ?? "",
        place?.country.flatMap { row.tables.name(of: $0) } ?? "", row.place("region"),
        "\(row.report.id)_\(DyadRow.sentence(row.event))", row.report.url ?? "", row.report.source ?? "",
      ]
  }

  /// The whole code, then its first three letters, the next three, and what is left of it.
  private static func party(_ party: CameoActor?) -> [String] {
    guard let code = party?.dashed else { return ["", "", "", ""] }
    let rest = code.dropFirst(3)
    return [code, String(code.prefix(3)), String(rest.prefix(3)), String(rest.dropFirst(3))]
  }
}
