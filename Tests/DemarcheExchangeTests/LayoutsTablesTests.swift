import DemarcheData
import DemarcheTesting
import FoundationEssentials
import Testing

@testable import DemarcheExchange

@Suite("The tables of exchange")
struct LayoutsTablesTests {
  @Test("Of several names or letters of one country the first is written")
  func first() {
    #expect(LayoutsWorld.tables.fips(of: "BBB") == "BO")
    #expect(LayoutsWorld.tables.icewsName(of: "AAA") == "Republic of Arnland")
    #expect(LayoutsWorld.tables.icewsName(of: "BBB") == "Bostria")
    #expect(LayoutsWorld.tables.icewsName(of: "IGO") == nil)
  }

  /// A table, its text, and what is wrong with it.
  static let broken: [(String, String, String)] = [
    (
      "exchange/fips.tsv", "code\tfips\tsource\nAAA\tAR\tt\nBBB\tAR\tt",
      "exchange/fips.tsv:3: AR stands twice"
    ),
    (
      "exchange/fips.tsv", "code\tfips\tsource\nAAA\t\tt",
      "exchange/fips.tsv:2: the cell of column fips is empty"
    ),
    (
      "exchange/sectors-icews.tsv", "icews\tplover\texport\tsource\nArmy\tARM\t\tt",
      "exchange/sectors-icews.tsv:2: unknown sector ARM"
    ),
    (
      "exchange/sectors-icews.tsv", "icews\tplover\texport\tsource\nArmy\tMIL\tyes\tt\nNavy\tMIL\tyes\tt",
      "exchange/sectors-icews.tsv:3: MIL has a word already"
    ),
    (
      "exchange/sectors-icews.tsv", "icews\tplover\texport\tsource\nElite\t\tyes\tt",
      "exchange/sectors-icews.tsv:2: export is yes"
    ),
    (
      "exchange/cameo-labels.tsv", "code\tlabel\tsource\n999\tDream\tt",
      "exchange/cameo-labels.tsv:2: CAMEO 1.1b3 has no code 999"
    ),
    (
      "exchange/cameo-labels.tsv", "code\tlabel\tsource\n030\tAgree\tt",
      "exchange/cameo-labels.tsv: the code 180 is missing"
    ),
    (
      "exchange/cameo-roles.tsv", "plover\tcameo\tsource\nXXX\tGOV\tt",
      "exchange/cameo-roles.tsv:2: unknown sector XXX"
    ),
  ]

  @Test("A fault is told with file and line", arguments: broken)
  func fault(file: String, text: String, message: String) {
    let errors = #expect(throws: DataErrors.self) {
      try ExchangeTables(knowledge: TestWorld.knowledge) { $0 == file ? text : LayoutsWorld.files[$0] }
    }
    #expect(errors?.description.contains(message) == true, "\(errors?.description ?? "")")
  }

  @Test("The faults of all tables are told at once")
  func all() {
    let errors = #expect(throws: DataErrors.self) {
      try ExchangeTables(knowledge: TestWorld.knowledge) { _ in nil }
    }
    #expect(errors?.errors.map(\.file) == ExchangeTables.forms.map(\.name))
  }

  private static func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "Data/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  private func rows(_ form: ExchangeTables.Form) throws -> [Table.Row] {
    let text = try #require(Self.text(form.name))
    return Array(try Table(text: text, file: form.name, columns: form.columns).rows)
  }

  @Test("In the project's own tables each country is one of its states, and each state has letters of FIPS")
  func countries() throws {
    let states = try Table(
      text: #require(Self.text("knowledge/states.tsv")), file: "states.tsv",
      columns: ["key", "name", "kind", "code", "sector", "from", "until", "source"], optional: ["successor"])
    let keys = Set(states.rows.map { $0["key"] })
    let fips = try rows(ExchangeTables.fips)
    for row in try fips + rows(ExchangeTables.countryNames) {
      #expect(keys.contains(row["code"]), "\(row["code"])")
    }
    for row in states.rows where row["kind"] == "state" {
      #expect(fips.contains { $0["code"] == row["key"] }, "\(row["key"])")
    }
    #expect(fips.allSatisfy { $0["fips"].utf8.count == 2 })
  }

  @Test("A role that is written is read back as the sector it was, but where another stands in for it")
  func roles() throws {
    let text = try #require(Self.text("codebook/cameo-sectors.tsv"))
    let back = try Table(
      text: text, file: "cameo-sectors.tsv", columns: ["cameo", "plover", "person", "source"])
    for row in try rows(ExchangeTables.roles)
    where !row["cameo"].isEmpty && !row["source"].contains("nearest") {
      #expect(
        back.rows.contains { $0["cameo"] == row["cameo"] && $0["plover"] == row["plover"] },
        "\(row["plover"])")
    }
  }

  @Test("The quad classes of the roots are those of GDELT and Phoenix")
  func roots() throws {
    let rows = try rows(ExchangeTables.roots)
    #expect(rows.map { $0["gdelt"] }.joined() == "11111222333334444444")
    #expect(rows.map { $0["phoenix"] }.joined() == "00111222333334434444")
  }
}
