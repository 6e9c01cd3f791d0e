/// A question that cannot be answered as it stands, with the way out.
public struct QuestionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The parameter that is wrong, by its name: `from`; nil where the whole is.
  public var parameter: String?
  /// What is wrong; with a parameter, what follows its name: "is no date: 2015-13".
  public var message: String
  public var help: String?
  /// Whether the question is well formed, and asks for what this ledger does not have.
  public var isOfAbsent = false

  public init(_ parameter: String? = nil, _ message: String, help: String? = nil, isOfAbsent: Bool = false) {
    self.parameter = parameter
    self.message = message
    self.help = help
    self.isOfAbsent = isOfAbsent
  }

  public var description: String { parameter.map { "\($0) \(message)" } ?? message }
}
