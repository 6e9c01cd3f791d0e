import Glibc

/// Finds where the level of a series changes.
///
/// Seeded binary segmentation: Kovács, Bühlmann, Li and Munk, "Seeded binary segmentation: a general methodology for
/// fast and optimal changepoint detection", Biometrika 110 (2023). The best split of each of a fixed set of stretches is
/// found; the one that explains most is taken, the stretches that hold it go, and so on while a split explains more
/// than the penalty. A change costs three times the logarithm of the number of periods, after Zhang and Siegmund, "A
/// modified Bayes information criterion with applications to the analysis of comparative genomic hybridization data",
/// Biometrics 63 (2007). Then each change is put where it explains most between its neighbours, and those that no
/// longer pay are dropped.
///
/// - Cost: n log n gains for n periods.
struct ChangeSearch {
  /// A change and how sure it is.
  struct Change {
    /// The first place of the new level.
    var place: Int
    /// Places that the change may have as well: a set of likelihood of 95 %.
    var interval: ClosedRange<Int>
    /// The stretches that are compared: from the change before to it, and from it to the next.
    var before: Range<Int>
    var after: Range<Int>
    /// How much more two levels explain than one, in units of the noise.
    var gain: Double
  }

  /// The periods that a level lasts at least.
  static let shortest = 3
  /// A shorter series pays as much as one of so many periods; else one in thirty short ones of noise has a change.
  static let leastPenalised = 50
  /// The loss of explanation up to which a place belongs to the interval: 95 % for a change of likelihoods on both
  /// sides, after Siegmund, "Confidence sets in change-point problems", International Statistical Review 56 (1988).
  private static let intervalLoss = 7.35

  let series: CountSeries
  /// What a change must explain, in units of the noise.
  let penalty: Double
  private let splits: [Split]

  private struct Split {
    var start: Int
    var end: Int
    var at: Int
    var gain: Double
  }

  init(_ series: CountSeries) {
    self.series = series
    penalty = 3 * log(Double(max(series.count, ChangeSearch.leastPenalised)))
    splits = ChangeSearch.seeds(series.count).compactMap { ChangeSearch.bestSplit(of: $0, series) }
  }

  /// The changes in order, and how large the noise is.
  ///
  /// The noise is measured again without the changes that are found, until the same are found again: a short war is a
  /// stretch of its own, and not loud noise.
  func changes() -> (changes: [Change], dispersion: Double) {
    var dispersion = series.dispersion(without: nil)
    var places = places(dispersion)
    for _ in 0..<3 where !places.isEmpty {
      dispersion = series.dispersion(without: places)
      let again = self.places(dispersion)
      if again == places { break }
      places = again
    }
    return (described(places, dispersion), dispersion)
  }

  private func places(_ dispersion: Double) -> [Int] {
    let least = penalty * dispersion
    var left = splits.filter { $0.gain > least }
    var places: [Int] = []
    while let best = left.max(by: { ($0.gain, $1.at) < ($1.gain, $0.at) }) {
      places.append(best.at)
      left.removeAll { $0.start < best.at && best.at < $0.end }
    }
    places.sort()
    return pruned(refined(places), least)
  }

  /// Each place where it explains most between its neighbours.
  private func refined(_ places: [Int]) -> [Int] {
    var places = places
    for _ in 0..<2 {
      for i in places.indices {
        let start = i == 0 ? 0 : places[i - 1]
        let end = i == places.count - 1 ? series.count : places[i + 1]
        if let best = ChangeSearch.bestSplit(of: start..<end, series) { places[i] = best.at }
      }
    }
    return places
  }

  /// Without the places that explain less than `least` between their neighbours, the weakest dropped first.
  private func pruned(_ places: [Int], _ least: Double) -> [Int] {
    var places = places
    while true {
      let gains = places.indices.map { i in
        series.gain(
          i == 0 ? 0 : places[i - 1], places[i], i == places.count - 1 ? series.count : places[i + 1])
      }
      guard let weakest = gains.indices.min(by: { gains[$0] < gains[$1] }), gains[weakest] <= least else {
        return places
      }
      places.remove(at: weakest)
      places = refined(places)
    }
  }

  private func described(_ places: [Int], _ dispersion: Double) -> [Change] {
    places.indices.map { i in
      let start = i == 0 ? 0 : places[i - 1]
      let end = i == places.count - 1 ? series.count : places[i + 1]
      let gain = series.gain(start, places[i], end)
      let loss = ChangeSearch.intervalLoss * dispersion
      let likely = (start + 1..<end).filter { gain - series.gain(start, $0, end) <= loss }
      return Change(
        place: places[i],
        interval: min(likely.first ?? places[i], places[i])...max(likely.last ?? places[i], places[i]),
        before: start..<places[i], after: places[i]..<end, gain: gain / dispersion)
    }
  }

  private static func bestSplit(of range: Range<Int>, _ series: CountSeries) -> Split? {
    var best: Split?
    var at = range.lowerBound + shortest
    while at + shortest <= range.upperBound {
      let gain = series.gain(range.lowerBound, at, range.upperBound)
      if gain > best?.gain ?? -.infinity {
        best = Split(start: range.lowerBound, end: range.upperBound, at: at, gain: gain)
      }
      at += 1
    }
    return best
  }

  /// The stretches: each layer is shorter by the square root of two, and its stretches overlap by half.
  private static func seeds(_ count: Int) -> [Range<Int>] {
    var seeds: [Range<Int>] = []
    var length = Double(count)
    while length >= Double(2 * shortest) {
      let parts = 2 * Int((Double(count) / length).rounded(.up)) - 1
      let step = parts > 1 ? (Double(count) - length) / Double(parts - 1) : 0
      for part in 0..<parts {
        let start = Int((Double(part) * step).rounded(.down))
        seeds.append(start..<min(count, Int((Double(part) * step + length).rounded(.up))))
      }
      length /= 2.0.squareRoot()
    }
    return seeds
  }
}
