/// A stretch of a report's field: half-open offsets in code points, as records have them.
///
/// - Invariant: `0 <= start <= end`.
public struct Stretch: Hashable, Sendable, Comparable {
  public let start: Int
  public let end: Int

  /// Nil where the two are no stretch.
  public init?(_ start: Int, _ end: Int) {
    guard 0 <= start, start <= end else { return nil }
    self.start = start
    self.end = end
  }

  /// The number of code points.
  public var count: Int { end - start }

  /// How many code points the two share.
  public func shared(with other: Stretch) -> Int {
    max(0, min(end, other.end) - max(start, other.start))
  }

  /// Whether `other` lies wholly inside.
  public func contains(_ other: Stretch) -> Bool { start <= other.start && other.end <= end }

  public static func < (a: Stretch, b: Stretch) -> Bool { (a.start, a.end) < (b.start, b.end) }
}
