import DemarcheEvents
import DemarcheText

/// A row of POLECAT: 40 columns (39 without the version), an act by type, mode and contexts of PLOVER.
enum POLECATRow {
  private enum Column {
    static let id = 0, date = 1, type = 2, mode = 3, contexts = 6, actor = 7, recipient = 15
    static let place = 23, city = 24, district = 25, province = 26, country = 27, latitude = 28
    static let longitude = 29, source = 33, published = 34, language = 38
    /// Behind the first column of a party.
    static let itsCountry = 1, first = 3, sectors = 4, office = 5, raw = 6, identifier = 7
  }

  static let columns: [ForeignLayout.Column] = {
    func party(_ role: String) -> [ForeignLayout.Column] {
      [
        .init(name: "\(role) Name", kind: .text), .init(name: "\(role) Country", kind: .country),
        .init(name: "\(role) COW", kind: .number), .init(name: "Primary \(role) Sector", kind: .sectors),
        .init(name: "\(role) Sectors", kind: .sectors), .init(name: "\(role) Title", kind: .text),
        .init(name: "\(role) Name Raw", kind: .raw), .init(name: "Wikipedia \(role) ID", kind: .text),
      ]
    }
    return [
      .init(name: "Event ID", kind: .text, isNeeded: true),
      .init(name: "Event Date", kind: .day, isNeeded: true),
      .init(name: "Event Type", kind: .type, isNeeded: true), .init(name: "Event Mode", kind: .text),
      .init(name: "Intensity", kind: .number, alias: "Event Intensity"),
      .init(name: "Quad Code", kind: .unused), .init(name: "Contexts", kind: .contexts),
    ] + party("Actor") + party("Recipient") + [
      .init(name: "Placename", kind: .text), .init(name: "City", kind: .text),
      .init(name: "District", kind: .text), .init(name: "Province", kind: .text),
      .init(name: "Country", kind: .country), .init(name: "Latitude", kind: .number),
      .init(name: "Longitude", kind: .number), .init(name: "GeoNames ID", kind: .number),
      .init(name: "Raw Placename", kind: .raw), .init(name: "Feature Type", kind: .unused),
      .init(name: "Source", kind: .text), .init(name: "Publication Date", kind: .day),
      .init(name: "Story People", kind: .unused), .init(name: "Story Organizations", kind: .unused),
      .init(name: "Story Locations", kind: .unused), .init(name: "Language", kind: .text),
      .init(name: "Version", kind: .unused),
    ]
  }()

  static func order(_ count: Int) -> ColumnOrder {
    ColumnOrder(.polecat, places: columns.indices.map { $0 < count ? $0 : -1 }, width: count)
  }

  /// - Note: the file names no story, so that a row is a report of its own.
  static func act(_ row: inout ForeignRow) throws(RowProblem) -> ForeignAct? {
    let id = row[Column.id]
    if id.isEmpty { throw RowProblem(fault: .noID) }
    let day = try row.day(Column.date)
    let name = row[Column.type]
    guard let type = row.tables.type(name) else {
      throw RowProblem(fault: name.isEmpty ? .noCode : .unknownType, text: name)
    }
    var modes: [String] = []
    for word in ForeignRow.list(row[Column.mode]) {
      if let mode = row.tables.mode(word, of: type) {
        modes.append(mode)
      } else {
        row.repair(.unknownMode, word)
      }
    }
    var contexts: [String] = []
    for word in ForeignRow.list(row[Column.contexts]) {
      if let context = row.tables.context(word) {
        contexts.append(context)
      } else {
        row.repair(.unknownContext, word)
      }
    }
    let source = party(&row, Column.actor)
    let target = party(&row, Column.recipient)
    if source == nil, target == nil { throw RowProblem(fault: .noParty) }
    let published = ForeignRow.day(row[Column.published])
    let language = row[Column.language]
    let report = Report(
      id: "polecat:\(id)", text: "", published: published?.iso, source: row.sourceName(row[Column.source]),
      language: language.isEmpty ? nil : language)
    let cameo = row.tables.codebook.cameo(type, modes: modes)
    var act = ForeignAct(
      type: type, modes: modes, contexts: contexts, cameo: cameo, from: source, to: target, report: report,
      identity: "polecat:\(id):\(day.iso)")
    act.day = day
    act.cameoBasis = .mapped
    act.isTogether = cameo.flatMap { row.tables.parties[$0]?.parties } == .together
    act.place = place(&row)
    return act
  }

  private static func party(_ row: inout ForeignRow, _ first: Int) -> Participant? {
    row.participant(
      name: row[first], country: row[first + Column.itsCountry],
      sectors: ForeignRow.list(row[first + Column.first]) + ForeignRow.list(row[first + Column.sectors]),
      text: row[first + Column.raw], office: row[first + Column.office],
      identifier: row[first + Column.identifier])
  }

  private static func place(_ row: inout ForeignRow) -> Place? {
    let country = row[Column.country]
    let code = country.isEmpty ? nil : row.tables.country(country)
    if code == nil, !country.isEmpty { row.repair(.unknownCountry, country) }
    let isTown = !row[Column.city].isEmpty
    let isRegion = !row[Column.district].isEmpty || !row[Column.province].isEmpty
    let names = [Column.place, Column.city, Column.district, Column.province, Column.country]
    return row.place(
      name: names.map { row[$0] }.first { !$0.isEmpty } ?? "", country: code, lat: row[Column.latitude],
      lon: row[Column.longitude], precision: isTown ? "city" : isRegion ? "region" : "country")
  }
}
