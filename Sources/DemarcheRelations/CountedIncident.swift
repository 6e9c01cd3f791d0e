public import DemarcheEvents

/// One incident of a relation, as it counts: one type, mean scores, and how many tell it.
public struct CountedIncident: Hashable, Sendable {
  /// The store's key.
  public let incident: Int
  /// The event with the smallest key among its lines that count; a way to its words.
  public let event: Int
  /// The type that most of its lines have; of equals the one of larger score, then the first in the list of types.
  public let type: Int
  public let quad: Int
  /// The mean of its lines, in millionths.
  let scoreMillionths: Int
  let goldsteinMillionths: Int?
  /// The earliest day that a text states; the earliest day of publication where none does; nil without any.
  public let day: Day?
  public let reports: Int
  public let texts: Int
  public let lines: Int

  public var score: Double { Double(scoreMillionths) / 1e6 }
  public var goldstein: Double? { goldsteinMillionths.map { Double($0) / 1e6 } }

  /// Whether it is told more than another: by more texts, then reports, then lines; of equals the earlier key.
  func isTold(moreThan other: CountedIncident) -> Bool {
    (other.texts, other.reports, other.lines, incident) < (texts, reports, lines, other.incident)
  }
}
