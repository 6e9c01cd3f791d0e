import DemarcheData
import DemarcheKnowledge
import Testing

@Suite struct `Codes of CAMEO` {
  static let actors: [(text: String, code: String?, sectors: [String], unread: [String])] = [
    ("AAA", "AAA", [], []),
    ("aaagov", "AAA", ["GOV"], []),
    ("AAAGOVMIL", "AAA", ["GOV", "MIL"], []),
    ("OLDAAAGOV", "AAA", ["GOV"], []),
    ("WSTGOV", nil, ["GOV"], []),
    ("IGOXYZ", "IGO", [], ["XYZ"]),
    ("AAA214GOV", "AAA", ["GOV"], ["214"]),
    ("IMGXYZREB", "IMG", ["REB"], ["XYZ"]),
    ("ELI", nil, ["ELI"], []),
    ("AAARAD", "AAA", [], []),
    // PETRARCH writes dashes for a country that it does not know.
    ("---REB", nil, ["REB"], []),
    ("---AAAGOV", "AAA", ["GOV"], []),
    // Media and medicine change their letters from CAMEO to PLOVER.
    ("AAAMED", "AAA", ["JRN"], []),
    ("AAAHLH", "AAA", ["MED"], []),
  ]

  /// The codes of two invented countries, of bodies and of regions.
  private func codes() throws -> CameoCodes {
    func table(_ columns: [String], _ rows: String) throws -> Table {
      try Table(
        text: columns.joined(separator: "\t") + "\n" + rows, file: "test.tsv", columns: columns)
    }
    return try CameoCodes(
      countries: table(
        CameoCodes.countryColumns,
        """
        OLDAAA\tAAA\tcountry\t\tt
        WST\t\tregion\t\tt
        IGO\tIGO\tinternational\t\tt
        IMG\tIMG\tinternational\tREB\tt
        """),
      sectors: table(
        CameoCodes.sectorColumns,
        """
        GOV\tGOV\t\tt
        MIL\tMIL\t\tt
        ELI\tELI\tyes\tt
        REB\tREB\t\tt
        CVL\tCVL\t\tt
        MED\tJRN\t\tt
        HLH\tMED\t\tt
        RAD\t\t\tt
        """),
      states: ["AAA": "AAA", "BBB": "BBB"])
  }

  @Test(arguments: actors)
  func `give a country and sectors of PLOVER`(
    text: String, code: String?, sectors: [String], unread: [String]
  ) throws {
    let reading = try codes().actor(text)
    #expect(reading.code == code)
    #expect(reading.sectors == sectors)
    #expect(reading.unread == unread)
  }

  @Test(arguments: [
    ("ZZZGOV", CameoCodes.Fault.unknownCode), ("AAAGO", .malformedCode), ("A77", .malformedCode),
    ("AAA/BBB", .severalActors), ("+++", .complexMark), ("", .malformedCode),
    ("---", .malformedCode),
  ])
  func `are told when they cannot be read`(text: String, reason: CameoCodes.Fault) throws {
    let codes = try self.codes()
    #expect(throws: reason) { try codes.actor(text) }
  }

  @Test func `are kept as they stand on demand`() throws {
    let reading = try codes().actor("ZZZGOVXY", keepForeign: true)
    #expect(reading.code == "ZZZ" && reading.sectors == ["GOV"] && reading.unread == ["XY"])
    #expect(reading.isForeign && !reading.isBareCountry)
    #expect(try codes().actor("ZZZ", keepForeign: true).isBareCountry)
  }

  @Test func `of agents hold roles alone`() throws {
    let codes = try self.codes()
    #expect(try codes.agent("~GOVMED").sectors == ["GOV", "JRN"])
    #expect(try codes.agent(" REB~").sectors == ["REB"])
    #expect(throws: CameoCodes.Fault.unknownSector) { try codes.agent("~XYZ") }
  }
}
