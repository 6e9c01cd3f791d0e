import Glibc

/// A series of sums with what they were taken over, in which changes of level are looked for.
///
/// `sums[i] / exposures[i]` is the level of period `i`: incidents over reports read, or scores over incidents.
struct CountSeries {
  enum Noise {
    /// Counts whose variance is a multiple of their mean: quasi-Poisson (McCullagh and Nelder, "Generalized Linear
    /// Models", 1989, chapter 6).
    case counts
    /// Means of scores, whose variance falls with what they were taken over.
    case scores
  }

  let noise: Noise
  /// Places in the caller's series of the periods that have an exposure; the others tell nothing.
  let places: [Int]
  private let sums: [Double]
  private let exposures: [Double]
  /// Sums before each period.
  private let sumsBefore: [Double]
  private let exposuresBefore: [Double]

  init(_ noise: Noise, sums: [Double], exposures: [Double]) {
    self.noise = noise
    places = sums.indices.filter { exposures[$0] > 0 }
    self.sums = places.map { sums[$0] }
    self.exposures = places.map { exposures[$0] }
    func before(_ values: [Double]) -> [Double] {
      var result = [0.0]
      for value in values { result.append(result[result.count - 1] + value) }
      return result
    }
    sumsBefore = before(self.sums)
    exposuresBefore = before(self.exposures)
  }

  var count: Int { places.count }

  func sum(_ range: Range<Int>) -> Double { sumsBefore[range.upperBound] - sumsBefore[range.lowerBound] }

  func exposure(_ range: Range<Int>) -> Double {
    exposuresBefore[range.upperBound] - exposuresBefore[range.lowerBound]
  }

  func level(_ range: Range<Int>) -> Double {
    let exposure = exposure(range)
    return exposure > 0 ? sum(range) / exposure : 0
  }

  /// What one level for a stretch explains; twice the logarithm of its likelihood but for a constant.
  private func fit(_ range: Range<Int>) -> Double {
    let (sum, exposure) = (sum(range), exposure(range))
    switch noise {
    case .counts: return sum <= 0 ? 0 : 2 * sum * log(sum / exposure)
    case .scores: return sum * sum / exposure
    }
  }

  /// What two levels explain more than one: the deviance that a change at `at` takes away.
  func gain(_ start: Int, _ at: Int, _ end: Int) -> Double {
    fit(start..<at) + fit(at..<end) - fit(start..<end)
  }

  /// How many times the noise is larger than the model's own, from the differences of neighbours.
  ///
  /// Most differences lie within a level. Blocks of two and four periods are compared too, so that noise that lasts over
  /// periods counts, and the largest of the figures is taken.
  ///
  /// - Parameter changes: places of changes, whose differences are left out; nil when none is known yet, and the largest
  ///   differences are left out instead.
  func dispersion(without changes: [Int]?) -> Double {
    var largest = noise == .counts ? 1.0 : 0
    for width in [1, 2, 4] where width == 1 || count / width >= CountSeries.leastBlocks {
      var differences: [Double] = []
      var scale = 0.0
      var at = 0
      while at + 2 * width <= count {
        let (first, second) = (at..<at + width, at + width..<at + 2 * width)
        at += width
        if changes?.contains(where: { first.lowerBound < $0 && $0 < second.upperBound }) ?? false { continue }
        let (e, f) = (exposure(first), exposure(second))
        let difference = level(first) - level(second)
        differences.append(difference * difference / (1 / e + 1 / f))
        switch noise {
        case .counts: scale += (sum(first) + sum(second)) / (e + f)
        case .scores: scale += 1
        }
      }
      if scale == 0 { continue }
      guard changes == nil else {
        largest = max(largest, differences.reduce(0, +) / scale)
        continue
      }
      differences.sort()
      let kept = differences.count - Int((Double(differences.count) * CountSeries.trimmedShare).rounded(.up))
      largest = max(largest, differences.prefix(kept).reduce(0, +) / CountSeries.keptWeight / scale)
    }
    // A series without any noise has no scale to measure changes on; the smallest one keeps the sums finite.
    return max(largest, 1e-9)
  }

  /// Blocks are compared where there are so many.
  private static let leastBlocks = 12
  /// The share of the differences that is left out while no change is known.
  private static let trimmedShare = 0.2
  /// What the rest of the squares of normal numbers sums up to, as a share of all.
  private static let keptWeight = 0.3502
}
