import DemarcheAnswers
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger

extension Arguments {
  /// The flags as the parameters of a question; a switch that is on is "yes".
  var parameters: QuestionParameters { QuestionParameters { value($0) ?? (has($0) ? "yes" : nil) } }
}

extension Flag {
  /// Flags for the parameters of questions.
  static func flags(_ parameters: [(name: String, value: String?, meaning: String)]) -> [Flag] {
    parameters.map { Flag($0.name, $0.value, $0.meaning) }
  }
}

extension SourceChoice {
  static var flags: [Flag] { Flag.flags(parameters) }
}

extension EventFilter {
  static var flags: [Flag] { Flag.flags(parameters) + SourceChoice.flags }

  /// The filter that flags ask for.
  init(_ arguments: Arguments) throws { try self.init(arguments.parameters) }

  /// Narrows to the outlets that flags ask for.
  mutating func narrow(to arguments: Arguments, _ ledger: Ledger) throws {
    let parameters = arguments.parameters
    if try SourceChoice.conditions(parameters).isEmpty, parameters["not-source"] == nil { return }
    try narrow(by: parameters, among: SourceChoice(of: ledger, Engine.setting(arguments)))
  }
}
