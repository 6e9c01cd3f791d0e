/// Why two acts, each told by a report of its own, are held to be one; symmetric.
public struct Link: Hashable, Sendable {
  /// Between 0 and 1.
  public var confidence: Double
  /// The reasons, in words.
  public var why: [String]

  public init(confidence: Double, why: [String]) {
    self.confidence = confidence
    self.why = why
  }
}
