/// One fault in a file of data: where it stands, what is wrong and what to do.
public struct DataFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// Counts from 1; 0 when the fault is of the whole file.
  public var line: Int
  public var message: String
  public var help: String?

  public init(file: String, line: Int, message: String, help: String? = nil) {
    self.file = file
    self.line = line
    self.message = message
    self.help = help
  }

  public var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return help.map { "\(place): \(message)\n  help: \($0)" } ?? "\(place): \(message)"
  }
}

/// All faults found in a set of data files, told at once.
///
/// - Invariant: `errors` is not empty.
public struct DataErrors: Error, Sendable, CustomStringConvertible {
  public var errors: [DataFileError]

  public init(_ errors: [DataFileError]) {
    precondition(!errors.isEmpty, "a fault without an error")
    self.errors = errors
  }

  public init(_ error: DataFileError) { errors = [error] }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
