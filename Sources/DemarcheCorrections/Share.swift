/// A share of things with the interval of 95 % in which the true share lies, after Wilson ("Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22, 1927).
public struct Share: Hashable, Sendable {
  public var value: Double
  public var low: Double
  public var high: Double

  /// Nil of nothing.
  ///
  /// - Parameters:
  ///   - right: how many fit.
  ///   - all: of how many; of weighted things how many they are worth.
  public init?(_ right: Double, of all: Double) {
    guard all > 0, right >= 0, right <= all else { return nil }
    let z = 1.959964
    let p = right / all
    let middle = (p + z * z / (2 * all)) / (1 + z * z / all)
    let reach = z / (1 + z * z / all) * (p * (1 - p) / all + z * z / (4 * all * all)).squareRoot()
    value = p
    low = max(0, middle - reach)
    high = min(1, middle + reach)
  }

  public init?(_ right: Int, of all: Int) { self.init(Double(right), of: Double(all)) }
}
