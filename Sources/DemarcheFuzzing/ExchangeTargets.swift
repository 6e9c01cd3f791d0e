import CXML
import Demarche
import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheImport
import DemarcheJSON
import DemarcheKnowledge
import DemarcheText

extension FuzzTarget {
  static let imports = FuzzTarget(
    "imports",
    "rows of others, by their header and as each layout, are an event, a repair or a rejection with its line; an event is read again as it was"
  ) { world in
    let tables = try world.importTables()
    let stamp = EventFileReader.Stamp(codebook: "plover", version: "0", data: "test")
    return { bytes in
      for layout in [nil] + ForeignLayout.allCases {
        var items = rows(bytes, layout, tables, stamp)
        for item in items {
          switch item {
          case .event(let found):
            guard found.event.report == found.report.id else { return "an event of another report: \(found)" }
            guard Event(json: try JSON.read(found.event.json.line)) == found.event else {
              return "not read again: \(found.event)"
            }
          case .rejected(let rejection):
            guard rejection.line > 0 else { return "a rejection at line \(rejection.line)" }
          }
        }
        items = rows(bytes + [0x0A], layout, tables, stamp).filter { !items.contains($0) }
        guard items.isEmpty else { return "with a last line break also \(items)" }
      }
      return nil
    }
  }

  private static func rows(
    _ bytes: [UInt8], _ layout: ForeignLayout?, _ tables: ImportTables, _ stamp: EventFileReader.Stamp
  ) -> [ImportedItem] {
    var reader = EventFileReader(file: "given", layout: layout, tables: tables, stamp: stamp)
    var items: [ImportedItem] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) { items += reader.read(line) }
    return items + reader.finish()
  }

  static let exports = FuzzTarget(
    "exports",
    "events of any text are rows with the columns of their layout, JSON that is read, XML that a parser takes"
  ) { world in
    let tables = try world.exportTables()
    return { bytes in
      let events = bytes.split(separator: 0x0A).compactMap { line in
        JSON.fuzzed(Array(line)).flatMap { Event(json: $0) } ?? HostileEvent.event(of: Array(line))
      }
      for layout in EventLayout.allCases {
        var writer = LayoutWriter(layout, tables: tables, withText: true, header: true, withMarked: true)
        var text = writer.begin()
        for event in events {
          let head = ReportHead(
            id: event.report, source: event.rule, url: event.data, title: event.trigger.text)
          text += writer.write(ExportedEvent(event, report: head))
        }
        text += writer.end()
        if let fault = fault(text, layout) { return "\(layout.rawValue): \(fault)" }
      }
      return nil
    }
  }

  private static func fault(_ text: String, _ layout: EventLayout) -> String? {
    switch layout {
    case .plover:
      for line in text.utf8.split(separator: 0x0A) where JSON.fuzzed(Array(line)) == nil {
        return "no JSON: \(String(decoding: Array(line), as: UTF8.self))"
      }
    case .geojson: return JSON.fuzzed(Array(text.utf8)) == nil ? "no JSON: \(text)" : nil
    case .graphml, .gexf: return isXML(text) ? nil : "no XML: \(text)"
    case .petrarch, .phoenix, .gdelt, .gdeltMentions, .icews, .polecat:
      let width = layout.columns(withText: true).count
      for line in text.utf8.split(separator: 0x0A) {
        let cells = line.split(separator: 0x09, omittingEmptySubsequences: false).count
        guard cells == width else {
          return "\(cells) cells instead of \(width): \(String(decoding: Array(line), as: UTF8.self))"
        }
      }
    }
    return nil
  }

  private static func isXML(_ text: String) -> Bool {
    let bytes = text.utf8.map { CChar(bitPattern: $0) }
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    guard let document = xmlReadMemory(bytes, Int32(bytes.count), nil, nil, options) else { return false }
    xmlFreeDoc(document)
    return true
  }

  static let dictionaries = FuzzTarget(
    "dictionaries",
    "dictionaries of actors and agents and lines of GeoNames become rows without a tab or line break"
  ) { world in
    let knowledge = try world.release().knowledge
    var states: [String: String] = [:]
    for entity in knowledge.actors.entities where entity.isCountry { states[entity.key] = entity.code }
    let codes = try CameoCodes(
      countries: world.pack.table("codebook/cameo-countries.tsv", columns: CameoCodes.countryColumns),
      sectors: world.pack.table("codebook/cameo-sectors.tsv", columns: CameoCodes.sectorColumns),
      states: states)
    let casing = try NameCasing(world.pack.table("import/casing.tsv", columns: NameCasing.columns))
    let known = KnownActors(knowledge.actors)
    let features = try world.pack.table(
      "import/geonames-features.tsv", columns: GeoNamesImport.featureColumns)
    let countries = try world.pack.table("import/iso2.tsv", columns: GeoNamesImport.countryColumns)
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      var actors = ActorDictionary(codes: codes, casing: casing, known: known, keepForeign: true)
      actors.read(text, file: "given")
      var agents = AgentDictionary(codes: codes, casing: casing, known: known)
      agents.read(text, file: "given")
      let faults = actors.takeFaults() + agents.takeFaults()
      for fault in faults where fault.line < 1 { return "a fault at line \(fault.line)" }
      _ = actors.rows()
      var places = GeoNamesImport(features: features, countries: countries)
      for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        places.readAdmin(line, file: "given", number: number + 1)
        for row in places.rows(line, file: "given", number: number + 1) {
          guard !row.contains(where: { $0.utf8.contains(0x09) || $0.utf8.contains(0x0A) }) else {
            return "a tab in \(row)"
          }
        }
      }
      return nil
    }
  }
}
