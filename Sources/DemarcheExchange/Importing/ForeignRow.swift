import DemarcheEvents
import DemarcheKnowledge
import DemarcheText

/// Why a row cannot be read, with the piece of it that is at fault.
struct RowProblem: Error {
  var fault: RowFault
  var text = ""
}

/// One row of a foreign file, cell by column, with what was put right in it.
struct ForeignRow {
  let tables: ImportTables
  private(set) var repairs: [(Repair, String?)] = []
  private let splitter: CellSplitter
  private let order: ColumnOrder

  init(splitter: CellSplitter, order: ColumnOrder, tables: ImportTables) {
    self.splitter = splitter
    self.order = order
    self.tables = tables
  }

  /// The cell of a column of the layout; "" when it is empty or the file has no such column.
  subscript(_ column: Int) -> String {
    let place = order.places[column]
    guard place >= 0, place < splitter.cells.count else { return "" }
    let text = splitter.text(splitter.cells[place])
    return order.absent.contains(text) ? "" : text
  }

  /// The cells, whatever their columns.
  var count: Int { splitter.cells.count }
  func cell(_ index: Int) -> String {
    guard index < splitter.cells.count else { return "" }
    let text = splitter.text(splitter.cells[index])
    return order.absent.contains(text) ? "" : text
  }

  mutating func repair(_ repair: Repair, _ value: String? = nil) { repairs.append((repair, value)) }

  /// What the row says was done; nil when that is no event of PLOVER.
  mutating func act() throws(RowProblem) -> ForeignAct? {
    switch order.layout {
    case .gdelt: try GDELTRow.act(&self)
    case .icews: try ICEWSRow.act(&self)
    case .polecat: try POLECATRow.act(&self)
    case .phoenix: try PhoenixRow.act(&self)
    case .petrarch: try PETRARCHRow.act(&self)
    }
  }

  /// What a source is called: its own name with the dataset in brackets, or the dataset alone.
  func sourceName(_ name: String) -> String {
    name.isEmpty ? "(\(order.layout.dataset))" : "\(name) (\(order.layout.dataset))"
  }

  // MARK: Dates

  /// A date, written `2018-06-01`, also with a time behind it, `20180601` or, month first, `6/1/2018`.
  static func day(_ text: String) -> Day? {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    if bytes.count == 8 || bytes.count == 14, let y = number(0..<4), let m = number(4..<6),
      let d = number(6..<8)
    {
      return Day(y, m, d)
    }
    if bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes.count == 10 || bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T"), let y = number(0..<4),
      let m = number(5..<7), let d = number(8..<10)
    {
      return Day(y, m, d)
    }
    let parts = text.split(separator: "/").map { Int($0) }
    guard parts.count == 3, let m = parts[0], let d = parts[1], let y = parts[2], y > 1900 else { return nil }
    return Day(y, m, d)
  }

  mutating func day(_ column: Int) throws(RowProblem) -> Day {
    let text = self[column]
    guard let day = ForeignRow.day(text) else { throw RowProblem(fault: .noDate, text: text) }
    if text.utf8.contains(UInt8(ascii: "/")) { repair(.oddDate) }
    return day
  }

  // MARK: Codes of CAMEO

  /// A code of CAMEO 1.1b3, with its leading zero where a spreadsheet took it, or the next wider code.
  ///
  /// - Parameters:
  ///   - value: the Goldstein value that the row has beside it.
  ///   - root: the first two figures that the row has beside it; "" where it has none.
  ///   - label: what the row calls the code.
  mutating func cameo(
    _ text: String, value: Double?, root: String = "", label: String = ""
  ) throws(RowProblem) -> String {
    if text.isEmpty { throw RowProblem(fault: .noCode) }
    let known = tables.codebook.goldstein
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (1...4).contains(text.utf8.count) else {
      // Some rows of ICEWS have a letter in the code and the right words beside it.
      guard let labelled = tables.cameo(labelled: label) else {
        throw RowProblem(fault: .unknownCode, text: text)
      }
      repair(.widerCode)
      return labelled
    }
    let padded = "0\(text)"
    let isShort = text.utf8.first != UInt8(ascii: "0") && text.utf8.count < 4
    let candidates = (isShort ? [text, padded] : [text]).filter { known[$0] != nil }
    if candidates.count > 1 {
      let labelled = tables.cameo(labelled: label)
      let root = root.utf8.count == 1 ? "0\(root)" : root
      let fitting =
        candidates.contains(labelled ?? "")
        ? candidates.filter { $0 == labelled }
        : root.isEmpty
          ? candidates.filter { known[$0] == value } : candidates.filter { $0.hasPrefix(root) }
      guard fitting.count == 1 else { throw RowProblem(fault: .ambiguousCode, text: text) }
      if fitting[0] == padded { repair(.leadingZero) }
      return fitting[0]
    }
    if let only = candidates.first {
      if only == padded { repair(.leadingZero) }
      return only
    }
    var wider = text
    while wider.utf8.count > 2 {
      wider.removeLast()
      if known[wider] != nil {
        repair(.widerCode, text)
        return wider
      }
    }
    throw RowProblem(fault: .unknownCode, text: text)
  }

  // MARK: Actors

  /// Who is meant by a name, a country in words or letters, and sectors in words or codes; nil when all are empty.
  mutating func participant(
    name: String, country: String, sectors: [String], text: String = "", office: String = "",
    identifier: String = ""
  ) -> Participant? {
    if name.isEmpty, country.isEmpty, sectors.isEmpty, text.isEmpty { return nil }
    var code = country.isEmpty ? nil : tables.country(country)
    if code == nil, !country.isEmpty { repair(.unknownCountry, country) }
    var ranked: [(sector: String, rank: Int)] = []
    for word in sectors {
      if country.isEmpty, code == nil { code = tables.body(word) }
      switch tables.sector(word) {
      case .plover(let sector, let rank):
        if !ranked.contains(where: { $0.sector == sector }) { ranked.append((sector, rank)) }
      case .some(.none): break
      case nil: repair(.unknownSector, word)
      }
    }
    ranked.sort { $0.rank < $1.rank }
    return participant(
      text.isEmpty ? (name.isEmpty ? country : name) : text, name: name.isEmpty ? nil : name, code: code,
      sectors: ranked.map(\.sector), office: office, identifier: identifier)
  }

  /// Who is meant by a code of CAMEO such as `CHNGOVMIL`; nil when code and name are empty.
  mutating func participant(cameo code: String, name: String, roles: [String] = []) -> Participant? {
    if code.isEmpty, name.isEmpty { return nil }
    var country: String?
    var sectors: [String] = []
    if !code.isEmpty {
      do {
        let reading = try tables.codes.actor(code)
        (country, sectors) = (reading.code, reading.sectors)
      } catch {
        repair(.unknownActor, code)
        for role in roles where !role.isEmpty {
          // A role that cannot be read either leaves the actor without a sector.
          do { sectors += try tables.codes.agent(role).sectors } catch { continue }
        }
      }
    }
    return participant(
      name.isEmpty ? code : name, name: name.isEmpty ? nil : name, code: country,
      sectors: sectors)
  }

  private func participant(
    _ text: String, name: String?, code: String?, sectors: [String], office: String = "",
    identifier: String = ""
  ) -> Participant {
    Participant(
      text: text, start: 0, end: 0, name: name, code: code, sector: sectors.first, sectors: sectors,
      office: office.isEmpty ? nil : office, identifier: identifier.isEmpty ? nil : identifier,
      how: "as \(order.layout.dataset) has it")
  }

  /// The parts of a cell, between commas, semicolons or bars.
  static func list(_ text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }
      .compactMap { part in
        let trimmed = part.drop { $0 == 0x20 }
        return trimmed.isEmpty ? nil : String(trimmed)
      }
  }

  // MARK: Places

  /// Where it was; nil when the row says nothing of it.
  ///
  /// - Parameter precision: `city`, `region` or `country`.
  mutating func place(
    name: String, country: String?, lat: String, lon: String, precision: String?
  ) -> Place? {
    var place = Place(text: name, start: 0, end: 0, name: name.isEmpty ? nil : name, country: country)
    place.precision = precision
    if !lat.isEmpty || !lon.isEmpty {
      // The point where the equator meets the meridian of Greenwich lies in the sea: it stands for no place.
      if let y = Double(lat), let x = Double(lon), (-90...90).contains(y), (-180...180).contains(x),
        y != 0 || x != 0
      {
        (place.lat, place.lon) = (y, x)
      } else {
        repair(.coordinates)
      }
    }
    return name.isEmpty && country == nil && place.lat == nil ? nil : place
  }
}
