public import DemarcheJSON

/// What kept an input from being read, or a record of it from being used.
public struct Rejection: Error, Hashable, Sendable {
  /// The id of the report, or the path of the file.
  public var report: String
  /// Counts from 1; nil when the whole input is meant.
  public var line: Int?
  public var error: String
  public var help: String?

  public init(report: String, line: Int? = nil, error: String, help: String? = nil) {
    self.report = report
    self.line = line
    self.error = error
    self.help = help
  }
}

extension Rejection {
  /// The record of a rejection: `{"report","line","error","help"}`.
  public var json: JSON {
    ["report": .string(report), "line": JSON(line), "error": .string(error), "help": JSON(help)]
  }
}

extension Rejection: CustomStringConvertible {
  public var description: String {
    let place = line.map { "\(report):\($0)" } ?? report
    return help.map { "\(place): \(error)\n  help: \($0)" } ?? "\(place): \(error)"
  }
}
