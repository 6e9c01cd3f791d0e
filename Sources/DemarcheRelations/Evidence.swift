public import DemarcheEvents

/// One line of evidence between two parties: what a relation is counted from.
///
/// Plain data, so that a store can fill it from columns without opening the whole record.
public struct Evidence: Hashable, Sendable {
  /// The event's id.
  public var event: String
  /// The report's id.
  public var report: String
  /// Shared by the lines of one act; when empty, the line is an act of its own.
  public var incident: String
  /// The outlet; nil when the report names none.
  public var source: String?
  public var direction: Direction
  public var quad: Int
  public var score: Double
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
    event: String, report: String, incident: String = "", source: String? = nil, direction: Direction,
    quad: Int, score: Double, day: Day?, datedByPublication: Bool = false, precision: DatePrecision = .day,
    negated: Bool = false, hypothetical: Bool = false
  ) {
    self.event = event
    self.report = report
    self.incident = incident
    self.source = source
    self.direction = direction
    self.quad = quad
    self.score = score
    self.day = day
    self.datedByPublication = datedByPublication
    self.precision = precision
    self.negated = negated
    self.hypothetical = hypothetical
  }

  /// The evidence an event gives on two parties; nil when it does not join them.
  public init?(_ event: Event, source: String?, between a: Party, and b: Party) {
    guard let direction = Direction(of: event, between: a, and: b) else { return nil }
    let placed = PlacedDay(of: event)
    self.init(
      event: event.id, report: event.report, incident: event.incident, source: source, direction: direction,
      quad: event.quad, score: event.score, day: placed.day, datedByPublication: placed.byPublication,
      precision: event.datePrecision, negated: event.aux.contains(.negation),
      hypothetical: event.aux.contains(.hypothetical))
  }
}

/// The day an event counts on: its own, else its report's.
public struct PlacedDay: Hashable, Sendable {
  /// Nil when nothing tells the day.
  public var day: Day?
  public var byPublication: Bool

  /// Places an event in time.
  ///
  /// A historical event without a date gets no day: it lies before its report, by how much nobody
  /// knows.
  public init(of event: Event) {
    if let date = event.date.flatMap({ Day(iso: $0) }) {
      day = date
      byPublication = false
    } else if !event.aux.contains(.historical), let day = event.published.flatMap({ Day(iso: $0) }) {
      self.day = day
      byPublication = true
    } else {
      day = nil
      byPublication = false
    }
  }
}
