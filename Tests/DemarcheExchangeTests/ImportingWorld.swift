import DemarcheData
import DemarcheEvents
import DemarcheExchange
import DemarcheKnowledge
import DemarcheTesting
import DemarcheText
import Glibc

/// The tables of the imports: two invented states, the codebook and the codes of CAMEO as the project has them.
enum ImportingWorld {
  static let root = TestFiles.root

  /// Where real files of others lie; nil without them.
  static let layouts: String? = {
    let shared = getenv("DEMARCHE_SHARED").map { String(cString: $0) } ?? "\(root)/../shared"
    let folder = "\(shared)/data/layouts"
    return access("\(folder)/icews-events-2018.sample.tab", R_OK) == 0 ? folder : nil
  }()

  static func text(_ path: String) throws -> String {
    let file = try MappedFile(path: path)
    return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
  }

  static func data(_ name: String, _ columns: [String], optional: [String] = []) throws -> Table {
    try Table(text: text("\(root)/Data/\(name)"), file: name, columns: columns, optional: optional)
  }

  static func codebook() throws -> Codebook {
    try Codebook(
      .init(
        version: data("codebook/version.tsv", Codebook.versionColumns),
        types: data("codebook/types.tsv", Codebook.typeColumns, optional: Codebook.optionalTypeColumns),
        modes: data("codebook/modes.tsv", Codebook.modeColumns),
        contexts: data(
          "codebook/contexts.tsv", Codebook.contextColumns, optional: Codebook.optionalContextColumns),
        sectors: data("codebook/sectors.tsv", Codebook.sectorColumns),
        cameo: data("codebook/cameo.tsv", Codebook.cameoColumns),
        quads: data("codebook/quads.tsv", Codebook.quadColumns)))
  }

  /// The tables of others' names for the invented states; the rest stands in the project.
  static let files: [String: String] = [
    "exchange/sectors-icews.tsv": """
    icews\tplover\texport\tsource
    Military\tMIL\tyes\tt
    Government\tGOV\tyes\tt
    General Population / Civilian / Social\tCVL\tyes\tt
    Elite\tELI\tyes\tt
    Muslim\t\t\tt
    """,
    "exchange/country-names.tsv": "name\tcode\tsource\nBostrian Federation\tBBB\tt",
    "exchange/fips.tsv": "code\tfips\tsource\nAAA\tAR\tt\nBBB\tBO\tt",
    "exchange/gdelt-places.tsv": """
    precision\tcountry\ttype\tsource
    country\t\t1\tt
    region\tAAA\t2\tt
    city\t\t4\tt
    region\t\t5\tt
    """,
    "exchange/cameo-labels.tsv": """
    code\tlabel\tsource
    01\tSAY\tt
    010\tSay\tt
    040\tTalk\tt
    13\tTHREATEN\tt
    130\tThreaten\tt
    """,
    "exchange/icews-bodies.tsv": "icews\tcode\tsource\nLeague of States\tIGO\tt",
    "codebook/cameo-countries.tsv": """
    cameo\tcode\tkind\tsector\tsource
    IGO\tIGO\tinternational\t\tt
    NGO\tNGO\tinternational\t\tt
    WST\t\tregion\t\tt
    """,
  ]

  static func tables() throws -> ImportTables {
    let codebook = try codebook()
    let shared = [ImportTables.parties.name, ImportTables.cameoSectors.name]
    let texts = try files.merging(shared.map { ($0, try text("\(root)/Data/\($0)")) }) { own, _ in own }
    return try ImportTables(
      codebook: codebook,
      crosswalk: Crosswalk(data("codebook/crosswalk.tsv", Crosswalk.columns), codebook: codebook),
      actors: TestWorld.knowledge.actors
    ) { texts[$0] }
  }

  static let stamp = EventFileReader.Stamp(codebook: "test+1", version: "0.1.0", data: "sha256:0")

  /// What a file becomes that has these lines.
  struct Reading {
    var layout: ForeignLayout?
    var events: [Event] = []
    var reports: [Report] = []
    var rejected: [RowRejection] = []
    var counts = ImportCounts()
  }

  static func read(_ lines: [[UInt8]], layout: ForeignLayout? = nil) throws -> Reading {
    var reader = try EventFileReader(file: "events.tab", layout: layout, tables: tables(), stamp: stamp)
    var items: [ImportedItem] = []
    for line in lines { items += reader.read(line[...]) }
    items += reader.finish()
    var reading = Reading(layout: reader.layout, counts: reader.counts)
    for item in items {
      switch item {
      case .event(let imported):
        reading.events.append(imported.event)
        reading.reports.append(imported.report)
      case .rejected(let rejection): reading.rejected.append(rejection)
      }
    }
    return reading
  }

  static func read(_ lines: [String], layout: ForeignLayout? = nil) throws -> Reading {
    try read(lines.map { Array($0.utf8) }, layout: layout)
  }

  // MARK: Rows

  static let icewsHeader =
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"

  /// A row of ICEWS: what it says of Arnland and Bostria, cell by cell where a test wants another.
  static func icews(
    _ id: Int, _ code: String, from source: String = "Arnland", _ sourceSectors: String = "NA",
    _ sourceCountry: String = "Arnland", to target: String = "Bostria", _ targetSectors: String = "NA",
    _ targetCountry: String = "Bostria", date: String = "2018-06-01", label: String = "x",
    value: String = "1",
    story: String = "77", sentence: Int = 2, publisher: String = "The Arnburg Post", city: String = "Arnburg",
    lat: String = "10.5", lon: String = "20.25"
  ) -> String {
    [
      "\(id)", date, source, sourceSectors, sourceCountry, label, code, value, target, targetSectors,
      targetCountry, story, "\(sentence)", publisher, city, "NA", "NA", "Arnland", lat, lon,
    ].joined(separator: "\t")
  }

  /// A row of GDELT 2.0: 61 cells, all empty but the given ones.
  static func gdelt(
    _ id: Int, _ code: String, date: String = "20240322",
    actor1: [Int: String] = [0: "AAAGOV", 1: "ARNLAND"],
    actor2: [Int: String] = [0: "BBB", 1: "BOSTRIA"], root: String = "", value: String = "1",
    place: [Int: String] = [0: "4", 1: "Arnburg, Arnland", 2: "AR", 5: "10.5", 6: "20.25"],
    added: String = "20240322180000", url: String = "https://www.post.example/a/b?c=1"
  ) -> [String] {
    var cells = [String](repeating: "", count: 61)
    cells[0] = "\(id)"
    cells[1] = date
    for (offset, cell) in actor1 { cells[5 + offset] = cell }
    for (offset, cell) in actor2 { cells[15 + offset] = cell }
    cells[26] = code
    cells[28] = root
    cells[30] = value
    for (offset, cell) in place { cells[51 + offset] = cell }
    cells[59] = added
    cells[60] = url
    return cells
  }

  /// The same row as GDELT 1.0 has it: three columns fewer, and a day alone at its end.
  static func firstEdition(_ cells: [String], withAddress: Bool) -> String {
    var cells = cells.enumerated().filter { ![39, 47, 55].contains($0.offset) }.map(\.element)
    cells[56] = String(cells[56].prefix(8))
    if !withAddress { cells.removeLast() }
    return cells.joined(separator: "\t")
  }

  static let polecatHeader =
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion"

  /// A row of POLECAT, all cells.
  static func polecat(
    _ id: String, _ type: String, mode: String = "", contexts: String = "", raw: String = "Ferrin",
    recipient: String = "Bostria", version: String = "1.0"
  ) -> [String] {
    [
      id, "2023-01-02", type, mode, "4.0", "VERBAL COOPERATION", contexts, "Ada Ferrin", "AAA", "901", "GOV",
      "GOV;ELI", "president", raw, "Ada_Ferrin", recipient, "BBB", "", "MIL", "MIL", "", "the army", "",
      "Arnburg",
      "Arnburg", "", "", "AAA", "10.5", "20.25", "1", "Arnburg", "PPLC", "Arnburg Wire", "2023-01-03",
      "Ada Ferrin", "", "Arnburg", "en", version,
    ]
  }
}
