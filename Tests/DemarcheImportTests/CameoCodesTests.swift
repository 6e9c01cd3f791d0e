import DemarcheImport
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
    // Media and medicine change their letters from CAMEO to PLOVER.
    ("AAAMED", "AAA", ["JRN"], []),
    ("AAAHLH", "AAA", ["MED"], []),
  ]

  @Test(arguments: actors)
  func `give a country and sectors of PLOVER`(
    text: String, code: String?, sectors: [String], unread: [String]
  ) throws {
    let reading = try World.codes().actor(text)
    #expect(reading.code == code)
    #expect(reading.sectors == sectors)
    #expect(reading.unread == unread)
  }

  @Test(arguments: [
    ("ZZZGOV", ImportFault.Reason.unknownCode), ("AAAGO", .malformedCode), ("A77", .malformedCode),
    ("AAA/BBB", .severalActors), ("+++", .complexMark), ("", .malformedCode),
  ])
  func `are told when they cannot be read`(text: String, reason: ImportFault.Reason) throws {
    let codes = try World.codes()
    #expect(throws: reason) { try codes.actor(text) }
  }

  @Test func `are kept as they stand on demand`() throws {
    let reading = try World.codes().actor("ZZZGOVXY", keepForeign: true)
    #expect(reading.code == "ZZZ" && reading.sectors == ["GOV"] && reading.unread == ["XY"])
    #expect(reading.isForeign && !reading.isBareCountry)
    #expect(try World.codes().actor("ZZZ", keepForeign: true).isBareCountry)
  }

  @Test func `of agents hold roles alone`() throws {
    let codes = try World.codes()
    #expect(try codes.agent("~GOVMED").sectors == ["GOV", "JRN"])
    #expect(try codes.agent(" REB~").sectors == ["REB"])
    #expect(throws: ImportFault.Reason.unknownSector) { try codes.agent("~XYZ") }
  }
}
