import DemarcheImport
import Testing

@Suite struct `Dumps of GeoNames` {
  private func dump(_ options: GeoNamesImport.Options = .init()) throws -> GeoNamesImport {
    try GeoNamesImport(
      features: World.table(
        "feature\tkind\tpeople\tsource", "PPL\tcity\tyes\tt", "PPLC\tcapital\t\tt", "STRT\tstrait\t\tt"),
      countries: World.table("iso2\tiso3\tsource", "AA\tAAA\tt", "BB\tBBB\tt"), options: options)
  }

  private static func line(
    _ name: String, ascii: String = "", others: String = "", feature: String = "P.PPL",
    country: String = "AA",
    people: String = "20000", lat: String = "10.5"
  ) -> String {
    let parts = feature.split(separator: ".")
    return [
      "17", name, ascii, others, lat, "-20.25", String(parts[0]), String(parts[1]), country, "", "02", "", "",
      "",
      people, "", "3", "X/Y", "2013-01-01",
    ].joined(separator: "\t")
  }

  private func rows(_ dump: inout GeoNamesImport, _ line: String) -> [String] {
    dump.rows(Array(line.utf8)[...], file: "t.txt", number: 1).map { $0.joined(separator: "|") }
  }

  @Test func `give a row for a place and one for its name in ASCII`() throws {
    var dump = try dump()
    dump.readAdmin(Array("AA.02\tReed Province\tReed Province\t5".utf8)[...], file: "a.txt", number: 1)
    #expect(
      rows(&dump, Self.line("Hölt", ascii: "Holt")) == [
        "Hölt|AAA|10.5|-20.25|city|2|17|Reed Province|GeoNames",
        "Holt|AAA|10.5|-20.25|city|2|17|Reed Province|GeoNames",
      ])
    #expect(
      rows(&dump, Self.line("Deep Strait", feature: "H.STRT", country: "", people: "0")) == [
        "Deep Strait||10.5|-20.25|strait|1|17||GeoNames"
      ])
    #expect(dump.report.accepted == 2)
  }

  @Test(arguments: [
    ("14999", 1), ("15000", 2), ("100000", 3), ("300000", 4), ("1000000", 5), ("4999999", 5), ("5000000", 6),
    ("", 1),
  ])
  func `class places by their people`(people: String, size: Int) throws {
    var dump = try dump()
    #expect(rows(&dump, Self.line("Holt", people: people)).first?.split(separator: "|")[5] == "\(size)")
  }

  @Test func `take alternate names in Latin letters on demand`() throws {
    var options = GeoNamesImport.Options()
    options.withAlternates = true
    var dump = try dump(options)
    let names = rows(&dump, Self.line("Holt", others: "Hólt,HLT,Хольт,old holt,Holt,Holtburg"))
      .map { $0.prefix { $0 != "|" } }
    #expect(names == ["Holt", "Hólt", "Holtburg"])
  }

  @Test func `are cut to a country and a number of people, capitals aside`() throws {
    var options = GeoNamesImport.Options()
    options.minPopulation = 50_000
    options.countries = ["AAA"]
    var dump = try dump(options)
    #expect(rows(&dump, Self.line("Holt")).isEmpty)
    #expect(rows(&dump, Self.line("Dorn", country: "BB", people: "90000")).isEmpty)
    #expect(rows(&dump, Self.line("Reed", feature: "P.PPLC")).count == 1)
    #expect(rows(&dump, Self.line("Deep Strait", feature: "H.STRT", people: "0")).count == 1)
    #expect(dump.report.skipped == ["fewer people than asked for": 1, "of another country": 1])
  }

  @Test(arguments: [
    ("17\tHolt", ImportFault.Reason.columns), (line("Holt", country: "ZZ"), .unknownCountry),
    (line("Holt", lat: "north"), .noNumber), (line("Holt", lat: "95"), .noNumber),
    (line("Holt", people: "many"), .noNumber),
    (line(""), .noName),
  ])
  func `tell every line that cannot be used`(line: String, reason: ImportFault.Reason) throws {
    var dump = try dump()
    #expect(rows(&dump, line).isEmpty)
    #expect(dump.report.faults.map(\.reason) == [reason])
    #expect(dump.report.read == 1)
  }
}
