import DemarcheEvents

/// Rows of GDELT 2.0's table of events: one an incident and dyad.
///
/// Where actors are is not known, and the tone of a report is not measured: these cells are empty, as readers take for
/// missing.
enum GDELTEventRows {
  static let columns = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "Actor1Code", "Actor1Name",
    "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code",
    "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code", "Actor2Code",
    "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode", "Actor2Religion1Code",
    "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code", "IsRootEvent",
    "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone", "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code", "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID",
    "Actor2Geo_Type", "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code", "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID", "ActionGeo_Type",
    "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code",
    "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
  ]

  /// The id is a hash of incident and parties, so that all lines that tell of them are mentions of it.
  static func id(_ row: DyadRow) -> String { String(RowNumber.of(row.key)) }

  static func cells(_ row: DyadRow) -> [String] {
    let (year, month, day) = row.day.civil
    let tellings = row.exported.tellings
    let isRoot = row.event.field == .title || row.event.sentence == 1
    return [
      id(row), row.digits, String(row.digits.dropLast(2)), String(year), fraction(year, month, day),
    ]
      + party(row.actor, row) + party(row.recipient, row)
      + [
        isRoot ? "1" : "0", row.cameo, String(row.cameo.prefix(3)), row.cameoRoot,
        row.tables.quads(of: row.cameo)?.gdelt ?? "", row.goldstein, String(tellings.lines),
        String(tellings.sources), String(tellings.reports), "",
      ]
      + nowhere + nowhere + place(row)
      + [added(row.exported.event, row.report), row.report.url ?? ""]
  }

  /// When a report came: the time of its publication.
  static func added(_ event: Event, _ report: ReportHead) -> String {
    PublishedTime.digits(report.published ?? event.published)
  }

  /// The year and the part of it that is over, by months of thirty days, as GDELT's own rows have it.
  private static func fraction(_ year: Int, _ month: Int, _ day: Int) -> String {
    let part = (Double((month - 1) * 30 + day) / 365 * 10_000).rounded()
    let figures = String(Int(part))
    return "\(year)." + String(repeating: "0", count: max(0, 4 - figures.utf8.count)) + figures
  }

  private static func party(_ party: Participant?, _ row: DyadRow) -> [String] {
    guard let party, let code = row.cameoActor(party) else { return Array(repeating: "", count: 10) }
    let name = party.name ?? party.code.flatMap { row.tables.name(of: $0) }
    let types = (0..<3).map { $0 < code.types.count ? code.types[$0] : "" }
    return [code.bare, name?.uppercased() ?? "", code.country, code.group, "", "", ""] + types
  }

  /// GDELT's type 0 is no place.
  private static let nowhere = ["0", "", "", "", "", "", "", ""]

  private static func place(_ row: DyadRow) -> [String] {
    guard let place = row.event.place, let country = place.country else { return nowhere }
    // What is said of a place without a precision is its country at least.
    let precision = place.precision ?? "country"
    let state = row.tables.name(of: country) ?? ""
    let parts = [precision == "country" ? nil : place.name, state].compactMap(\.self).filter { !$0.isEmpty }
    let fips = row.tables.fips(of: country) ?? ""
    return [
      row.tables.placeType(precision, in: country) ?? "0", parts.joined(separator: ", "), fips, fips, "",
      row.latitude, row.longitude, "",
    ]
  }
}
