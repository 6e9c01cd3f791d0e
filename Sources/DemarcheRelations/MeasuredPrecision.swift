/// How many of the incidents that are counted are right, by what was measured of each type.
///
/// A type was measured on events of which so many were right. That gives a distribution of its precision, a beta
/// distribution by Jeffreys' prior (Brown, Cai and DasGupta, "Interval estimation for a binomial proportion",
/// Statistical Science 16, 2001); the number right among `k` counted ones is then beta-binomial. The types are taken for
/// independent: their distributions are convolved where at most ``exactLimit`` incidents are counted, and above that the
/// sum is taken for normal with the exact mean and variance.
///
/// The precision is one of sentences. An incident that many reports tell is likelier right than that, so the interval is
/// a cautious one; and what the coder missed, no interval of this kind can tell.
public struct MeasuredPrecision: Sendable {
  /// What was measured of one type: so many right of so many that came out.
  public struct Figure: Hashable, Sendable {
    public var right: Int
    public var of: Int

    public init(right: Int, of: Int) {
      self.right = right
      self.of = of
    }

    /// The two numbers from rounded percentages; nil when they are none.
    ///
    /// - Parameters:
    ///   - precision: the percentage right of those that came out.
    ///   - recall: the percentage that came out of those that are there.
    ///   - there: how many are there.
    public init?(precision: Double, recall: Double, there: Int) {
      guard (0...100).contains(precision), (0...100).contains(recall), there > 0, precision > 0 else {
        return nil
      }
      right = Int((recall * Double(there) / 100).rounded())
      of = max(right, Int((Double(right) * 100 / precision).rounded()))
      if of == 0 { return nil }
    }
  }

  /// How many of some incidents are right.
  public struct Estimate: Hashable, Sendable {
    /// The incidents of types that were measured.
    public var counted: Int
    /// The incidents of types without a figure; nothing is said of them.
    public var unmeasured: Int
    /// The expected number right of `counted`.
    public var expected: Double
    /// The interval that holds the number with a probability of 95 %.
    public var low: Int
    public var high: Int
  }

  /// Up to so many incidents the distributions of the types are convolved.
  public static let exactLimit = 200

  private let figures: [String: Figure]

  /// - Parameter figures: by the name of the type.
  public init(_ figures: [String: Figure]) { self.figures = figures }

  /// How many of a tally's incidents are right.
  ///
  /// - Parameter types: the names of the types, as the relation numbers them.
  /// - Cost: quadratic in the incidents up to ``exactLimit``, else linear in the types.
  public func right(among tally: Tally, types: [String]) -> Estimate {
    var counts: [(count: Int, figure: Figure)] = []
    var unmeasured = 0
    for (type, count) in tally.incidentsByType.enumerated() where count > 0 {
      if type < types.count, let figure = figures[types[type]] {
        counts.append((count, figure))
      } else {
        unmeasured += count
      }
    }
    let counted = counts.reduce(0) { $0 + $1.count }
    let mean = counts.reduce(0) { $0 + Double($1.count) * posterior($1.figure).mean }
    let bounds =
      counted <= MeasuredPrecision.exactLimit ? exactBounds(counts) : normalBounds(counts, mean, counted)
    return Estimate(
      counted: counted, unmeasured: unmeasured, expected: mean, low: bounds.lowerBound,
      high: bounds.upperBound)
  }

  private func posterior(_ figure: Figure) -> (a: Double, b: Double, mean: Double) {
    let (a, b) = (Double(figure.right) + 0.5, Double(figure.of - figure.right) + 0.5)
    return (a, b, a / (a + b))
  }

  private func exactBounds(_ counts: [(count: Int, figure: Figure)]) -> ClosedRange<Int> {
    var sum = [1.0]
    for (count, figure) in counts {
      let own = betaBinomial(count, figure)
      var next = [Double](repeating: 0, count: sum.count + count)
      for (i, p) in sum.enumerated() {
        for (j, q) in own.enumerated() { next[i + j] += p * q }
      }
      sum = next
    }
    var below = 0.0
    var low = 0
    var high = sum.count - 1
    // The smallest number with more than 2.5 % up to it, and the smallest with at least 97.5 %.
    var isLowFound = false
    for (number, p) in sum.enumerated() {
      below += p
      if !isLowFound, below > 0.025 { (low, isLowFound) = (number, true) }
      if below >= 0.975 {
        high = number
        break
      }
    }
    return low...max(low, high)
  }

  /// The probabilities of 0 to `count` right.
  private func betaBinomial(_ count: Int, _ figure: Figure) -> [Double] {
    let (a, b, _) = posterior(figure)
    var p = 1.0
    for i in 0..<count { p *= (b + Double(i)) / (a + b + Double(i)) }
    var result = [p]
    for j in 0..<count {
      p *= Double(count - j) / Double(j + 1) * (Double(j) + a) / (Double(count - j - 1) + b)
      result.append(p)
    }
    return result
  }

  private func normalBounds(
    _ counts: [(count: Int, figure: Figure)], _ mean: Double, _ counted: Int
  ) -> ClosedRange<Int> {
    var variance = 0.0
    for part in counts {
      let (a, b, p) = posterior(part.figure)
      let k = Double(part.count)
      variance += k * p * (1 - p) * (a + b + k) / (a + b + 1)
    }
    let reach = 1.96 * variance.squareRoot()
    let low = max(0, Int((mean - reach).rounded(.down)))
    return low...max(low, min(counted, Int((mean + reach).rounded(.up))))
  }
}
