import DemarcheText

/// Spans that can be asked which of them lie around a place.
///
/// A text may hold a hundred thousand claims, and each word of it asks who says it.
///
/// - Cost: made in n log n; asked in log n and the spans since the last gap before the place.
struct SpansByPlace: Sendable {
  private let spans: [Span]
  /// The numbers of the spans by their starts.
  private let order: [Int]
  /// How far each span in that order and those before it reach.
  private let reach: [Int]

  init(_ spans: [Span]) {
    self.spans = spans
    let order = spans.indices.sorted { (spans[$0].start, $0) < (spans[$1].start, $1) }
    var far = 0
    reach = order.map { number in
      far = max(far, spans[number].end)
      return far
    }
    self.order = order
  }

  /// The numbers of the spans that begin at a place or before it and end there or behind it, the least first.
  func around(_ place: Int) -> [Int] {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if spans[order[middle]].start <= place { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low > 0, reach[low - 1] >= place {
      low -= 1
      if spans[order[low]].end >= place { found.append(order[low]) }
    }
    return found.sorted()
  }
}
