public import DemarcheEvents
public import DemarcheRelations

/// The parameters of a question by their names, as a command line or an address gives them.
public struct QuestionParameters {
  private let values: (String) -> String?

  /// - Parameter values: the value of a name; nil or empty where it is not given.
  public init(_ values: @escaping (String) -> String?) { self.values = values }

  public subscript(name: String) -> String? { values(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// Whether a switch is on.
  public func has(_ name: String) -> Bool { self[name].map { !["no", "0", "false"].contains($0) } ?? false }

  /// The parts of a list with commas between them; empty where it is not given.
  public func list(_ name: String) -> [String] {
    (self[name] ?? "").split(separator: ",").map(String.init)
  }

  /// A whole number of at least `least` and at most `most`.
  public func number(
    _ name: String, least: Int = 0, most: Int = .max
  ) throws(QuestionError) -> Int? {
    guard let text = self[name] else { return nil }
    guard let number = Int(text), number >= least, number <= most else {
      let bounds = most == .max ? "of at least \(least)" : "from \(least) to \(most)"
      throw QuestionError(name, "is a whole number \(bounds), not \"\(text)\"")
    }
    return number
  }

  /// One of the known values.
  public func choice(_ name: String, _ known: [String]) throws(QuestionError) -> String? {
    guard let text = self[name] else { return nil }
    guard known.contains(text) else {
      throw QuestionError(
        name, "is one of \(known.joined(separator: ", ")), not \"\(text)\"", help: "\(name)=\(known[0])")
    }
    return text
  }

  /// A day; of a month or a year alone its first day, or with `end` its last.
  public func day(_ name: String, end: Bool) throws(QuestionError) -> Day? {
    guard let text = self[name] else { return nil }
    guard let day = Day(iso: text, end: end) else {
      throw QuestionError(name, "is no date: \(text)", help: "write it as 2015-07-14, 2015-07 or 2015")
    }
    return day
  }

  /// One of the periods by which series are counted.
  public func unit(_ name: String) throws(QuestionError) -> Period.Unit? {
    try choice(name, Period.Unit.allCases.map(\.rawValue)).flatMap { Period.Unit(rawValue: $0) }
  }
}
