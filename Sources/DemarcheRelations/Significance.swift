import Glibc

/// Exact tests and tests of likelihood on counts.
enum Significance {
  /// The probability that two groups with the same share differ as much as they do or more.
  ///
  /// Fisher's exact test, two-sided by the sum of all tables that are no likelier than this one (R. A. Fisher,
  /// "Statistical Methods for Research Workers", 1934).
  ///
  /// - Parameters:
  ///   - x: how many of the `n` of the first group.
  ///   - y: how many of the `m` of the second.
  /// - Cost: linear in the smaller margin.
  static func fisher(_ x: Int, of n: Int, _ y: Int, of m: Int) -> Double {
    let marked = x + y
    let least = max(0, marked - m)
    let most = min(n, marked)
    guard least < most else { return 1 }
    func logWays(_ k: Int) -> Double { logChoose(n, k) + logChoose(m, marked - k) }
    let observed = logWays(x)
    let all = logChoose(n + m, marked)
    var sum = 0.0
    for k in least...most {
      let ways = logWays(k)
      // Tables that are as likely but for rounding count as such.
      if ways <= observed + 1e-9 { sum += exp(ways - all) }
    }
    return min(1, sum)
  }

  /// The probability that counts of two groups, sorted into kinds, differ in their mix as much as they do or more.
  ///
  /// The G-test of likelihood with Williams' correction (Sokal and Rohlf, "Biometry", 1995, chapter 17). Kinds that
  /// neither has are left out; 1 when fewer than two are left or a group has nothing.
  static func mix(_ first: [Int], _ second: [Int]) -> Double {
    let kinds = first.indices.filter { first[$0] + second[$0] > 0 }
    let (n, m) = (first.reduce(0, +), second.reduce(0, +))
    guard kinds.count > 1, n > 0, m > 0 else { return 1 }
    let all = Double(n + m)
    var g = 0.0
    var inverses = 0.0
    for kind in kinds {
      let both = Double(first[kind] + second[kind])
      inverses += all / both
      for (count, size) in [(first[kind], n), (second[kind], m)] where count > 0 {
        g += 2 * Double(count) * log(Double(count) * all / (both * Double(size)))
      }
    }
    let freedom = kinds.count - 1
    let groups = all / Double(n) + all / Double(m) - 1
    let correction = 1 + groups * (inverses - 1) / (6 * all * Double(freedom))
    return chiSquared(g / correction, freedom: freedom)
  }

  /// The probability that a sum of `freedom` squares of standard normal numbers is `x` or more.
  static func chiSquared(_ x: Double, freedom: Int) -> Double {
    guard x > 0, freedom > 0 else { return 1 }
    // From one or two degrees upward by two, each adding one term.
    let isOdd = freedom % 2 == 1
    var tail = isOdd ? erfc((x / 2).squareRoot()) : exp(-x / 2)
    var term = isOdd ? (2 * x / .pi).squareRoot() * exp(-x / 2) : x / 2 * exp(-x / 2)
    var at = isOdd ? 3 : 4
    while at <= freedom {
      tail += term
      term *= x / Double(at)
      at += 2
    }
    return min(1, tail)
  }

  /// Which of several tests hold together at a level, by Holm's step-down correction.
  ///
  /// S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
  static func holm(_ probabilities: [Double], level: Double) -> [Bool] {
    var holds = [Bool](repeating: false, count: probabilities.count)
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    for (rank, i) in order.enumerated() {
      guard probabilities[i] <= level / Double(probabilities.count - rank) else { break }
      holds[i] = true
    }
    return holds
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  /// The logarithm of n!, by sums up to 50 and Stirling's series above.
  private static func logFactorial(_ n: Int) -> Double {
    if n < 2 { return 0 }
    if n <= 50 { return (2...n).reduce(0) { $0 + log(Double($1)) } }
    let x = Double(n)
    return x * log(x) - x + 0.5 * log(2 * .pi * x) + 1 / (12 * x) - 1 / (360 * x * x * x)
  }
}
