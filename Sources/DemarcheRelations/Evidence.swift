public import DemarcheEvents

/// One line of evidence between two parties: what a relation is counted from.
///
/// Plain numbers, so that a store can fill it from columns without opening the whole record. The numbers of events,
/// reports, texts, incidents and sources are the store's keys: equal numbers are the same thing.
public struct Evidence: Hashable, Sendable {
  public var event: Int
  public var report: Int
  /// The group of reports that tell the same text; reports that are near copies share it.
  public var text: Int
  /// The act, across reports.
  public var incident: Int
  /// The outlet; 0 when the report names none.
  public var source: Int
  public var direction: Direction
  public var quad: Int
  /// Counts in the list of types that the builder was given.
  public var type: Int
  /// PLOVER's score, from -10 to 10.
  public var score: Double
  /// Goldstein's value of the CAMEO code; nil when there is none.
  public var goldstein: Double?
  /// The day it is counted on; nil when neither text nor report tells.
  public var day: Day?
  /// Whether `day` is the report's, because the text gives none.
  public var datedByPublication: Bool
  public var precision: DatePrecision
  /// What is said not to have happened.
  public var negated: Bool
  /// What might happen, as the text has it.
  public var hypothetical: Bool

  public init(
    event: Int, report: Int, text: Int, incident: Int, source: Int = 0, direction: Direction, quad: Int,
    type: Int, score: Double, goldstein: Double? = nil, day: Day?, datedByPublication: Bool = false,
    precision: DatePrecision = .day, negated: Bool = false, hypothetical: Bool = false
  ) {
    self.event = event
    self.report = report
    self.text = text
    self.incident = incident
    self.source = source
    self.direction = direction
    self.quad = quad
    self.type = type
    self.score = score
    self.goldstein = goldstein
    self.day = day
    self.datedByPublication = datedByPublication
    self.precision = precision
    self.negated = negated
    self.hypothetical = hypothetical
  }

  /// Whether the line counts: it tells what happened, not what did not or might.
  public var counts: Bool { !negated && !hypothetical }
}
