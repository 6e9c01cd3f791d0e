import DemarcheAnswers
import DemarcheData
import DemarcheJSON

/// One row of an answer, in the form that is asked for.
struct APIRow: Sendable {
  let json: @Sendable () -> JSON
  /// Its cells as a line of CSV.
  let line: @Sendable () -> String

  init(json: @escaping @Sendable () -> JSON, line: @escaping @Sendable () -> String) {
    self.json = json
    self.line = line
  }

  /// A row whose names are the columns.
  init(_ members: [JSON.Member]) {
    json = { .object(members) }
    line = { CSV.line(members) }
  }
}

extension [JSON.Member] {
  /// The values as a line of CSV.
  var line: String { CSV.line(self) }
}
