public import DemarcheEvents

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
