import DemarcheEvents
import DemarcheExchange
import DemarcheText
import Testing

@Suite("Rows of GDELT")
struct ImportingGDELTTests {
  private typealias World = ImportingWorld

  private func read(_ rows: [String]...) throws -> ImportingWorld.Reading {
    try World.read(rows.map { $0.joined(separator: "\t") })
  }

  @Test("A row has actors by codes of CAMEO, a place by FIPS, and the host of its address as source")
  func row() throws {
    let read = try read(World.gdelt(12, "138", value: "-7"))
    let event = try #require(read.events.first)
    #expect(read.layout == .gdelt && event.event == "THREATEN" && event.cameo == "138")
    #expect(event.actor.map(\.code) == ["AAA"] && event.actor.first?.sectors == ["GOV"])
    #expect(event.actor.first?.name == "ARNLAND" && event.recipient.map(\.code) == ["BBB"])
    #expect(event.place?.country == "AAA" && event.place?.precision == "city" && event.place?.lat == 10.5)
    #expect(event.rule == "import/gdelt" && event.date == "2024-03-22")
    let report = try #require(read.reports.first)
    #expect(report.id == "gdelt:https://www.post.example/a/b?c=1" && report.source == "post.example (GDELT)")
    #expect(report.published == "2024-03-22T18:00:00Z" && report.url == "https://www.post.example/a/b?c=1")
  }

  @Test("Rows of one article are one report; without an address each is its own")
  func articles() throws {
    let read = try read(
      World.gdelt(1, "138"), World.gdelt(2, "130"), World.gdelt(3, "130", url: ""),
      World.gdelt(4, "130", url: "BBC Monitoring"))
    #expect(Set(read.reports.map(\.id)).count == 3)
    #expect(read.reports.map(\.source).suffix(2) == ["(GDELT)", "BBC Monitoring (GDELT)"])
  }

  @Test("A date a year before the row was added is left out, and the reason says so")
  func yearBefore() throws {
    for (date, isKept) in [
      ("20230322", false), ("20230321", false), ("20230323", true), ("20240101", true), ("20140322", true),
    ] {
      let read = try read(World.gdelt(1, "138", date: date))
      #expect((read.events.first?.date != nil) == isKept, "\(date)")
      #expect(read.counts.repaired == (isKept ? [:] : [.yearBefore: 1]))
      #expect(read.events.first?.published == "2024-03-22T18:00:00Z")
      #expect((read.events.first?.why.first?.contains("a year before") ?? false) == !isKept)
    }
  }

  @Test("One row says that two met, and both are actors")
  func meeting() throws {
    let read = try read(World.gdelt(1, "040"), World.gdelt(2, "042"))
    #expect(read.events.map { $0.actor.map(\.code) } == [["AAA", "BBB"], ["AAA"]])
    #expect(read.events.map { $0.recipient.count } == [0, 1])
  }

  @Test("The first edition has 57 columns, later 58")
  func firstEdition() throws {
    for (withAddress, source) in [(true, "post.example (GDELT)"), (false, "(GDELT)")] {
      let read = try World.read([World.firstEdition(World.gdelt(1, "138"), withAddress: withAddress)])
      #expect(read.layout == .gdelt && read.reports.first?.source == source)
      #expect(read.reports.first?.published == "2024-03-22" && read.events.first?.place?.lat == 10.5)
    }
  }

  @Test("A root code beside it tells a code that lost its zero")
  func zeros() throws {
    let read = try read(
      World.gdelt(1, "20", root: "2"), World.gdelt(2, "20", root: "20"), World.gdelt(3, "20", value: "7"))
    #expect(read.events.map(\.cameo) == ["020", "20"] && read.rejected.map(\.fault) == [.ambiguousCode])
  }

  @Test("A code of another edition of CAMEO is read as the next wider one")
  func wider() throws {
    let read = try read(World.gdelt(1, "1387"))
    #expect(read.events.first?.cameo == "138" && read.counts.repaired == [.widerCode: 1])
    #expect(read.events.first?.why.first == "row 1 of events.tab: code 1387 read as 138")
  }

  @Test("An actor without a known country keeps name and roles")
  func actors() throws {
    let read = try read(
      World.gdelt(1, "138", actor1: [0: "ZZZMIL", 1: "ZEDLAND", 7: "MIL"], actor2: [:]),
      World.gdelt(2, "138", actor1: [0: "WSTGOV", 1: "THE WEST"], actor2: [0: "IGO", 1: "LEAGUE"]),
      World.gdelt(3, "138", actor1: [:], actor2: [:]))
    #expect(
      read.events.first?.actor.map(\.code) == [nil] && read.events.first?.actor.first?.sectors == ["MIL"])
    #expect(read.events.first?.recipient.isEmpty ?? false)
    #expect(
      read.events.last?.actor.first?.sectors == ["GOV"] && read.events.last?.recipient.first?.code == "IGO")
    #expect(read.counts.repaired == [.unknownActor: 1] && read.counts.unmatched == ["ZZZMIL": 1])
    #expect(read.rejected.map(\.fault) == [.noParty])
  }

  @Test("A stray tab inside a name is found by what the other columns hold")
  func strayTab() throws {
    var cells = World.gdelt(1, "138")
    cells[52] = "Arnburg,\tArnland"
    let read = try read(World.gdelt(2, "040"), cells)
    #expect(read.counts.repaired == [.strayTab: 1] && read.events.last?.place?.name == "Arnburg, Arnland")
    #expect(read.events.last?.place?.country == "AAA")
  }

  @Test("Bytes that are no UTF-8 are read as Windows-1252, beside those that are")
  func encoding() throws {
    var bytes = Array(World.gdelt(1, "138").joined(separator: "\t").utf8)
    let name = Array("ARNLAND".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes.replaceSubrange(start..<(start + 7), with: [0xC3, 0x89, 0xE9, 0x93])
    let read = try World.read([bytes])
    #expect(read.events.first?.actor.first?.name == "Éé“" && read.counts.repaired == [.encoding: 1])
  }
}

@Suite("Rows of POLECAT")
struct ImportingPOLECATTests {
  private typealias World = ImportingWorld

  private func read(_ rows: [String]..., header: String = ImportingWorld.polecatHeader) throws
    -> ImportingWorld.Reading
  {
    try World.read([header] + rows.map { $0.joined(separator: "\t") })
  }

  @Test("A row has PLOVER's own words, folded to the codebook's spelling")
  func row() throws {
    let read = try read(
      World.polecat("p1", "Threaten", mode: "Violence", contexts: "Military; human rights;nonsense"))
    let event = try #require(read.events.first)
    #expect(read.layout == .polecat && event.event == "THREATEN" && event.mode == ["violence"])
    #expect(event.context == ["military", "human_rights"] && event.quad == 3 && event.score == -3.5)
    #expect(event.cameo == "138" && event.cameoBasis == .mapped)
    let actor = try #require(event.actor.first)
    #expect(actor.name == "Ada Ferrin" && actor.text == "Ferrin" && actor.office == "president")
    #expect(actor.identifier == "Ada_Ferrin" && actor.sectors == ["GOV", "ELI"] && actor.code == "AAA")
    #expect(event.recipient.first?.text == "the army" && event.date == "2023-01-02")
    #expect(read.reports.first?.id == "polecat:p1" && read.reports.first?.source == "Arnburg Wire (POLECAT)")
    #expect(read.reports.first?.published == "2023-01-03" && read.reports.first?.language == "en")
    #expect(read.counts.repaired == [.unknownContext: 1])
  }

  @Test("A meeting has both as actors, a visit a visitor and a host")
  func meeting() throws {
    let read = try read(World.polecat("p1", "CONSULT"), World.polecat("p2", "CONSULT", mode: "visit"))
    #expect(read.events.map(\.actor.count) == [2, 1] && read.events.map(\.recipient.count) == [0, 1])
  }

  @Test("A type that PLOVER does not have is rejected, a mode is left out")
  func unknown() throws {
    let read = try read(World.polecat("p1", "GREET"), World.polecat("p2", "CONSULT", mode: "dance"))
    #expect(read.rejected.map(\.fault) == [.unknownType] && read.rejected.first?.text == "GREET")
    #expect(read.counts.repaired == [.unknownMode: 1] && read.events.first?.mode == [])
  }

  @Test("A stray tab among words of the news is put right, also when other columns could hold it")
  func strayTab() throws {
    let read = try read(World.polecat("p1", "THREATEN", raw: "Fer\trin"))
    #expect(read.events.first?.actor.first?.text == "Fer rin" && read.counts.repaired == [.strayTab: 1])
    #expect(read.events.first?.recipient.first?.code == "BBB")
  }

  @Test("Empty cells behind the last column are dropped, and last columns cut off are made up")
  func ends() throws {
    let row = World.polecat("p1", "THREATEN")
    let read = try read(row + ["", ""], Array(row.dropLast(3)))
    #expect(read.counts.repaired == [.emptyCells: 1, .shortRow: 1] && read.events.count == 2)
    #expect(read.reports.last?.language == nil)
  }

  @Test("Names in the header that the rows have no cells for are passed over")
  func headerNames() throws {
    let header = World.polecatHeader.split(separator: "\t").map(String.init)
    let extended = header[..<6] + ["Left over"] + header[6...]
    let read = try read(World.polecat("p1", "THREATEN"), header: extended.joined(separator: "\t"))
    #expect(read.events.first?.actor.first?.name == "Ada Ferrin" && read.counts.repaired == [.headerNames: 1])
    // A column that the rows do have is no more than that.
    var row = World.polecat("p1", "THREATEN")
    row.insert("x", at: 6)
    let whole = try self.read(row, header: extended.joined(separator: "\t"))
    #expect(whole.events.first?.actor.first?.name == "Ada Ferrin" && whole.counts.repaired.isEmpty)
  }

  @Test("39 columns without a header are those of POLECAT without the version")
  func withoutVersion() throws {
    let read = try World.read([World.polecat("p1", "THREATEN").dropLast().joined(separator: "\t")])
    #expect(read.layout == .polecat && read.events.first?.event == "THREATEN")
  }
}

@Suite("Rows of Phoenix and PETRARCH")
struct ImportingPETRARCHTests {
  private typealias World = ImportingWorld

  private static let phoenix = [
    "20150102_7", "20150102", "2015", "1", "2", "AAAGOV", "AAA", "GOV", "", "BBB", "BBB", "", "", "138", "13",
    "3",
    "-7", "", "10.5", "20.25", "Arnburg", "Arnland", "", "s9_3", "http://post.example/x;http://b.example/y",
    "arnburg_post;b",
  ]

  @Test("A row of Phoenix is read with 26 columns, and with 25 where the ids or the sources are missing")
  func phoenix() throws {
    let full = try World.read([Self.phoenix.joined(separator: "\t")])
    let event = try #require(full.events.first)
    #expect(full.layout == .phoenix && event.event == "THREATEN" && event.actor.first?.sectors == ["GOV"])
    #expect(event.place?.name == "Arnburg" && event.place?.country == "AAA" && event.rule == "import/phoenix")
    #expect(full.reports.first?.source == "arnburg_post (Phoenix)")
    #expect(full.reports.first?.url == "http://post.example/x" && event.date == "2015-01-02")
    let noSources = try World.read([Self.phoenix.dropLast().joined(separator: "\t")])
    #expect(noSources.reports.first?.source == "post.example (Phoenix)")
    #expect(noSources.events.map(\.id) == full.events.map(\.id))
    let noIDs = try World.read([Self.phoenix.dropFirst().joined(separator: "\t")])
    #expect(noIDs.events.first?.cameo == "138" && noIDs.reports.first?.source == "arnburg_post (Phoenix)")
    #expect(noIDs.events.first?.id != full.events.first?.id)
  }

  @Test("A row of PETRARCH is read with and without an address")
  func petrarch() throws {
    let read = try World.read([
      "20150102\tAAAGOV\tBBBMIL\t138\tTHREAT,1\ts9_3;s8_1\thttp://post.example/x\tPost",
      "20150102\tAAAGOV\tBBBMIL\t130\t\ts9_4\tPost\tthe minister\tthe army",
      "20150102\tAAA\tBBB\t040\t\ts9_5\tPost",
      "20150102\tBBB\tAAA\t040\t\ts9_5\tPost", "20150102\tAAA\tBBB\t20\t\ts9_6\tPost",
    ])
    #expect(read.layout == .petrarch && read.events.map(\.cameo) == ["138", "130", "040"])
    #expect(read.events.map(\.sentence) == [3, 4, 5] && Set(read.reports.map(\.id)) == ["petrarch:s9"])
    #expect(read.reports.map(\.source) == ["Post (PETRARCH)", "Post (PETRARCH)", "Post (PETRARCH)"])
    #expect(read.reports.map(\.url) == ["http://post.example/x", nil, nil])
    #expect(read.events.last?.actor.count == 2 && read.counts.mirrored == 1)
    // Two figures alone are a root, or a code that lost its zero: nothing beside them tells.
    #expect(read.rejected.map(\.fault) == [.ambiguousCode])
  }

  @Test("A file of no known layout is given up after three rows; the first row alone may be broken")
  func unknown() throws {
    let read = try World.read(["a\tb\tc", "d\te\tf", "g\th\ti", "j\tk\tl", "m\tn\to"])
    #expect(read.rejected.map(\.fault) == [.layout, .layout, .layout] && read.layout == nil)
    #expect(read.rejected.map(\.line) == [1, 2, 3])
    let broken = try World.read(["a\tb\tc", Self.phoenix.joined(separator: "\t")])
    #expect(broken.layout == .phoenix && broken.events.count == 1 && broken.rejected.count == 1)
    let wanted = try World.read([Self.phoenix.joined(separator: "\t")], layout: .gdelt)
    #expect(wanted.rejected.map(\.fault) == [.layout])
  }
}
