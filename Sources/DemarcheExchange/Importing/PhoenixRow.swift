import DemarcheEvents
import DemarcheText

/// A row of the daily files of Phoenix: 26 columns, of some days 25; actors by codes of CAMEO.
enum PhoenixRow {
  private enum Column {
    static let id = 0, date = 1, source = 5, target = 9, code = 13, root = 14, goldstein = 16
    static let latitude = 18, longitude = 19, place = 20, country = 21, region = 22, sentence = 23
    static let urls = 24, sources = 25
  }

  static let columns: [ForeignLayout.Column] = {
    func actor(_ role: String) -> [ForeignLayout.Column] {
      [.init(name: "\(role)ActorFull", kind: .text)]
        + ["Entity", "Role", "Attribute"].map { .init(name: "\(role)Actor\($0)", kind: .unused) }
    }
    return [
      .init(name: "EventID", kind: .text), .init(name: "Date", kind: .day, isNeeded: true),
      .init(name: "Year", kind: .number), .init(name: "Month", kind: .number),
      .init(name: "Day", kind: .number),
    ] + actor("Source") + actor("Target") + [
      .init(name: "EventCode", kind: .text, isNeeded: true), .init(name: "EventRootCode", kind: .text),
      .init(name: "QuadClass", kind: .unused), .init(name: "GoldsteinScore", kind: .number),
      .init(name: "Issues", kind: .unused), .init(name: "ActionLat", kind: .number, alias: "Lat"),
      .init(name: "ActionLong", kind: .number, alias: "Lon"), .init(name: "LocationName", kind: .raw),
      .init(name: "GeoCountryName", kind: .text, alias: "CountryName"),
      .init(name: "GeoStateName", kind: .text, alias: "StateName"),
      .init(name: "SentenceID", kind: .text), .init(name: "URLs", kind: .text),
      .init(name: "NewsSources", kind: .text),
    ]
  }()

  /// - Parameter beginsWithDate: a row of 25 columns then lacks its id, else its last column.
  static func order(_ count: Int, beginsWithDate: Bool) -> ColumnOrder {
    let shift = count < columns.count && beginsWithDate ? 1 : 0
    return ColumnOrder(
      .phoenix,
      places: columns.indices.map { $0 >= shift && $0 - shift < count ? $0 - shift : -1 }, width: count)
  }

  /// - Note: Phoenix keeps one row a day for an act and names all sentences that tell it, so that a row is a report.
  static func act(_ row: inout ForeignRow) throws(RowProblem) -> ForeignAct? {
    let day = try row.day(Column.date)
    let code = try row.cameo(
      row[Column.code], value: Double(row[Column.goldstein]), root: row[Column.root])
    if row.tables.crosswalk[code]?.type == nil { return nil }
    let (from, to) = (row[Column.source], row[Column.target])
    let source = row.participant(cameo: from, name: "")
    let target = row.participant(cameo: to, name: "")
    if source == nil, target == nil { throw RowProblem(fault: .noParty) }
    // Where the file has no ids, what a row says names it.
    let own = row[Column.id]
    let id = own.isEmpty ? "\(row[Column.sentence]):\(from):\(to):\(code)" : own
    let url = row[Column.urls].split(separator: ";").first.map(String.init)
    let outlet = row[Column.sources].split(separator: ";").first.map(String.init)
    let report = Report(
      id: "phoenix:\(day.iso):\(id)", text: "", published: day.iso,
      source: row.sourceName(outlet ?? url.flatMap(GDELTRow.host) ?? ""), url: url)
    var act = ForeignAct(
      cameo: code, from: source, to: target, report: report, identity: "phoenix:\(day.iso):\(id)", row.tables)
    act?.day = day
    if code != row[Column.code] { act?.notes.append("code \(row[Column.code]) read as \(code)") }
    act?.place = place(&row)
    return act
  }

  private static func place(_ row: inout ForeignRow) -> Place? {
    let country = row[Column.country]
    let code = country.isEmpty ? nil : row.tables.country(country)
    if code == nil, !country.isEmpty { row.repair(.unknownCountry, country) }
    let (town, region) = (row[Column.place], row[Column.region])
    let (name, precision) =
      !town.isEmpty ? (town, "city") : !region.isEmpty ? (region, "region") : (country, "country")
    // Phoenix has one point for places that it could not find.
    return row.place(
      name: name, country: code, lat: row[Column.latitude], lon: row[Column.longitude], precision: precision)
  }
}
