import Glibc

/// The counts that chance alone would give about a mean: all but one of twenty lie within.
///
/// The central interval of Poisson's distribution. Counts that come in clumps scatter more; then the interval is that of
/// clumps of the size `dispersion`, the ratio of variance and mean (quasi-Poisson).
public struct CountBand: Hashable, Sendable {
  /// The least and the greatest count within.
  public let low: Double
  public let high: Double

  /// The share of counts that lie below, and that lie above, at most.
  public static let tail = 0.025

  /// - Parameters:
  ///   - mean: of at least 0.
  ///   - dispersion: below 1 it counts as 1.
  public init(mean: Double, dispersion: Double = 1) {
    let clump = max(1, dispersion)
    let clumps = mean / clump
    // From a few hundred on the normal distribution is as good, and the sum would be of very small numbers.
    if clumps > 400 {
      let spread = 1.959964 * clumps.squareRoot()
      low = max(0, clumps - spread) * clump
      high = (clumps + spread) * clump
      return
    }
    var chance = exp(-clumps)
    var below = 0.0
    var count = 0
    var least: Int?
    // The first count whose own chance, with all below, passes the tail; then the first that leaves no more above.
    while true {
      below += chance
      if least == nil, below > CountBand.tail { least = count }
      if below >= 1 - CountBand.tail || count > 2000 { break }
      count += 1
      chance *= clumps / Double(count)
    }
    low = Double(least ?? count) * clump
    high = Double(count) * clump
  }

  public func contains(_ count: Int) -> Bool { low <= Double(count) && Double(count) <= high }
}
