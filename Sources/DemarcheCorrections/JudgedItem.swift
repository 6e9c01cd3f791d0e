public import DemarcheEvents

/// One thing that people settled, beside what the machine says of it now.
public struct JudgedItem: Sendable {
  /// What is there.
  public var gold: [MarkedEvent]
  /// What the machine says: of a sentence all events, of an event what stands at its trigger now.
  public var machine: [MarkedEvent]
  /// Whether `gold` is all that the sentence tells.
  public var isWhole: Bool
  /// The outlet.
  public var source: String?

  public init(gold: [MarkedEvent], machine: [MarkedEvent], isWhole: Bool, source: String?) {
    self.gold = gold
    self.machine = machine
    self.isWhole = isWhole
    self.source = source
  }

  /// Nil where the machine has no event any more of which people said anything.
  ///
  /// What is denied is no event, on either side, in a sentence that was marked as a whole.
  ///
  /// - Parameter report: all events that the machine finds in the report now.
  public init?(_ item: GoldItem, in report: [Event], source: String?) {
    let there = report.filter { $0.field == item.target.field }
    guard let before = item.before else {
      let inside = there.filter { event in
        Stretch(event.trigger.start, event.trigger.end).map(item.target.span.contains) ?? false
      }
      func told(_ events: [MarkedEvent]) -> [MarkedEvent] { events.filter { !$0.aux.contains(.negation) } }
      self.init(
        gold: told(item.events), machine: told(inside.map { MarkedEvent($0) }), isWhole: true, source: source)
      return
    }
    let here = there.filter { Stretch($0.trigger.start, $0.trigger.end) == item.target.trigger }
    let spokenOf = Set([before.event] + item.events.map(\.event))
    var judged = here.filter { spokenOf.contains($0.event) }
    // Where something else is right than what the machine says, that is wrong; where nothing is, nobody spoke of that.
    if judged.isEmpty, !item.events.isEmpty { judged = here }
    if judged.isEmpty { return nil }
    self.init(gold: item.events, machine: judged.map { MarkedEvent($0) }, isWhole: false, source: source)
  }
}
