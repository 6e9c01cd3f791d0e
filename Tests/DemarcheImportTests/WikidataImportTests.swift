import DemarcheImport
import Testing

@Suite struct `Dumps of Wikidata` {
  // Items in these tests are invented, except for the numbers of the properties.
  private static func item(_ id: String) -> String {
    #"{"mainsnak":{"snaktype":"value","datavalue":{"value":{"entity-type":"item","id":"\#(id)"}}},"rank":"normal"QUAL}"#
      .replacing("QUAL", with: "")
  }

  private static func time(_ text: String, _ precision: Int) -> String {
    #"{"snaktype":"value","datavalue":{"value":{"time":"\#(text)","precision":\#(precision)},"type":"time"}}"#
  }

  /// A statement with start and end.
  private static func term(_ id: String, from: String? = nil, until: String? = nil, rank: String = "normal")
    -> String
  {
    let qualifiers = [from.map { #""P580":[\#($0)]"# }, until.map { #""P582":[\#($0)]"# }].compactMap { $0 }
    return
      #"{"mainsnak":{"datavalue":{"value":{"id":"\#(id)"}}},"rank":"\#(rank)","qualifiers":{\#(qualifiers.joined(separator: ","))}}"#
  }

  private static func entity(
    _ id: String, _ label: String?, aliases: [String] = [], _ claims: [String: [String]]
  ) -> String {
    let labels = label.map { #""en":{"language":"en","value":"\#($0)"}"# } ?? ""
    let others = aliases.map { #"{"language":"en","value":"\#($0)"}"# }.joined(separator: ",")
    let all = claims.sorted { $0.key < $1.key }
      .map { #""\#($0.key)":[\#($0.value.joined(separator: ","))]"# }.joined(separator: ",")
    return
      #"{"type":"item","id":"\#(id)","labels":{\#(labels)},"aliases":{"en":[\#(others)]},"claims":{\#(all)}}"#
  }

  private func read(_ lines: [String]) throws -> (rows: KnowledgeRows, report: ImportReport) {
    var dump = try WikidataImport(
      .init(
        classes: World.table(
          "item\tkind\tcode\tsector\tsource", "Q5\tperson\t\t\tt", "Q901\toffice\t\t\tt",
          "Q902\tcountry\t\t\tt",
          "Q903\tparty\t\tREB\tt", "Q904\tigo\tIGO\t\tt"),
        countries: World.table("item\tcode\tsource", "Q800\tAAA\tt"),
        offices: World.table("item\tkey\toffice\tsource", "Q700\tBBB\tpresident\tt"),
        labels: World.table(
          "pattern\tsource", "{office} of the {state}\tt", "{office} of {state}\tt", "{state} {office}\tt")),
      known: World.known, language: "en")
    for (index, line) in (["["] + lines.map { $0 + "," } + ["]"]).enumerated() {
      dump.read(Array(line.utf8)[...], file: "t.json", number: index + 1)
    }
    let rows = dump.rows()
    return (rows, dump.report)
  }

  @Test func `give the offices that people held, as exact as the dates are`() throws {
    let (rows, report) = try read([
      Self.entity(
        "Q1", "Ada van Holt",
        [
          "P31": [Self.item("Q5")],
          "P39": [
            Self.term(
              "Q700", from: Self.time("+1998-09-17T00:00:00Z", 11),
              until: Self.time("+2002-07-00T00:00:00Z", 10)),
            Self.term("Q700", from: Self.time("+2005-00-00T00:00:00Z", 9)),
            Self.term("Q700", from: Self.time("+1900-00-00T00:00:00Z", 7)),
            Self.term("Q700", from: Self.time("+1950-00-00T00:00:00Z", 9), rank: "deprecated"),
          ],
        ])
    ])
    #expect(
      rows.terms.map { $0.joined(separator: "|") } == [
        "BBB|president|Ada van Holt|Holt|1998-09-17|2002-07|Wikidata Q1",
        "BBB|president|Ada van Holt|Holt|2005||Wikidata Q1", "BBB|president|Ada van Holt|Holt|||Wikidata Q1",
      ])
    #expect(report.accepted == 1 && report.read == 1)
  }

  @Test(arguments: [
    ("President of Arnland", "AAA|president"),
    ("president of the People's Republic of Bostria", "BBB|president"),
    ("Bostrian Defense Minister", "BBB|defense minister"),
  ])
  func `know an office by its label`(label: String, office: String) throws {
    let (rows, _) = try read([
      Self.entity("Q1", "Ole Holt", ["P31": [Self.item("Q5")], "P39": [Self.term("Q2")]]),
      Self.entity("Q2", label, ["P31": [Self.item("Q901")]]),
    ])
    #expect(rows.terms.map { $0[0...1].joined(separator: "|") } == [office])
  }

  @Test func `know the state of an office by its item, and a country by its code`() throws {
    let (rows, _) = try read([
      Self.entity("Q2", "Defense Minister", ["P31": [Self.item("Q901")], "P1001": [Self.item("Q3")]]),
      Self.entity(
        "Q3", "Bostria",
        [
          "P31": [Self.item("Q902")],
          "P298": [#"{"mainsnak":{"datavalue":{"value":"BBB"}},"rank":"normal"}"#],
        ]),
      Self.entity("Q1", "Ole Holt", ["P31": [Self.item("Q5")], "P39": [Self.term("Q2")]]),
    ])
    #expect(rows.terms.map { $0[0...2].joined(separator: "|") } == ["BBB|defense minister|Ole Holt"])
  }

  @Test func `add the holders that an office names`() throws {
    let (rows, report) = try read([
      Self.entity(
        "Q700", "an office",
        [
          "P31": [Self.item("Q901")],
          "P1308": [
            Self.term("Q1"), Self.term("Q2", from: Self.time("+2001-01-01T00:00:00Z", 11)), Self.term("Q9"),
          ],
        ]),
      Self.entity("Q1", "Ole Holt", ["P31": [Self.item("Q5")], "P39": [Self.term("Q700")]]),
      Self.entity("Q2", "Mia Reed", ["P31": [Self.item("Q5")], "P39": [Self.term("Q999")]]),
    ])
    #expect(rows.terms.map { "\($0[2])|\($0[4])" } == ["Ole Holt|", "Mia Reed|2001-01-01"])
    #expect(report.faults.map(\.reason) == [.unknownOffice, .unknownHolder])
    #expect(report.partial == [.unknownOffice: 1, .unknownHolder: 1])
  }

  @Test func `give organisations with their names`() throws {
    let (rows, report) = try read([
      Self.entity(
        "Q50", "Reed Party", aliases: ["RP", "Party of Reed", "Reed Party"],
        [
          "P31": [Self.item("Q903")], "P17": [Self.item("Q800")],
          "P571": [#"{"mainsnak":\#(Self.time("+1980-00-00T00:00:00Z", 9)),"rank":"normal"}"#],
        ]),
      Self.entity("Q51", "Plain Union", ["P31": [Self.item("Q904")]]),
      Self.entity("Q52", "Odd Party", ["P31": [Self.item("Q903")], "P17": [Self.item("Q899")]]),
    ])
    #expect(
      rows.organisations.map { $0.joined(separator: "|") } == [
        "Q50|Reed Party|party|AAA|REB|1980||Wikidata Q50", "Q51|Plain Union|igo|IGO||||Wikidata Q51",
        "Q52|Odd Party|party||REB|||Wikidata Q52",
      ])
    #expect(
      rows.names.filter { $0[0] == "Q50" }.map { "\($0[1])|\($0[2])" } == [
        "Reed Party|name", "RP|abbreviation", "Party of Reed|variant",
      ])
    #expect(report.partial == [.unknownCountry: 1])
  }

  @Test func `tell what cannot be used and count what is of no use`() throws {
    let (rows, report) = try read([
      Self.entity("Q1", nil, ["P31": [Self.item("Q5")], "P39": [Self.term("Q700")]]),
      #"{"id":"Q2","claims":{"P39":[}"#,
      Self.entity("Q3", "A Lake", ["P31": [Self.item("Q77")]]),
      Self.entity("Q4", "Nobody", ["P31": [Self.item("Q5")]]),
    ])
    #expect(rows == KnowledgeRows())
    #expect(report.faults.map { "\($0.line) \($0.reason)" } == ["2 noLabel", "3 notJSON"])
    #expect(report.skipped == ["an entity of no kind that the tables take up": 2])
    #expect(report.read == 4)
  }
}
