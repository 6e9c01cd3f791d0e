import DemarcheData
import DemarcheImport
import DemarcheKnowledge
import DemarcheTesting

/// The tables of the imports for an invented world.
enum World {
  static let known = KnownActors(TestWorld.knowledge.actors)

  static func codes() throws -> CameoCodes {
    try CameoCodes(
      countries: table(
        "cameo\tcode\tkind\tsector\tsource",
        "OLDAAA\tAAA\tcountry\t\tt", "WST\t\tregion\t\tt", "IGO\tIGO\tinternational\t\tt",
        "IMG\tIMG\tinternational\tREB\tt"),
      sectors: table(
        "cameo\tplover\tperson\tsource",
        "GOV\tGOV\t\tt", "MIL\tMIL\t\tt", "ELI\tELI\tyes\tt", "REB\tREB\t\tt", "CVL\tCVL\t\tt",
        "MED\tJRN\t\tt", "HLH\tMED\t\tt", "RAD\t\t\tt"),
      states: known.states)
  }

  static func casing() throws -> NameCasing {
    try NameCasing(
      table(
        "form\tuse\tsource", "the\tarticle\tt", "of\tsmall\tt", "and\tsmall\tt", "de\tsmall\tt",
        "Mr\texact\tt",
        "II\texact\tt"))
  }

  static func table(_ lines: String...) throws(DataErrors) -> Table {
    let text = lines.joined(separator: "\n")
    let columns = lines.first?.split(separator: "\t").map(String.init) ?? []
    return try Table(text: text, file: "test.tsv", columns: columns)
  }
}
