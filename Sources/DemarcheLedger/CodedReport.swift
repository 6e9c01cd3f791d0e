public import DemarcheEvents
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
  /// By the `incident` of the events: sorted hashes of the content words of the sentences that tell it.
  public var wording: [String: [UInt32]]

  public init(
    _ report: Report, events: [Event], sentences: [Sentence] = [], wording: [String: [UInt32]] = [:]
  ) {
    self.report = report
    self.events = events
    self.sentences = sentences
    self.wording = wording
  }
}
