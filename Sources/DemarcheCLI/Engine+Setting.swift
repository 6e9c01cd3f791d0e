import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheKnowledge
import DemarcheRelations

extension Engine {
  /// What was measured of the types; empty where the data has no such table.
  static func precision(_ arguments: Arguments) throws -> PrecisionTable {
    let name = PrecisionTable.name
    let isThere: Bool =
      if let folder = arguments.value("data") { Files.exists("\(folder)/\(name)") } else {
        try pack().text(name) != nil
      }
    return PrecisionTable(isThere ? try table(name, PrecisionTable.columns, arguments) : nil)
  }

  /// What answers are made with, from the data that flags name.
  static func setting(_ arguments: Arguments) throws -> Setting {
    let tables = try tables(of: [.outlets, .organisations, .organisationNames, .groups], arguments)
    return try Setting(
      try release(arguments), outlets: tables[0], outletNames: tables[1] + tables[2], groups: tables[3],
      figures: try precision(arguments), words: try table(SummaryWords.name, SummaryWords.columns, arguments))
  }
}
