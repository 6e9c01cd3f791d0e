/// Counts in a few steps of shade, each some three times the one before: volumes differ by orders of size.
struct VolumeSteps: Hashable {
  /// The least count of each step, rising; none without a count.
  let bounds: [Int]

  static let most = 5
  /// The ink of each step; text on the last two is in the colour of the paper.
  private static let shades = [0.08, 0.2, 0.36, 0.66, 0.86]

  /// - Parameter largest: the largest count that is shown.
  init(upTo largest: Int) {
    var rising = [1]
    while let last = rising.last, last < largest {
      // 1, 3, 10, 30, 100 …
      let next = String(last).first == "1" ? last * 3 : last / 3 * 10
      if next > largest { break }
      rising.append(next)
    }
    bounds = largest < 1 ? [] : Array(rising.suffix(VolumeSteps.most))
  }

  /// The step of a count, from 0; nil for no incident.
  func step(_ count: Int) -> Int? {
    guard count > 0, !bounds.isEmpty else { return nil }
    return max(0, (bounds.lastIndex { $0 <= count }) ?? 0)
  }

  /// How much ink a step has, the last one most.
  func shade(_ step: Int) -> Double { VolumeSteps.shades[VolumeSteps.most - bounds.count + step] }

  func isDark(_ step: Int) -> Bool { shade(step) > 0.5 }

  /// What a step holds: "30-99".
  func label(_ step: Int) -> String {
    let from = step == 0 ? 1 : bounds[step]
    guard step + 1 < bounds.count else { return "\(Ticks.label(from)) or more" }
    let until = bounds[step + 1] - 1
    return from == until ? Ticks.label(from) : "\(Ticks.label(from))–\(Ticks.label(until))"
  }
}
