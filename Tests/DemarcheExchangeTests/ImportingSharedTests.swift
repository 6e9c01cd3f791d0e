import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheKnowledge
import DemarcheText
import Testing

/// Real files of others, which are no part of the project; without them these tests are skipped.
@Suite(
  "Files as others publish them",
  .enabled(if: ImportingWorld.layouts != nil, "no layouts under DEMARCHE_SHARED or ../shared"))
struct ImportingSharedTests {
  /// The project's own tables, with states alone.
  private func tables() throws -> ImportTables {
    func table(_ kind: TableKind) throws -> Table {
      try ImportingWorld.data("\(kind.stem).tsv", kind.columns, optional: kind.optional)
    }
    let codebook = try ImportingWorld.codebook()
    let actors = try ActorTables(
      .init(
        states: [table(.states)], stateNames: [table(.stateNames)], organisations: [], organisationNames: [],
        roles: [], terms: [], offices: [], personNames: [], others: []), codebook: codebook)
    let forms =
      [ExchangeTables.sectors, ExchangeTables.countryNames, ExchangeTables.fips, ExchangeTables.places]
      + [ExchangeTables.labels, ImportTables.bodies, ImportTables.parties, ImportTables.cameoCountries]
      + [ImportTables.cameoSectors]
    let texts = try Dictionary(
      forms.map { ($0.name, try ImportingWorld.text("\(ImportingWorld.root)/Data/\($0.name)")) },
      uniquingKeysWith: { first, _ in first })
    return try ImportTables(
      codebook: codebook,
      crosswalk: Crosswalk(
        ImportingWorld.data("codebook/crosswalk.tsv", Crosswalk.columns), codebook: codebook), actors: actors
    ) { texts[$0] }
  }

  private func read(_ name: String) throws -> (events: [ImportedEvent], counts: ImportCounts) {
    let text = try ImportingWorld.text("\(#require(ImportingWorld.layouts))/\(name)")
    var reader = try EventFileReader(file: name, tables: tables(), stamp: ImportingWorld.stamp)
    var items: [ImportedItem] = []
    for line in text.split(separator: "\n") { items += reader.read(Array(line.utf8)[...]) }
    items += reader.finish()
    let events = items.compactMap { item -> ImportedEvent? in
      if case .event(let event) = item { event } else { nil }
    }
    return (events, reader.counts)
  }

  @Test("All rows of a day of ICEWS are read, and every country and sector in them is known")
  func icews() throws {
    let (events, counts) = try read("icews-events-2018.sample.tab")
    // Counted apart from the program, by a script over the same file.
    #expect(counts.rows == 199 && counts.events == 138 && counts.mirrored == 34 && counts.withoutEvent == 27)
    #expect(counts.rejected.isEmpty && counts.repaired.isEmpty)
    let koreas = events.filter {
      Set(($0.event.actor + $0.event.recipient).compactMap(\.code)) == ["KOR", "PRK"]
    }
    #expect(koreas.count == 9)
    #expect(Set(events.map(\.event.id)).count == 138)
  }

  @Test("A row of GDELT that is dated a year before its article loses that date")
  func gdelt() throws {
    let (events, counts) = try read("gdelt2_event_row.tsv")
    let imported = try #require(events.first)
    #expect(counts.repaired == [.yearBefore: 1] && imported.event.date == nil)
    #expect(imported.event.cameo == "050" && imported.event.actor.first?.code == "USA")
    #expect(imported.event.place?.country == "USA" && imported.event.place?.precision == "region")
    #expect(imported.report.source == "yakimaherald.com (GDELT)")
  }

  @Test("The headers of POLECAT and Phoenix are known", arguments: ["polecat", "phoenix"])
  func headers(name: String) throws {
    let text = try ImportingWorld.text("\(#require(ImportingWorld.layouts))/\(name)_header.tsv")
    var reader = try EventFileReader(file: name, tables: tables(), stamp: ImportingWorld.stamp)
    #expect(reader.read(Array(text.utf8.prefix { $0 != 0x0A })[...]).isEmpty)
    #expect(reader.layout?.rawValue == name && reader.counts.rows == 0)
  }
}
