public import DemarcheEvents
public import DemarcheIncidents
public import DemarcheText

/// A report with all that the ledger keeps of its coding.
public struct CodedReport: Sendable {
  /// Where a sentence stands in its field, in code points.
  public struct Sentence: Hashable, Sendable {
    public var field: Field
    /// From 1 within the field.
    public var number: Int
    public var start: Int
    public var end: Int

    public init(field: Field, number: Int, start: Int, end: Int) {
      self.field = field
      self.number = number
      self.start = start
      self.end = end
    }
  }

  public var report: Report
  public var events: [Event]
  public var sentences: [Sentence]
  /// What is compared with other reports, one act for each `incident` of the events; an incident without one is compared with none.
  public var acts: [Act]

  /// - Parameter acts: nil makes them of the events alone, all but those that are only denied.
  public init(_ report: Report, events: [Event], sentences: [Sentence] = [], acts: [Act]? = nil) {
    self.report = report
    self.events = events
    self.sentences = sentences
    if let acts {
      self.acts = acts
      return
    }
    let told = events.filter { !$0.aux.contains(.negation) && !$0.incident.isEmpty }
    self.acts = Dictionary(grouping: told, by: \.incident).values.compactMap { Act(lines: $0, wording: []) }
  }
}
