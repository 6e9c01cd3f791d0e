/// A stretch of a text: half-open offsets in UTF-8 bytes of the text exactly as it was given.
///
/// Inside the program every span counts bytes; records count Unicode code points, and the change
/// is made once, by ``CodePoints``, when a record is built.
///
/// - Invariant: `0 <= start <= end`.
public struct Span: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "span \(start)..<\(end) is not a span")
    self.start = start
    self.end = end
  }

  /// The number of bytes covered.
  public var count: Int { end - start }

  /// The smallest span that covers both.
  public func union(_ other: Span) -> Span {
    Span(Swift.min(start, other.start), Swift.max(end, other.end))
  }

  /// Whether the two share at least one byte.
  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  /// Whether `other` lies wholly inside.
  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
}

extension Span: Comparable {
  public static func < (a: Span, b: Span) -> Bool {
    a.start != b.start ? a.start < b.start : a.end < b.end
  }
}
