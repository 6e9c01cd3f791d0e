import DemarcheEvents
import DemarcheText

/// A row of ICEWS: 20 columns, actors by name, country and sectors in words, an act by its CAMEO code.
enum ICEWSRow {
  private enum Column {
    static let id = 0, date = 1, source = 2, text = 5, cameo = 6, intensity = 7, target = 8, story = 11
    static let sentence = 12, publisher = 13, city = 14, district = 15, province = 16, country = 17
    static let latitude = 18, longitude = 19
  }

  static let columns: [ForeignLayout.Column] = [
    .init(name: "Event ID", kind: .number, isNeeded: true),
    .init(name: "Event Date", kind: .day, isNeeded: true),
    .init(name: "Source Name", kind: .raw), .init(name: "Source Sectors", kind: .sectors),
    .init(name: "Source Country", kind: .country), .init(name: "Event Text", kind: .text),
    .init(name: "CAMEO Code", kind: .text, isNeeded: true), .init(name: "Intensity", kind: .number),
    .init(name: "Target Name", kind: .raw), .init(name: "Target Sectors", kind: .sectors),
    .init(name: "Target Country", kind: .country), .init(name: "Story ID", kind: .number),
    .init(name: "Sentence Number", kind: .number), .init(name: "Publisher", kind: .text),
    .init(name: "City", kind: .text), .init(name: "District", kind: .text),
    .init(name: "Province", kind: .text), .init(name: "Country", kind: .country),
    .init(name: "Latitude", kind: .number), .init(name: "Longitude", kind: .number),
  ]

  /// - Note: a report is a story, so that counts of reports mean what they mean elsewhere. A story's rows that come
  ///   later, or from another file, are added to the report by whoever keeps it. The event's id is the row's own with
  ///   its date, since ICEWS uses its ids again.
  static func act(_ row: inout ForeignRow) throws(RowProblem) -> ForeignAct? {
    let id = row[Column.id]
    if id.isEmpty { throw RowProblem(fault: .noID) }
    let day = try row.day(Column.date)
    let code = try row.cameo(
      row[Column.cameo], value: Double(row[Column.intensity]), label: row[Column.text])
    if row.tables.crosswalk[code]?.type == nil { return nil }
    let source = party(&row, Column.source)
    let target = party(&row, Column.target)
    if source == nil, target == nil { throw RowProblem(fault: .noParty) }
    let story = row[Column.story]
    let report = Report(
      id: story.isEmpty ? "icews:\(id):\(day.iso)" : "icews:\(story)", text: "", published: day.iso,
      source: row.sourceName(row[Column.publisher]))
    var act = ForeignAct(
      cameo: code, from: source, to: target, report: report, identity: "icews:\(id):\(day.iso)", row.tables)
    act?.day = day
    act?.sentence = Int(row[Column.sentence]) ?? 1
    act?.isOfStory = !story.isEmpty
    if code != row[Column.cameo] { act?.notes.append("code \(row[Column.cameo]) read as \(code)") }
    act?.place = place(&row)
    return act
  }

  private static func party(_ row: inout ForeignRow, _ first: Int) -> Participant? {
    row.participant(name: row[first], country: row[first + 2], sectors: ForeignRow.list(row[first + 1]))
  }

  private static func place(_ row: inout ForeignRow) -> Place? {
    let country = row[Column.country]
    let code = country.isEmpty ? nil : row.tables.country(country)
    if code == nil, !country.isEmpty { row.repair(.unknownCountry, country) }
    let (city, district, province) = (row[Column.city], row[Column.district], row[Column.province])
    let region = district.isEmpty ? province : district
    let (name, precision) =
      !city.isEmpty ? (city, "city") : !region.isEmpty ? (region, "region") : (country, "country")
    return row.place(
      name: name, country: code, lat: row[Column.latitude], lon: row[Column.longitude], precision: precision)
  }
}
