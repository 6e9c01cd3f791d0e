import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheKnowledge

extension Engine {
  /// What was measured of the types; empty where the data has no such table.
  static func precision(_ arguments: Arguments) throws -> PrecisionTable {
    try PrecisionTable(among: try files(arguments) { $0 == PrecisionTable.name })
  }

  /// What answers are made with, from the data that flags name.
  static func setting(_ arguments: Arguments) throws -> Setting {
    try Setting(try release(arguments), files: try files(arguments, where: Setting.reads))
  }
}
