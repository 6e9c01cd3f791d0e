import DemarcheEvents
import DemarcheText

/// A row of the events of GDELT, 2.0 (61 columns) or 1.0 (57, later 58): actors by codes of CAMEO, places by FIPS 10-4.
enum GDELTRow {
  private enum Column {
    static let id = 0, date = 1, actor1 = 5, actor2 = 15, code = 26, root = 28, goldstein = 30
    static let place = 51, country = 53, latitude = 56, longitude = 57, added = 59, url = 60
    /// Behind the first column of an actor.
    static let name = 1, role = 7
    /// The columns that the first edition lacks: the second administrative code of each of its three places.
    static let secondCodes = [39, 47, 55]
  }

  static let columns: [ForeignLayout.Column] = {
    func unused(_ names: [String]) -> [ForeignLayout.Column] {
      names.map { .init(name: $0, kind: .unused) }
    }
    func actor(_ number: Int) -> [ForeignLayout.Column] {
      let used = ["Code", "Name"].map { name in
        ForeignLayout.Column(name: "Actor\(number)\(name)", kind: name == "Name" ? .raw : .text)
      }
      let groups = ["CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"]
      let roles = ["Type1Code", "Type2Code", "Type3Code"].map { name in
        ForeignLayout.Column(name: "Actor\(number)\(name)", kind: .text)
      }
      return used + unused(groups.map { "Actor\(number)\($0)" }) + roles
    }
    func place(_ of: String, isUsed: Bool) -> [ForeignLayout.Column] {
      let kinds: [(String, ForeignLayout.CellKind)] = [
        ("Type", .number), ("FullName", .raw), ("CountryCode", .text), ("ADM1Code", .unused),
        ("ADM2Code", .unused), ("Lat", .number), ("Long", .number), ("FeatureID", .unused),
      ]
      return kinds.map { .init(name: "\(of)Geo_\($0.0)", kind: isUsed ? $0.1 : .unused) }
    }
    return [
      .init(name: "GLOBALEVENTID", kind: .number, isNeeded: true),
      .init(name: "SQLDATE", kind: .day, isNeeded: true, alias: "Day"),
    ] + unused(["MonthYear", "Year", "FractionDate"]) + actor(1) + actor(2)
      + unused(["IsRootEvent"]) + [
        .init(name: "EventCode", kind: .text, isNeeded: true), .init(name: "EventBaseCode", kind: .unused),
        .init(name: "EventRootCode", kind: .text), .init(name: "QuadClass", kind: .unused),
        .init(name: "GoldsteinScale", kind: .number),
      ] + unused(["NumMentions", "NumSources", "NumArticles", "AvgTone"])
      + place("Actor1", isUsed: false) + place("Actor2", isUsed: false) + place("Action", isUsed: true) + [
        .init(name: "DATEADDED", kind: .number), .init(name: "SOURCEURL", kind: .text),
      ]
  }()

  /// The order of GDELT 1.0, with or without its last column, the address.
  static func firstEdition(_ count: Int) -> ColumnOrder {
    var places: [Int] = []
    for column in columns.indices {
      if Column.secondCodes.contains(column) {
        places.append(-1)
      } else {
        let place = column - Column.secondCodes.count { $0 < column }
        places.append(place < count ? place : -1)
      }
    }
    return ColumnOrder(.gdelt, places: places, width: count)
  }

  /// - Note: a report is an article, by its address, so that the rows of one article are one report. Without an
  ///   address a row is a report of its own.
  static func act(_ row: inout ForeignRow) throws(RowProblem) -> ForeignAct? {
    let id = row[Column.id]
    if id.isEmpty { throw RowProblem(fault: .noID) }
    let day = try row.day(Column.date)
    let code = try row.cameo(
      row[Column.code], value: Double(row[Column.goldstein]), root: row[Column.root])
    if row.tables.crosswalk[code]?.type == nil { return nil }
    let source = party(&row, Column.actor1)
    let target = party(&row, Column.actor2)
    if source == nil, target == nil { throw RowProblem(fault: .noParty) }
    let (report, published) = report(row, id)
    var act = ForeignAct(
      cameo: code, from: source, to: target, report: report, identity: "gdelt:\(id):\(day.iso)", row.tables)
    act?.day = day
    // GDELT takes "a year ago" anywhere in an article for the date of its act.
    if let published, isYearBefore(day, published) {
      act?.day = nil
      act?.notes.append("its date \(day.iso) is a year before it was added")
      if act != nil { row.repair(.yearBefore) }
    }
    if code != row[Column.code] { act?.notes.append("code \(row[Column.code]) read as \(code)") }
    act?.place = place(&row)
    return act
  }

  private static func isYearBefore(_ day: Day, _ published: Day) -> Bool {
    // The article may have been found a day after the day it counts from.
    let before = published.adding(months: -12)
    return day == before || day == before.adding(days: -1)
  }

  private static func report(_ row: ForeignRow, _ id: String) -> (Report, Day?) {
    let added = row[Column.added]
    let day = ForeignRow.day(added)
    var published = day?.iso
    if let date = published, added.utf8.count == 14 {
      let digits = Array(added.utf8.dropFirst(8))
      func pair(_ i: Int) -> String { String(decoding: digits[i..<(i + 2)], as: UTF8.self) }
      published = "\(date)T\(pair(0)):\(pair(2)):\(pair(4))Z"
    }
    let url = row[Column.url]
    let host = host(of: url)
    return (
      Report(
        id: host == nil ? "gdelt:\(id)" : "gdelt:\(url)", text: "", published: published,
        // What is no address names an outlet.
        source: row.sourceName(host ?? url), url: host == nil ? nil : url),
      day
    )
  }

  /// The host of an address without `www.`; nil for what is none.
  static func host(of url: String) -> String? {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return nil }
    let rest = url.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    let end = rest.firstIndex {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
    }
    let host = String(decoding: rest[..<(end ?? rest.endIndex)], as: UTF8.self).lowercased()
    if host.isEmpty { return nil }
    return host.hasPrefix("www.") && host.utf8.count > 4 ? String(host.dropFirst(4)) : host
  }

  private static func party(_ row: inout ForeignRow, _ first: Int) -> Participant? {
    row.participant(
      cameo: row[first], name: row[first + Column.name],
      roles: (0..<3).map { row[first + Column.role + $0] })
  }

  private static func place(_ row: inout ForeignRow) -> Place? {
    let fips = row[Column.country]
    let country = fips.isEmpty ? nil : row.tables.country(fips: fips)
    if country == nil, !fips.isEmpty { row.repair(.unknownCountry, fips) }
    return row.place(
      name: row[Column.place + 1], country: country, lat: row[Column.latitude], lon: row[Column.longitude],
      precision: row.tables.precision(ofPlaceType: row[Column.place]))
  }
}
